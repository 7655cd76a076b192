#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/ink.h"
#include "daemon/cli/setup.h"
#include "daemon/status_file.h"
#include "daemon/writer_lock.h"
#include "rules/fact.h"

namespace cli {
namespace {

using lodewatch::MomentText;

struct Options {
  DatabaseOptions database;
  std::string format = "text";
};

struct BadSource {
  std::string id;
  std::string state;
  std::string failure;
};

// All that `status` shows.
struct Report {
  std::string database;
  std::optional<lodewatch::DaemonStatus> told;
  bool is_running = false;
  std::map<std::string, std::size_t> states;  // of sources: how many are in each
  std::vector<BadSource> bad_sources;
  timeline::Standing standing;

  std::string daemon() const {
    if (!told)
      return "never run";
    if (is_running)
      return told->trouble.empty() ? "running" : "in trouble";
    return told->stopped ? "stopped" : "gone";
  }
  bool is_refused() const { return told && told->reload && !told->reload->faults.empty(); }
  bool is_well() const { return daemon() == "running" && !is_refused() && bad_sources.empty(); }
};

std::filesystem::path DatabaseOf(const DatabaseOptions& options) {
  if (!options.database.empty())
    return options.database;
  try {
    return LoadConfig(options.config).database;
  } catch (const Stop& stop) {
    // The very config that a reload has refused must not hide what is still running.
    throw Stop(stop.code(),
               std::string(stop.what()) +
                   "\nTo see the status all the same: lodewatch status --database FILE");
  }
}

std::string TextAt(const timeline::Table& table, const std::vector<timeline::Value>& row,
                   std::string_view column) {
  const auto at = std::find(table.columns.begin(), table.columns.end(), column);
  if (at == table.columns.end())
    return {};
  const auto* text =
      std::get_if<std::string>(&row[static_cast<std::size_t>(at - table.columns.begin())]);
  return text == nullptr ? std::string() : *text;
}

Report Ask(const DatabaseOptions& options) {
  DatabaseOptions named = options;
  named.database = DatabaseOf(options);
  const timeline::Store store = OpenToRead(named);
  Report report;
  report.database = named.database.string();
  report.told = lodewatch::ReadStatus(named.database);
  report.is_running = report.told && !report.told->stopped &&
                      lodewatch::HoldsWriterLock(report.told->pid, named.database);
  report.standing = store.Stands();
  const timeline::Table sources = store.Sources();
  for (const auto& row : sources.rows) {
    const std::string state = TextAt(sources, row, "state");
    ++report.states[state];
    if (state != "ok" && state != "never polled")
      report.bad_sources.push_back(
          {TextAt(sources, row, "id"), state, TextAt(sources, row, "failure")});
  }
  return report;
}

void Line(std::string& out, std::string_view name, const std::string& text) {
  out += fmt::format("{:<9} {}\n", name, text);
}

std::string DaemonText(const Report& report, Ink ink) {
  std::string out;
  const std::string state =
      Tinted(ink, report.daemon() == "running" ? Tint::kGreen : Tint::kRed, report.daemon());
  if (!report.told) {
    Line(out, "daemon", state);
    return out;
  }
  const lodewatch::DaemonStatus& told = *report.told;
  Line(out, "daemon",
       fmt::format("{}, lodewatch {}, process {}, started {}, last told {}", state, told.version,
                   told.pid, MomentText(told.started_at), MomentText(told.told_at)));
  if (!told.trouble.empty())
    Line(out, "", Tinted(ink, Tint::kRed, told.trouble));
  Line(out, "config",
       fmt::format("{}: {} sources, {} alerts", told.config, told.sources, told.alerts));
  if (!told.reload)
    return out;
  if (!report.is_refused()) {
    Line(out, "reload", "good, " + MomentText(told.reload->at));
    return out;
  }
  Line(out, "reload",
       fmt::format("{}, {}: what was in force before still is", Tinted(ink, Tint::kRed, "refused"),
                   MomentText(told.reload->at)));
  for (const std::string& fault : told.reload->faults)
    out += fault + "\n";
  return out;
}

std::string TextOf(const Report& report, Ink ink) {
  std::string out = DaemonText(report, ink);
  if (report.told) {
    for (const lodewatch::PackInForce& pack : report.told->packs)
      Line(out, &pack == &report.told->packs.front() ? "packs" : "",
           fmt::format("{:<16} {}  {}", pack.name, pack.sha256.substr(0, 12), pack.path));
  }
  std::string states;
  for (const auto& [state, count] : report.states)
    states += fmt::format("{}{} {}", states.empty() ? "" : ", ", count, state);
  Line(out, "sources", states.empty() ? "none was ever polled" : states);
  for (const BadSource& source : report.bad_sources)
    Line(
        out, "",
        fmt::format("{}: {} {}", source.id, Tinted(ink, Tint::kRed, source.state), source.failure));
  const timeline::Standing& standing = report.standing;
  Line(out, "mail",
       standing.deliveries_waiting == 0
           ? "nothing waits"
           : fmt::format("{} waiting{}", standing.deliveries_waiting,
                         standing.next_delivery_at
                             ? ", next attempt " + MomentText(*standing.next_delivery_at)
                             : ""));
  Line(out, "timeline",
       fmt::format("{}: {} documents, {} entries, {} bytes", report.database,
                   rules::Grouped(std::to_string(standing.documents)),
                   rules::Grouped(std::to_string(standing.entries)),
                   rules::Grouped(std::to_string(standing.bytes))));
  return out;
}

using Json = nlohmann::ordered_json;

void AddDaemon(Json& json, const lodewatch::DaemonStatus& told) {
  json["version"] = told.version;
  json["pid"] = told.pid;
  json["started"] = MomentText(told.started_at);
  json["last_told"] = MomentText(told.told_at);
  if (!told.trouble.empty())
    json["trouble"] = told.trouble;
  json["config"] = told.config;
  json["alerts"] = told.alerts;
  if (told.reload)
    json["reload"] = {{"at", MomentText(told.reload->at)},
                      {"outcome", told.reload->faults.empty() ? "good" : "refused"},
                      {"faults", told.reload->faults}};
  json["packs"] = Json::array();
  for (const lodewatch::PackInForce& pack : told.packs)
    json["packs"].push_back({{"name", pack.name}, {"path", pack.path}, {"sha256", pack.sha256}});
}

std::string JsonOf(const Report& report) {
  Json json = {{"daemon", report.daemon()}};
  if (report.told)
    AddDaemon(json, *report.told);
  json["sources"] = report.states;
  json["bad_sources"] = Json::array();
  for (const BadSource& source : report.bad_sources)
    json["bad_sources"].push_back(
        {{"id", source.id}, {"state", source.state}, {"failure", source.failure}});
  const timeline::Standing& standing = report.standing;
  json["mail"] = {{"waiting", standing.deliveries_waiting}};
  if (standing.next_delivery_at)
    json["mail"]["next_attempt"] = MomentText(*standing.next_delivery_at);
  json["timeline"] = {{"database", report.database},
                      {"documents", standing.documents},
                      {"entries", standing.entries},
                      {"bytes", standing.bytes}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int RunStatus(const Options& options) {
  const Report report = Ask(options.database);
  if (options.format == "json")
    fmt::print("{}", JsonOf(report));
  else
    fmt::print("{}", TextOf(report, WantsColor(STDOUT_FILENO) ? Ink::kColor : Ink::kPlain));
  return report.is_well() ? kDone : kFindings;
}

}  // namespace

Work DeclareStatus(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddDatabaseOptions(app, options->database);
  app.add_option("-f,--format", options->format, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.footer(
      "The daemon: running, in trouble (with its database), stopped, gone (it ended without a "
      "word),\n"
      "never run; what it last told, and whether its last reload was good or refused and why; the\n"
      "packs in force; sources, mail that waits, and the size of the timeline.\n"
      "Exit codes: 0 all is well; 1 the daemon is not running, its last reload was refused, or a\n"
      "source is failing, gone or silent.\n"
      "Example: lodewatch status -c /etc/lodewatch/lodewatch.toml");
  return [options] { return RunStatus(*options); };
}

}  // namespace cli
