#include "rules/table_layout.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "rules/table_cell.h"

namespace rules {
namespace {

using Row = std::vector<feeds::Cell>;

bool IsLabelHeader(const TableRules& rules, const std::string& text) {
  return std::any_of(rules.columns.begin(), rules.columns.end(), [&](const ColumnRule& rule) {
    return rule.role == ColumnRole::kLabel && rule.header.Matches(text);
  });
}

std::optional<std::size_t> LabelHeaderCell(const TableRules& rules, const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (IsLabelHeader(rules, FoldCell(row[i].text)))
      return i;
  }
  return std::nullopt;
}

// Distinct texts of a row: one for a title or a note, however many columns it spans.
std::size_t TextCount(const Row& row) {
  std::set<std::string> texts;
  for (const feeds::Cell& cell : row) {
    if (!cell.text.empty())
      texts.insert(cell.text);
  }
  return texts.size();
}

// "数量 | 金额 | 数量 | …" under blanks where a workbook centres its header over columns that it
// does not merge: words in every cell that is not blank.
bool GoesOnWithWords(const TableRules& rules, const Row& cells, std::size_t label) {
  std::size_t words = 0;
  for (const feeds::Cell& cell : cells) {
    const Figure::Kind kind = ReadFigure(cell.text, rules).kind;
    if (kind != Figure::Kind::kBlank && kind != Figure::Kind::kOther)
      return false;
    words += kind == Figure::Kind::kOther ? 1 : 0;
  }
  return words > 1 && FoldCell(cells[label].text).empty();
}

// Header rows go on while the label's cell does: by its span, or by another of its words.
std::size_t HeaderEnd(const TableRules& rules, const feeds::Table& table, std::size_t header,
                      std::size_t label) {
  std::size_t row = header + 1;
  for (; row < table.rows.size(); ++row) {
    const Row& cells = table.rows[row];
    if (cells.size() <= label)
      break;
    const feeds::Cell& cell = cells[label];
    const bool spanned = cell.continued && cell.text == table.rows[row - 1][label].text;
    if (!spanned && !IsLabelHeader(rules, FoldCell(cell.text)) &&
        !GoesOnWithWords(rules, cells, label))
      break;
  }
  return row;
}

struct Place {
  std::size_t row;
  std::size_t column;
};

// The words of a header cell. A blank one over words belongs to the cell on its left, as if both
// were merged, unless that is the label's.
std::string HeaderText(const TableRules& rules, const feeds::Table& table, const Block& block,
                       Place at) {
  const auto text_at = [&](std::size_t row, std::size_t column) {
    const Row& cells = table.rows[row];
    return column < cells.size() ? FoldCell(cells[column].text) : std::string();
  };
  std::string text = text_at(at.row, at.column);
  if (!text.empty() || at.row + 1 == block.body || text_at(at.row + 1, at.column).empty())
    return text;
  for (std::size_t left = at.column; left-- > 0 && text.empty();)
    text = text_at(at.row, left);
  return IsLabelHeader(rules, text) ? std::string() : text;
}

std::vector<std::string> HeaderPaths(const TableRules& rules, const feeds::Table& table,
                                     const Block& block) {
  std::size_t width = 0;
  for (std::size_t row = block.header; row < block.body; ++row)
    width = std::max(width, table.rows[row].size());
  std::vector<std::string> paths(width);
  for (std::size_t column = 0; column < width; ++column) {
    std::string above;
    for (std::size_t row = block.header; row < block.body; ++row) {
      if (column >= table.rows[row].size())
        continue;
      const feeds::Cell& cell = table.rows[row][column];
      const std::string text = HeaderText(rules, table, block, {row, column});
      const bool spanned = cell.continued && text == above;
      if (!spanned && !text.empty())
        paths[column] += (paths[column].empty() ? "" : " ") + text;
      above = text;
    }
  }
  return paths;
}

std::string Quoted(const std::vector<std::string>& paths) {
  std::string list;
  for (const std::string& path : paths) {
    if (!path.empty())
      list += (list.empty() ? "'" : ", '") + path + "'";
  }
  return list;
}

tl::unexpected<ReleaseError> Refuse(ReleaseError::Kind kind, const Block& block,
                                    const std::string& reason) {
  return tl::unexpected(ReleaseError{.kind = kind,
                                     .detail = "table " + std::to_string(block.table + 1) +
                                               ", row " + std::to_string(block.header + 1) + ": " +
                                               reason});
}

const ColumnRule* ColumnRuleOf(const TableRules& rules, const std::string& path) {
  for (const ColumnRule& rule : rules.columns) {
    if (rule.header.Matches(path))
      return &rule;
  }
  return nullptr;
}

struct Covered {
  Coverage coverage = Coverage::kMonth;
  Period period;
};

// nullopt: the months named in the header do not fit the title.
std::optional<Period> PeriodOf(Coverage coverage, const std::map<std::string, std::string>& groups,
                               const Title& title) {
  const std::optional<unsigned> named = ParseMonth(GroupOf(groups, "month"));
  const unsigned month = named.value_or(static_cast<unsigned>(title.last.month()));
  const unsigned last = static_cast<unsigned>(title.last.month());
  const bool prior = coverage == Coverage::kPrior;
  const std::chrono::year year = title.last.year() - std::chrono::years(prior ? 1 : 0);
  if (ParseYear(GroupOf(groups, "year")).value_or(year) != year)
    return std::nullopt;
  if (coverage == Coverage::kMonthChange && title.first != title.last)
    return MonthsPeriod(title.first, title.last);
  // An earlier month of the year may stand beside the title's, revised; a later one may not.
  if (coverage == Coverage::kMonth || coverage == Coverage::kMonthChange)
    return month > last ? std::nullopt
                        : std::optional(MonthPeriod(title.last.year() / std::chrono::month(month)));
  if (month != last)
    return std::nullopt;
  const Period to_date = MonthsPeriod(title.last.year() / std::chrono::January, title.last);
  return prior ? Shifted(to_date, -12) : to_date;
}

bool HasFigures(const Columns& columns, const ColumnRule& column, const CoverageRule& rule,
                const Period& month) {
  const Measure measure = column.role == ColumnRole::kMoney ? Measure::kMoney : Measure::kQuantity;
  return std::any_of(columns.figures.begin(), columns.figures.end(),
                     [&](const FigureColumn& figure) {
                       return figure.measure == measure && figure.flow == column.flow &&
                              figure.coverage == rule.coverage &&
                              (rule.coverage != Coverage::kMonth || figure.period == month);
                     });
}

// What is expected and not there, in words; empty: nothing is missing.
std::string Missing(const TableRules& rules, const Columns& columns, const Title& title) {
  // January is never out alone, so a title may say February for both.
  const bool needs_month = title.first == title.last && title.last.month() != std::chrono::February;
  for (const ColumnRule& column : rules.columns) {
    if (column.role == ColumnRole::kUnit && !columns.unit)
      return "unit";
    if (column.role == ColumnRole::kLabel || column.role == ColumnRole::kUnit)
      continue;
    for (const CoverageRule& rule : rules.coverages) {
      if (rule.is_optional || (rule.coverage == Coverage::kMonth && !needs_month) ||
          HasFigures(columns, column, rule, MonthPeriod(title.last)))
        continue;
      return std::string(ToText(column.role)) + ", " + std::string(ToText(rule.coverage)) +
             (column.flow ? ", " + std::string(ToText(*column.flow)) : "");
    }
  }
  return {};
}

tl::expected<std::optional<Covered>, ReleaseError> CoverageOf(const TableRules& rules,
                                                              const Block& block,
                                                              const std::string& path,
                                                              const Title& title) {
  bool has_months = false;
  for (const CoverageRule& rule : rules.coverages) {
    const auto groups = rule.header.Find(path);
    if (!groups)
      continue;
    // "Jan-Jun 2025" may be the year so far or the one before: its year tells.
    if (const std::optional<Period> period = PeriodOf(rule.coverage, *groups, title))
      return Covered{.coverage = rule.coverage, .period = *period};
    has_months = true;
  }
  if (has_months)
    return Refuse(
        ReleaseError::Kind::kPeriod, block,
        "the column '" + path + "' does not fit the months of the title '" + title.text + "'");
  return std::nullopt;
}

bool Repeats(const Columns& columns, const FigureColumn& other) {
  return std::any_of(columns.figures.begin(), columns.figures.end(),
                     [&](const FigureColumn& figure) {
                       return figure.measure == other.measure && figure.flow == other.flow &&
                              figure.coverage == other.coverage && figure.period == other.period;
                     });
}

}  // namespace

std::vector<Block> FindBlocks(const TableRules& rules, const feeds::Table& table) {
  std::vector<Block> blocks;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::optional<std::size_t> label = LabelHeaderCell(rules, table.rows[row]);
    // A title may hold the same word as the header, but spans its row alone.
    if (!label || TextCount(table.rows[row]) < 2)
      continue;
    Block block = {.header = row};
    block.body = HeaderEnd(rules, table, row, *label);
    block.end = table.rows.size();
    if (!blocks.empty()) {
      block.first = row;
      while (block.first > blocks.back().body && TextCount(table.rows[block.first - 1]) <= 1)
        --block.first;
      blocks.back().end = block.first;
    }
    blocks.push_back(block);
    row = block.body - 1;
  }
  return blocks;
}

std::vector<std::string> Preamble(const feeds::Table& table, const Block& block) {
  std::vector<std::string> texts = FoldedLines(table.caption);
  for (std::size_t row = block.first; row < block.header; ++row) {
    for (const feeds::Cell& cell : table.rows[row]) {
      if (!cell.continued && !cell.text.empty())
        texts.push_back(FoldCell(cell.text));
    }
  }
  return texts;
}

tl::expected<Columns, ReleaseError> ReadColumns(const TableRules& rules, const feeds::Table& table,
                                                const Block& block, const Heading& heading) {
  const std::vector<std::string> paths = HeaderPaths(rules, table, block);
  Columns columns;
  columns.width = paths.size();
  std::optional<std::size_t> label;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const ColumnRule* rule = ColumnRuleOf(rules, paths[i]);
    if (rule != nullptr && rule->role == ColumnRole::kLabel) {
      label = label.value_or(i);
      continue;
    }
    if (rule != nullptr && rule->role == ColumnRole::kUnit) {
      columns.unit = i;
      continue;
    }
    const auto covered = CoverageOf(rules, block, paths[i], heading.title);
    if (!covered)
      return tl::unexpected(covered.error());
    if (rule == nullptr || !*covered) {
      if (!paths[i].empty())
        columns.unknown.push_back(paths[i]);
      continue;
    }
    const FigureColumn figure = {
        .index = i,
        .measure = rule->role == ColumnRole::kMoney ? Measure::kMoney : Measure::kQuantity,
        .flow = rule->flow,
        .coverage = (*covered)->coverage,
        .period = (*covered)->period,
        .header = paths[i]};
    if (Repeats(columns, figure))
      return Refuse(ReleaseError::Kind::kColumns, block,
                    "a second column says the same as '" + paths[i] + "'");
    columns.figures.push_back(figure);
  }
  columns.label = label.value_or(0);
  const std::string missing = label ? Missing(rules, columns, heading.title) : "label";
  if (!missing.empty())
    return Refuse(ReleaseError::Kind::kColumns, block,
                  "no column for " + missing + "; found: " + Quoted(paths));
  return columns;
}

}  // namespace rules
