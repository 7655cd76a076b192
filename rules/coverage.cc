#include "rules/coverage.h"

#include <utility>

#include "rules/watch.h"

namespace rules {
namespace {

bool HasUnit(const Item& item) {
  return item.Is(MentionType::kQuantity) || item.Is(MentionType::kPercent) ||
         item.Is(MentionType::kPoints) || item.Is(MentionType::kMoney) ||
         item.Is(MentionType::kPrice);
}

void AddRules(const SentenceSeen& seen, DocumentCoverage& out) {
  for (const std::vector<Claim>* claims : {&seen.claims.numbers, &seen.claims.events}) {
    for (const Claim& claim : *claims)
      out.won.insert(claim.rule);
  }
  const MaskedSentence masked =
      Mask(seen.folded.text(), seen.scene.span, seen.scene.items, seen.rules.approximation);
  for (const int index : seen.rules.prefilter.Candidates(masked.text)) {
    const Rule& rule = seen.rules.rules[static_cast<std::size_t>(index)];
    Span found;
    if (out.won.count(&rule) == 0 && rule.regex.FindSpan(masked.text, 0, found))
      out.matched.insert(&rule);
  }
}

void AddNumbers(const SentenceSeen& seen, DocumentCoverage& out) {
  std::set<std::size_t> claimed;
  for (const Claim& claim : seen.claims.numbers)
    claimed.insert(claim.item);
  const Span span = seen.scene.span;
  UnclaimedSentence sentence;
  std::size_t numbers = 0;
  for (std::size_t i = 0; i < seen.scene.items.size(); ++i) {
    const Item& item = seen.scene.items[i];
    if (!HasUnit(item))
      continue;
    ++numbers;
    if (claimed.count(i) == 0)
      sentence.numbers.push_back({item.span.start - span.start, item.span.end - span.start});
  }
  out.numbers += numbers;
  out.with_numbers += numbers > 0 ? 1 : 0;
  out.unclaimed_numbers += sentence.numbers.size();
  if (sentence.numbers.empty())
    return;
  sentence.text = seen.folded.text().substr(span.start, span.end - span.start);
  out.unclaimed.push_back(std::move(sentence));
}

}  // namespace

DocumentCoverage CoverageOf(const Pack& pack, const feeds::Document& document) {
  DocumentCoverage out;
  ExtractWatched(pack, document, [&out](const SentenceSeen& seen) {
    ++out.sentences;
    AddRules(seen, out);
    AddNumbers(seen, out);
  });
  for (const Rule* rule : out.won)
    out.matched.erase(rule);
  return out;
}

}  // namespace rules
