#pragma once

#include <sys/types.h>

#include <filesystem>

namespace lodewatch {

// Keeps a second `run` or `poll` off a timeline: both would send the same mail. Held as long as it
// lives and given back by the kernel when the process dies; readers need none.
class WriterLock {
 public:
  // Takes DATABASE.lock, making it and its folder where they are not there. Throws
  // timeline::StoreError when another process holds it or it cannot be made.
  explicit WriterLock(const std::filesystem::path& database);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  int fd_ = -1;
};

// Does this process hold the lock of the timeline? Asked of the kernel's list of locks, for taking
// the lock to see whether it is free would keep out a daemon that starts at that moment.
bool HoldsWriterLock(pid_t pid, const std::filesystem::path& database);

}  // namespace lodewatch
