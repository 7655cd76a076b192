#include <memory>
#include <string>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/table.h"
#include "daemon/timeline/store.h"

namespace cli {
namespace {

struct Options {
  DatabaseOptions database;
  timeline::SeriesFilter filter;
  std::string as_of;
  Format format = Format::kTable;
};

int RunSeries(Options options) {
  options.filter.as_of = AsOf(options.as_of);
  const timeline::Table table = OpenToRead(options.database).Series(options.filter);
  std::vector<std::string> columns;
  if (!options.filter.key.empty())
    columns = {"series",  "period", "value",      "unit",    "status",
               "vintage", "source", "known_from", "known_to"};
  Print(table, options.format, columns);
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
  app.footer(
      "A series is REPORTER/FLOW/GOOD/MEASURE[/PARTNER].\n"
      "Examples:\n"
      "  lodewatch series\n"
      "  lodewatch series CN/export/rare-earths/quantity --vintages");
  return [options] { return RunSeries(*options); };
}

}  // namespace cli
