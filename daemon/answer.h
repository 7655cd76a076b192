#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/config.h"
#include "daemon/reading.h"
#include "daemon/timeline/store.h"

namespace lodewatch {

using std::chrono::sys_seconds;

// What a poll of a source came to.
struct Answer {
  const feeds::Source* source = nullptr;
  std::variant<Reading, feeds::NotModified, Failure> outcome{};
};

enum class PollOutcome { kUpdated = 1, kUnchanged, kPostponed, kFailed };
std::string_view ToText(PollOutcome outcome);  // "updated", "unchanged", "postponed", "failed"

struct PollReport {
  std::string source{};
  PollOutcome outcome = PollOutcome::kUnchanged;
  int documents = 0;  // new, or new versions
  int facts = 0;
  int observations = 0;
  int entries = 0;                   // on the timeline for the first time, or with another verdict
  std::string detail{};              // of a failure: kind and reason
  std::vector<std::string> notes{};  // unknown labels, conditions that failed
  std::optional<sys_seconds> next_poll_at{};
};

// Writes an answer into the transaction: documents and facts, verdicts, mail that alerts want,
// alarms, validators, and when the source is polled next. `before` is its state until now.
PollReport Write(timeline::Transaction& transaction, const Config& config,
                 const timeline::SourceState& before, const Answer& answer, sys_seconds now);

}  // namespace lodewatch
