#pragma once

#include <string>
#include <vector>

#include "daemon/cli/chart.h"

namespace cli {

// What values and months become on any surface.
struct ChartScale {
  double low = 0;   // of the lowest line
  double high = 1;  // of the highest line, above low
  double step = 1;  // between two lines: 1, 2 or 5 times a power of ten
  std::chrono::year_month first;
  int months = 1;  // from first to the last point's, both counted

  double HeightOf(double value) const { return (value - low) / (high - low); }  // 0 to 1
  int PlaceOf(std::chrono::year_month month) const;                             // 0 to months - 1
  std::vector<double> Lines() const;                                            // low to high
};

// Zero is shown unless all values are far from it. The chart must have points.
ChartScale ScaleOf(const Chart& chart);

// "7,742.2", "1.38 billion": short enough for an axis with such a step.
std::string AxisText(double value, double step);
std::string MonthText(std::chrono::year_month month);  // "2025-06"

}  // namespace cli
