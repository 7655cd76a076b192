#include "daemon/cli/chart_scale.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/fact.h"

namespace cli {
namespace {

constexpr int kLinesWanted = 5;
// Where the lowest value is more than this part of the highest, zero would flatten the line.
constexpr double kFarFromZero = 0.6;

double NiceStep(double range) {
  const double rough = range / kLinesWanted;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * 0.999)
      return factor * power;
  }
  return 10 * power;
}

int Count(std::chrono::year_month month) {
  return static_cast<int>(month.year()) * 12 +
         static_cast<int>(static_cast<unsigned>(month.month()));
}

}  // namespace

int ChartScale::PlaceOf(std::chrono::year_month month) const {
  return Count(month) - Count(first);
}

std::vector<double> ChartScale::Lines() const {
  std::vector<double> lines;
  const auto count = static_cast<int>(std::lround((high - low) / step));
  for (int i = 0; i <= count; ++i)
    lines.push_back(low + i * step);
  return lines;
}

ChartScale ScaleOf(const Chart& chart) {
  const auto [least, most] = std::minmax_element(
      chart.points.begin(), chart.points.end(),
      [](const ChartPoint& one, const ChartPoint& other) { return one.value < other.value; });
  double low = least->value;
  double high = most->value;
  if (low > 0 && low < kFarFromZero * high)
    low = 0;
  if (high < 0 && high > kFarFromZero * low)
    high = 0;
  if (high <= low) {
    low = std::min(0.0, low);
    high = std::max({0.0, high, low + 1});
  }
  ChartScale scale{.step = NiceStep(high - low), .first = {}};
  scale.low = std::floor(low / scale.step) * scale.step;
  scale.high = std::ceil(high / scale.step) * scale.step;
  scale.first = chart.points.front().month;
  scale.months = scale.PlaceOf(chart.points.back().month) + 1;
  return scale;
}

std::string AxisText(double value, double step) {
  struct Word {
    double factor;
    const char* word;
  };
  constexpr Word kWords[] = {{1e12, " tn"}, {1e9, " bn"}, {1e6, " m"}};
  double factor = 1;
  const char* word = "";
  for (const Word& one : kWords) {
    if (step * kLinesWanted >= one.factor) {
      factor = one.factor;
      word = one.word;
      break;
    }
  }
  const double shown_step = step / factor;
  const int decimals =
      std::clamp(static_cast<int>(std::ceil(-std::log10(shown_step) - 1e-9)), 0, 6);
  const std::string digits =
      rules::Grouped(fmt::format("{:.{}f}", std::abs(value / factor), decimals));
  const bool is_zero = digits.find_first_not_of("0.,") == std::string::npos;
  return (value < 0 && !is_zero ? "−" : "") + digits + (is_zero ? "" : word);
}

std::string MonthText(std::chrono::year_month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(month.year()),
                     static_cast<unsigned>(month.month()));
}

}  // namespace cli
