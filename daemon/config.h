#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "daemon/alerts/alert.h"
#include "daemon/pack_keeper.h"
#include "daemon/release_calendar.h"
#include "feeds/http_client.h"
#include "feeds/source.h"
#include "rules/fault.h"
#include "rules/pack.h"

namespace lodewatch {

// [alarms]: who is told when a source dies, falls silent, moves or loses items.
struct AlarmSettings {
  std::vector<std::string> to{};  // addresses; empty: alarms are kept and logged, not mailed
  std::chrono::seconds failing_after = std::chrono::hours(6);
  std::chrono::seconds silent_after = std::chrono::hours(24 * 14);  // without a new item
};

// The config file, fully checked: whoever holds a Config can start.
struct Config {
  std::filesystem::path file;
  std::filesystem::path database;
  std::vector<feeds::Source> sources;
  std::map<std::string, ReleaseCalendar> calendars;  // by id of the source
  std::vector<alerts::Alert> alerts;
  AlarmSettings alarms{};
  alerts::MailSettings mail;
  std::vector<rules::PackFile> packs;  // shipped ones by name, others by path; read, not compiled
  feeds::FetchLimits fetch;
  std::string user_agent;
};

// Reads and checks a config. Relative paths in it (and file: URLs such as "file:news.xml") count
// from its folder; a relative database or maildir counts from `state` where one is given.
// All faults in one go, each with its place; packs are read but not compiled.
tl::expected<Config, std::vector<rules::Fault>> ReadConfig(const std::filesystem::path& file,
                                                           const std::filesystem::path& state = {});

// Everything that polling needs, loaded and compiled.
struct Setup {
  Config config;
  std::unique_ptr<PackKeeper> packs;  // never null
};
// The config with its packs, or all faults of the first of the two that has any.
tl::expected<Setup, std::vector<rules::Fault>> LoadSetup(const std::filesystem::path& file,
                                                         const std::filesystem::path& state = {});

// What `lodewatch init` writes: a commented config that runs as it is.
std::string ExampleConfig();

// The bytes of a file. nullopt: it cannot be read.
std::optional<std::string> ReadFile(const std::filesystem::path& file);

}  // namespace lodewatch
