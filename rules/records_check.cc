#include "rules/records_check.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "rules/table_check.h"

namespace rules {
namespace {

constexpr std::size_t kMonths = 12;

std::optional<std::string> WrongChange(const std::vector<Figure>& figures, std::size_t change) {
  if (change < 2)
    return std::nullopt;
  return FindWrongChange(figures[change - 1], figures[change - 2], figures[change]);
}

bool IsMonthOf(const RecordFigure& column, const RecordFigure& total) {
  return !column.rule->is_total && !column.rule->is_change &&
         column.rule->measure == total.rule->measure && column.groups.contains("month");
}

// Offices cut digits off rather than round them, so each figure may lack one unit of its last.
std::optional<std::string> WrongTotal(const RecordLayout& layout,
                                      const std::vector<Figure>& figures, std::size_t total) {
  const Figure& year = figures[total];
  if (year.kind != Figure::Kind::kNumber)
    return std::nullopt;
  Amount sum;
  double allowed = 2 * ScaledAmount(year).tolerance;
  std::size_t months = 0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (!IsMonthOf(layout.figures[i], layout.figures[total]))
      continue;
    if (figures[i].kind == Figure::Kind::kBlank)
      return std::nullopt;
    const Amount month = ScaledAmount(figures[i]);
    sum.value += month.value;
    allowed += 2 * month.tolerance;
    ++months;
  }
  if (months != kMonths || std::abs(sum.value - ScaledAmount(year).value) <= allowed * (1 + 1e-9))
    return std::nullopt;
  return year.text + " in the column '" + layout.figures[total].header +
         "' is not the sum of its months, " + NumberText(sum.value);
}

std::optional<std::size_t> CountSaid(const TablePattern& pattern,
                                     const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    const auto groups = pattern.Find(line);
    const std::string digits = groups ? GroupOf(*groups, "count") : std::string();
    std::size_t count = 0;
    const char* end = digits.data() + digits.size();
    if (!digits.empty() && std::from_chars(digits.data(), end, count).ptr == end)
      return count;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> FindWrongRecord(const RecordLayout& layout,
                                           const std::vector<Figure>& figures) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const FigureRule& rule = *layout.figures[i].rule;
    std::optional<std::string> wrong;
    if (rule.is_change)
      wrong = WrongChange(figures, i);
    else if (rule.is_total)
      wrong = WrongTotal(layout, figures, i);
    if (wrong)
      return wrong;
  }
  return std::nullopt;
}

std::size_t RecordCount(const feeds::Table& table, const RecordLayout& layout) {
  const auto begin = table.rows.begin() + static_cast<std::ptrdiff_t>(layout.header) + 1;
  return static_cast<std::size_t>(std::count_if(begin, table.rows.end(), [](const auto& row) {
    return std::any_of(row.begin(), row.end(),
                       [](const feeds::Cell& cell) { return !cell.text.empty(); });
  }));
}

bool IsChangeOfNothing(const std::vector<Figure>& figures) {
  constexpr std::size_t kNowAndChange = 2;
  return figures.size() > kNowAndChange && figures[figures.size() - kNowAndChange - 1].digits == 0;
}

std::optional<std::string> FindCutOff(const RecordRules& rules, const feeds::Table& table,
                                      const RecordLayout& layout) {
  const std::size_t records = RecordCount(table, layout);
  const std::string has = "has " + std::to_string(records) + " records, ";
  if (const auto said = rules.count ? CountSaid(*rules.count, layout.preamble) : std::nullopt;
      said && *said != records)
    return has + "but says that it has " + std::to_string(*said) + ": cut off";
  if (std::find(rules.cut_off_at.begin(), rules.cut_off_at.end(), records) !=
      rules.cut_off_at.end())
    return has + "the most that its server gives: probably cut off; ask for less at a time";
  return std::nullopt;
}

}  // namespace rules
