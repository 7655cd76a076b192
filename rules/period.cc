#include "rules/period.h"

#include <algorithm>
#include <charconv>

namespace rules {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

std::string Padded(unsigned number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

std::string MonthText(year_month ym) {
  return Padded(static_cast<unsigned>(static_cast<int>(ym.year())), 4) + "-" +
         Padded(static_cast<unsigned>(ym.month()), 2);
}

std::optional<unsigned> ParseDigits(std::string_view text, std::size_t width) {
  unsigned value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = result.ec == std::errc() && result.ptr == text.data() + text.size();
  return whole && text.size() == width ? std::optional(value) : std::nullopt;
}

std::optional<year> ParseYear(std::string_view text) {
  const std::optional<unsigned> number = ParseDigits(text, 4);
  if (!number || *number < 1000) {
    return std::nullopt;
  }
  return year(static_cast<int>(*number));
}

std::optional<year_month> ParseMonth(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') {
    return std::nullopt;
  }
  const std::optional<year> y = ParseYear(text.substr(0, 4));
  const std::optional<unsigned> m = ParseDigits(text.substr(5), 2);
  if (!y || !m || !month(*m).ok()) {
    return std::nullopt;
  }
  return *y / month(*m);
}

}  // namespace

Period MonthPeriod(year_month ym) {
  return {ym, ym, std::nullopt};
}

Period YearPeriod(year y) {
  return {y / std::chrono::January, y / std::chrono::December, std::nullopt};
}

Period MonthsPeriod(year_month first, year_month last) {
  return {std::min(first, last), std::max(first, last), std::nullopt};
}

Period DayPeriod(year_month_day ymd) {
  const year_month ym = ymd.year() / ymd.month();
  return {ym, ym, ymd.day()};
}

Period Shifted(const Period& period, int months) {
  const std::chrono::months by(months);
  Period shifted{period.first + by, period.last + by, period.day};
  if (shifted.day) {
    const day last_day = (shifted.last / std::chrono::last).day();
    shifted.day = std::min(*shifted.day, last_day);
  }
  return shifted;
}

int MonthCount(const Period& period) {
  return static_cast<int>((period.last - period.first).count()) + 1;
}

std::string ToText(const Period& period) {
  if (period.day) {
    return MonthText(period.first) + "-" + Padded(static_cast<unsigned>(*period.day), 2);
  }
  if (period.first == period.last) {
    return MonthText(period.first);
  }
  if (period == YearPeriod(period.first.year())) {
    return MonthText(period.first).substr(0, 4);
  }
  return MonthText(period.first) + "/" + MonthText(period.last);
}

std::optional<Period> ParsePeriod(std::string_view text) {
  if (text.size() == 4) {
    const std::optional<year> y = ParseYear(text);
    return y ? std::optional(YearPeriod(*y)) : std::nullopt;
  }
  const std::optional<year_month> first = ParseMonth(text.substr(0, 7));
  if (!first || text.size() == 7) {
    return first ? std::optional(MonthPeriod(*first)) : std::nullopt;
  }
  if (text[7] == '/') {
    const std::optional<year_month> last = ParseMonth(text.substr(8));
    return last && *first < *last ? std::optional(MonthsPeriod(*first, *last)) : std::nullopt;
  }
  const std::optional<unsigned> d = ParseDigits(text.substr(8), 2);
  if (text[7] != '-' || !d || !(*first / day(*d)).ok()) {
    return std::nullopt;
  }
  return DayPeriod(*first / day(*d));
}

}  // namespace rules
