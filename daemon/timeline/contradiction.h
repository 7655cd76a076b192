#pragma once

#include <string>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/prepare.h"

namespace timeline {

// Why an edition cannot be of the month that it says: the edition of that month in another currency
// and of the same vintage is on the timeline, and most of the quantities that both tell are others
// there. Empty: it may be. A single quantity may have been revised unprinted, and an edition whose
// earlier version told the month may be corrected at large: both are left to the alarm
// kEditionsDiffer, for refused they would never come in.
std::string FindContradiction(Database& database, const std::string& source,
                              const PreparedDocument& edition);

}  // namespace timeline
