#pragma once

#include <chrono>
#include <string_view>

namespace lodewatch {

using std::chrono::sys_seconds;

// What the next poll of a source depends on.
struct PollHistory {
  std::string_view source;
  std::chrono::seconds interval{0};
  int failures_in_a_row = 0;            // counting the poll just made
  std::chrono::seconds retry_after{0};  // as the server asked; 0: it did not
};

// A failing source is asked half as often after each failure, down to this or to its own interval
// where that is longer.
constexpr std::chrono::seconds kBackOffMost = std::chrono::hours(6);

// When a source polled at `now` is polled again: after its interval, doubled for each failure but
// the first up to kBackOffMost, spread by up to 10 % either way so that sources do not march in
// step. Never before Retry-After, of which a day at most is believed. Pure.
sys_seconds NextPollAt(const PollHistory& history, sys_seconds now);

}  // namespace lodewatch
