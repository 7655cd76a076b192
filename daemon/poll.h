#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "daemon/config.h"
#include "daemon/timeline/store.h"
#include "feeds/http_client.h"
#include "rules/pack.h"

namespace lodewatch {

using std::chrono::sys_seconds;

enum class PollOutcome { kUpdated = 1, kUnchanged, kFailed };

struct PollReport {
  std::string source;
  PollOutcome outcome = PollOutcome::kUnchanged;
  int documents = 0;  // new, or new versions
  int facts = 0;
  int observations = 0;
  int entries = 0;                 // on the timeline for the first time, or with another verdict
  std::string detail;              // of a failure: kind and reason; of unknown labels
  std::vector<std::string> notes;  // unknown labels, conditions that failed
};

// The timeline of the config, made when absent; so is its folder, but no folder above that.
// Throws StoreError.
timeline::Store OpenTimeline(const Config& config);

// Everything a poll needs, made once.
struct Poller {
  const Config& config;
  const rules::Pack& pack;
  timeline::Store& store;
  feeds::HttpClient& http;
};

// Fetches all the sources at once and walks each page, as it arrives, through
// parse -> extract -> timeline -> alert. One report a source, as each is done.
// The world's failures are recorded for their source and hold up no other; StoreError is thrown.
void Poll(const Poller& poller, std::span<const feeds::Source> sources,
          const std::function<sys_seconds()>& clock,
          const std::function<void(const PollReport&)>& report,
          const std::function<bool()>& stop = {});

}  // namespace lodewatch
