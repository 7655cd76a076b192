#include "daemon/cli/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "daemon/cli/chart_scale.h"
#include "daemon/cli/table.h"
#include "rules/period.h"

namespace cli {
namespace {

constexpr int kRows = 12;
constexpr int kWidthLeast = 40;

using timeline::Value;

// Empty where the row has no such column.
std::string TextAt(const std::vector<Value>& row, std::size_t column) {
  return column < row.size() ? timeline::TextOf(row[column]) : std::string();
}

// Dots of braille, two columns and four rows to a character.
class Canvas {
 public:
  Canvas(int columns, int rows)
      : columns_(columns),
        rows_(rows),
        cells_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

  int width() const { return columns_ * 2; }
  int height() const { return rows_ * 4; }

  void Dot(int x, int y) {
    if (x < 0 || y < 0 || x >= width() || y >= height())
      return;
    constexpr std::array<std::array<unsigned char, 2>, 4> kDots{
        {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};
    cells_[IndexOf(x / 2, y / 4)] |=
        kDots.at(static_cast<std::size_t>(y % 4)).at(static_cast<std::size_t>(x % 2));
  }

  void Line(int x0, int y0, int x1, int y1) {
    const int steps = std::max({std::abs(x1 - x0), std::abs(y1 - y0), 1});
    for (int i = 0; i <= steps; ++i)
      Dot(x0 + static_cast<int>(std::lround(static_cast<double>((x1 - x0) * i) / steps)),
          y0 + static_cast<int>(std::lround(static_cast<double>((y1 - y0) * i) / steps)));
  }

  std::string Row(int row) const {
    std::string out;
    for (int column = 0; column < columns_; ++column) {
      const unsigned dots = cells_[IndexOf(column, row)];
      // U+2800 and the dots behind it, in UTF-8.
      out += dots == 0 ? std::string(" ")
                       : std::string{static_cast<char>(0xE2), static_cast<char>(0xA0 + (dots >> 6)),
                                     static_cast<char>(0x80 + (dots & 0x3F))};
    }
    return out;
  }

 private:
  std::size_t IndexOf(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }

  int columns_;
  int rows_;
  std::vector<unsigned char> cells_;
};

void Plot(const Chart& chart, const ChartScale& scale, Canvas& canvas) {
  const auto across = [&](const ChartPoint& point) {
    return scale.months == 1
               ? canvas.width() / 2
               : scale.PlaceOf(point.month) * (canvas.width() - 1) / (scale.months - 1);
  };
  const auto down = [&](const ChartPoint& point) {
    return static_cast<int>(std::lround((1 - scale.HeightOf(point.value)) * (canvas.height() - 1)));
  };
  const ChartPoint* before = nullptr;
  for (const ChartPoint& point : chart.points) {
    const int x = across(point);
    const int y = down(point);
    canvas.Dot(x, y);
    if (point.is_superseded)
      continue;
    // A month without a figure breaks the line; a lone one is made to be seen.
    if (before != nullptr && scale.PlaceOf(point.month) - scale.PlaceOf(before->month) == 1)
      canvas.Line(across(*before), down(*before), x, y);
    canvas.Dot(x + 1, y);
    before = &point;
  }
}

std::string MonthsBelow(const ChartScale& scale, int columns) {
  const std::string first = MonthText(scale.first);
  if (scale.months == 1)
    return std::string(static_cast<std::size_t>(std::max(0, columns / 2 - 3)), ' ') + first;
  const std::string last = MonthText(scale.first + std::chrono::months(scale.months - 1));
  return first + std::string(static_cast<std::size_t>(columns) - first.size() - last.size(), ' ') +
         last;
}

bool IsMonth(const rules::Period& period) {
  return !period.day && period.first == period.last;
}

}  // namespace

std::vector<Chart> ChartsOf(const timeline::Table& rows) {
  const auto column = [&rows](std::string_view name) { return ColumnOf(rows, name); };
  const std::size_t known_to = column("known_to");
  std::vector<Chart> charts;
  std::vector<Chart> totals;
  for (const std::vector<Value>& row : rows.rows) {
    const std::string title = TextAt(row, column("series"));
    const std::string unit = TextAt(row, column("unit"));
    const auto period = rules::ParsePeriod(TextAt(row, column("period")));
    if (!period)
      continue;
    if (charts.empty() || charts.back().title != title || charts.back().unit != unit) {
      charts.push_back({.title = title, .unit = unit, .points = {}});
      totals.push_back({.title = title + ", totals", .unit = unit, .points = {}});
    }
    (IsMonth(*period) ? charts : totals)
        .back()
        .points.push_back({.month = period->last,
                           .value = timeline::NumberOf(row.at(column("value"))),
                           .is_derived = TextAt(row, column("status")) == "derived",
                           .is_superseded = !TextAt(row, known_to).empty()});
  }
  for (std::size_t i = 0; i < charts.size(); ++i) {
    if (charts[i].points.empty())
      charts[i] = totals[i];
    std::stable_sort(
        charts[i].points.begin(), charts[i].points.end(),
        [](const ChartPoint& one, const ChartPoint& other) { return one.month < other.month; });
  }
  std::erase_if(charts, [](const Chart& chart) { return chart.points.empty(); });
  return charts;
}

std::string ToTerminal(const Chart& chart, int width) {
  const ChartScale scale = ScaleOf(chart);
  const std::vector<double> lines = scale.Lines();
  int margin = 0;
  for (const double line : lines)
    margin = std::max(margin, DisplayWidth(AxisText(line, scale.step)));
  const int columns = std::max(width, kWidthLeast) - margin - 2;
  Canvas canvas(columns, kRows);
  Plot(chart, scale, canvas);
  std::string out = fmt::format("{}, {}\n", chart.title, chart.unit);
  for (int row = 0; row < kRows; ++row) {
    std::string label;
    for (const double line : lines) {
      const int at = std::min(
          kRows - 1,
          static_cast<int>(std::lround((1 - scale.HeightOf(line)) * (canvas.height() - 1))) / 4);
      if (at == row)
        label = AxisText(line, scale.step);
    }
    const std::string dots = canvas.Row(row);
    const std::size_t end = dots.find_last_not_of(' ');
    out += std::string(static_cast<std::size_t>(margin - DisplayWidth(label)), ' ') + label +
           (label.empty() ? " │" : " ┤") + dots.substr(0, end + 1) + "\n";
  }
  out +=
      std::string(static_cast<std::size_t>(margin) + 2, ' ') + MonthsBelow(scale, columns) + "\n";
  return out;
}

}  // namespace cli
