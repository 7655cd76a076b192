#include "daemon/cli/progress.h"

#include <fmt/format.h>

#include <cstdio>

namespace cli {

void Progress::Tell(std::size_t done, std::size_t total) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_terminal_ || now < next_)
    return;
  next_ = now + std::chrono::milliseconds(200);
  fmt::print(stderr, "\r{} {} of {} {}", verb_, done, total, things_);
  std::fflush(stderr);
  is_told_ = true;
}

void Progress::Clear() {
  if (is_told_)
    fmt::print(stderr, "\r\x1b[K");
  is_told_ = false;
}

}  // namespace cli
