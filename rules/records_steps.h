#pragma once

#include <string>
#include <vector>

#include "rules/records_layout.h"
#include "rules/records_rows.h"
#include "rules/table_cell.h"

namespace rules {

// How the unit of a record's figure was found.
struct RecordUnit {
  ScaledUnit unit;   // `unit` is empty: one that no series is counted in
  std::string from;  // "'KG' in the row", "the definition", "the page"
};

// Observation::steps of a figure of a record, see rules/table_steps.h.
std::vector<std::string> StepsOf(const RecordCell& cell, const RecordFigure& column,
                                 const Figure& figure, const RecordUnit& unit);

// The steps of a sum of several of a file's lines.
std::vector<std::string> StepsOfSum(const std::vector<const RecordCell*>& parts,
                                    const RecordCell& sum);

}  // namespace rules
