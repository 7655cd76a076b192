#pragma once

#include <chrono>
#include <cstddef>
#include <future>
#include <optional>
#include <thread>
#include <vector>

#include "daemon/alerts/alert.h"
#include "daemon/timeline/store.h"

namespace lodewatch {

// What became of some deliveries.
struct DeliveryReport {
  int sent = 0;
  int again = 0;                   // tried again later
  int refused = 0;                 // for good
  std::vector<std::string> notes;  // "metals@example.org: 452 mailbox full"
};

// Hands every due message to its channel, here and now, and records the outcomes.
DeliveryReport DeliverNow(timeline::Store& store, const alerts::MailSettings& mail,
                          std::chrono::sys_seconds now);

// Delivers one batch at a time in a thread of its own, so that a slow server holds up no poll.
// The thread never touches the store: the owner records what it brings back.
class Courier {
 public:
  Courier();
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  // Readable when a batch is done: for poll(2).
  int wake_fd() const { return wake_fd_; }
  // A batch is under way, or done and not recorded yet.
  bool busy() const { return batch_.valid() || done_.has_value(); }
  // Only when not busy.
  void Send(alerts::MailSettings mail, std::vector<timeline::Due> due);
  // Records a finished batch. nullopt: none is finished.
  std::optional<DeliveryReport> Collect(timeline::Store& store, std::chrono::sys_seconds now);
  // Waits for the batch that is under way; false: it is still busy after `most`.
  bool WaitFor(std::chrono::seconds most) const;

 private:
  struct Batch {
    std::vector<timeline::Due> due;
    std::vector<alerts::Outcome> outcomes;
  };
  int wake_fd_ = -1;
  std::future<Batch> batch_;
  std::optional<Batch> done_;
  std::thread thread_;
};

}  // namespace lodewatch
