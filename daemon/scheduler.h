#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "feeds/schedule.h"
#include "feeds/source.h"

namespace lodewatch {

using std::chrono::sys_seconds;

// The bounds that the config sets for a source.
struct Intervals {
  std::chrono::seconds usual{0};
  std::chrono::seconds least{0};
  std::chrono::seconds most{0};
};
Intervals IntervalsOf(const feeds::Source& source);

// What a poll that succeeded says of how soon another is worth its while.
struct Pace {
  std::optional<std::chrono::seconds> fresh_for{};  // Cache-Control or Expires
  feeds::Schedule schedule{};                       // what the feed itself says
  std::optional<std::chrono::seconds> rhythm{};     // mean time between its new items
  std::optional<std::chrono::seconds> gap{};  // items were lost at this interval: the last one
};

// How long to wait after a success: half of the source's own rhythm, the usual interval while that
// is not known; half of the last interval after a window gap; not sooner than the server's cache
// and the feed's ttl or sy:updatePeriod ask for; all within the bounds. Pure.
std::chrono::seconds IntervalAfter(const Intervals& bounds, const Pace& pace);

// When a source that was polled at `now` is polled again: after `interval`, spread by up to 10 %
// either way so that sources do not march in step, then moved out of the hours and days that the
// feed skips, for as long as the longest interval allows. Pure.
sys_seconds NextPollAt(std::string_view source, std::chrono::seconds interval, sys_seconds now);
sys_seconds OutOfSkipped(const feeds::Schedule& schedule, sys_seconds at, sys_seconds latest);

// A failing source is asked half as often after each failure, down to this or to its own longest
// interval where that is longer.
constexpr std::chrono::seconds kBackOffMost = std::chrono::hours(6);

// What the next poll of a failing source depends on.
struct Failing {
  std::string_view source;
  Intervals bounds;
  int failures_in_a_row = 1;            // counting the poll just made
  std::chrono::seconds retry_after{0};  // as the server asked; 0: it did not
};

// When a source whose poll failed at `now` is polled again: after its usual interval, doubled for
// each failure but the first up to kBackOffMost, spread as above. Never before Retry-After, of
// which a day at most is believed. Pure.
sys_seconds RetryAt(const Failing& failing, sys_seconds now);

}  // namespace lodewatch
