#include "daemon/cli/setup.h"

#include <date/date.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sstream>
#include <system_error>

#include "daemon/cli/commands.h"
#include "daemon/cli/pack_files.h"

namespace cli {
namespace fs = std::filesystem;

void AddConfigOptions(CLI::App& app, ConfigOptions& options) {
  app.add_option("-c,--config", options.config,
                 "config file (default: ./lodewatch.toml, else /etc/lodewatch/lodewatch.toml)")
      ->type_name("FILE");
  app.add_option("--state", options.state,
                 "folder from which a relative database and maildir count (default: the config's)")
      ->type_name("DIR");
}

void AddDatabaseOptions(CLI::App& app, DatabaseOptions& options) {
  app.add_option("-d,--database", options.database, "timeline to read; no config is needed then")
      ->type_name("FILE");
  AddConfigOptions(app, options.config);
}

bool WantsColor(int fd) {
  const char* setting = std::getenv("NO_COLOR");
  return isatty(fd) == 1 && (setting == nullptr || *setting == '\0');
}

std::string JoinFaults(const std::vector<rules::Fault>& faults) {
  std::string out;
  for (const rules::Fault& fault : faults)
    out += (out.empty() ? "" : "\n") + rules::ToText(fault);
  return out;
}

fs::path ConfigFile(const ConfigOptions& options) {
  if (!options.config.empty())
    return options.config;
  std::error_code ignored;
  for (const char* place : {"lodewatch.toml", "/etc/lodewatch/lodewatch.toml"})
    if (fs::exists(place, ignored))
      return place;
  throw Stop(kBadConfig,
             "no config: neither ./lodewatch.toml nor /etc/lodewatch/lodewatch.toml is there.\n"
             "Write one with `lodewatch init`, or name one with --config FILE.");
}

lodewatch::Config LoadConfig(const ConfigOptions& options) {
  auto config = lodewatch::ReadConfig(ConfigFile(options), options.state);
  if (!config)
    throw Stop(kBadConfig, JoinFaults(config.error()));
  return std::move(*config);
}

lodewatch::Setup LoadSetup(const ConfigOptions& options) {
  auto setup = lodewatch::LoadSetup(ConfigFile(options), options.state);
  if (!setup)
    throw Stop(kBadConfig, JoinFaults(setup.error()));
  return std::move(*setup);
}

rules::Pack LoadPack(const std::vector<rules::PackFile>& files, rules::Filtering filtering) {
  auto pack = rules::Pack::Load(files, filtering);
  if (!pack)
    throw Stop(kBadConfig, JoinFaults(pack.error()));
  return std::move(*pack);
}

void AddPackOption(CLI::App& app, PackOptions& options) {
  app.add_option(
         "--packs", options.packs,
         "rules to use: names of shipped packs, .toml files or folders (default: all shipped)")
      ->type_name("PACK,…")
      ->delimiter(',')
      ->allow_extra_args(false);
}

rules::Pack LoadPack(const PackOptions& options, rules::Filtering filtering) {
  return LoadPack(options.packs.empty() ? rules::ShippedPacks() : ReadPacks(options.packs),
                  filtering);
}

timeline::Store OpenToRead(const DatabaseOptions& options) {
  const fs::path path =
      options.database.empty() ? LoadConfig(options.config).database : options.database;
  std::error_code ignored;
  if (!fs::exists(path, ignored))
    throw Stop(kTryAgain, fmt::format("{}: there is no such timeline yet; `lodewatch poll` or "
                                      "`lodewatch run` makes it",
                                      path.string()));
  return timeline::Store::OpenReadOnly(path);
}

std::string ReadInput(const std::string& name) {
  if (name == "-") {
    std::ostringstream text;
    text << std::cin.rdbuf();
    return std::move(text).str();
  }
  std::optional<std::string> text = lodewatch::ReadFile(name);
  if (!text)
    throw Stop(kUsage,
               fmt::format("{}: cannot be read: {}", name,
                           fs::is_directory(name) ? "it is a folder" : std::strerror(errno)));
  return std::move(*text);
}

std::optional<std::chrono::sys_seconds> ParseMoment(const std::string& text) {
  const bool bare_day = text.size() == 10;
  std::string whole = bare_day ? text + "T00:00:00Z" : text;
  if (whole.ends_with('Z') || whole.ends_with('z'))
    whole.replace(whole.size() - 1, 1, "+00:00");
  std::istringstream in(whole);
  date::sys_seconds moment;
  // Fractions of a second are read and dropped.
  date::sys_time<std::chrono::milliseconds> precise;
  in >> date::parse("%FT%T%Ez", precise);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof())
    return std::nullopt;
  moment = date::floor<std::chrono::seconds>(precise);
  return std::chrono::sys_seconds(moment.time_since_epoch());
}

std::optional<std::chrono::sys_seconds> PublishedAt(const std::string& text) {
  if (text.empty())
    return std::nullopt;
  const auto moment = ParseMoment(text);
  if (!moment)
    throw Stop(kUsage,
               fmt::format("'{}' is no time: write 2025-07-18 or 2025-07-18T09:30:00Z", text));
  return moment;
}

std::optional<std::chrono::sys_seconds> AsOf(const std::string& text) {
  auto moment = PublishedAt(text);
  if (moment && text.size() == 10)
    *moment += std::chrono::hours(24) - std::chrono::seconds(1);
  return moment;
}

}  // namespace cli
