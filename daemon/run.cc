#include "daemon/run.h"

#include <malloc.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <queue>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/courier.h"
#include "daemon/notify.h"
#include "daemon/poll.h"
#include "daemon/signals.h"
#include "daemon/status_file.h"
#include "daemon/timeline/store.h"
#include "daemon/writer_lock.h"

namespace lodewatch {
namespace {

using std::chrono::steady_clock;

// How long nothing is polled after the database failed: doubled for each failure in a row.
constexpr std::chrono::seconds kStoreRetryLeast{30};
constexpr std::chrono::seconds kStoreRetryMost{900};
constexpr std::chrono::seconds kSleepMost{3600};
constexpr std::chrono::seconds kLastMailMost{10};
// Compiling the rules anew takes a quarter of a second: not worth a shorter rest.
constexpr std::chrono::seconds kRulesRestLeast{300};
constexpr std::chrono::milliseconds kStepMost{100};
constexpr std::chrono::milliseconds kMailEvery{200};
constexpr int kDeliveriesMost = 50;

using SourceIndex = std::uint32_t;  // the place of a source in the config

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
    KeepStatus();
    NotifyReady(StatusLine());
    while (!stopping_) {
      try {
        Turn();
      } catch (const timeline::StoreError& error) {
        Suspend(error);
      }
    }
    NotifyStopping();
    spdlog::info("stopping");
    told_.stopped = true;
    KeepStatus();
    FinishMail();
  }

 private:
  // One turn of the loop. It ends when something has happened or is due.
  void Turn() {
    Tick();
    if (stopping_)
      return;
    if (reload_)
      Reload();
    if (Now() >= resume_at_)
      StartDue();
    if (poller_->UnderWay() > 0) {
      has_worked_ = true;
      poller_->Step(kStepMost);
    } else {
      SleepUntil(NextDueAt());
    }
    DoMail();
    TellStatus(StatusLine());
    if (!std::exchange(told_.trouble, {}).empty())
      KeepStatus();
  }

  // The database is full, locked or broken: nothing is fetched that could not be kept.
  void Suspend(const timeline::StoreError& error) {
    store_retry_ = std::clamp(store_retry_ * 2, kStoreRetryLeast, kStoreRetryMost);
    resume_at_ = Now() + store_retry_;
    spdlog::error("{}; trying again in {} s", error.what(), store_retry_.count());
    TellStatus(error.what());
    if (std::exchange(told_.trouble, error.what()) != error.what())
      KeepStatus();
    for (const SourceIndex index : under_way_)
      due_.emplace(resume_at_, index);
    under_way_.clear();
    feed_at_ = steady_clock::now() + kStoreRetryLeast;
    SleepUntil(std::min(resume_at_, Now() + kStoreRetryLeast));
  }

  // Each status once: a service manager that is slow to read must not hold up the loop.
  void TellStatus(const std::string& status) {
    if (status == status_)
      return;
    NotifyStatus(status);
    status_ = status;
  }

  // What `lodewatch status` shows of this process.
  void KeepStatus() {
    const Config& config = setup_->config;
    told_.told_at = Now();
    told_.config = config.file.string();
    told_.sources = config.sources.size();
    told_.alerts = config.alerts.size();
    if (!WriteStatus(config.database, told_))
      spdlog::warn("{}.status cannot be written", config.database.string());
  }

  void UseSetup() {
    const Config& config = setup_->config;
    told_.packs = PacksOf(config);
    for (rules::PackFile& file : setup_->config.packs)
      file.toml = std::string();  // compiled: the text has served
    poller_.reset();
    under_way_.clear();
    http_ = std::make_unique<feeds::HttpClient>(config.fetch, config.user_agent);
    poller_ = std::make_unique<Poller>(
        Tools{config, *setup_->packs, store_, *http_}, Now,
        [this](const feeds::Source& source, const PollReport& report) { Take(source, report); });
    due_ = {};
    failing_.clear();
    for (SourceIndex i = 0; i < config.sources.size(); ++i)
      Remember(i);
  }

  // When the source is due and whether it is failing, as the store has it. An interval that was
  // shortened in the config counts at once. A source that is gone is not due.
  void Remember(SourceIndex index) {
    const feeds::Source& source = setup_->config.sources[index];
    const timeline::SourceState& state = poller_->StateOf(source);
    if (state.failures_in_a_row > 0 || state.gone_at)
      failing_.insert(index);
    else
      failing_.erase(index);
    if (state.gone_at)
      return;
    sys_seconds next = state.next_poll_at.value_or(sys_seconds{});
    if (state.failures_in_a_row == 0)
      next = std::min(next, Now() + source.interval_max + source.interval_max / 10);
    due_.emplace(next, index);
  }

  void Reload() {
    reload_ = false;
    NotifyReloading();
    try {
      UseNewConfig();
    } catch (const timeline::StoreError&) {
      NotifyReady(StatusLine());
      throw;
    }
    NotifyReady(StatusLine());
  }

  void UseNewConfig() {
    auto setup = LoadSetup(place_.file, place_.state);
    told_.reload = ReloadOutcome{.at = Now()};
    if (!setup) {
      for (const rules::Fault& fault : setup.error()) {
        spdlog::error("{}", rules::ToText(fault));
        told_.reload->faults.push_back(rules::ToText(fault));
      }
      spdlog::error("the new config is not right: going on with the old one");
      KeepStatus();
      return;
    }
    if (setup->config.database != setup_->config.database) {
      spdlog::warn("another database needs a restart: going on with {}",
                   setup_->config.database.string());
      setup->config.database = setup_->config.database;
    }
    poller_.reset();  // holds on to the old setup
    setup_ = std::make_unique<Setup>(std::move(*setup));
    UseSetup();
    KeepStatus();
    spdlog::info("reloaded: {} sources, {} alerts", setup_->config.sources.size(),
                 setup_->config.alerts.size());
  }

  void StartDue() {
    const sys_seconds now = Now();
    while (!due_.empty() && due_.top().first <= now) {
      const SourceIndex index = due_.top().second;
      due_.pop();
      under_way_.insert(index);
      poller_->Start(setup_->config.sources[index]);
    }
  }

  void Take(const feeds::Source& source, const PollReport& report) {
    store_retry_ = std::chrono::seconds(0);
    const auto index = static_cast<SourceIndex>(&source - setup_->config.sources.data());
    Log(report, failing_.count(index) > 0);
    under_way_.erase(index);
    Remember(index);
  }

  static void Log(const PollReport& report, bool was_failing) {
    if (report.outcome == PollOutcome::kFailed) {
      spdlog::warn("{}: {}", report.source, report.detail);
      return;
    }
    if (report.outcome == PollOutcome::kPostponed) {
      spdlog::info("{}: postponed: {}", report.source, report.detail);
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

  // Mail goes out while polls are under way, but the database is not asked at each of their steps.
  void DoMail() {
    if (poller_->UnderWay() > 0 && steady_clock::now() < mail_at_)
      return;
    mail_at_ = steady_clock::now() + kMailEvery;
    CollectMail();
    SendDue();
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
    if (!due_.empty())
      next = std::min(next, std::max(due_.top().first, resume_at_));
    if (!courier_.busy())
      next = std::min(next, store_.NextDeliveryAt().value_or(next));
    return next;
  }

  // Until then, or until a signal or a finished batch of mail; the watchdog is fed meanwhile.
  void SleepUntil(sys_seconds moment) {
    // What a round or a config of thousands of sources took is given back while nothing is due.
    const bool has_worked = std::exchange(has_worked_, false);
    if (has_worked) {
      poller_->ForgetStates();
      store_.FreeMemory();
    }
    const bool is_put_away = moment - Now() >= kRulesRestLeast && setup_->packs->PutAway();
    if (has_worked || is_put_away)
      malloc_trim(0);
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
      feed_at_ = steady_clock::now() + kStoreRetryLeast;
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
  std::unique_ptr<Poller> poller_;  // before setup, store and http go
  // Sources by their place in the config.
  using Due = std::pair<sys_seconds, SourceIndex>;
  // Those not under way, soonest first.
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  std::set<SourceIndex> under_way_;
  std::set<SourceIndex> failing_;
  std::chrono::seconds store_retry_{0};
  sys_seconds resume_at_{};
  steady_clock::time_point mail_at_{};
  std::optional<std::chrono::microseconds> watchdog_ = WatchdogInterval();
  steady_clock::time_point feed_at_;
  bool has_worked_ = true;
  bool stopping_ = false;
  std::string status_;  // as last told
  DaemonStatus told_{.version = LODEWATCH_VERSION, .pid = getpid(), .started_at = Now()};
  bool reload_ = false;
};

}  // namespace

void Run(Setup setup, const ConfigPlace& place) {
  Daemon(std::move(setup), place).Run();
}

}  // namespace lodewatch
