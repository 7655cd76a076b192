#include "feeds/html_table.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <utility>

#include "feeds/ascii.h"
#include "feeds/furniture.h"
#include "feeds/superscript.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

constexpr std::size_t kColumnsMax = 1000;
constexpr std::size_t kRowSpanMax = 65534;  // of HTML5
constexpr std::size_t kCellsMax = 1'000'000;
constexpr std::size_t kSpreadCellsMax = 500'000;
constexpr std::size_t kSpreadBytesMax = std::size_t{32} << 20;

// What one page may still take.
struct Budget {
  std::size_t cells = kCellsMax;
  std::size_t spread_cells = kSpreadCellsMax;
  std::size_t spread_bytes = kSpreadBytesMax;
};

// A column that a cell from above covers in the rows before `end_row`.
struct Overhang {
  Cell cell;
  std::size_t end_row = 0;
};

bool IsSpace(std::string_view tag) {
  return tag == "br" || tag == "p" || tag == "div" || tag == "li" || tag == "hr" || tag == "pre";
}

// Gathers the text of one cell.
class CellText {
 public:
  void Add(const HtmlNode& node) {
    text_.append(TextOf(node));
    for (const HtmlNode* child : ChildrenOf(node)) {
      const std::string_view tag = TagOf(*child);
      if (tag == "table") {
        continue;
      }
      if (tag == "wbr") {
        EndSuperscript();
        superscript_ = AttributeOf(*child, "is") == "sup" ? text_.size() : std::string::npos;
      }
      text_.append(IsSpace(tag) ? "\n" : "");
      Add(*child);
      text_.append(IsSpace(tag) && tag != "br" ? "\n" : "");
    }
  }

  std::string Take() {
    EndSuperscript();
    return std::move(text_);
  }

 private:
  void EndSuperscript() {
    if (superscript_ != std::string::npos) {
      const std::string_view text = text_;
      const std::string left =
          SuperscriptText(text.substr(0, superscript_), text.substr(superscript_));
      text_.replace(superscript_, std::string::npos, left);
    }
  }

  std::string text_;
  std::size_t superscript_ = std::string::npos;  // where one that is open begins
};

// Blanks that HTML shows: fixed ones, and a run of collapsing ones between them as one.
int IndentOf(std::string_view text) {
  int indent = 0;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    if (const int width = FixedBlankWidth(c); width > 0) {
      indent += width + (blank ? 1 : 0);
      blank = false;
    } else if (c == ' ' || c == '\t') {
      blank = indent > 0;
    } else if (c != '\n' && c != '\r' && !IsInvisible(c)) {
      return indent + (blank ? 1 : 0);
    }
  }
  return 0;
}

Cell ReadCell(const HtmlNode& node) {
  CellText cell;
  cell.Add(node);
  const std::string raw = cell.Take();
  return {.text = CollapseWhiteSpace(raw),
          .indent = IndentOf(raw),
          .is_header = TagOf(node) == "th",
          .continued = false};
}

// A cell that a browser leaves out: those behind it move up.
bool IsUnshown(const HtmlNode& node) {
  return HasAttribute(node, "hidden") || IsUnshownStyle(AttributeOf(node, "style"));
}

// The number that an attribute starts with; `fallback` when it starts with none.
std::size_t SpanOf(const HtmlNode& node, const char* name, std::size_t fallback) {
  const std::string_view value = Trim(AttributeOf(node, name));
  std::size_t span = fallback;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), span);
  return error == std::errc::result_out_of_range ? kRowSpanMax : span;
}

class TableReader {
 public:
  explicit TableReader(Budget& budget) : budget_(budget) {}

  Table Read(const HtmlNode& node) {
    ReadBelow(node);
    return std::move(table_);
  }

 private:
  void ReadBelow(const HtmlNode& node) {
    for (const HtmlNode* child : ChildrenOf(node)) {
      const std::string_view tag = TagOf(*child);
      if (tag == "caption") {
        table_.caption = ReadCell(*child).text;
      } else if (tag == "tr") {
        ReadRow(*child);
      } else if (tag == "thead" || tag == "tbody" || tag == "tfoot") {
        overhang_.clear();  // a cell does not reach out of its row group
        ReadBelow(*child);
        overhang_.clear();
      }
    }
  }

  void ReadRow(const HtmlNode& node) {
    std::vector<Cell>& row = table_.rows.emplace_back();
    for (const HtmlNode* child : ChildrenOf(node)) {
      const std::string_view tag = TagOf(*child);
      if ((tag == "td" || tag == "th") && !IsUnshown(*child)) {
        FillFromAbove(row);
        Place(*child, row);
      }
    }
    FillFromAbove(row);
  }

  bool Covered(std::size_t column) const {
    return column < overhang_.size() && overhang_[column].end_row >= table_.rows.size();
  }

  // Puts cells from above into the places that they cover, up to the first free one.
  void FillFromAbove(std::vector<Cell>& row) {
    while (Covered(row.size()) && Spend(overhang_[row.size()].cell)) {
      row.push_back(overhang_[row.size()].cell);
    }
  }

  void Place(const HtmlNode& node, std::vector<Cell>& row) {
    if (budget_.cells == 0 || row.size() >= kColumnsMax) {
      return;
    }
    --budget_.cells;
    const std::size_t columns = std::clamp<std::size_t>(SpanOf(node, "colspan", 1), 1, kColumnsMax);
    const std::size_t end = std::min(row.size() + columns, kColumnsMax);
    const std::size_t rows = std::min(SpanOf(node, "rowspan", 1), kRowSpanMax);
    const std::size_t end_row = table_.rows.size() - 1 + (rows == 0 ? kRowSpanMax : rows);
    row.push_back(ReadCell(node));
    Cell continued = row.back();
    continued.continued = true;
    Hang(row.size() - 1, continued, end_row);
    while (row.size() < end) {
      const bool covered = Covered(row.size());
      const Cell& next = covered ? overhang_[row.size()].cell : continued;
      if (!Spend(next)) {
        return;
      }
      if (!covered) {
        Hang(row.size(), continued, end_row);
      }
      row.push_back(next);
    }
  }

  // Lets the cell in the row being read reach down to `end_row`.
  void Hang(std::size_t column, const Cell& cell, std::size_t end_row) {
    if (end_row > table_.rows.size() && Spend(cell)) {
      overhang_.resize(std::max(overhang_.size(), column + 1));
      overhang_[column] = {cell, end_row};
    }
  }

  bool Spend(const Cell& cell) {
    if (budget_.spread_cells == 0 || budget_.spread_bytes < cell.text.size()) {
      return false;
    }
    --budget_.spread_cells;
    budget_.spread_bytes -= cell.text.size();
    return true;
  }

  Budget& budget_;
  Table table_;
  std::vector<Overhang> overhang_;
};

void Collect(const HtmlNode& node, Budget& budget, std::vector<Table>& tables) {
  for (const HtmlNode* child : ChildrenOf(node)) {
    if (TagOf(*child) == "table") {
      tables.push_back(TableReader(budget).Read(*child));
    }
    Collect(*child, budget, tables);
  }
}

}  // namespace

std::vector<Table> TablesOf(const HtmlNode& root) {
  Budget budget;
  std::vector<Table> tables;
  Collect(root, budget, tables);
  return tables;
}

std::vector<Table> HtmlTables(std::string_view html) {
  return TablesOf(HtmlTree(html).root());
}

}  // namespace feeds
