#include "daemon/courier.h"

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdint>
#include <exception>
#include <iterator>
#include <system_error>
#include <thread>
#include <utility>

namespace lodewatch {
namespace {

constexpr int kBatchMost = 50;

DeliveryReport RecordOutcomes(timeline::Store& store, const std::vector<timeline::Due>& due,
                              const std::vector<alerts::Outcome>& outcomes,
                              std::chrono::sys_seconds now) {
  timeline::Transaction transaction(store, now);
  alerts::Record(transaction, due, outcomes, now);
  transaction.Commit();
  DeliveryReport report;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    switch (outcomes[i].kind) {
      case alerts::Outcome::Kind::kSent:
        ++report.sent;
        continue;
      case alerts::Outcome::Kind::kTryAgain:
        ++report.again;
        break;
      case alerts::Outcome::Kind::kRefused:
        ++report.refused;
        break;
    }
    report.notes.push_back(fmt::format("{}: {}", due[i].recipient, outcomes[i].reason));
  }
  return report;
}

// A fault in the middle of a batch must not end the daemon: what it left open is tried again.
std::vector<alerts::Outcome> DeliverSafely(const alerts::MailSettings& mail,
                                           const std::vector<timeline::Due>& due) {
  try {
    return alerts::Deliver(mail, due);
  } catch (const std::exception& error) {
    std::vector<alerts::Outcome> outcomes;
    outcomes.reserve(due.size());
    for (const timeline::Due& one : due)
      outcomes.push_back({one.id, alerts::Outcome::Kind::kTryAgain, error.what()});
    return outcomes;
  }
}

}  // namespace

DeliveryReport DeliverNow(timeline::Store& store, const alerts::MailSettings& mail,
                          std::chrono::sys_seconds now) {
  DeliveryReport total;
  // What fails is due again later than `now`, so that this ends.
  for (auto due = store.DueDeliveries(now, kBatchMost); !due.empty();
       due = store.DueDeliveries(now, kBatchMost)) {
    DeliveryReport part = RecordOutcomes(store, due, alerts::Deliver(mail, due), now);
    total.sent += part.sent;
    total.again += part.again;
    total.refused += part.refused;
    std::move(part.notes.begin(), part.notes.end(), std::back_inserter(total.notes));
  }
  return total;
}

Courier::Courier() : wake_fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (wake_fd_ < 0)
    throw std::system_error(errno, std::generic_category(), "eventfd");
}

Courier::~Courier() {
  if (thread_.joinable())
    thread_.join();
  close(wake_fd_);
}

void Courier::Send(alerts::MailSettings mail, std::vector<timeline::Due> due) {
  assert(!busy() && !thread_.joinable());
  std::packaged_task<Batch()> task([mail = std::move(mail), due = std::move(due)]() mutable {
    std::vector<alerts::Outcome> outcomes = DeliverSafely(mail, due);
    return Batch{std::move(due), std::move(outcomes)};
  });
  batch_ = task.get_future();
  thread_ = std::thread([task = std::move(task), wake_fd = wake_fd_]() mutable {
    task();
    // Only now is the batch ready: whoever wakes finds it. An eventfd takes this unless its counter
    // is full; then it is readable anyway.
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wake_fd, &one, sizeof one);
  });
}

std::optional<DeliveryReport> Courier::Collect(timeline::Store& store,
                                               std::chrono::sys_seconds now) {
  if (batch_.valid() && WaitFor(std::chrono::seconds(0))) {
    thread_.join();
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t drained = read(wake_fd_, &count, sizeof count);
    done_ = batch_.get();
  }
  if (!done_)
    return std::nullopt;
  // Where recording fails the batch is kept: nothing may be sent again before this is known.
  DeliveryReport report = RecordOutcomes(store, done_->due, done_->outcomes, now);
  done_.reset();
  return report;
}

bool Courier::WaitFor(std::chrono::seconds most) const {
  return !batch_.valid() || batch_.wait_for(most) == std::future_status::ready;
}

}  // namespace lodewatch
