#include "daemon/poll.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/printable.h"
#include "daemon/cli/progress.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/table.h"
#include "daemon/courier.h"
#include "daemon/toml_reader.h"
#include "daemon/writer_lock.h"

namespace cli {
namespace {

struct Options {
  ConfigOptions config;
  std::vector<std::string> sources;
  bool timings = false;
};

using lodewatch::PollOutcome;
using Reports = std::map<std::string, lodewatch::PollReport>;  // by source

std::chrono::sys_seconds Now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::vector<feeds::Source> Chosen(const lodewatch::Config& config,
                                  const std::vector<std::string>& ids) {
  if (ids.empty())
    return config.sources;
  std::vector<feeds::Source> out;
  for (const std::string& id : ids) {
    const auto found = std::find_if(config.sources.begin(), config.sources.end(),
                                    [&](const feeds::Source& source) { return source.id == id; });
    if (found == config.sources.end()) {
      std::vector<std::string> known;
      for (const feeds::Source& source : config.sources)
        known.push_back(source.id);
      throw Stop(kUsage, fmt::format("the config has no source '{}'{}", id,
                                     lodewatch::DidYouMean(id, known)));
    }
    out.push_back(*found);
  }
  return out;
}

// With more sources than these, only what failed is told one by one.
constexpr std::size_t kToldMost = 40;

// Reports in the order of the config, whatever came first.
timeline::Table TableOf(const std::vector<feeds::Source>& sources, const Reports& reports) {
  timeline::Table table{
      {"source", "outcome", "documents", "facts", "observations", "entries", "detail"}, {}};
  for (const feeds::Source& source : sources) {
    const auto found = reports.find(source.id);
    if (found == reports.end())
      continue;
    const lodewatch::PollReport& report = found->second;
    const bool is_told = sources.size() <= kToldMost || report.outcome == PollOutcome::kFailed;
    if (!is_told || table.rows.size() == kToldMost)
      continue;
    const auto count = [](int n) { return timeline::Value(std::int64_t{n}); };
    table.rows.push_back({report.source, std::string(ToText(report.outcome)),
                          count(report.documents), count(report.facts), count(report.observations),
                          count(report.entries), Printable(report.detail)});
  }
  return table;
}

// "1000 sources: 3 updated with 41 documents and 96 facts, 990 unchanged, 7 failed"
std::string Total(const Reports& reports) {
  std::map<PollOutcome, int> outcomes;
  int documents = 0;
  int facts = 0;
  for (const auto& [id, report] : reports) {
    ++outcomes[report.outcome];
    documents += report.documents;
    facts += report.facts;
  }
  std::string out = fmt::format("{} sources:", reports.size());
  const char* comma = " ";
  for (const auto& [outcome, count] : outcomes) {
    out += fmt::format("{}{} {}", std::exchange(comma, ", "), count, ToText(outcome));
    if (outcome == PollOutcome::kUpdated)
      out += fmt::format(" with {} documents and {} facts", documents, facts);
  }
  return out;
}

double SecondsOf(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

void TellTimings(const lodewatch::StageTimes& times, std::chrono::nanoseconds all) {
  fmt::print(stderr,
             "{:.3f} s in all. On the main thread: waiting {:.3f}, writing {:.3f} ({} commits).\n"
             "On the reading threads, summed: parsing {:.3f}, comparing {:.3f}, extracting {:.3f}, "
             "preparing {:.3f}.\n",
             SecondsOf(all), SecondsOf(times.wait), SecondsOf(times.write), times.commits,
             SecondsOf(times.read.parse), SecondsOf(times.read.compare),
             SecondsOf(times.read.extract), SecondsOf(times.read.prepare));
}

void TellMail(const lodewatch::DeliveryReport& mail, const alerts::MailSettings& settings) {
  const std::string place =
      settings.host.empty() ? settings.maildir.string() : settings.host + " by SMTP";
  if (mail.sent > 0)
    fmt::print(stderr, "{} {} delivered to {}\n", mail.sent, mail.sent == 1 ? "mail" : "mails",
               place);
  for (const std::string& note : mail.notes)
    fmt::print(stderr, "mail to {}\n", Printable(note));
}

// Mail that an earlier poll could not deliver must not wait in silence.
int TellWaiting(const timeline::Store& store) {
  constexpr int kCountMax = 1000;
  const std::optional<std::chrono::sys_seconds> next = store.NextDeliveryAt();
  if (!next)
    return 0;
  const auto waiting =
      static_cast<int>(store.DueDeliveries(std::chrono::sys_seconds::max(), kCountMax).size());
  fmt::print(stderr, "{}{} {}; the next try is due at {}\n", waiting,
             waiting == kCountMax ? " or more" : "", waiting == 1 ? "mail waits" : "mails wait",
             fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", *next));
  return waiting;
}

// Sources that answered 410 are asked again only by name.
std::vector<feeds::Source> LeaveOutGone(lodewatch::Poller& poller,
                                        const std::vector<feeds::Source>& sources, bool all) {
  if (!all)
    return sources;
  std::vector<feeds::Source> out;
  for (const feeds::Source& source : sources) {
    if (poller.StateOf(source).gone_at)
      fmt::print(stderr, "{} is gone (HTTP 410) and not asked; `lodewatch poll {}` asks it again\n",
                 source.id, source.id);
    else
      out.push_back(source);
  }
  return out;
}

int RunPoll(const Options& options) {
  std::signal(SIGPIPE, SIG_IGN);
  const lodewatch::Setup setup = LoadSetup(options.config);
  const std::vector<feeds::Source> sources = Chosen(setup.config, options.sources);
  const lodewatch::WriterLock lock(setup.config.database);
  timeline::Store store = lodewatch::OpenTimeline(setup.config);
  feeds::HttpClient http(setup.config.fetch, setup.config.user_agent);
  const auto start = std::chrono::steady_clock::now();
  Reports reports;
  Progress progress("polled", "sources");
  lodewatch::Poller poller({setup.config, *setup.packs, store, http}, Now,
                           [&](const feeds::Source&, const lodewatch::PollReport& report) {
                             reports[report.source] = report;
                             progress.Tell(reports.size(), sources.size());
                           });
  const std::vector<feeds::Source> asked = LeaveOutGone(poller, sources, options.sources.empty());
  lodewatch::PollAll(poller, asked);
  progress.Clear();
  fmt::print(stderr, "{}", ToAligned(TableOf(asked, reports), 0));
  if (asked.size() > kToldMost)
    fmt::print(stderr, "{}\n", Total(reports));
  for (const feeds::Source& source : asked)
    for (const std::string& note : reports[source.id].notes)
      fmt::print(stderr, "{}: {}\n", source.id, Printable(note));
  if (options.timings)
    TellTimings(poller.times(), std::chrono::steady_clock::now() - start);
  const lodewatch::DeliveryReport mail = lodewatch::DeliverNow(store, setup.config.mail, Now());
  TellMail(mail, setup.config.mail);
  const int waiting = TellWaiting(store);
  const bool failed = std::any_of(reports.begin(), reports.end(), [](const auto& report) {
    return report.second.outcome == PollOutcome::kFailed;
  });
  return failed || waiting + mail.refused > 0 ? kFindings : kDone;
}

}  // namespace

Work DeclarePoll(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddConfigOptions(app, options->config);
  app.add_option("SOURCE", options->sources, "ids of the sources to poll (default: all)");
  app.add_flag("--timings", options->timings, "also say where the time went");
  app.footer(
      "Says on stderr what each source brought. Exit code 1: a source failed, or a mail did not\n"
      "leave; the rest is done and nothing is lost.\n"
      "Example: lodewatch poll customs-en customs-zh");
  return [options] { return RunPoll(*options); };
}

}  // namespace cli
