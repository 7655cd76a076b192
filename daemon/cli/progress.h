#pragma once

#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace cli {

// Says on stderr how far long work is: on a terminal only, after its first second, five times a
// second at most. `verb` and `things` make the line: "polled 3 of 40 sources".
class Progress {
 public:
  Progress(std::string verb, std::string things)
      : verb_(std::move(verb)), things_(std::move(things)) {}

  void Tell(std::size_t done, std::size_t total);
  // Takes the line away, for good or until something else is printed.
  void Clear();

 private:
  std::string verb_;
  std::string things_;
  bool is_terminal_ = isatty(STDERR_FILENO) == 1;
  bool is_told_ = false;
  std::chrono::steady_clock::time_point next_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(1);
};

}  // namespace cli
