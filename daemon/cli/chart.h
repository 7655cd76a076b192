#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "daemon/timeline/rows.h"

namespace cli {

struct ChartPoint {
  std::chrono::year_month month;  // the last of its period
  double value = 0;
  bool is_derived = false;
  bool is_superseded = false;  // an earlier vintage
};

// One series in one unit. Single months where there are any, else what is published (totals from
// January on); points by month, months without a figure are not there.
struct Chart {
  std::string title;  // the series
  std::string unit;
  std::vector<ChartPoint> points;
};

// The charts of the rows of `lodewatch series KEY`, with or without --vintages.
std::vector<Chart> ChartsOf(const timeline::Table& rows);

// Lines of braille dots with a scale at the left and months below; `width` columns in all, at least
// 40.
std::string ToTerminal(const Chart& chart, int width);

// All charts, one below the other; .svg or .png by the name. Throws std::runtime_error when the
// file cannot be written or its name ends otherwise.
void DrawTo(const std::filesystem::path& file, const std::vector<Chart>& charts);

}  // namespace cli
