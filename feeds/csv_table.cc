#include "feeds/csv_table.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

constexpr std::size_t kRecordsLookedAt = 500;
constexpr std::size_t kSampleBytesMax = std::size_t{1} << 20;

using Fields = std::vector<std::string>;

bool IsLineEnd(char c) {
  return c == '\n' || c == '\r';
}

// Reads one record after another.
class Records {
 public:
  Records(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  // False: no further one. A blank line is a record of one empty field.
  bool Next(Fields& fields) {
    fields.clear();
    if (at_ >= text_.size()) {
      return false;
    }
    ++line_;
    start_line_ = line_;
    for (;;) {
      fields.emplace_back();
      ReadField(fields.back());
      if (at_ >= text_.size() || text_[at_] != delimiter_) {
        break;
      }
      ++at_;
    }
    SkipLineEnd();
    return true;
  }

  std::size_t start_line() const { return start_line_; }
  // Where the quote stands that the end of the text left open; 0: nowhere.
  std::size_t open_quote_line() const { return open_quote_line_; }

 private:
  void ReadField(std::string& field) {
    std::size_t quote = at_;
    while (quote < text_.size() && text_[quote] == ' ' && delimiter_ != ' ') {
      ++quote;
    }
    if (quote < text_.size() && text_[quote] == '"') {
      at_ = quote + 1;
      ReadQuoted(field);
    }
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && !IsLineEnd(text_[at_])) {
      ++at_;
    }
    field.append(text_.substr(start, at_ - start));
  }

  // From behind the opening quote to behind the closing one.
  void ReadQuoted(std::string& field) {
    const std::size_t opened = line_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c != '"') {
        line_ += c == '\n' ? 1 : 0;
        field.push_back(c);
      } else if (at_ < text_.size() && text_[at_] == '"') {
        field.push_back('"');
        ++at_;
      } else {
        return;
      }
    }
    open_quote_line_ = opened;
  }

  void SkipLineEnd() {
    if (at_ < text_.size() && text_[at_] == '\r') {
      ++at_;
      if (at_ < text_.size() && text_[at_] == '\n') {
        ++at_;
      }
    } else if (at_ < text_.size()) {
      ++at_;
    }
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t start_line_ = 0;
  std::size_t open_quote_line_ = 0;
};

bool IsEmpty(const std::string& field) {
  return SkipUnseen(field, 0) == field.size();
}

bool IsBlankRecord(const Fields& fields) {
  return fields.size() == 1 && IsEmpty(fields[0]);
}

std::size_t FilledOf(const Fields& fields) {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [](const auto& f) { return !IsEmpty(f); }));
}

// How the first records look when cut at a delimiter.
struct Fit {
  char delimiter = ',';
  std::size_t width = 1;    // of most records
  std::size_t matched = 0;  // records of that width
  std::size_t records = 0;
};

Fit FitOf(std::string_view sample, char delimiter) {
  Fit fit{delimiter, 1, 0, 0};
  std::map<std::size_t, std::size_t> widths;
  Records records(sample, delimiter);
  for (Fields fields; fit.records < kRecordsLookedAt && records.Next(fields);) {
    if (!IsBlankRecord(fields)) {
      ++fit.records;
      ++widths[fields.size()];
    }
  }
  for (const auto& [width, count] : widths) {
    if (count >= fit.matched) {
      fit.width = width;
      fit.matched = count;
    }
  }
  return fit;
}

// Of equal fits the delimiter that stands less often within text and numbers wins.
Fit BestFit(std::string_view text) {
  const std::string_view sample = text.substr(0, kSampleBytesMax);
  Fit best;
  for (const char delimiter : {'\t', ';', '|', ','}) {
    const Fit fit = FitOf(sample, delimiter);
    if (fit.width > 1 && (best.width < 2 || fit.matched > best.matched)) {
      best = fit;
    }
    best.records = std::max(best.records, fit.records);
  }
  return best;
}

// Header rows may lack the empty last field that rows have behind a delimiter at their end; a title
// that a spreadsheet wrote has empty fields up to the table's width.
bool BelongsToTable(const Fields& fields, std::size_t width) {
  const std::size_t least = width > 3 ? width - 1 : width;
  return fields.size() >= least && (width < 2 || FilledOf(fields) > 1);
}

// A header without rows, as an office without data gives it: names without blanks around them.
bool IsHeaderAlone(std::string_view text, const Fit& fit) {
  constexpr std::size_t kNamesLeast = 5;
  constexpr std::size_t kNameBytesMax = 40;
  if (fit.records != 1 || fit.width < kNamesLeast) {
    return false;
  }
  Fields fields;
  Records(text, fit.delimiter).Next(fields);
  const auto is_name = [](const std::string& field) {
    return !field.empty() && field.size() <= kNameBytesMax && field.front() != ' ' &&
           field.back() != ' ';
  };
  return std::all_of(fields.begin(), fields.end(), is_name);
}

class TableBuilder {
 public:
  explicit TableBuilder(std::size_t width) : width_(width) {}

  // What is wrong with it; empty: nothing.
  std::string Add(const Fields& fields) {
    if (fields.size() > kTableColumnsMax) {
      return "more than " + std::to_string(kTableColumnsMax) + " columns";
    }
    if (table_.rows.empty() && !BelongsToTable(fields, width_)) {
      AddToCaption(fields);
      return {};
    }
    cells_ += fields.size();
    if (cells_ > kTableCellsMax) {
      return "more than " + std::to_string(kTableCellsMax) + " cells";
    }
    std::vector<Cell>& row = table_.rows.emplace_back();
    row.reserve(fields.size());
    for (const std::string& field : fields) {
      row.push_back(CellOf(field));
    }
    return {};
  }

  Table Take() { return std::move(table_); }

 private:
  void AddToCaption(const Fields& fields) {
    std::string line;
    for (const std::string& field : fields) {
      if (const std::string text = CollapseWhiteSpace(field); !text.empty()) {
        line.append(line.empty() ? "" : ", ").append(text);
      }
    }
    table_.caption.append(table_.caption.empty() ? "" : "\n").append(line);
  }

  std::size_t width_;
  Table table_;
  std::size_t cells_ = 0;
};

TableResult Read(std::string_view text, char delimiter, std::size_t width) {
  TableBuilder builder(width);
  Records records(text, delimiter);
  for (Fields fields; records.Next(fields);) {
    if (records.open_quote_line() > 0) {
      return Fail(ParseError::Kind::kBroken, "line " + std::to_string(records.open_quote_line()) +
                                                 ": a quote that does not close");
    }
    if (IsBlankRecord(fields)) {
      continue;
    }
    if (const std::string fault = builder.Add(fields); !fault.empty()) {
      return Fail(ParseError::Kind::kBroken,
                  "line " + std::to_string(records.start_line()) + ": " + fault);
    }
  }
  TableReading reading;
  reading.tables.push_back(builder.Take());
  if (reading.tables[0].rows.empty() && reading.tables[0].caption.empty()) {
    reading.tables.clear();
  }
  return reading;
}

}  // namespace

std::optional<TableResult> ReadCsv(std::string_view text, CsvSign sign) {
  const Fit fit = BestFit(text);
  // Half of the lines may be titles: two lines of four equal parts or more are no chance.
  const std::size_t needed = fit.width > 3 ? fit.records : fit.records + 1;
  const bool shown = (fit.width > 1 && fit.matched > 1 && fit.matched * 2 >= needed) ||
                     IsHeaderAlone(Trim(text), fit);
  if (sign == CsvSign::kShown && !shown) {
    return std::nullopt;
  }
  return Read(text, fit.delimiter, fit.width);
}

TableResult ReadDelimited(std::string_view text, char delimiter) {
  return Read(text, delimiter, 0);
}

}  // namespace feeds
