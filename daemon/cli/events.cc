#include <memory>
#include <string>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/table.h"
#include "daemon/timeline/store.h"
#include "daemon/toml_reader.h"
#include "rules/fact.h"

namespace cli {
namespace {

struct Options {
  DatabaseOptions database;
  timeline::EventsFilter filter;
  std::string as_of;
  Format format = Format::kTable;
};

std::vector<std::string> EventTypes() {
  std::vector<std::string> words;
  for (int type = 1;; ++type) {
    const std::string word(rules::ToText(static_cast<rules::EventType>(type)));
    if (word.empty())
      return words;
    words.push_back(word);
  }
}

// What is wrong with the word; empty: nothing.
std::string CheckType(const std::string& word) {
  if (rules::ParseEventType(word))
    return {};
  std::string known;
  for (const std::string& type : EventTypes())
    known += (known.empty() ? "" : ", ") + type;
  return "no type '" + word + "'" + lodewatch::DidYouMean(word, EventTypes()) + "; there are " +
         known;
}

int RunEvents(Options options) {
  options.filter.as_of = AsOf(options.as_of);
  PublishedAt(options.filter.since);  // the day must be one
  Print(OpenToRead(options.database).Events(options.filter), options.format,
        {"id", "date", "type", "mast", "plover", "actor", "target", "subject", "effective", "until",
         "mentions", "source", "quote"});
  return kDone;
}

}  // namespace

Work DeclareEvents(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddDatabaseOptions(app, options->database);
  AddFormatOption(app, options->format);
  timeline::EventsFilter& filter = options->filter;
  app.add_option("--type", filter.type, "export-control, tariff, crackdown, easing, …")
      ->check(CheckType)
      ->type_name("TYPE");
  app.add_option("--actor", filter.actor, "who did it, with * and ?: \"CN*\", CN.MOFCOM");
  app.add_option("--target", filter.target, "whom it concerns, with * and ?");
  app.add_option("--subject", filter.subject, "goods, with * and ?: \"rare-earth*\"");
  app.add_option("--since", filter.since, "told on or after this day")->type_name("DAY");
  app.add_option("--as-of", options->as_of, "as it was known then; a bare day is its end")
      ->type_name("TIME");
  app.add_option("--limit", filter.limit, "at most so many rows (default: all)")
      ->check(CLI::PositiveNumber);
  app.footer(
      "What authorities did, announced or threatened, and plants that stopped; the earliest "
      "first.\n"
      "\"effective\" and \"until\": from when and until when a ministry's announcement holds.\n"
      "Examples:\n"
      "  lodewatch events --actor 'CN*' --subject 'rare-earth*'\n"
      "  lodewatch events --type export-control --format jsonl");
  return [options] { return RunEvents(*options); };
}

}  // namespace cli
