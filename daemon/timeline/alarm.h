#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace timeline {

using AlarmId = std::int64_t;

// What is wrong with a source. Stored as words.
enum class AlarmKind {
  kWindowGap = 1,    // nothing on the page was there before: items may have been missed
  kGone,             // HTTP 410: not polled any more
  kMoved,            // three equal permanent redirects: polled there from now on
  kFailing,          // no answer for long
  kSilent,           // answers, but has had nothing new for long
  kBlocked,          // a page without a single link or item where there were some
  kRefusedRelease,   // customs tables that do not add up, or read otherwise than defined
  kLate,             // a release that has not come by its hour and its grace
  kEarly,            // a release that came before its day
  kNoNewPeriod,      // a release is due and its page changed, but brought no new period
  kRepeatedFigures,  // a release whose figures are all those of the month before
  kTotalsDiffer,     // a total is not the total of the edition before and its month
  kEditionsDiffer,   // editions of one month in two currencies have unequal quantities
  kUnlikelyFigure,   // a month is far above or below all months before: a unit may be wrong
};
// "window-gap", "gone", "moved", "failing", "silent", "blocked", "refused-release", "late",
// "early", "no-new-period", "repeated-figures", "totals-differ", "editions-differ",
// "unlikely-figure".
std::string_view ToText(AlarmKind kind);
std::optional<AlarmKind> ParseAlarmKind(std::string_view word);
// Something that happened (window gap, moved, early, repeated or unlikely figures, totals or
// editions that differ), not a state that lasts: it is over when it is raised.
bool IsMomentary(AlarmKind kind);

struct Alarm {
  AlarmId id = 0;
  std::string source{};
  std::string url{};  // of the source
  AlarmKind kind = AlarmKind::kFailing;
  std::string detail{};  // one line for people
  std::chrono::sys_seconds raised_at{};
  std::optional<std::chrono::sys_seconds>
      ended_at{};  // unset: lasts; equal to raised_at for a momentary one
};

}  // namespace timeline
