#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

#include "daemon/pack_keeper.h"
#include "daemon/reading.h"

namespace lodewatch {

// An answer to be read: as it was fetched (a 304 where articles may be owed), or again, with the
// articles of its items.
struct ReadJob {
  const feeds::Source* source = nullptr;
  std::variant<feeds::Page, feeds::NotModified, NewsPage> answer{};
  std::chrono::sys_seconds now{};  // of an answer as it was fetched
};

// What became of it. A NewsPage wants the articles of its news first.
struct ReadResult {
  const feeds::Source* source = nullptr;
  std::variant<Reading, feeds::NotModified, NewsPage, Failure> outcome{};
  std::exception_ptr fault{};  // the database is in the way; outcome says nothing
};

// Threads that read pages, begun in the order in which they were given. What goes wrong in our own
// code on one page is its source's failure and stops no other.
class Readers {
 public:
  // The packs are shared; each thread opens the timeline for itself, when it has its first page.
  // `done` is called after each page, from the thread that read it.
  Readers(PackKeeper& packs, std::filesystem::path database, std::size_t threads,
          std::function<void()> done);
  // Waits for the pages that are being read; the others are dropped.
  ~Readers();
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;
  Readers(Readers&&) = delete;
  Readers& operator=(Readers&&) = delete;

  void Add(ReadJob job);
  // What is done since the last call.
  std::vector<ReadResult> Take();
  // Waits until something is done, at most that long.
  void WaitFor(std::chrono::milliseconds most);
  // Forgets all pages; waits for those that are being read.
  void Drop();
  // Pages given and not taken yet.
  std::size_t Pending() const;

 private:
  void Work();
  ReadResult Read(std::optional<timeline::Store>& known, ReadJob job) const;

  PackKeeper& packs_;
  const std::filesystem::path database_;
  const std::function<void()> done_;
  mutable std::mutex mutex_;
  std::condition_variable added_;
  std::condition_variable finished_;
  std::deque<ReadJob> jobs_;         // mutex_
  std::vector<ReadResult> results_;  // mutex_
  std::size_t pending_ = 0;          // mutex_
  bool ends_ = false;                // mutex_
  std::vector<std::thread> threads_;
};

}  // namespace lodewatch
