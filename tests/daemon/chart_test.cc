#include "daemon/cli/chart.h"

#include <fstream>
#include <iterator>
#include <sstream>

#include "daemon/cli/chart_scale.h"
#include "daemon/cli/table.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

// What fontconfig keeps for the life of the process is not all in sight at its end.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}

namespace {

using std::chrono::month;
using std::chrono::year;
using timeline::Value;

cli::Chart Months(const std::vector<double>& values) {
  cli::Chart chart{.title = "CN/export/tin/quantity", .unit = "t", .points = {}};
  auto at = year{2025} / month{1};
  for (const double value : values) {
    chart.points.push_back({.month = at, .value = value});
    at += std::chrono::months(1);
  }
  return chart;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

std::string Bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string FaultOf(const std::filesystem::path& file, const std::vector<cli::Chart>& charts) {
  try {
    DrawTo(file, charts);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

TEST_CASE("A scale has round steps and shows zero unless all is far from it", "[cli][chart]") {
  struct Row {
    std::vector<double> values;
    double low, high, step;
  };
  const std::vector<Row> rows{{{4828.7, 5864.6, 7742.2}, 4000, 8000, 1000},
                              {{100, 1000}, 0, 1000, 200},
                              {{990, 1000}, 990, 1000, 2},
                              {{-30, 20}, -30, 20, 10},
                              {{-1000, -100}, -1000, 0, 200},
                              {{5}, 0, 5, 1},
                              {{0, 0}, 0, 1, 0.2},
                              {{1.3e8, 1.7e8}, 1.3e8, 1.7e8, 1e7}};
  for (const Row& row : rows) {
    CAPTURE(row.values.front());
    const cli::ChartScale scale = ScaleOf(Months(row.values));
    CHECK(scale.low == Approx(row.low));
    CHECK(scale.high == Approx(row.high));
    CHECK(scale.step == Approx(row.step));
    CHECK(scale.Lines().front() == Approx(row.low));
    CHECK(scale.Lines().back() == Approx(row.high));
  }
}

TEST_CASE("A number on an axis has the decimals of its step", "[cli][chart]") {
  CHECK(cli::AxisText(8000, 1000) == "8,000");
  CHECK(cli::AxisText(0.4, 0.2) == "0.4");
  CHECK(cli::AxisText(1.5e8, 1e7) == "150 m");
  CHECK(cli::AxisText(1.5e9, 5e8) == "1.5 bn");
  CHECK(cli::AxisText(-2500, 500) == "−2,500");
  CHECK(cli::AxisText(0, 500) == "0");
}

TEST_CASE("A chart on a terminal fits and rises from left to right", "[cli][chart]") {
  for (const int width : {40, 80, 133}) {
    CAPTURE(width);
    const auto lines = Lines(ToTerminal(Months({4000, 5000, 6000, 7000, 8000}), width));
    REQUIRE(lines.size() == 14);
    CHECK(lines.front() == "CN/export/tin/quantity, t");
    for (const std::string& line : lines)
      CHECK(cli::DisplayWidth(line) <= width);
    CHECK(lines.at(1).starts_with("8,000 ┤"));
    CHECK(cli::DisplayWidth(lines.at(1)) == width);  // the last month, at the top right
    CHECK(lines.at(12).starts_with("    0 ┤"));
    CHECK(lines.back().find("2025-01") != std::string::npos);
    CHECK(lines.back().ends_with("2025-05"));
  }
}

TEST_CASE("Charts show single months where there are any, else totals", "[cli][chart]") {
  const auto row = [](const char* series, const char* period, double value, const char* status) {
    return std::vector<Value>{std::string(series), std::string(period), value, std::string("t"),
                              std::string(status)};
  };
  const timeline::Table table{
      .columns = {"series", "period", "value", "unit", "status"},
      .rows = {row("a", "2025-01/2025-06", 60.0, ""), row("a", "2025-06", 11.0, ""),
               row("a", "2025-05", 10.0, "derived"), row("b", "2025-01/2025-06", 60.0, "")}};
  const std::vector<cli::Chart> charts = cli::ChartsOf(table);
  REQUIRE(charts.size() == 2);
  REQUIRE(charts[0].points.size() == 2);
  CHECK(charts[0].points[0].value == 10.0);  // in order of months
  CHECK(charts[0].points[0].is_derived);
  CHECK_FALSE(charts[0].points[1].is_derived);
  CHECK(charts[1].title == "b, totals");
  CHECK(cli::ChartsOf({.columns = table.columns, .rows = {}}).empty());
}

TEST_CASE("A chart is written as SVG or PNG, and a place that is none is named", "[cli][chart]") {
  const TemporaryFolder folder;
  const std::vector<cli::Chart> charts{Months({1, 2}), Months({3, 4})};
  DrawTo(folder.path() / "a.svg", charts);
  DrawTo(folder.path() / "a.png", charts);
  CHECK(Bytes(folder.path() / "a.svg").find("<svg") != std::string::npos);
  CHECK(Bytes(folder.path() / "a.png").starts_with("\x89PNG"));
  for (const char* name : {"none/a.png", "none/a.svg", "a.gif"}) {
    CAPTURE(name);
    CHECK(FaultOf(folder.path() / name, charts).find(name) != std::string::npos);
  }
}

}  // namespace
