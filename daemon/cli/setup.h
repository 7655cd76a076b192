#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "daemon/config.h"
#include "daemon/timeline/store.h"
#include "rules/pack.h"

namespace cli {

// Ends the command with this exit code; what() is the line for stderr. Caught in main().
class Stop : public std::runtime_error {
 public:
  Stop(int code, const std::string& line) : std::runtime_error(line), code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

// -c/--config and --state, for commands that need the config.
struct ConfigOptions {
  std::filesystem::path config;  // empty: looked for
  std::filesystem::path state;
};
void AddConfigOptions(CLI::App& app, ConfigOptions& options);

// The config file as asked for, else ./lodewatch.toml, else /etc/lodewatch/lodewatch.toml.
// Throws Stop when none is there.
std::filesystem::path ConfigFile(const ConfigOptions& options);
// These throw Stop with every fault when the config or a pack is not right.
lodewatch::Config LoadConfig(const ConfigOptions& options);
lodewatch::Setup LoadSetup(const ConfigOptions& options);
rules::Pack LoadPack(const std::vector<rules::PackFile>& files,
                     rules::Filtering filtering = rules::Filtering::kOn);

// --packs, for commands that need no config: the shipped packs, or those named.
struct PackOptions {
  std::vector<std::string> packs;  // names of shipped ones, or files; empty: all that are shipped
};
void AddPackOption(CLI::App& app, PackOptions& options);
rules::Pack LoadPack(const PackOptions& options,
                     rules::Filtering filtering = rules::Filtering::kOn);

// For commands that read the timeline: --database FILE, else the config's.
struct DatabaseOptions {
  ConfigOptions config;
  std::filesystem::path database;
};
void AddDatabaseOptions(CLI::App& app, DatabaseOptions& options);
timeline::Store OpenToRead(const DatabaseOptions& options);

// A file's bytes, "-" being stdin. Throws Stop when it cannot be read.
std::string ReadInput(const std::string& name);

// "2025-07-18T09:30:00Z", "2025-07-18T11:30:00+02:00"; a bare day is its first second.
// nullopt: neither.
std::optional<std::chrono::sys_seconds> ParseMoment(const std::string& text);
// The same for an option; nullopt: it was not given. Throws Stop when it is no time.
std::optional<std::chrono::sys_seconds> PublishedAt(const std::string& text);
// Here a bare day is its last second: "as of the end of that day".
std::optional<std::chrono::sys_seconds> AsOf(const std::string& text);

// Is this descriptor a terminal on which colours are welcome (no-color.org)?
bool WantsColor(int fd);

std::string JoinFaults(const std::vector<rules::Fault>& faults);

}  // namespace cli
