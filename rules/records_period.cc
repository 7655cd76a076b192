#include "rules/records_rows.h"
#include "rules/table_heading.h"

namespace rules {
namespace {

std::optional<Period> QuarterOf(std::chrono::year year, const std::string& quarter) {
  if (quarter.size() != 1 || quarter < "1" || quarter > "4")
    return std::nullopt;
  const auto last = static_cast<unsigned>(quarter.front() - '0') * 3;
  return MonthsPeriod(year / std::chrono::month(last - 2), year / std::chrono::month(last));
}

}  // namespace

std::optional<Period> PeriodOfGroups(const std::map<std::string, std::string>& groups,
                                     const std::optional<Period>& base) {
  std::optional<std::chrono::year> year = ParseYear(GroupOf(groups, "year"));
  if (!year && base)
    year = base->last.year();
  if (!year)
    return std::nullopt;
  const std::string quarter = GroupOf(groups, "quarter");
  if (!quarter.empty())
    return QuarterOf(*year, quarter);
  const std::string month_text = GroupOf(groups, "month");
  if (month_text.empty())
    return base && ParseYear(GroupOf(groups, "year")) == std::nullopt ? base : YearPeriod(*year);
  const std::optional<unsigned> month = ParseMonth(month_text);
  if (!month)
    return std::nullopt;
  const std::chrono::year_month last = *year / std::chrono::month(*month);
  const std::string from_text = GroupOf(groups, "from");
  if (from_text.empty())
    return MonthPeriod(last);
  const std::optional<unsigned> from = ParseMonth(from_text);
  if (!from)
    return std::nullopt;
  // "Apr-Feb2026" begins in the year before.
  const std::chrono::year begins = *from <= *month ? *year : *year - std::chrono::years(1);
  return MonthsPeriod(begins / std::chrono::month(*from), last);
}

}  // namespace rules
