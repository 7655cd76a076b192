#include "daemon/release_calendar.h"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>

namespace lodewatch {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

// Holidays in a row that a publisher may have: Golden Week and its weekends.
constexpr int kHolidaysMost = 31;

bool IsWorkingDay(const ReleaseCalendar& calendar, local_days day) {
  const std::chrono::weekday weekday(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday &&
         std::find(calendar.holidays.begin(), calendar.holidays.end(), day) ==
             calendar.holidays.end();
}

local_days DayIn(const ReleaseCalendar& calendar, year_month at) {
  const auto last = static_cast<unsigned>((at / std::chrono::last).day());
  const unsigned wanted = static_cast<unsigned>(calendar.day_of_month);
  local_days day{at / std::chrono::day{std::min(wanted, last)}};
  for (int moved = 0; calendar.on_working_days && moved < kHolidaysMost; ++moved) {
    if (IsWorkingDay(calendar, day))
      break;
    day += days{1};
  }
  return day;
}

// A time that a change of clocks leaves out is that of the change; of two the first.
sys_seconds MomentOf(const ReleaseCalendar& calendar, local_days day) {
  const auto since = day.time_since_epoch() + calendar.time_of_day;
  const date::local_seconds local{std::chrono::duration_cast<std::chrono::seconds>(since)};
  const auto moment = date::locate_zone(calendar.zone)->to_sys(local, date::choose::earliest);
  return sys_seconds(moment.time_since_epoch());
}

// Expected moments of the listed days and of the months around `now`, in order.
std::vector<sys_seconds> Around(const ReleaseCalendar& calendar, sys_seconds now) {
  std::vector<sys_seconds> moments;
  for (const local_days day : calendar.days)
    moments.push_back(MomentOf(calendar, day));
  if (calendar.day_of_month > 0) {
    const year_month_day today{std::chrono::floor<days>(now)};
    // Two on each side: working days may move one into the next month, zones by a day.
    for (int shift = -2; shift <= 2; ++shift)
      moments.push_back(
          MomentOf(calendar, DayIn(calendar, today.year() / today.month() + months{shift})));
  }
  std::sort(moments.begin(), moments.end());
  return moments;
}

bool HasCome(sys_seconds expected, std::optional<sys_seconds> last_edition_at) {
  return last_edition_at && *last_edition_at >= expected - kEarlyMost;
}

}  // namespace

bool IsZone(const std::string& name) {
  try {
    return date::locate_zone(name) != nullptr;
  } catch (const std::runtime_error&) {
    return false;
  }
}

std::optional<sys_seconds> LastExpected(const ReleaseCalendar& calendar, sys_seconds now) {
  const std::vector<sys_seconds> moments = Around(calendar, now);
  const auto after = std::upper_bound(moments.begin(), moments.end(), now);
  return after == moments.begin() ? std::nullopt : std::optional(*std::prev(after));
}

std::optional<sys_seconds> NextExpected(const ReleaseCalendar& calendar, sys_seconds now) {
  const std::vector<sys_seconds> moments = Around(calendar, now);
  const auto after = std::upper_bound(moments.begin(), moments.end(), now);
  return after == moments.end() ? std::nullopt : std::optional(*after);
}

Expectation ExpectationAt(const ReleaseCalendar& calendar,
                          std::optional<sys_seconds> last_edition_at, sys_seconds now) {
  const auto expected = LastExpected(calendar, now);
  if (!expected || HasCome(*expected, last_edition_at))
    return Expectation::kNothing;
  return now <= *expected + calendar.grace ? Expectation::kDue : Expectation::kLate;
}

bool IsEarly(const ReleaseCalendar& calendar, std::optional<sys_seconds> last_edition_at,
             sys_seconds now) {
  const auto next = NextExpected(calendar, now);
  return next && now >= *next - kEarlyMost && now < *next - kOnTimeBefore &&
         ExpectationAt(calendar, last_edition_at, now) == Expectation::kNothing;
}

sys_seconds FirstEditionAt(const ReleaseCalendar& calendar, sys_seconds now) {
  if (const auto last = LastExpected(calendar, now))
    return *last;
  const auto next = NextExpected(calendar, now);
  return next ? std::min(now, *next - kEarlyMost - std::chrono::seconds(1)) : now;
}

sys_seconds PollAt(const ReleaseCalendar& calendar, std::optional<sys_seconds> last_edition_at,
                   sys_seconds planned, sys_seconds now) {
  if (ExpectationAt(calendar, last_edition_at, now) == Expectation::kDue)
    return std::min(planned, now + calendar.interval);
  const auto next = NextExpected(calendar, now);
  return next && !HasCome(*next, last_edition_at) ? std::min(planned, *next) : planned;
}

}  // namespace lodewatch
