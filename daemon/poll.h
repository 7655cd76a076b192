#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "daemon/answer.h"
#include "daemon/articles.h"
#include "daemon/config.h"
#include "daemon/readers.h"
#include "daemon/timeline/store.h"
#include "feeds/http_client.h"

namespace lodewatch {

// The timeline of the config, made when absent; so is its folder, but no folder above that.
// Throws StoreError.
timeline::Store OpenTimeline(const Config& config);

// Where the time of many polls went. The reading stages are summed over all threads.
struct StageTimes {
  ReadTimes read{};
  std::chrono::nanoseconds write{0};  // database and mail of the answers
  std::chrono::nanoseconds wait{0};   // for the network or the readers, with nothing to write
  int commits = 0;
};

// What a Poller works with. All of it outlives the Poller.
struct Tools {
  const Config& config;
  PackKeeper& packs;
  timeline::Store& store;
  feeds::HttpClient& http;
};

// Polls sources, many at once: fetches on the calling thread, reads on one thread a core, writes on
// the calling thread, many answers in one commit. Where writing is slow, reading waits, and where
// reading is slow, fetching waits, so that memory is bounded.
class Poller {
 public:
  using Clock = std::function<sys_seconds()>;
  using Report = std::function<void(const feeds::Source&, const PollReport&)>;

  // `report` is told of each poll once it is committed, from within Step().
  Poller(const Tools& tools, Clock clock, Report report);
  // Forgets what is under way; a page that is being read is waited for.
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  Poller(Poller&&) = delete;
  Poller& operator=(Poller&&) = delete;

  // Begins to poll a source, which must outlive the Poller. Not one that is under way.
  void Start(const feeds::Source& source);
  // Moves all polls on; waits at most that long for something to happen. Throws StoreError: then
  // the polls under way are forgotten, and nothing of what was not reported is on the timeline.
  void Step(std::chrono::milliseconds wait_most);
  // Polls begun and not reported.
  std::size_t UnderWay() const { return under_way_; }
  // As the timeline has it, and as the config has it now.
  const timeline::SourceState& StateOf(const feeds::Source& source);
  // Gives back what is known of sources; it is read again when asked for. Only with none under way.
  void ForgetStates();
  const StageTimes& times() const { return times_; }

 private:
  void Take(const feeds::Source& source, feeds::FetchResult fetched);
  void Take(ReadResult result);
  void WriteAnswers();
  PollReport WriteOne(timeline::Transaction& transaction, const Answer& answer);
  void Remember(const Answer& answer, const PollReport& report);
  bool ShouldWrite() const;
  void Move(std::chrono::milliseconds wait_most);
  void Forget();
  void Note(Answer answer);

  Tools tools_;
  Clock clock_;
  Report report_;
  Readers readers_;
  ArticleFetcher articles_;
  std::unordered_map<std::string, timeline::SourceState> states_;
  std::vector<Answer> answers_;
  std::chrono::steady_clock::time_point oldest_answer_;
  std::size_t facts_to_write_ = 0;  // of the answers
  std::size_t under_way_ = 0;
  StageTimes times_;
};

// Polls all the sources once. Returns early when `stop` (asked at least every 100 ms) says so.
void PollAll(Poller& poller, std::span<const feeds::Source> sources,
             const std::function<bool()>& stop = {});

}  // namespace lodewatch
