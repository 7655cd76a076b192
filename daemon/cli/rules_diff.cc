#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/cli/corpus.h"
#include "daemon/cli/ink.h"
#include "daemon/cli/pack_files.h"
#include "daemon/cli/rules_commands.h"
#include "rules/extract.h"
#include "rules/fact_diff.h"
#include "rules/fold.h"
#include "rules/sentence.h"

namespace cli {
namespace {

using rules::FactChange;

struct Options {
  std::string before;
  std::string after;
  std::vector<std::string> base;
  CorpusOptions corpus;
  std::string format = "text";
};

struct Counts {
  std::size_t gained = 0;
  std::size_t lost = 0;
  std::size_t changed = 0;

  void Add(const FactChange& change) {
    ++(!change.before ? gained : !change.after ? lost : changed);
  }
  std::size_t sum() const { return gained + lost + changed; }
};

struct Difference {
  FactChange change;
  std::string sentence;
};

struct Sum {
  Counts all;
  std::map<std::string, Counts> by_rule;  // of the new fact; of the old one where it is lost
  std::size_t documents = 0;
  std::size_t documents_that_differ = 0;

  void Add(const std::vector<Difference>& differences) {
    ++documents;
    documents_that_differ += differences.empty() ? 0 : 1;
    for (const Difference& difference : differences) {
      const FactChange& change = difference.change;
      all.Add(change);
      by_rule[(change.after ? change.after : change.before)->rule].Add(change);
    }
  }
};

// A comma list is the whole set. A single file, folder or name goes on top of --packs.
std::vector<rules::PackFile> Side(const std::string& side, const std::vector<std::string>& base) {
  if (side.find(',') == std::string::npos)
    return FilesOf({base, {side}});
  std::vector<std::string> names;
  std::istringstream in(side);
  for (std::string name; std::getline(in, name, ',');) {
    if (!name.empty())
      names.push_back(name);
  }
  return ReadPacks(names);
}

std::string SentenceAround(const rules::FoldedText& folded, const std::string& original,
                           rules::Span evidence) {
  for (const rules::Sentence& sentence : rules::SplitSentences(folded.text())) {
    const rules::Span span = folded.ToOriginal(sentence.span);
    if (span.start <= evidence.start && evidence.start < span.end)
      return original.substr(span.start, span.end - span.start);
  }
  return {};
}

std::vector<Difference> DifferencesIn(const rules::Pack& before, const rules::Pack& after,
                                      const feeds::Document& document) {
  std::vector<Difference> out;
  std::vector<FactChange> changes =
      rules::DiffOf(rules::Extract(before, document), rules::Extract(after, document));
  if (changes.empty())
    return out;
  const std::string original = feeds::FullText(document);
  const rules::FoldedText folded(original);
  for (FactChange& change : changes) {
    const rules::Span evidence = (change.after ? change.after : change.before)->evidence;
    out.push_back({std::move(change), SentenceAround(folded, original, evidence)});
  }
  return out;
}

void PrintText(const feeds::Document& document, const std::vector<Difference>& differences,
               Ink ink) {
  std::string last;
  for (const auto& [change, sentence] : differences) {
    if (sentence != last)
      fmt::print("{}: {}\n", Tinted(ink, Tint::kFaint, document.guid), sentence);
    last = sentence;
    if (change.before)
      fmt::print("  {}\n", Tinted(ink, Tint::kRed, "- " + rules::ToText(*change.before)));
    if (change.after)
      fmt::print("  {}\n", Tinted(ink, Tint::kGreen, "+ " + rules::ToText(*change.after)));
  }
}

void PrintJsonl(const feeds::Document& document, const std::vector<Difference>& differences) {
  for (const auto& [change, sentence] : differences) {
    nlohmann::ordered_json json = {{"document", document.guid},
                                   {"what", !change.before  ? "gained"
                                            : !change.after ? "lost"
                                                            : "changed"},
                                   {"sentence", sentence}};
    for (const auto& [key, fact] :
         {std::pair{"before", &change.before}, {"after", &change.after}}) {
      if (*fact)
        json[key] = {{"fact", rules::KeysText(**fact)},
                     {"rule", (*fact)->rule},
                     {"quote", (*fact)->quote},
                     {"start", (*fact)->evidence.start},
                     {"end", (*fact)->evidence.end}};
    }
    fmt::print("{}\n", json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
}

// To stderr for programs, whose stdout holds the differences only.
void PrintSummary(const Sum& sum, std::FILE* out) {
  std::size_t width = 4;
  for (const auto& [rule, counts] : sum.by_rule)
    width = std::max(width, rule.size());
  if (!sum.by_rule.empty())
    fmt::print(out, "\n{:<{}}  gained    lost  changed\n", "rule", width);
  for (const auto& [rule, counts] : sum.by_rule)
    fmt::print(out, "{:<{}}  {:>6}  {:>6}  {:>7}\n", rule, width, counts.gained, counts.lost,
               counts.changed);
  fmt::print(out, "{}{} of {} documents differ: {} facts gained, {} lost, {} changed\n",
             sum.by_rule.empty() ? "" : "\n", sum.documents_that_differ, sum.documents,
             sum.all.gained, sum.all.lost, sum.all.changed);
}

int RunDiff(const Options& options) {
  const rules::Pack before = LoadPack(Side(options.before, options.base));
  const rules::Pack after = LoadPack(Side(options.after, options.base));
  Corpus corpus(options.corpus);
  Sum sum;
  const bool for_programs = options.format == "jsonl";
  const Ink ink = WantsColor(STDOUT_FILENO) ? Ink::kColor : Ink::kPlain;
  ReadAll<std::vector<Difference>>(
      corpus,
      [&](const feeds::Document& document) { return DifferencesIn(before, after, document); },
      [&](const feeds::Document& document, std::vector<Difference>&& differences) {
        sum.Add(differences);
        if (for_programs)
          PrintJsonl(document, differences);
        else
          PrintText(document, differences, ink);
      });
  PrintSummary(sum, for_programs ? stderr : stdout);
  return sum.all.sum() > 0 || !corpus.is_clean() ? kFindings : kDone;
}

}  // namespace

Work DeclareRulesDiff(CLI::App& app) {
  auto options = std::make_shared<Options>();
  const char* side = "a pack's file, a folder of packs, a shipped name, or a comma list of them";
  app.add_option("OLD", options->before, side)->required();
  app.add_option("NEW", options->after, side)->required();
  AddCorpusOptions(app, options->corpus);
  app.add_option("--packs", options->base,
                 "packs beneath a single OLD or NEW (default: all shipped)")
      ->type_name("PACK,…")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("-f,--format", options->format, "text (default) or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}));
  app.footer(
      "Facts are the same when all their keys are, whichever rule gives them. Of the others, one "
      "that\n"
      "was lost and one that was gained at the same words are one that changed. A single OLD or "
      "NEW\n"
      "is loaded on top of the shipped packs, in place of one of its name; a comma list is loaded "
      "as\n"
      "it stands. Exit codes: 0 no difference, 1 there are some.\n"
      "Examples:\n"
      "  lodewatch rules diff trade new/trade.toml articles.jsonl\n"
      "  lodewatch rules diff trade,rare-earths trade,rare-earths,mine.toml --database "
      "lodewatch.db");
  return [options] { return RunDiff(*options); };
}

}  // namespace cli
