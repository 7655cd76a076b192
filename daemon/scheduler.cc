#include "daemon/scheduler.h"

#include <algorithm>
#include <cstdint>

namespace lodewatch {
namespace {

constexpr std::chrono::seconds kRetryAfterMost = std::chrono::hours(24);

// FNV-1a with a final mix: the same on every machine, unlike std::hash.
std::uint64_t HashOf(std::string_view source, std::int64_t moment) {
  std::uint64_t hash = 14695981039346656037ULL;
  const auto mix = [&hash](std::uint64_t byte) {
    hash ^= byte;
    hash *= 1099511628211ULL;
  };
  for (const char c : source)
    mix(static_cast<unsigned char>(c));
  for (int shift = 0; shift < 64; shift += 8)
    mix((static_cast<std::uint64_t>(moment) >> shift) & 0xFFU);
  return hash ^ (hash >> 32U);
}

// -1 … +1
double Spread(std::string_view source, sys_seconds now) {
  constexpr std::uint64_t kSteps = 2000;
  const std::uint64_t step = HashOf(source, now.time_since_epoch().count()) % (kSteps + 1);
  return static_cast<double>(step) / (kSteps / 2.0) - 1.0;
}

}  // namespace

sys_seconds NextPollAt(const PollHistory& history, sys_seconds now) {
  const std::chrono::seconds most = std::max(history.interval, kBackOffMost);
  std::chrono::seconds wait = history.interval;
  for (int failure = 1; failure < history.failures_in_a_row && wait < most; ++failure)
    wait = std::min(wait * 2, most);
  const double seconds = static_cast<double>(wait.count());
  const double spread = seconds * 0.1 * Spread(history.source, now);
  const std::chrono::seconds asked = std::min(history.retry_after, kRetryAfterMost);
  return now + std::max(wait + std::chrono::seconds(static_cast<std::int64_t>(spread)), asked);
}

}  // namespace lodewatch
