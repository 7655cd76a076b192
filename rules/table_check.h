#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "rules/fact.h"
#include "rules/release.h"
#include "rules/table_cell.h"
#include "rules/table_layout.h"

namespace rules {

// Why `change` cannot be the percentage of `now` on `before` beyond the rounding of all three;
// blank beside two numbers is wrong too. nullopt: it can, or one of them is no number.
std::optional<std::string> FindWrongChange(const Figure& now, const Figure& before,
                                           const Figure& change);

// What contradicts itself among the figures of one row (parallel to Columns::figures), nullopt when
// all is well: a percentage that is not the ratio of its columns, beyond the rounding of what is
// printed; one left blank beside both of its columns; a month greater than the months up to it.
std::optional<std::string> FindContradiction(const Columns& columns,
                                             const std::vector<Figure>& figures);

// The checks of FindContradiction that the figure in column `at` took part in, once all hold:
// "11.9 % is the change of 32,569.2 on 29,095.2".
std::vector<std::string> ChecksHeld(const Columns& columns, const std::vector<Figure>& figures,
                                    std::size_t at);

// One observation for each series and period. Two that agree within their rounding give the first;
// where they differ, one marked revised beats one that is not, and two others are kCheck. So is a
// sum, January to M, that is not January to M-1 and M together, where a release has all three and
// none of them is marked revised; one that holds is a step of the sum.
tl::expected<std::vector<Observation>, ReleaseError> Reconcile(
    const std::vector<Observation>& observations);

}  // namespace rules
