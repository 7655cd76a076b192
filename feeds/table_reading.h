#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/document.h"
#include "feeds/parse_error.h"

namespace feeds {

// What a file of tables gives, whatever its format.
struct TableReading {
  std::vector<Table> tables;  // none: an answer without data
  std::string title{};        // plain text; empty when the file has none
  std::string text{};         // what it says in words; empty when it does not
};
using TableResult = tl::expected<TableReading, ParseError>;

// Limits of every reader of tables but HTML's, which has its own. A file that passes one is refused
// whole: half a table would read as a whole one.
constexpr std::size_t kTableColumnsMax = 1000;
constexpr std::size_t kTableCellsMax = 2'000'000;
constexpr std::size_t kTableBytesMax = std::size_t{128} << 20;  // of text in cells

// A cell of what a file holds: blanks collapsed and trimmed, those before the text as its indent
// (space and NBSP 1, U+3000 2). `raw` is UTF-8.
Cell CellOf(std::string_view raw);

}  // namespace feeds
