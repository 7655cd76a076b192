#include "daemon/readers.h"

#include <algorithm>
#include <utility>

namespace lodewatch {
namespace {

// What is read takes ten times the memory of the page: where writing is slow, reading waits.
constexpr std::size_t kResultsMost = 6;

bool WantsArticles(const feeds::Source& source, const NewsPage& page) {
  return std::any_of(page.fresh.begin(), page.fresh.end(),
                     [&](const Fresh& fresh) { return IsFollowed(source, fresh); });
}

}  // namespace

Readers::Readers(PackKeeper& packs, std::filesystem::path database, std::size_t threads,
                 std::function<void()> done)
    : packs_(packs), database_(std::move(database)), done_(std::move(done)) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i)
    threads_.emplace_back([this] { Work(); });
}

Readers::~Readers() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  added_.notify_all();
  for (std::thread& thread : threads_)
    thread.join();
}

void Readers::Add(ReadJob job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    ++pending_;
  }
  added_.notify_one();
}

std::vector<ReadResult> Readers::Take() {
  std::vector<ReadResult> taken;
  {
    const std::lock_guard lock(mutex_);
    pending_ -= results_.size();
    taken = std::exchange(results_, {});
  }
  if (!taken.empty())
    added_.notify_all();
  return taken;
}

void Readers::WaitFor(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  finished_.wait_for(lock, most, [this] { return !results_.empty() || pending_ == 0; });
}

void Readers::Drop() {
  std::unique_lock lock(mutex_);
  pending_ -= jobs_.size();
  jobs_.clear();
  finished_.wait(lock, [this] { return results_.size() == pending_; });
  results_.clear();
  pending_ = 0;
}

std::size_t Readers::Pending() const {
  const std::lock_guard lock(mutex_);
  return pending_;
}

void Readers::Work() {
  std::optional<timeline::Store> known;
  while (true) {
    ReadJob job;
    {
      std::unique_lock lock(mutex_);
      added_.wait(lock,
                  [this] { return ends_ || (!jobs_.empty() && results_.size() < kResultsMost); });
      if (ends_)
        return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    ReadResult result = Read(known, std::move(job));
    {
      const std::lock_guard lock(mutex_);
      results_.push_back(std::move(result));
    }
    finished_.notify_one();
    done_();
  }
}

ReadResult Readers::Read(std::optional<timeline::Store>& known, ReadJob job) const {
  const feeds::Source& source = *job.source;
  ReadResult out{.source = &source, .outcome = Failure{}, .fault = {}};
  const auto finish = [&](NewsPage page) {
    auto reading = ReadNews(*packs_.Get(), source, std::move(page));
    if (reading)
      out.outcome = *std::move(reading);
    else
      out.outcome = std::move(reading.error());
  };
  try {
    if (auto* followed = std::get_if<NewsPage>(&job.answer)) {
      finish(std::move(*followed));
      return out;
    }
    if (!known)
      known = timeline::Store::OpenReadOnly(database_);
    if (auto* unchanged = std::get_if<feeds::NotModified>(&job.answer)) {
      NewsPage waiting = FindNews({*known, job.now}, source, *unchanged);
      if (waiting.fresh.empty())
        out.outcome = std::move(*unchanged);
      else
        out.outcome = std::move(waiting);
      return out;
    }
    auto page = FindNews({*known, job.now}, *packs_.Get(), source,
                         std::get<feeds::Page>(std::move(job.answer)));
    if (!page)
      out.outcome = std::move(page.error());
    else if (WantsArticles(source, *page))
      out.outcome = *std::move(page);
    else
      finish(*std::move(page));
  } catch (const timeline::StoreError&) {
    out.fault = std::current_exception();
  } catch (const std::exception& error) {
    out.outcome = Failure{.kind = "fault", .detail = error.what()};
  }
  return out;
}

}  // namespace lodewatch
