#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "daemon/alerts/alert.h"
#include "feeds/http_client.h"
#include "feeds/source.h"
#include "rules/fault.h"
#include "rules/pack.h"

namespace lodewatch {

// The config file, fully checked: whoever holds a Config can start.
struct Config {
  std::filesystem::path file;
  std::filesystem::path database;
  std::vector<feeds::Source> sources;
  std::vector<alerts::Alert> alerts;
  alerts::MailSettings mail;
  std::vector<rules::PackFile> packs;  // shipped ones by name, others by path
  feeds::FetchLimits fetch;
  std::string user_agent;
};

// Reads and checks a config. Relative paths in it (and file: URLs such as "file:news.xml") count
// from its folder. All faults in one go, each with its place; packs are read but not compiled.
tl::expected<Config, std::vector<rules::Fault>> ReadConfig(const std::filesystem::path& file);

// What `lodewatch init` writes: a commented config that runs as it is.
std::string ExampleConfig();

}  // namespace lodewatch
