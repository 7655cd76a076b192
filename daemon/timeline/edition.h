#pragma once

#include <cstdint>

#include "daemon/timeline/connection.h"

namespace timeline {

// Holds what a page of a release has just added, documents after `last_document`, against the
// editions before and beside it, and raises an alarm where they do not fit:
// - kTotalsDiffer: a total is not the total of the month before and its month. The months before
//   were revised without being printed, or a figure is wrong: arithmetic cannot tell, so the
//   figures stay as printed (vintages keep both sides), and nobody is left to find out alone.
// - kEditionsDiffer: the editions of one month in two currencies have unequal quantities, some of
//   them; see contradiction.h for most.
// - kUnlikelyFigure: a month is 500 times what the months before were, or a 500th.
void WatchEdition(Writing& writing, const feeds::Source& source, std::int64_t last_document);

}  // namespace timeline
