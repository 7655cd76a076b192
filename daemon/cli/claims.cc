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
  timeline::ClaimsFilter filter;
  Format format = Format::kTable;
};

int RunClaims(const Options& options) {
  Print(OpenToRead(options.database).Claims(options.filter), options.format,
        {"id", "kind", "value", "unit", "subject", "period", "measure", "basis", "verdict",
         "official", "working", "hint", "story", "story_working", "source"});
  return kDone;
}

}  // namespace

Work DeclareClaims(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddDatabaseOptions(app, options->database);
  AddFormatOption(app, options->format);
  app.add_option("--subject", options->filter.subject, "goods, with * and ?: \"rare-earth*\"");
  app.add_option("--verdict", options->filter.verdict, "agrees, differs or unchecked")
      ->check(CLI::IsMember({"agrees", "differs", "unchecked"}));
  app.footer(
      "A claim is a figure from the press that an official series can check. \"story\" is what "
      "the\n"
      "other figures of its own document make of it.\n"
      "Example: lodewatch claims --verdict differs");
  return [options] { return RunClaims(*options); };
}

}  // namespace cli
