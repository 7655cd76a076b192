#pragma once

#include <optional>

namespace lodewatch {

enum class Signal { kStop = 1, kReload };

// Takes SIGTERM, SIGINT and SIGHUP out of the air for as long as it lives. Made before any thread
// starts, since threads inherit the mask. SIGPIPE is ignored from then on: a mail server that hangs
// up is an answer, not the end.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  int fd() const { return fd_; }  // readable when a signal is there: for poll(2)
  // The next signal that came; nullopt: none. Does not block.
  std::optional<Signal> Next();

 private:
  int fd_ = -1;
};

}  // namespace lodewatch
