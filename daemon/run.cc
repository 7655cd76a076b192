#include "daemon/run.h"

#include <poll.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/courier.h"
#include "daemon/notify.h"
#include "daemon/poll.h"
#include "daemon/signals.h"
#include "daemon/timeline/store.h"
#include "daemon/writer_lock.h"

namespace lodewatch {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kStoreRetry{30};
constexpr std::chrono::seconds kSleepMost{3600};
constexpr std::chrono::seconds kLastMailMost{10};
constexpr int kDeliveriesMost = 50;

sys_seconds Now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

class Daemon {
 public:
  Daemon(Setup setup, ConfigPlace place)
      : place_(std::move(place)),
        setup_(std::make_unique<Setup>(std::move(setup))),
        lock_(setup_->config.database),
        store_(OpenTimeline(setup_->config)) {
    UseSetup();
  }

  void Run() {
    spdlog::info("watching {} sources for {} alerts, timeline {}", setup_->config.sources.size(),
                 setup_->config.alerts.size(), setup_->config.database.string());
    NotifyReady(StatusLine());
    while (!stopping_)
      SleepUntil(Turn());
    NotifyStopping();
    spdlog::info("stopping");
    FinishMail();
  }

 private:
  // One turn of the loop; returns when the next is due.
  sys_seconds Turn() {
    try {
      if (reload_)
        Reload();
      PollDue();
      CollectMail();
      SendDue();
      TellStatus(StatusLine());
      return NextDueAt();
    } catch (const timeline::StoreError& error) {
      spdlog::error("{}; trying again in {} s", error.what(), kStoreRetry.count());
      TellStatus(error.what());
      return Now() + kStoreRetry;
    }
  }

  // Each status once: a service manager that is slow to read must not hold up the loop.
  void TellStatus(const std::string& status) {
    if (status == status_)
      return;
    NotifyStatus(status);
    status_ = status;
  }

  void UseSetup() {
    http_ = std::make_unique<feeds::HttpClient>(setup_->config.fetch, setup_->config.user_agent);
    next_poll_.clear();
    failing_.clear();
    for (const feeds::Source& source : setup_->config.sources)
      Remember(source);
  }

  // When the source is due and whether it is failing, as the store has it. An interval that was
  // shortened in the config counts at once.
  void Remember(const feeds::Source& source) {
    const timeline::SourceState state = store_.StateOf(source.id);
    sys_seconds next = state.next_poll_at.value_or(sys_seconds{});
    if (state.failures_in_a_row == 0)
      next = std::min(next, Now() + source.interval + source.interval / 10);
    next_poll_[source.id] = next;
    if (state.failures_in_a_row > 0)
      failing_.insert(source.id);
    else
      failing_.erase(source.id);
  }

  void Reload() {
    reload_ = false;
    NotifyReloading();
    auto setup = LoadSetup(place_.file, place_.state);
    if (!setup) {
      for (const rules::Fault& fault : setup.error())
        spdlog::error("{}", rules::ToText(fault));
      spdlog::error("the new config is not right: going on with the old one");
    } else {
      if (setup->config.database != setup_->config.database)
        spdlog::warn("another database needs a restart: going on with {}",
                     setup_->config.database.string());
      setup_ = std::make_unique<Setup>(std::move(*setup));
      UseSetup();
      spdlog::info("reloaded: {} sources, {} alerts", setup_->config.sources.size(),
                   setup_->config.alerts.size());
    }
    NotifyReady(StatusLine());
  }

  void PollDue() {
    const sys_seconds now = Now();
    std::vector<feeds::Source> due;
    for (const feeds::Source& source : setup_->config.sources)
      if (next_poll_[source.id] <= now)
        due.push_back(source);
    if (due.empty())
      return;
    std::map<std::string, const feeds::Source*> by_id;
    for (const feeds::Source& source : due)
      by_id[source.id] = &source;
    const auto report = [&](const PollReport& told) {
      Log(told);
      Remember(*by_id.at(told.source));
    };
    Poll({setup_->config, setup_->pack, store_, *http_}, due, Now, report, [this] {
      Tick();
      return stopping_ || reload_;
    });
  }

  void Log(const PollReport& report) const {
    const bool was_failing = failing_.count(report.source) > 0;
    if (report.outcome == PollOutcome::kFailed) {
      spdlog::warn("{}: {}", report.source, report.detail);
      return;
    }
    if (was_failing)
      spdlog::info("{}: answers again", report.source);
    if (report.outcome == PollOutcome::kUpdated)
      spdlog::info("{}: {} documents, {} facts, {} observations, {} entries told or judged anew",
                   report.source, report.documents, report.facts, report.observations,
                   report.entries);
    for (const std::string& note : report.notes)
      spdlog::warn("{}: {}", report.source, note);
  }

  // What must not wait for a slow fetch: signals and the watchdog.
  void Tick() {
    while (const std::optional<Signal> signal = signals_.Next()) {
      stopping_ = stopping_ || *signal == Signal::kStop;
      reload_ = reload_ || *signal == Signal::kReload;
    }
    if (watchdog_ && steady_clock::now() >= feed_at_) {
      store_.Ping();
      FeedWatchdog();
      feed_at_ = steady_clock::now() + *watchdog_;
    }
  }

  void CollectMail() {
    const std::optional<DeliveryReport> report = courier_.Collect(store_, Now());
    if (!report)
      return;
    if (report->sent > 0)
      spdlog::info("mail: {} delivered", report->sent);
    for (const std::string& note : report->notes)
      spdlog::warn("mail: {}", note);
  }

  void SendDue() {
    if (courier_.busy() || stopping_)
      return;
    std::vector<timeline::Due> due = store_.DueDeliveries(Now(), kDeliveriesMost);
    if (!due.empty())
      courier_.Send(setup_->config.mail, std::move(due));
  }

  // At-least-once allows to leave: what was under way is sent again, with the same Message-ID.
  void FinishMail() {
    if (courier_.WaitFor(kLastMailMost)) {
      CollectMail();
      return;
    }
    spdlog::warn("a mail server is slow to answer: its mail is sent again after the next start");
    std::_Exit(EXIT_SUCCESS);
  }

  sys_seconds NextDueAt() const {
    sys_seconds next = Now() + kSleepMost;
    for (const auto& [source, at] : next_poll_)
      next = std::min(next, at);
    if (!courier_.busy())
      next = std::min(next, store_.NextDeliveryAt().value_or(next));
    return next;
  }

  // Until then, or until a signal or a finished batch of mail; the watchdog is fed meanwhile.
  void SleepUntil(sys_seconds moment) {
    const auto wait =
        std::clamp<std::chrono::seconds>(moment - Now(), std::chrono::seconds(0), kSleepMost);
    const auto end = steady_clock::now() + wait;
    for (bool woken = false; !woken; woken = woken || steady_clock::now() >= end) {
      auto until = watchdog_ ? std::min<steady_clock::time_point>(end, feed_at_) : end;
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now());
      pollfd events[] = {{signals_.fd(), POLLIN, 0}, {courier_.wake_fd(), POLLIN, 0}};
      woken = poll(events, 2, static_cast<int>(std::max<std::int64_t>(left.count(), 0))) > 0;
      TickHungry();
    }
  }

  // A database that fails while nothing is due leaves the watchdog hungry; the next turn reports
  // it.
  void TickHungry() {
    try {
      Tick();
    } catch (const timeline::StoreError& error) {
      spdlog::error("{}", error.what());
      feed_at_ = steady_clock::now() + kStoreRetry;
    }
  }

  std::string StatusLine() const {
    return fmt::format("{} sources, {} failing", setup_->config.sources.size(), failing_.size());
  }

  Signals signals_;  // first, for it must be there before any thread
  ConfigPlace place_;
  std::unique_ptr<Setup> setup_;
  WriterLock lock_;
  timeline::Store store_;
  std::unique_ptr<feeds::HttpClient> http_;
  Courier courier_;
  std::map<std::string, sys_seconds> next_poll_;
  std::set<std::string> failing_;
  std::optional<std::chrono::microseconds> watchdog_ = WatchdogInterval();
  steady_clock::time_point feed_at_;
  bool stopping_ = false;
  std::string status_;  // as last told
  bool reload_ = false;
};

}  // namespace

void Run(Setup setup, const ConfigPlace& place) {
  Daemon(std::move(setup), place).Run();
}

}  // namespace lodewatch
