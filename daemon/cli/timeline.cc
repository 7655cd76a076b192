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
  timeline::TimelineFilter filter;
  std::string as_of;
  Format format = Format::kTable;
};

int RunTimeline(Options options) {
  options.filter.as_of = AsOf(options.as_of);
  PublishedAt(options.filter.since);  // the day must be one
  if (!options.filter.where.empty()) {
    const auto checked = timeline::CheckCondition(options.filter.where);
    if (!checked)
      throw Stop(kUsage, "--where: " + checked.error().message);
  }
  Print(OpenToRead(options.database).Timeline(options.filter), options.format, {"id",
                                                                                "kind",
                                                                                "type",
                                                                                "value",
                                                                                "was",
                                                                                "unit",
                                                                                "subject",
                                                                                "flow",
                                                                                "period",
                                                                                "date",
                                                                                "effective",
                                                                                "until",
                                                                                "reporter",
                                                                                "partner",
                                                                                "measure",
                                                                                "basis",
                                                                                "mast",
                                                                                "plover",
                                                                                "actor",
                                                                                "target",
                                                                                "verdict",
                                                                                "cited",
                                                                                "verdicts_changed",
                                                                                "mentions",
                                                                                "source",
                                                                                "quote"});
  return kDone;
}

}  // namespace

Work DeclareTimeline(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddDatabaseOptions(app, options->database);
  AddFormatOption(app, options->format);
  timeline::TimelineFilter& filter = options->filter;
  app.add_option("--kind", filter.kind,
                 "quantity, money, price, change, share, rate, event, correction or revision")
      ->check(CLI::IsMember({"quantity", "money", "price", "change", "share", "rate", "event",
                             "correction", "revision"}))
      ->type_name("KIND");
  app.add_option("--subject", filter.subject, "goods, with * and ?: \"rare-earth*\"");
  app.add_option("--where", filter.where, "SQL condition over the timeline's columns");
  app.add_option("--since", filter.since, "told on or after this day")->type_name("DAY");
  app.add_option("--as-of", options->as_of, "as it was known then; a bare day is its end")
      ->type_name("TIME");
  app.add_option("--limit", filter.limit, "at most so many rows (default: all)")
      ->check(CLI::PositiveNumber);
  app.footer(
      "Examples:\n"
      "  lodewatch timeline --subject 'rare-earth*' --since 2025-06-01\n"
      "  lodewatch timeline --kind event --format jsonl\n"
      "  lodewatch timeline --where \"kind = 'change' and abs(value) >= 20\" --as-of 2025-07-14");
  return [options] { return RunTimeline(*options); };
}

}  // namespace cli
