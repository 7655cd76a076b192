#include "daemon/scheduler.h"

#include <optional>
#include <string>

#include "tests/support/catch.h"

namespace {

using lodewatch::IntervalAfter;
using lodewatch::Intervals;
using lodewatch::NextPollAt;
using lodewatch::OutOfSkipped;
using lodewatch::Pace;
using lodewatch::RetryAt;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr lodewatch::sys_seconds kNow{seconds(1752825600)};  // Friday, 2025-07-18T08:00:00Z
constexpr Intervals kBounds{minutes(15), minutes(5), hours(1)};

feeds::Schedule WithTtl(seconds ttl) {
  feeds::Schedule schedule;
  schedule.ttl = ttl;
  return schedule;
}

feeds::Schedule WithPeriod(seconds period) {
  feeds::Schedule schedule;
  schedule.update_period = period;
  return schedule;
}

TEST_CASE("The interval follows rhythm, cache and feed within the bounds", "[daemon][scheduler]") {
  struct Case {
    const char* what;
    Pace pace;
    seconds interval;
  };
  const Case cases[] = {
      {"nothing is said", {}, minutes(15)},
      {"an item each hour", {.rhythm = hours(1)}, minutes(30)},
      {"an item each minute", {.rhythm = minutes(1)}, minutes(5)},
      {"an item a week", {.rhythm = days(7)}, hours(1)},
      {"a cache of 20 minutes", {.fresh_for = minutes(20)}, minutes(20)},
      {"a cache of a minute", {.fresh_for = minutes(1)}, minutes(15)},
      {"a cache of a year", {.fresh_for = days(365)}, hours(1)},
      {"a fast feed with a cache", {.fresh_for = minutes(20), .rhythm = minutes(2)}, minutes(20)},
      {"ttl", {.schedule = WithTtl(minutes(30))}, minutes(30)},
      {"sy:updatePeriod", {.schedule = WithPeriod(minutes(45))}, minutes(45)},
      {"items were lost", {.gap = minutes(15)}, minutes(7) + seconds(30)},
      {"items were lost again", {.gap = minutes(6)}, minutes(5)},
      {"items were lost of a slow feed", {.rhythm = hours(2), .gap = minutes(20)}, minutes(10)},
      {"items were lost, but the server asks for a pause",
       {.fresh_for = minutes(20), .gap = minutes(15)},
       minutes(20)},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(IntervalAfter(kBounds, c.pace).count() == c.interval.count());
  }
  // A longest below the least is no trap.
  CHECK(IntervalAfter({minutes(15), minutes(15), minutes(1)}, {}) == minutes(15));
}

TEST_CASE("The wait of a failing source doubles up to a bound, within 10 %",
          "[daemon][scheduler]") {
  struct Case {
    seconds interval;
    seconds longest;
    int failures;
    seconds wait;
  };
  const Case cases[] = {
      {minutes(15), hours(1), 1, minutes(15)},    {minutes(15), hours(1), 2, minutes(30)},
      {minutes(15), hours(1), 3, hours(1)},       {minutes(15), hours(1), 6, hours(6)},
      {minutes(15), hours(1), 1000000, hours(6)}, {hours(24), hours(24), 9, hours(24)},
      {hours(5), hours(12), 9, hours(12)},        {seconds(30), minutes(1), 2, seconds(60)}};
  for (const Case& c : cases) {
    CAPTURE(c.interval.count(), c.failures);
    for (const std::string source : {"a", "b", "customs-en", "news"}) {
      const lodewatch::Failing failing{.source = source,
                                       .bounds = {c.interval, c.interval, c.longest},
                                       .failures_in_a_row = c.failures};
      const double ratio = static_cast<double>((RetryAt(failing, kNow) - kNow).count()) /
                           static_cast<double>(c.wait.count());
      CHECK(ratio >= 0.899);
      CHECK(ratio <= 1.101);
    }
  }
}

TEST_CASE("Sources with one interval do not march in step", "[daemon][scheduler]") {
  const lodewatch::sys_seconds first = NextPollAt("a", hours(1), kNow);
  CHECK(first == NextPollAt("a", hours(1), kNow));
  CHECK(first >= kNow + minutes(54));
  CHECK(first <= kNow + minutes(66));
  int others = 0;
  for (const char* source : {"b", "c", "d", "e", "f"})
    others += NextPollAt(source, hours(1), kNow) != first ? 1 : 0;
  CHECK(others >= 4);
}

TEST_CASE("Retry-After is kept, but for at most a day", "[daemon][scheduler]") {
  struct Case {
    seconds retry_after;
    seconds least;
    seconds most;
  };
  const Case cases[] = {{hours(2), hours(2), hours(2)},
                        {seconds(5), minutes(13), minutes(17)},
                        {hours(24 * 365), hours(24), hours(24)}};
  for (const Case& c : cases) {
    CAPTURE(c.retry_after.count());
    const seconds wait =
        RetryAt({.source = "a", .bounds = kBounds, .retry_after = c.retry_after}, kNow) - kNow;
    CHECK(wait >= c.least);
    CHECK(wait <= c.most);
  }
}

TEST_CASE("A poll moves out of the hours and days that the feed skips", "[daemon][scheduler]") {
  feeds::Schedule morning;
  for (const std::size_t hour : {8U, 9U, 10U})
    morning.skip_hours.set(hour);
  feeds::Schedule weekend;
  weekend.skip_days.set(5);
  weekend.skip_days.set(6);
  feeds::Schedule always;
  always.skip_hours.set();

  const auto later = [](const feeds::Schedule& schedule, seconds at, seconds latest) {
    return (OutOfSkipped(schedule, kNow + at, kNow + latest) - kNow).count();
  };
  CHECK(later({}, minutes(15), hours(6)) == seconds(minutes(15)).count());
  CHECK(later(morning, minutes(15), hours(6)) == seconds(hours(3)).count());  // 11:00
  CHECK(later(morning, hours(3), hours(6)) == seconds(hours(3)).count());
  CHECK(later(morning, minutes(15), hours(1)) == seconds(hours(1)).count());  // bounds win
  CHECK(later(weekend, hours(17), days(7)) == seconds(days(2) + hours(16)).count());
  CHECK(later(weekend, hours(15), days(7)) == seconds(hours(15)).count());  // Friday, 23:00
  CHECK(later(always, minutes(15), hours(6)) == seconds(hours(6)).count());
}

}  // namespace
