#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace lodewatch {

// What the service manager is told (sd_notify). Without one all of it does nothing.
void NotifyReady(std::string_view status);
void NotifyReloading();
void NotifyStopping();
void NotifyStatus(std::string_view status);
void FeedWatchdog();

// How often the watchdog wants to be fed: half of WatchdogSec. nullopt: there is none.
std::optional<std::chrono::microseconds> WatchdogInterval();

}  // namespace lodewatch
