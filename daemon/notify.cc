#include "daemon/notify.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <cstdint>
#include <ctime>
#include <string>

namespace lodewatch {
namespace {

void Tell(const std::string& state) {
  sd_notify(0, state.c_str());
}

}  // namespace

void NotifyReady(std::string_view status) {
  Tell(fmt::format("READY=1\nSTATUS={}", status));
}

void NotifyReloading() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t microseconds = std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
  Tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", microseconds));
}

void NotifyStopping() {
  Tell("STOPPING=1\nSTATUS=stopping");
}

void NotifyStatus(std::string_view status) {
  Tell(fmt::format("STATUS={}", status));
}

void FeedWatchdog() {
  Tell("WATCHDOG=1");
}

std::optional<std::chrono::microseconds> WatchdogInterval() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) <= 0)
    return std::nullopt;
  return std::chrono::microseconds(microseconds / 2);
}

}  // namespace lodewatch
