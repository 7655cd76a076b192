#include "daemon/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
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

bool HoldsWriterLock(pid_t pid, const std::filesystem::path& database) {
  struct stat file {};
  if (stat((database.string() + ".lock").c_str(), &file) != 0)
    return false;
  // "1: FLOCK  ADVISORY  WRITE 4711 08:01:1234567 0 EOF"; the device is left out, for overlay file
  // systems show another one here.
  std::ifstream locks("/proc/locks");
  const std::string inode = ":" + std::to_string(file.st_ino);
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string mode;
    std::string access;
    pid_t holder = 0;
    std::string place;
    if (words >> number >> kind >> mode >> access >> holder >> place && kind == "FLOCK" &&
        holder == pid && place.ends_with(inode))
      return true;
  }
  return false;
}

}  // namespace lodewatch
