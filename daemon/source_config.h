#pragma once

#include <toml++/toml.h>

#include <filesystem>

#include "daemon/toml_reader.h"
#include "feeds/source.h"

namespace lodewatch {

// Reads one [[source]] of the config. Relative paths count from `folder`; files of credentials are
// read at once. Every fault goes to `faults`; what is faulty has its default.
// [source.calendar] is left to ReadCalendar (calendar_config.h).
feeds::Source ReadSource(const toml::table& table, const std::filesystem::path& folder,
                         FaultList& faults);

}  // namespace lodewatch
