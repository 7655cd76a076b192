#include "rules/lint_samples.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "rules/lint_patterns.h"
#include "rules/rule_tests.h"
#include "rules/sample_document.h"
#include "rules/watch.h"

namespace rules {
namespace {

// What happened to a rule in its own samples.
struct Record {
  bool wins = false;
  bool matches = false;
  std::set<std::string> winners;  // rules that claim something inside its matches
};

void AddRivals(const std::vector<Claim>& claims, Span match, Record& record) {
  for (const Claim& claim : claims) {
    if (claim.match.start < match.end && match.start < claim.match.end)
      record.winners.insert(claim.rule->id);
  }
}

void Note(const SentenceSeen& seen, const Rule& rule, Record& record) {
  for (const std::vector<Claim>* claims : {&seen.claims.numbers, &seen.claims.events}) {
    for (const Claim& claim : *claims)
      record.wins = record.wins || claim.rule == &rule;
  }
  if (record.wins || seen.scene.script != rule.script)
    return;
  const MaskedSentence masked =
      Mask(seen.folded.text(), seen.scene.span, seen.scene.items, seen.rules.approximation);
  Span found;
  if (!rule.regex.FindSpan(masked.text, 0, found))
    return;
  record.matches = true;
  AddRivals(seen.claims.numbers, masked.ToFolded(found), record);
  AddRivals(seen.claims.events, masked.ToFolded(found), record);
}

std::string MessageOf(const Rule& rule, const Record& record) {
  if (!record.matches)
    return "'" + rule.id + "' matches none of its own samples; `lodewatch rules try` shows why";
  if (record.winners.empty())
    return "'" + rule.id +
           "' matches its samples and gives nothing: negated, or no slot for its "
           "number took part";
  std::string names;
  for (const std::string& winner : record.winners)
    names += (names.empty() ? "" : ", ") + winner;
  return "'" + rule.id + "' wins none of its own samples: " + names +
         " wins there (higher priority, or the longer match)";
}

}  // namespace

void FindShadowed(const Pack& pack, const PackDraft& draft, std::vector<LintFinding>& findings) {
  std::map<std::string, const DraftRule*> drafts;
  for (const DraftRule& rule : draft.rules)
    drafts.emplace(rule.id, &rule);
  for (const Rule* rule : RulesOf(pack)) {
    Record record;
    for (const Sample& sample : rule->yes) {
      ExtractWatched(pack, SampleDocument(sample.text),
                     [&](const SentenceSeen& seen) { Note(seen, *rule, record); });
    }
    if (record.wins)
      continue;
    findings.push_back(
        {"shadowed", PlaceIn(drafts.at(rule->id)->match, 0, MessageOf(*rule, record))});
  }
}

}  // namespace rules
