#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/table_check.h"
#include "rules/table_rows.h"

namespace rules {

// What Observation::steps says, a line a step: "printed: 7,742.2 in table 1, row 14, column '6
// Quantity'", "good: …", "unit: 'Ton' is 1 t", "period: …", "checked: …".

// `row` is counted from 0, as in Observed::unknown told from 1.
std::string PrintedStep(const Figure& figure, std::string_view header, std::size_t table,
                        std::size_t row);
// "10,000 t".
std::string UnitWords(const ScaledUnit& unit);

// A row of a printed table that has been read.
struct KnownRow {
  std::size_t row = 0;
  std::string label;
  std::string subject;
  std::string partner;
  std::string unit;                    // how the unit of its quantities was found: "'Ton' is 1 t"
  const std::vector<Figure>& figures;  // parallel to Columns::figures
};

// The steps to the figure in column `at` of Columns::figures.
std::vector<std::string> StepsOf(const RowReading& reading, const KnownRow& row, std::size_t at);

}  // namespace rules
