#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "daemon/timeline/store.h"
#include "rules/fact.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;
using Mention = timeline::Explanation::MentionRow;

struct Options {
  DatabaseOptions database;
  std::string id;
  std::string format = "text";
};

// The keys of an entry in the order of the wire format, without those that are empty.
std::vector<std::pair<const char*, std::string>> KeysOf(const timeline::EntryRow& entry) {
  std::vector<std::pair<const char*, std::string>> all = {
      {"kind", entry.kind},
      {"value", entry.value ? rules::NumberText(*entry.value) : ""},
      {"was", entry.was ? rules::NumberText(*entry.was) : ""},
      {"unit", entry.unit},
      {"subject", entry.subject},
      {"flow", entry.flow},
      {"period", entry.period},
      {"reporter", entry.reporter},
      {"partner", entry.partner},
      {"measure", entry.measure},
      {"basis", entry.basis},
      {"type", entry.type},
      {"mast", entry.mast},
      {"plover", entry.plover},
      {"actor", entry.actor},
      {"target", entry.target},
      {"date", entry.date},
      {"effective", entry.effective},
      {"until", entry.until},
      {"verdict", entry.verdict},
      {"official", entry.official ? rules::NumberText(*entry.official) : ""},
      {"series", entry.series},
      {"working", entry.working},
      {"hint", entry.hint},
      {"story", entry.story},
      {"story_working", entry.story_working},
      {"cited", entry.cited},
      {"verdicts_changed", entry.verdicts_changed}};
  std::erase_if(all, [](const auto& key) { return key.second.empty(); });
  return all;
}

// The sentence with the words of the fact marked: bold on a terminal, »…« elsewhere.
std::string Marked(const Mention& mention) {
  const bool color = WantsColor(STDOUT_FILENO);
  std::string sentence = mention.sentence.empty() ? mention.quote : mention.sentence;
  const std::size_t at = sentence.find(mention.quote);
  if (mention.quote.empty() || at == std::string::npos)
    return sentence;
  sentence.insert(at + mention.quote.size(), color ? "\x1b[0m" : "«");
  return sentence.insert(at, color ? "\x1b[1m" : "»");
}

std::string TextOf(const Mention& mention) {
  std::string out = fmt::format("\n{}: {}\n", mention.source, mention.title);
  const auto line = [&out](const char* name, const std::string& text) {
    if (!text.empty())
      out += fmt::format("  {:<10} {}\n", name, text);
  };
  line("url", mention.url);
  line("published", mention.published);
  line("first seen", mention.first_seen);
  line("words", Marked(mention));
  if (mention.end > mention.start)
    line("bytes", fmt::format("{} to {} of title and text", mention.start, mention.end));
  line("rule", mention.rule);
  for (std::size_t i = 0; i < mention.steps.size(); ++i)
    line(i == 0 ? "steps" : "", mention.steps[i]);
  for (std::size_t i = 0; i < mention.vintages.size(); ++i)
    line(i == 0 ? "vintages" : "", mention.vintages[i]);
  line("known", mention.known_to.empty()
                    ? "from " + mention.known_from
                    : fmt::format("from {} to {}", mention.known_from, mention.known_to));
  if (!mention.body_sha256.empty())
    line("archived", fmt::format("{} bytes, sha256 {}", mention.body_bytes, mention.body_sha256));
  return out;
}

std::string TextOf(const timeline::Explanation& explanation) {
  std::string out = fmt::format("entry {}\n", explanation.entry.id);
  for (const auto& [key, text] : KeysOf(explanation.entry))
    out += fmt::format("  {:<10} {}\n", key, text);
  for (const Mention& mention : explanation.mentions)
    out += TextOf(mention);
  return out;
}

void Put(Json& json, const char* key, const std::string& text) {
  if (!text.empty())
    json[key] = text;
}

Json JsonOf(const Mention& mention) {
  Json json;
  if (mention.fact != 0)
    json["fact"] = mention.fact;
  Put(json, "source", mention.source);
  Put(json, "title", mention.title);
  Put(json, "url", mention.url);
  Put(json, "published", mention.published);
  Put(json, "first_seen", mention.first_seen);
  Put(json, "quote", mention.quote);
  Put(json, "sentence", mention.sentence);
  Put(json, "rule", mention.rule);
  json["start"] = mention.start;
  json["end"] = mention.end;
  json["steps"] = mention.steps;
  if (!mention.vintages.empty())
    json["vintages"] = mention.vintages;
  Put(json, "known_from", mention.known_from);
  Put(json, "known_to", mention.known_to);
  Put(json, "body_sha256", mention.body_sha256);
  json["body_bytes"] = mention.body_bytes;
  return json;
}

Json JsonOf(const timeline::Explanation& explanation) {
  Json json;
  json["id"] = explanation.entry.id;
  for (const auto& [key, text] : KeysOf(explanation.entry))
    json[key] = text;
  if (explanation.entry.value)
    json["value"] = *explanation.entry.value;
  if (explanation.entry.was)
    json["was"] = *explanation.entry.was;
  if (explanation.entry.official)
    json["official"] = *explanation.entry.official;
  json["mentions"] = Json::array();
  for (const Mention& mention : explanation.mentions)
    json["mentions"].push_back(JsonOf(mention));
  return json;
}

int RunExplain(const Options& options) {
  const auto explanation = OpenToRead(options.database).Explain(options.id);
  if (!explanation)
    throw Stop(kFindings, fmt::format("the timeline has no entry '{}': `lodewatch timeline` shows "
                                      "the ids",
                                      options.id));
  if (options.format == "json")
    fmt::print("{}\n", JsonOf(*explanation).dump(2, ' ', false, Json::error_handler_t::replace));
  else
    fmt::print("{}", TextOf(*explanation));
  return kDone;
}

}  // namespace

Work DeclareExplain(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddDatabaseOptions(app, options->database);
  app.add_option("ID", options->id, "the id that `timeline` and `claims` print")->required();
  app.add_option("-f,--format", options->format, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.footer(
      "Shows the words, the rule and every step from the words to the value, for each document\n"
      "that tells the fact; of a figure of customs its cell, good, unit, months, what was "
      "checked,\n"
      "and every value published for it.\n"
      "Example: lodewatch explain 42");
  return [options] { return RunExplain(*options); };
}

}  // namespace cli
