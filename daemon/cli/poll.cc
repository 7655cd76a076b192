#include "daemon/poll.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "daemon/cli/commands.h"
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
};

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

std::string_view OutcomeText(lodewatch::PollOutcome outcome) {
  switch (outcome) {
    case lodewatch::PollOutcome::kUpdated:
      return "updated";
    case lodewatch::PollOutcome::kUnchanged:
      return "unchanged";
    case lodewatch::PollOutcome::kFailed:
      return "failed";
  }
  return "";
}

// Reports in the order of the config, whatever came first.
timeline::Table TableOf(const std::vector<feeds::Source>& sources,
                        const std::vector<lodewatch::PollReport>& reports) {
  timeline::Table table{
      {"source", "outcome", "documents", "facts", "observations", "entries", "detail"}, {}};
  for (const feeds::Source& source : sources) {
    for (const lodewatch::PollReport& report : reports) {
      if (report.source != source.id)
        continue;
      const auto count = [](int n) { return timeline::Value(std::int64_t{n}); };
      table.rows.push_back({report.source, std::string(OutcomeText(report.outcome)),
                            count(report.documents), count(report.facts),
                            count(report.observations), count(report.entries), report.detail});
    }
  }
  return table;
}

void TellMail(const lodewatch::DeliveryReport& mail, const alerts::MailSettings& settings) {
  const std::string place =
      settings.host.empty() ? settings.maildir.string() : settings.host + " by SMTP";
  if (mail.sent > 0)
    fmt::print(stderr, "{} {} delivered to {}\n", mail.sent, mail.sent == 1 ? "mail" : "mails",
               place);
  for (const std::string& note : mail.notes)
    fmt::print(stderr, "mail to {}\n", note);
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

int RunPoll(const Options& options) {
  std::signal(SIGPIPE, SIG_IGN);
  const lodewatch::Setup setup = LoadSetup(options.config);
  const std::vector<feeds::Source> sources = Chosen(setup.config, options.sources);
  const lodewatch::WriterLock lock(setup.config.database);
  timeline::Store store = lodewatch::OpenTimeline(setup.config);
  feeds::HttpClient http(setup.config.fetch, setup.config.user_agent);
  std::vector<lodewatch::PollReport> reports;
  lodewatch::Poll({setup.config, setup.pack, store, http}, sources, Now,
                  [&](const lodewatch::PollReport& report) { reports.push_back(report); });
  fmt::print(stderr, "{}", ToAligned(TableOf(sources, reports), 0));
  for (const lodewatch::PollReport& report : reports)
    for (const std::string& note : report.notes)
      fmt::print(stderr, "{}: {}\n", report.source, note);
  const lodewatch::DeliveryReport mail = lodewatch::DeliverNow(store, setup.config.mail, Now());
  TellMail(mail, setup.config.mail);
  const int waiting = TellWaiting(store);
  const bool failed =
      std::any_of(reports.begin(), reports.end(), [](const lodewatch::PollReport& report) {
        return report.outcome == lodewatch::PollOutcome::kFailed;
      });
  return failed || waiting + mail.refused > 0 ? kFindings : kDone;
}

}  // namespace

Work DeclarePoll(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddConfigOptions(app, options->config);
  app.add_option("SOURCE", options->sources, "ids of the sources to poll (default: all)");
  app.footer(
      "Says on stderr what each source brought. Exit code 1: a source failed, or a mail did not\n"
      "leave; the rest is done and nothing is lost.\n"
      "Example: lodewatch poll customs-en customs-zh");
  return [options] { return RunPoll(*options); };
}

}  // namespace cli
