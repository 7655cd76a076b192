#pragma once

#include <string_view>

#include "feeds/table_reading.h"

namespace feeds {

// A workbook of Office Open XML (.xlsx): a table for every sheet that is shown and not empty, its
// caption the name of the sheet. Merged cells are resolved, numbers and dates as sheet_number.h has
// them, text as stored; formulas give the value that was saved with them. The indent of a cell is
// added to that of its leading blanks. kNoTable: a zip archive that is no workbook; kBroken: a
// damaged or encrypted one, with the part and the reason, or one beyond the limits of
// table_reading.h and zip_archive.h.
TableResult ReadXlsx(std::string_view bytes);

}  // namespace feeds
