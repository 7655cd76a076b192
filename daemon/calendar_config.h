#pragma once

#include <toml++/toml.h>

#include "daemon/release_calendar.h"
#include "daemon/toml_reader.h"

namespace lodewatch {

// Reads [source.calendar] of the config. Every fault goes to `faults`; what is faulty has its
// default.
ReleaseCalendar ReadCalendar(const toml::table& table, FaultList& faults);

}  // namespace lodewatch
