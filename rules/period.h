#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rules {

// The stretch of calendar time that a fact is about: a day, a month, or whole months from/to.
// Invariant: first <= last; `day` only where first == last.
struct Period {
  std::chrono::year_month first;
  std::chrono::year_month last;
  std::optional<std::chrono::day> day;

  bool operator==(const Period&) const = default;
};

// More than a month.
inline bool IsRange(const Period& period) {
  return period.first != period.last;
}

Period MonthPeriod(std::chrono::year_month ym);
Period YearPeriod(std::chrono::year y);
// The two months may come in either order.
Period MonthsPeriod(std::chrono::year_month first, std::chrono::year_month last);
Period DayPeriod(std::chrono::year_month_day ymd);

// The same stretch, `months` later (earlier when negative). A day keeps its number, or becomes the
// last of a shorter month.
Period Shifted(const Period& period, int months);
// 1 for a day as for a month.
int MonthCount(const Period& period);

// The one text form, everywhere: "2025-06", "2025", "2025-01/2025-06", "2025-07-18".
std::string ToText(const Period& period);
// nullopt: not one of the forms above, no such day, or years outside 1000..9999.
std::optional<Period> ParsePeriod(std::string_view text);

}  // namespace rules
