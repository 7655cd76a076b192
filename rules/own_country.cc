#include "rules/own_country.h"

#include <algorithm>
#include <optional>

namespace rules {
namespace {

constexpr std::string_view kTaiwan = "TW";

std::optional<std::uint32_t> EntryOf(const Lexicon& lexicon, LexiconClass what) {
  const std::vector<LexiconEntry>& entries = lexicon.entries();
  const auto found = std::find_if(
      entries.begin(), entries.end(),
      [what](const LexiconEntry& entry) { return entry.what == what && entry.id == kTaiwan; });
  if (found == entries.end())
    return std::nullopt;
  return static_cast<std::uint32_t>(found - entries.begin());
}

}  // namespace

void TakeOwnCountry(const CompiledRules& rules, std::string_view original, const FoldedText& folded,
                    std::vector<LexiconHit>& hits) {
  const EventWords& words = rules.chinese.event_words;
  if (hits.empty() || !words.Holds(EventWord::kTaiwanText, folded.text()))
    return;
  for (LexiconHit& hit : hits) {
    const std::string_view name =
        std::string_view(folded.text()).substr(hit.span.start, hit.span.end - hit.span.start);
    const Span spelt = folded.ToOriginal(hit.span);
    if (original.substr(spelt.start, spelt.end - spelt.start) == name ||
        !words.Holds(EventWord::kTaiwanOwn, name))
      continue;
    if (const auto own = EntryOf(rules.lexicon, rules.lexicon.entries()[hit.entry].what))
      hit.entry = *own;
  }
}

}  // namespace rules
