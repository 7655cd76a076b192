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

// `wait`, up to 10 % longer or shorter; the same for the same source and moment.
std::chrono::seconds Spread(std::string_view source, std::chrono::seconds wait, sys_seconds now) {
  constexpr std::int64_t kSteps = 2000;
  const std::uint64_t hash = HashOf(source, now.time_since_epoch().count());
  const auto step = static_cast<std::int64_t>(hash % (kSteps + 1)) - kSteps / 2;
  return wait + wait * step / (kSteps / 2 * 10);
}

}  // namespace

Intervals IntervalsOf(const feeds::Source& source) {
  return {source.interval, source.interval_min, source.interval_max};
}

std::chrono::seconds IntervalAfter(const Intervals& bounds, const Pace& pace) {
  std::chrono::seconds wait = pace.rhythm ? *pace.rhythm / 2 : bounds.usual;
  if (pace.gap)
    wait = std::min(wait, *pace.gap / 2);
  for (const auto& asked : {pace.fresh_for, pace.schedule.ttl, pace.schedule.update_period})
    wait = std::max(wait, asked.value_or(wait));
  return std::clamp(wait, bounds.least, std::max(bounds.least, bounds.most));
}

sys_seconds NextPollAt(std::string_view source, std::chrono::seconds interval, sys_seconds now) {
  return now + Spread(source, interval, now);
}

sys_seconds OutOfSkipped(const feeds::Schedule& schedule, sys_seconds at, sys_seconds latest) {
  using std::chrono::hours;
  const auto is_skipped = [&schedule](sys_seconds moment) {
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const auto hour = static_cast<std::size_t>(std::chrono::floor<hours>(moment - day).count());
    const std::size_t weekday = std::chrono::weekday(day).iso_encoding() - 1;
    return schedule.skip_hours[hour] || schedule.skip_days[weekday];
  };
  while (at < latest && is_skipped(at))
    at = std::chrono::floor<hours>(at) + hours(1);
  return std::min(at, latest);
}

sys_seconds RetryAt(const Failing& failing, sys_seconds now) {
  const std::chrono::seconds most = std::max(failing.bounds.most, kBackOffMost);
  std::chrono::seconds wait = failing.bounds.usual;
  for (int failure = 1; failure < failing.failures_in_a_row && wait < most; ++failure)
    wait = std::min(wait * 2, most);
  const std::chrono::seconds asked = std::min(failing.retry_after, kRetryAfterMost);
  return now + std::max(Spread(failing.source, wait, now), asked);
}

}  // namespace lodewatch
