#include "rules/calendar.h"

#include <cstdlib>

namespace rules {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;

}  // namespace

Calendar::Calendar(const Reading& reading) {
  if (reading.published) {
    today_ = std::chrono::floor<days>(*reading.published + reading.zone);
  }
}

std::optional<year_month> Calendar::Month(month m, Tense tense) const {
  if (!known() || !m.ok()) {
    return std::nullopt;
  }
  const year_month now = this_month();
  const year_month same_year = this_year() / m;
  const year_month past = same_year > now ? same_year - years(1) : same_year;
  const year_month future = same_year < now ? same_year + years(1) : same_year;
  switch (tense) {
    case Tense::kPast:
      return past;
    case Tense::kFuture:
      return future;
    case Tense::kNearest:
      return future - now < now - past ? future : past;
    case Tense::kSoon:
      return future - now <= months(2) ? future : past;
  }
  return past;
}

std::optional<year_month_day> Calendar::Day(month m, day d, Tense tense) const {
  const std::optional<year_month> ym = Month(m, tense);
  if (!ym) {
    return std::nullopt;
  }
  const year_month_day found = *ym / d;
  if (found.ok()) {
    return found;
  }
  // 29 February of a year that has none is of the leap year before.
  const year_month_day before = (*ym - years(1)) / d;
  return before.ok() ? std::optional(before) : std::nullopt;
}

std::optional<year_month_day> Calendar::DayOfMonth(day d) const {
  if (!known()) {
    return std::nullopt;
  }
  const year_month ym = d > today_->day() ? this_month() - months(1) : this_month();
  const year_month_day found = ym / d;
  return found.ok() ? std::optional(found) : std::nullopt;
}

std::optional<year_month_day> Calendar::Weekday(weekday w, Tense tense) const {
  if (!known()) {
    return std::nullopt;
  }
  const sys_days now = *today_;
  const days since = weekday(now) - w;
  const days until = w - weekday(now);
  return year_month_day(tense == Tense::kFuture ? now + until : now - since);
}

std::optional<Period> Calendar::Part(int part, int length, Tense tense) const {
  const auto first = month(static_cast<unsigned>(part * length + 1));
  const std::optional<year_month> ym = Month(first, tense);
  return ym ? std::optional(PartOf(ym->year(), part, length)) : std::nullopt;
}

Period Calendar::RestOf(year y) const {
  const year_month december = y / std::chrono::December;
  year_month first = this_month();
  if (first.year() != y) {
    return YearPeriod(y);
  }
  first += months(today_->day() >= day(20) && first != december ? 1 : 0);
  return MonthsPeriod(first, december);
}

Period PartOf(year y, int part, int length) {
  const year_month first = y / month(static_cast<unsigned>(part * length + 1));
  return MonthsPeriod(first, first + months(length - 1));
}

Period FiscalYear(year ends) {
  return MonthsPeriod((ends - years(1)) / std::chrono::April, ends / std::chrono::March);
}

}  // namespace rules
