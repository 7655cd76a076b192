#include <fmt/format.h>

#include <memory>
#include <string>

#include "daemon/cli/chart.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/table.h"
#include "daemon/timeline/series_changes.h"
#include "daemon/timeline/store.h"

namespace cli {
namespace {

constexpr int kChartWidthElsewhere = 80;  // into a file or pipe

struct Options {
  DatabaseOptions database;
  timeline::SeriesFilter filter;
  std::string as_of;
  bool chart = false;
  std::string output;
  Format format = Format::kTable;
};

int PrintCharts(const Options& options, const timeline::Table& table) {
  const std::vector<Chart> charts = ChartsOf(table);
  if (charts.empty()) {
    fmt::print(stderr, "nothing to draw: no series has the key '{}'\n", options.filter.key);
    return kFindings;
  }
  if (!options.output.empty()) {
    DrawTo(options.output, charts);
    return kDone;
  }
  const int width = TerminalWidth() > 0 ? TerminalWidth() : kChartWidthElsewhere;
  for (const Chart& chart : charts)
    fmt::print("{}\n", ToTerminal(chart, width));
  return kDone;
}

int RunSeries(Options options) {
  options.filter.as_of = AsOf(options.as_of);
  timeline::Table table = OpenToRead(options.database).Series(options.filter);
  if (!options.filter.key.empty() && !options.filter.vintages)
    table = timeline::WithChanges(table);
  if (options.chart || !options.output.empty())
    return PrintCharts(options, table);
  std::vector<std::string> columns;
  if (!options.filter.key.empty())
    columns = {"series", "period", "value",   "unit",   "mom",        "yoy",
               "ytd",    "status", "vintage", "source", "known_from", "known_to"};
  Print(table, options.format, columns);
  if (!options.filter.key.empty() && table.rows.empty()) {
    fmt::print(stderr, "no figure of '{}'{}: `lodewatch series` lists the keys\n",
               options.filter.key, options.as_of.empty() ? "" : " was known then");
    return kFindings;
  }
  return kDone;
}

}  // namespace

Work DeclareSeries(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddDatabaseOptions(app, options->database);
  AddFormatOption(app, options->format);
  app.add_option("KEY", options->filter.key,
                 "series, with * and ?: \"CN/export/rare-earths/*\" (default: list them)");
  app.add_option("--as-of", options->as_of, "as it was known then; a bare day is its end")
      ->type_name("TIME");
  app.add_flag("--vintages", options->filter.vintages,
               "every figure ever published, not only the latest");
  app.add_flag("--chart", options->chart, "draw the months of each series on the terminal");
  app.add_option("--output", options->output, "draw into this file, .svg or .png")
      ->type_name("FILE")
      ->check([](const std::string& name) {
        return name.ends_with(".svg") || name.ends_with(".png")
                   ? std::string()
                   : "a chart is written as .svg or .png, not as " + name;
      });
  app.footer(
      "A series is REPORTER/FLOW/GOOD/MEASURE[/PARTNER]. mom, yoy: per cent on the month and the "
      "year\n"
      "before; ytd: January to the month. A month that only totals from January on give is marked\n"
      "derived; --format json says how it was come by.\n"
      "Examples:\n"
      "  lodewatch series\n"
      "  lodewatch series CN/export/rare-earths/quantity --vintages\n"
      "  lodewatch series 'CN/export/rare-earths/*' --chart --output rare-earths.svg");
  return [options] { return RunSeries(*options); };
}

}  // namespace cli
