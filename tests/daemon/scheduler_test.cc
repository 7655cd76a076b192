#include "daemon/scheduler.h"

#include <string>

#include "tests/support/catch.h"

namespace {

using lodewatch::NextPollAt;
using lodewatch::PollHistory;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr lodewatch::sys_seconds kNow{seconds(1752825600)};  // 2025-07-18T08:00:00Z

seconds WaitOf(const PollHistory& history) {
  return NextPollAt(history, kNow) - kNow;
}

TEST_CASE("The wait doubles with each failure up to a bound, within 10 %", "[daemon][scheduler]") {
  struct Case {
    seconds interval;
    int failures;
    seconds wait;
  };
  const Case cases[] = {{minutes(15), 0, minutes(15)}, {minutes(15), 1, minutes(15)},
                        {minutes(15), 2, minutes(30)}, {minutes(15), 3, hours(1)},
                        {minutes(15), 6, hours(6)},    {minutes(15), 1000000, hours(6)},
                        {hours(24), 0, hours(24)},     {hours(24), 9, hours(24)},
                        {seconds(30), 2, seconds(60)}};
  for (const Case& c : cases) {
    CAPTURE(c.interval.count(), c.failures);
    for (const std::string source : {"a", "b", "customs-en", "news"}) {
      const double ratio =
          static_cast<double>(
              WaitOf({.source = source, .interval = c.interval, .failures_in_a_row = c.failures})
                  .count()) /
          static_cast<double>(c.wait.count());
      CHECK(ratio >= 0.9);
      CHECK(ratio <= 1.1);
    }
  }
}

TEST_CASE("Sources with one interval do not march in step", "[daemon][scheduler]") {
  const seconds first = WaitOf({.source = "a", .interval = hours(1)});
  CHECK(first == WaitOf({.source = "a", .interval = hours(1)}));
  int others = 0;
  for (const char* source : {"b", "c", "d", "e", "f"})
    others += WaitOf({.source = source, .interval = hours(1)}) != first ? 1 : 0;
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
    const seconds wait = WaitOf({.source = "a",
                                 .interval = minutes(15),
                                 .failures_in_a_row = 1,
                                 .retry_after = c.retry_after});
    CHECK(wait >= c.least);
    CHECK(wait <= c.most);
  }
}

}  // namespace
