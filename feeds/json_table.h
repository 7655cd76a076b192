#pragma once

#include <string_view>

#include "feeds/table_reading.h"

namespace feeds {

// JSON of a statistics office as a table: JSON-stat 2.0 (json_stat.h), SDMX-JSON (sdmx_json.h), an
// array of arrays as it is, else the longest list of records within it, wherever that is: row 0 the
// keys in the order of first appearance, then a row a record. Fields of objects within a record are
// named "a.b", a list of scalars is joined by "; ", lists of anything else are left out. The
// scalars beside the list of records are the caption, a line each: "count: 52". Numbers have the
// digits of the source, booleans are "true" and "false", null is empty. What a strict parser
// refuses is mended as json_mend.h says; JSON that was cut off is refused. A list without records
// gives no table. kErrorAnswer: a message of the server that stands where data should; kNoTable: no
// list of records; kBroken: not JSON, or beyond the limits of table_reading.h.
TableResult ReadJsonTable(std::string_view text);

}  // namespace feeds
