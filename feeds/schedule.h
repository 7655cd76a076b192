#pragma once

#include <bitset>
#include <chrono>
#include <optional>

namespace feeds {

// What a feed says of how often it changes. All hints: a poller keeps them within its own bounds.
struct Schedule {
  std::optional<std::chrono::seconds> ttl;            // <ttl> (RSS 2.0), in minutes there
  std::optional<std::chrono::seconds> update_period;  // sy:updatePeriod / sy:updateFrequency
  std::bitset<24> skip_hours;                         // <skipHours>: hours of UTC without news
  std::bitset<7> skip_days;                           // <skipDays>: 0 = Monday … 6 = Sunday
};

}  // namespace feeds
