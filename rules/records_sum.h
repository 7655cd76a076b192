#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "rules/code_book.h"
#include "rules/records_rows.h"
#include "rules/release.h"

namespace rules {

// One observation for each series and period. Lines of one good are added up and marked derived, a
// line that is part of another one in the file left out; so are the sums of the code book, where
// each head has a figure. No sum where a part is missing: it is told in `unknown`. kCheck: two
// figures for one line, or months that do not add up.
tl::expected<Observed, ReleaseError> SumRecords(const CodeBook& book,
                                                std::vector<RecordCell> cells);

}  // namespace rules
