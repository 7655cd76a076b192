#include "rules/records.h"

#include <algorithm>
#include <utility>

#include "rules/records_check.h"
#include "rules/records_layout.h"
#include "rules/records_rows.h"
#include "rules/records_sum.h"
#include "rules/table_cell.h"

namespace rules {
namespace {

using Refusal = ReleaseError::Kind;
using Lines = std::vector<std::string>;

// The different values that rules find in these lines.
template <class Rule, class Value>
std::vector<Value> Found(const std::vector<Rule>& rules, const Lines& lines, Value Rule::*value) {
  std::vector<Value> found;
  for (const Rule& rule : rules) {
    const bool matches = std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return rule.match.Matches(line);
    });
    if (matches && std::find(found.begin(), found.end(), rule.*value) == found.end())
      found.push_back(rule.*value);
  }
  return found;
}

// Asks the title and the lines above the table, then the address (its last part
// first), then the running text.
class PageReading {
 public:
  PageReading(const RecordRules& rules, const feeds::Document& document, const RecordLayout& layout)
      : rules_(rules), heads_(layout.preamble), text_(FoldedLines(document.text)) {
    heads_.push_back(FoldCell(document.title));
    const std::string path = document.url.substr(0, document.url.find_first_of("?#"));
    name_.push_back(path.substr(path.rfind('/') + 1));
    // A folder on a disk may be called anything.
    if (!path.starts_with("file:"))
      address_.push_back(path);
  }

  tl::expected<RecordPage, ReleaseError> Read() const {
    RecordPage page;
    for (const Lines* lines : {&heads_, &name_, &address_, &text_}) {
      // A menu names both flows; it says nothing of the table.
      const auto flows = Found(rules_.page_flows, *lines, &FlowRule::flow);
      if (flows.size() == 1 && !page.flow)
        page.flow = flows.front();
    }
    for (const Lines* lines : {&heads_, &text_}) {
      const auto units = Found(rules_.page_units, *lines, &PageUnitRule::unit);
      if (units.size() > 1)
        return tl::unexpected(ReleaseError{
            .kind = Refusal::kCurrency,
            .detail = "the page says both " + Named(units[0]) + " and " + Named(units[1])});
      if (units.size() == 1 && !page.unit)
        page.unit = units.front();
      if (!page.period)
        page.period = PeriodIn(*lines);
    }
    return page;
  }

 private:
  static std::string Named(const ScaledUnit& unit) {
    return NumberText(unit.scale) + " " + unit.unit;
  }

  std::optional<Period> PeriodIn(const Lines& lines) const {
    for (const TablePattern& pattern : rules_.period.texts) {
      for (const std::string& line : lines) {
        const auto groups = pattern.Find(line);
        const auto period = groups ? PeriodOfGroups(*groups, std::nullopt) : std::nullopt;
        if (period)
          return period;
      }
    }
    return std::nullopt;
  }

  const RecordRules& rules_;
  Lines heads_;
  Lines text_;
  Lines name_;
  Lines address_;
};

}  // namespace

bool FitsRecords(const RecordRules& rules, const feeds::Document& document) {
  return std::any_of(
      document.tables.begin(), document.tables.end(),
      [&](const feeds::Table& table) { return FindLayout(rules, table).has_value(); });
}

bool HoldsRecords(const RecordRules& rules, const feeds::Document& document) {
  bool is_empty = false;
  for (const feeds::Table& table : document.tables) {
    const auto layout = FindLayout(rules, table);
    if (layout && RecordCount(table, *layout) > 0)
      return true;
    is_empty = is_empty || layout;
  }
  return !is_empty;
}

std::optional<std::vector<std::string>> LackingColumns(const RecordRules& rules,
                                                       const feeds::Document& document) {
  std::optional<std::vector<std::string>> fewest;
  for (const feeds::Table& table : document.tables) {
    auto lacking = LackingColumns(rules, table);
    if (lacking && (!fewest || lacking->size() < fewest->size()))
      fewest = std::move(lacking);
  }
  return fewest;
}

tl::expected<Observed, ReleaseError> ObserveRecords(const RecordRules& rules, const CodeBook& book,
                                                    const feeds::Document& document) {
  std::vector<RecordCell> cells;
  std::vector<std::string> unknown;
  bool found = false;
  for (std::size_t i = 0; i < document.tables.size(); ++i) {
    auto layout = FindLayout(rules, document.tables[i]);
    if (!layout)
      continue;
    found = true;
    layout->table = i;
    const auto page = PageReading(rules, document, *layout).Read();
    if (!page)
      return tl::unexpected(page.error());
    if (const auto cut_off = FindCutOff(rules, document.tables[i], *layout))
      return tl::unexpected(ReleaseError{
          .kind = Refusal::kCheck, .detail = "table " + std::to_string(i + 1) + " " + *cut_off});
    auto rows = ReadRecordRows(rules, book, document.tables[i], *layout, *page);
    if (!rows)
      return tl::unexpected(rows.error());
    const std::size_t records = RecordCount(document.tables[i], *layout);
    if (records > 0 && rows->cells.empty() && rows->unknown.empty())
      unknown.push_back("table " + std::to_string(i + 1) + ": none of its rows is read (" +
                        std::to_string(records) + "): all are left out as parts, totals or groups");
    std::move(rows->cells.begin(), rows->cells.end(), std::back_inserter(cells));
    std::move(rows->unknown.begin(), rows->unknown.end(), std::back_inserter(unknown));
  }
  if (!found)
    return tl::unexpected(
        ReleaseError{.kind = Refusal::kColumns, .detail = "no table has the columns of a record"});
  auto observed = SumRecords(book, std::move(cells));
  if (observed)
    observed->unknown.insert(observed->unknown.begin(), unknown.begin(), unknown.end());
  return observed;
}

}  // namespace rules
