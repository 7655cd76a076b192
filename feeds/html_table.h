#pragma once

#include <string_view>
#include <vector>

#include "feeds/document.h"
#include "feeds/html_tree.h"

namespace feeds {

// Every <table> of a page in the order of their start tags, spans resolved, rows as written (none
// are padded, empty rows are kept). A table within a cell is a table of its own; its text is not in
// the cell. A <br> or paragraph within a cell is a space. rowspan ends with its table; rowspan=0
// reaches there. Where two spans overlap, the earlier cell keeps the place (HTML5, 4.9.12.1, gives
// it to both). At most 1000 columns; after half a million cells or 32 MB of text in one page spans
// are no longer spread out, and after a million cells the rest is left out.
std::vector<Table> TablesOf(const HtmlNode& root);
std::vector<Table> HtmlTables(std::string_view html);

}  // namespace feeds
