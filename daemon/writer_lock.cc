#include "daemon/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "daemon/timeline/store.h"

namespace lodewatch {

WriterLock::WriterLock(const std::filesystem::path& database) {
  // What keeps the folder from being made, open() reports.
  std::error_code ignored;
  std::filesystem::create_directories(database.parent_path(), ignored);
  const std::string path = database.string() + ".lock";
  fd_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (fd_ < 0) {
    throw timeline::StoreError(database.string() +
                               ": cannot make its lock: " + std::generic_category().message(errno));
  }
  if (flock(fd_, LOCK_EX | LOCK_NB) == 0)
    return;
  const int reason = errno;
  close(fd_);
  throw timeline::StoreError(
      database.string() + (reason == EWOULDBLOCK
                               ? ": another lodewatch is polling into it"
                               : ": cannot lock it: " + std::generic_category().message(reason)));
}

WriterLock::~WriterLock() {
  close(fd_);
}

}  // namespace lodewatch
