#pragma once

#include <string_view>

#include "feeds/table_reading.h"

namespace feeds {

// An old workbook (.xls of Excel 5.0 to 2003) as xlsx_table.h says of new ones: a table for every
// sheet that is shown and not empty. Strings before Excel 97 are read in the code page that the
// workbook names. kNoTable: an OLE file that is no workbook; kBroken: a damaged one or one with a
// password, with the reason, or one beyond the limits of table_reading.h.
TableResult ReadXls(std::string_view bytes);

}  // namespace feeds
