#include "daemon/status_file.h"

#include <date/date.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "daemon/timeline/identity.h"

namespace lodewatch {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// Seconds since 1970: what a program reads back without a parser of dates.
std::int64_t SecondsOf(std::chrono::sys_seconds moment) {
  return moment.time_since_epoch().count();
}
std::chrono::sys_seconds MomentOf(const Json& json) {
  return std::chrono::sys_seconds(std::chrono::seconds(json.get<std::int64_t>()));
}

Json JsonOf(const DaemonStatus& status) {
  Json json = {{"version", status.version},
               {"pid", status.pid},
               {"started_at", SecondsOf(status.started_at)},
               {"told_at", SecondsOf(status.told_at)},
               {"stopped", status.stopped},
               {"trouble", status.trouble},
               {"config", status.config},
               {"sources", status.sources},
               {"alerts", status.alerts}};
  if (status.reload)
    json["reload"] = {{"at", SecondsOf(status.reload->at)}, {"faults", status.reload->faults}};
  json["packs"] = Json::array();
  for (const PackInForce& pack : status.packs)
    json["packs"].push_back({{"name", pack.name}, {"path", pack.path}, {"sha256", pack.sha256}});
  return json;
}

DaemonStatus StatusOf(const Json& json) {
  DaemonStatus status;
  status.version = json.at("version").get<std::string>();
  status.pid = json.at("pid").get<int>();
  status.started_at = MomentOf(json.at("started_at"));
  status.told_at = MomentOf(json.at("told_at"));
  status.stopped = json.at("stopped").get<bool>();
  status.trouble = json.at("trouble").get<std::string>();
  status.config = json.at("config").get<std::string>();
  status.sources = json.at("sources").get<std::size_t>();
  status.alerts = json.at("alerts").get<std::size_t>();
  if (const auto reload = json.find("reload"); reload != json.end())
    status.reload = {MomentOf(reload->at("at")),
                     reload->at("faults").get<std::vector<std::string>>()};
  for (const Json& pack : json.at("packs"))
    status.packs.push_back({pack.at("name").get<std::string>(), pack.at("path").get<std::string>(),
                            pack.at("sha256").get<std::string>()});
  return status;
}

fs::path FileOf(const fs::path& database) {
  return database.string() + ".status";
}

}  // namespace

std::vector<PackInForce> PacksOf(const Config& config) {
  std::vector<PackInForce> packs;
  for (const rules::PackFile& file : config.packs)
    packs.push_back({file.name, file.path, timeline::Sha256(file.toml)});
  return packs;
}

bool WriteStatus(const fs::path& database, const DaemonStatus& status) {
  const fs::path file = FileOf(database);
  const fs::path partial = file.string() + ".partial";
  std::ofstream out(partial, std::ios::binary | std::ios::trunc);
  out << JsonOf(status).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  out.close();
  if (!out)
    return false;
  std::error_code error;
  fs::rename(partial, file, error);
  return !error;
}

std::optional<DaemonStatus> ReadStatus(const fs::path& database) {
  const std::optional<std::string> text = ReadFile(FileOf(database));
  if (!text)
    return std::nullopt;
  try {
    return StatusOf(Json::parse(*text));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::string MomentText(std::chrono::sys_seconds moment) {
  return date::format("%FT%TZ", date::sys_seconds(moment.time_since_epoch()));
}

}  // namespace lodewatch
