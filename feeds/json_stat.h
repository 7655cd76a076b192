#pragma once

#include <optional>

#include "feeds/json_tree.h"
#include "feeds/table_reading.h"

namespace feeds {

// JSON-stat (2.0, or 1.x with its "dataset" inside) in long form: row 0 the ids of the dimensions,
// "value", "status"; then a row for every observation that has a value or a status, in row-major
// order, its cells the ids of the categories. A collection of one dataset is that dataset. The
// caption is the label. nullopt: this is no JSON-stat. kBroken: sizes, categories and values do not
// go together, and which.
std::optional<TableResult> ReadJsonStat(const JsonValue& root);

}  // namespace feeds
