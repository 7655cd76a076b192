#pragma once

#include <optional>
#include <string_view>

#include "feeds/table_reading.h"

namespace feeds {

// Is the text said to be delimited, or must its rows show it?
enum class CsvSign { kSaid, kShown };

// Delimited text as one table. The delimiter (tab, semicolon, bar, comma) is the one that most rows
// agree on. Quotes as RFC 4180 has them; a quote within a field is a character. Blank lines are
// left out. What stands above the first row of the table's width (titles, units) becomes the
// caption, a line a line, its fields separated by ", ". Rows are as written, none padded.
// nullopt: this is no delimited text, that is, without kSaid, fewer than two rows agree on a
// width of two or more, or less than half of them do. kBroken: a quote that does not close, a limit
// of table_reading.h.
std::optional<TableResult> ReadCsv(std::string_view text, CsvSign sign);

// Delimited text whose delimiter is known and of which nothing is a caption: every record a row.
TableResult ReadDelimited(std::string_view text, char delimiter);

}  // namespace feeds
