#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config.h"

namespace lodewatch {

// What happened at the last SIGHUP.
struct ReloadOutcome {
  std::chrono::sys_seconds at{};
  std::vector<std::string> faults{};  // why the new config was refused; empty: it is in force
};

struct PackInForce {
  std::string name;
  std::string path;
  std::string sha256;
};

// What the daemon last told of itself: at its start, at a reload, when the database fails and when
// it works again, and at its end.
struct DaemonStatus {
  std::string version;
  int pid = 0;
  std::chrono::sys_seconds started_at{};
  std::chrono::sys_seconds told_at{};
  bool stopped = false;
  std::string trouble{};  // with the database; empty: none
  std::string config{};   // its file
  std::size_t sources = 0;
  std::size_t alerts = 0;
  std::optional<ReloadOutcome> reload{};  // none since the start
  std::vector<PackInForce> packs{};
};

// The packs of a config, as files that can be compared with others.
std::vector<PackInForce> PacksOf(const Config& config);

// DATABASE.status, JSON, replaced as a whole. False: it cannot be written; the daemon goes on.
bool WriteStatus(const std::filesystem::path& database, const DaemonStatus& status);
// nullopt: none was written yet, or it is damaged.
std::optional<DaemonStatus> ReadStatus(const std::filesystem::path& database);

// "2025-07-18T09:30:00Z"
std::string MomentText(std::chrono::sys_seconds moment);

}  // namespace lodewatch
