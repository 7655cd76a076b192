#pragma once

#include <optional>

#include "feeds/json_tree.h"
#include "feeds/table_reading.h"

namespace feeds {

// A data message of SDMX-JSON (1.0, 2.0 with its "data" around) in long form: row 0 the ids of the
// dimensions, "OBS_VALUE", the ids of the attributes; then a row for every observation, in the
// order of the message, its cells the ids of the values. Attributes of the series stand in the rows
// of its observations. nullopt: this is no SDMX-JSON. kBroken: an observation names a value that
// the structure does not have, and which.
std::optional<TableResult> ReadSdmxJson(const JsonValue& root);

}  // namespace feeds
