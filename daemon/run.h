#pragma once

#include <filesystem>

#include "daemon/config.h"

namespace lodewatch {

// Where a reload reads the config from.
struct ConfigPlace {
  std::filesystem::path file;
  std::filesystem::path state;
};

// The daemon: polls what is due, mails what is due, sleeps until the next or a signal.
// SIGTERM and SIGINT end it within seconds; SIGHUP reads config and packs again and keeps the old
// ones when the new are not right. A database that fails is tried again every 30 s, with the
// watchdog left hungry meanwhile. Returns when told to stop; throws StoreError when the database
// cannot be opened at the start.
void Run(Setup setup, const ConfigPlace& place);

}  // namespace lodewatch
