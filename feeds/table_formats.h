#pragma once

#include <optional>
#include <string_view>

#include "feeds/table_reading.h"

namespace feeds {

// Reads bytes of a format that is no text. nullopt: they are of no known one, or text.
std::optional<TableResult> ReadBinaryTables(std::string_view bytes);

// Reads UTF-8 text as JSON (json_table.h), XML (xml_table.h) or delimited text (csv_table.h), told
// by how it begins and what it holds; the content type and the name at the end of the URL decide
// only what the text leaves open. Blanks alone are an answer without data. nullopt: an HTML page,
// or text without a table.
std::optional<TableResult> ReadTextTables(std::string_view text, std::string_view content_type,
                                          std::string_view url);

}  // namespace feeds
