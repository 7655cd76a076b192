#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/document.h"
#include "rules/release.h"
#include "rules/table_heading.h"
#include "rules/table_layout.h"
#include "rules/table_rules.h"

namespace rules {

// What the rows of a block are read by.
struct RowReading {
  const TableRules& rules;
  const LabelIndex& labels;
  const feeds::Table& table;
  const Block& block;
  const Columns& columns;
  const Heading& heading;
};

struct Rows {
  std::size_t count = 0;  // with figures, whatever they are about
  std::vector<Observation> observations;
  std::vector<Observation> changes;  // the percentages printed, see Observed::changes
  std::vector<std::string> unknown;  // labels and columns without a meaning, with their place
};

// The figures of a block. Refused whole, because a row has lost its place (kShifted: a cell short
// or too many, a number where the unit belongs, quantities without a unit, figures without a
// label), because nobody knows its unit (kUnit; of a row whose label nobody knows it does not
// matter), or its figures contradict each other (kCheck: a percentage that is not the ratio of its
// columns, a month greater than the months up to it, a cell that is no number).
tl::expected<Rows, ReleaseError> ReadRows(const RowReading& reading);

}  // namespace rules
