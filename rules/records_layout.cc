#include "rules/records_layout.h"

#include <algorithm>
#include <utility>

#include "rules/table_cell.h"

namespace rules {
namespace {

// A title, a line with the query and one with the unit may stand above the header.
constexpr std::size_t kHeaderAmong = 30;

std::map<std::string, std::size_t> ColumnsOf(const RecordRules& rules,
                                             const std::vector<feeds::Cell>& row) {
  std::map<std::string, std::size_t> columns;
  for (std::size_t i = 0; i < row.size(); ++i)
    columns.emplace(CellKey(CutCell(rules, FoldCell(row[i].text))), i);
  return columns;
}

bool HasOne(const std::map<std::string, std::size_t>& columns, const ColumnKeys& keys) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const std::string& key) { return columns.count(key) > 0; });
}

std::vector<std::string> Lacking(const RecordRules& rules,
                                 const std::map<std::string, std::size_t>& columns) {
  std::vector<std::string> lacking;
  for (const ColumnKeys& needed : rules.needs) {
    if (!HasOne(columns, needed))
      lacking.push_back(needed.front());
  }
  return lacking;
}

// One column may be claimed by several rules, which tell rows apart by their `when`; a rule
// without `when` claims it for itself.
std::vector<RecordFigure> FiguresOf(const RecordRules& rules, const std::vector<feeds::Cell>& row) {
  std::vector<RecordFigure> figures;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string header = CutCell(rules, FoldCell(row[i].text));
    for (const FigureRule& rule : rules.figures) {
      const auto groups = rule.header.Find(header);
      if (!groups)
        continue;
      figures.push_back({.rule = &rule, .column = i, .header = header, .groups = *groups});
      if (rule.when.empty())
        break;
    }
  }
  return figures;
}

std::vector<std::string> PreambleOf(const feeds::Table& table, std::size_t header) {
  std::vector<std::string> lines = FoldedLines(table.caption);
  for (std::size_t i = 0; i < header; ++i) {
    for (const feeds::Cell& cell : table.rows[i]) {
      if (!cell.continued && !cell.text.empty())
        lines.push_back(FoldCell(cell.text));
    }
  }
  return lines;
}

}  // namespace

std::optional<std::size_t> RecordLayout::Find(const ColumnKeys& keys) const {
  for (const std::string& key : keys) {
    if (const auto found = columns.find(key); found != columns.end())
      return found->second;
  }
  return std::nullopt;
}

std::string CutCell(const RecordRules& rules, const std::string& text) {
  if (!rules.cell)
    return text;
  const auto groups = rules.cell->Find(text);
  return groups ? GroupOf(*groups, "text") : text;
}

std::optional<RecordLayout> FindLayout(const RecordRules& rules, const feeds::Table& table) {
  for (std::size_t i = 0; i < std::min(table.rows.size(), kHeaderAmong); ++i) {
    const auto& row = table.rows[i];
    auto columns = ColumnsOf(rules, row);
    if (!Lacking(rules, columns).empty())
      continue;
    auto figures = FiguresOf(rules, row);
    const bool has_figure =
        std::any_of(figures.begin(), figures.end(), [](const RecordFigure& figure) {
          return !figure.rule->is_change && !figure.rule->is_total;
        });
    if (!has_figure)
      continue;
    return RecordLayout{.table = 0,
                        .header = i,
                        .columns = std::move(columns),
                        .figures = std::move(figures),
                        .preamble = PreambleOf(table, i)};
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> LackingColumns(const RecordRules& rules,
                                                       const feeds::Table& table) {
  std::optional<std::vector<std::string>> fewest;
  for (std::size_t i = 0; i < std::min(table.rows.size(), kHeaderAmong); ++i) {
    std::vector<std::string> lacking = Lacking(rules, ColumnsOf(rules, table.rows[i]));
    const bool has_one = lacking.size() < rules.needs.size();
    if (has_one && (!fewest || lacking.size() < fewest->size()))
      fewest = std::move(lacking);
  }
  return fewest;
}

}  // namespace rules
