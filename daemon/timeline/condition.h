#pragma once

#include <chrono>
#include <string>

#include "daemon/timeline/sqlite.h"
#include "daemon/timeline/store.h"

namespace timeline {

// A person's SQL may only read the timeline view, with functions that compute.
class ReadingOnly {
 public:
  explicit ReadingOnly(Database& database);
  ~ReadingOnly();
  ReadingOnly(const ReadingOnly&) = delete;
  ReadingOnly& operator=(const ReadingOnly&) = delete;
  ReadingOnly(ReadingOnly&&) = delete;
  ReadingOnly& operator=(ReadingOnly&&) = delete;

 private:
  Database& database_;
};

// Stops a statement that runs longer; the statement then fails, and `expired()` says why.
class TimeLimit {
 public:
  TimeLimit(Database& database, std::chrono::milliseconds limit);
  ~TimeLimit();
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  TimeLimit(TimeLimit&&) = delete;
  TimeLimit& operator=(TimeLimit&&) = delete;

  bool expired() const { return expired_; }

 private:
  static int Ask(void* self);

  Database& database_;
  std::chrono::steady_clock::time_point end_;
  bool expired_ = false;
};

// Is `where` one expression over the timeline view of this database, reading only?
tl::expected<void, ConditionError> CheckConditionIn(Database& database, const std::string& where);

}  // namespace timeline
