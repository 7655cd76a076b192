#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace lodewatch {

using std::chrono::sys_seconds;

// When the editions of a release are expected: [source.calendar] of the config. At least one of
// `days` and `day_of_month` says it.
struct ReleaseCalendar {
  std::vector<std::chrono::local_days> days;  // announced ones, in order
  int day_of_month = 0;  // of every month; a shorter month's last day; 0: only `days`
  // A day of the month on a Saturday, Sunday or holiday moves to the next working day.
  bool on_working_days = false;
  std::vector<std::chrono::local_days> holidays;
  std::chrono::seconds time_of_day{0};
  std::string zone = "UTC";                                // IANA name
  std::chrono::seconds grace{std::chrono::hours{6}};       // late after that
  std::chrono::seconds interval{std::chrono::minutes{1}};  // between two polls while it is due
};

// Whether the zone is one that the system knows.
bool IsZone(const std::string& name);

// The latest moment up to `now` at which an edition was expected, and the first after it.
std::optional<sys_seconds> LastExpected(const ReleaseCalendar& calendar, sys_seconds now);
std::optional<sys_seconds> NextExpected(const ReleaseCalendar& calendar, sys_seconds now);

// Publishers are early by days at most; an edition that came before is that of the time before.
constexpr std::chrono::hours kEarlyMost{72};
// Clocks differ, and pages are made ready before their hour.
constexpr std::chrono::minutes kOnTimeBefore{30};

enum class Expectation {
  kNothing = 1,  // nothing is expected yet, or what was has come
  kDue,          // expected, and not late yet
  kLate,         // the grace is over
};
// `last_edition_at`: when the source last brought a new period.
Expectation ExpectationAt(const ReleaseCalendar& calendar,
                          std::optional<sys_seconds> last_edition_at, sys_seconds now);

// Whether an edition that comes now comes before its time: the next one is within kEarlyMost and
// the last one has come.
bool IsEarly(const ReleaseCalendar& calendar, std::optional<sys_seconds> last_edition_at,
             sys_seconds now);

// When the edition that a source's first poll finds counts as having come: when the last one was
// expected. The next one is not there yet, however near its moment is.
sys_seconds FirstEditionAt(const ReleaseCalendar& calendar, sys_seconds now);

// When to poll again, where `planned` is what the source's rhythm and server ask: no later than the
// next expected moment, and every `interval` while an edition is due.
sys_seconds PollAt(const ReleaseCalendar& calendar, std::optional<sys_seconds> last_edition_at,
                   sys_seconds planned, sys_seconds now);

}  // namespace lodewatch
