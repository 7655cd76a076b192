#pragma once

#include "daemon/timeline/rows.h"

namespace timeline {

// Rows of `series_latest`, and what follows from them: a row for each month that only cumulated
// figures give (status "derived", `working` says how), and for every row `mom` and `yoy` (per cent
// on the month and the year before, two decimals; unset where the base is missing or may be zero)
// and `ytd` (January to the month, of single months). Only what is in the table is used, so figures
// as they were known at a time give the changes as they were known then. Groups of rows with the
// same series and unit keep their order, and their periods are put in order.
Table WithChanges(const Table& rows);

}  // namespace timeline
