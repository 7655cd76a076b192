#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/cli/corpus.h"
#include "daemon/cli/ink.h"
#include "daemon/cli/pack_files.h"
#include "daemon/cli/rules_commands.h"
#include "rules/coverage.h"
#include "rules/rule_tests.h"

namespace cli {
namespace {

struct Options {
  ChosenPacks packs;
  std::vector<std::string> with;
  CorpusOptions corpus;
  std::size_t show = 10;
  std::string format = "text";
};

struct Shown {
  std::string document;
  rules::UnclaimedSentence sentence;
};

// What all documents came to.
struct Sum {
  std::map<std::string, std::size_t> won;      // documents in which the rule won something
  std::map<std::string, std::size_t> matched;  // … in which it matched and lost all
  std::size_t documents = 0;
  std::size_t sentences = 0;
  std::size_t with_numbers = 0;
  std::size_t numbers = 0;
  std::size_t unclaimed_numbers = 0;
  std::size_t unclaimed_sentences = 0;
  std::vector<Shown> shown;

  void Add(const feeds::Document& document, rules::DocumentCoverage&& of, std::size_t show) {
    for (const rules::Rule* rule : of.won)
      ++won[rule->id];
    for (const rules::Rule* rule : of.matched)
      ++matched[rule->id];
    ++documents;
    sentences += of.sentences;
    with_numbers += of.with_numbers;
    numbers += of.numbers;
    unclaimed_numbers += of.unclaimed_numbers;
    unclaimed_sentences += of.unclaimed.size();
    for (rules::UnclaimedSentence& sentence : of.unclaimed) {
      if (shown.size() < show)
        shown.push_back({document.guid, std::move(sentence)});
    }
  }
};

// Rules of the packs, by what the corpus made of them.
struct Verdicts {
  std::size_t rules = 0;
  std::vector<std::string> never;   // matched nothing
  std::vector<std::string> beaten;  // matched, and always lost
};

Verdicts VerdictsOf(const rules::Pack& pack, const std::vector<std::string>& names,
                    const Sum& sum) {
  Verdicts out;
  for (const rules::Rule* rule : rules::RulesOf(pack)) {
    if (std::find(names.begin(), names.end(), rule->id.substr(0, rule->id.find('/'))) ==
        names.end())
      continue;
    ++out.rules;
    if (sum.won.count(rule->id) == 0)
      (sum.matched.count(rule->id) > 0 ? out.beaten : out.never).push_back(rule->id);
  }
  return out;
}

// The numbers of a sentence marked: in colour on a terminal, »…« elsewhere.
std::string Marked(const rules::UnclaimedSentence& sentence, Ink ink) {
  std::string out;
  std::size_t at = 0;
  for (const rules::Span& number : sentence.numbers) {
    out += sentence.text.substr(at, number.start - at);
    const std::string text = sentence.text.substr(number.start, number.end - number.start);
    out += ink == Ink::kColor ? Tinted(ink, Tint::kRed, text) : "»" + text + "«";
    at = number.end;
  }
  return out + sentence.text.substr(at);
}

std::string List(const std::string& heading, const std::vector<std::string>& ids,
                 std::size_t rules) {
  if (ids.empty())
    return {};
  std::string out = fmt::format("\n{}, {} of {} rules:\n", heading, ids.size(), rules);
  for (const std::string& id : ids)
    out += "  " + id + "\n";
  return out;
}

std::string TextOf(const Sum& sum, const Verdicts& verdicts, Ink ink) {
  std::string out = fmt::format(
      "{} documents, {} sentences, {} of them with numbers that have a unit\n"
      "{} such numbers, {} claimed by no rule, in {} sentences\n",
      sum.documents, sum.sentences, sum.with_numbers, sum.numbers, sum.unclaimed_numbers,
      sum.unclaimed_sentences);
  out += List("never matched", verdicts.never, verdicts.rules);
  out += List("matched and always lost", verdicts.beaten, verdicts.rules);
  if (!sum.shown.empty())
    out += fmt::format("\nclaimed by no rule, {} of {} sentences:\n", sum.shown.size(),
                       sum.unclaimed_sentences);
  for (const Shown& shown : sum.shown)
    out += fmt::format("  {}: {}\n", Tinted(ink, Tint::kFaint, shown.document),
                       Marked(shown.sentence, ink));
  return out;
}

std::string JsonOf(const Sum& sum, const Verdicts& verdicts) {
  nlohmann::ordered_json json = {{"documents", sum.documents},
                                 {"sentences", sum.sentences},
                                 {"sentences_with_numbers", sum.with_numbers},
                                 {"numbers", sum.numbers},
                                 {"unclaimed_numbers", sum.unclaimed_numbers},
                                 {"unclaimed_sentences", sum.unclaimed_sentences},
                                 {"rules", verdicts.rules},
                                 {"never_matched", verdicts.never},
                                 {"always_lost", verdicts.beaten},
                                 {"documents_by_rule", sum.won}};
  json["unclaimed"] = nlohmann::ordered_json::array();
  for (const Shown& shown : sum.shown) {
    auto numbers = nlohmann::ordered_json::array();
    for (const rules::Span& number : shown.sentence.numbers)
      numbers.push_back(shown.sentence.text.substr(number.start, number.end - number.start));
    json["unclaimed"].push_back({{"document", shown.document},
                                 {"sentence", shown.sentence.text},
                                 {"numbers", std::move(numbers)}});
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

int RunCoverage(Options& options) {
  options.packs.mine = options.with;
  const std::vector<rules::PackFile> files = FilesOf(options.packs);
  const rules::Pack pack = LoadPack(files);
  Corpus corpus(options.corpus);
  Sum sum;
  ReadAll<rules::DocumentCoverage>(
      corpus,
      [&pack](const feeds::Document& document) { return rules::CoverageOf(pack, document); },
      [&](const feeds::Document& document, rules::DocumentCoverage&& of) {
        sum.Add(document, std::move(of), options.show);
      });
  const Verdicts verdicts = VerdictsOf(pack, NamesOf(options.packs, files), sum);
  if (options.format == "json")
    fmt::print("{}", JsonOf(sum, verdicts));
  else
    fmt::print("{}", TextOf(sum, verdicts, WantsColor(STDOUT_FILENO) ? Ink::kColor : Ink::kPlain));
  return corpus.is_clean() ? kDone : kFindings;
}

}  // namespace

Work DeclareRulesCoverage(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddCorpusOptions(app, options->corpus);
  app.add_option("--with", options->with, "your packs, on top of --packs; only their rules count")
      ->type_name("PACK,…")
      ->delimiter(',')
      ->allow_extra_args(false);
  AddBaseOption(app, options->packs);
  app.add_option("--show", options->show, "sentences to show (default: 10)")->type_name("COUNT");
  app.add_option("-f,--format", options->format, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.footer(
      "Over JSONL files, or the documents of a timeline in their latest words. Numbers are those "
      "with\n"
      "a unit: masses, percentages, points, money and prices; a rule that gives `none` claims its\n"
      "number too. Exit code 1: lines of the corpus are no documents.\n"
      "Examples:\n"
      "  lodewatch rules coverage --show 50 articles.jsonl\n"
      "  lodewatch rules coverage --database lodewatch.db --with mine.toml");
  return [options] { return RunCoverage(*options); };
}

}  // namespace cli
