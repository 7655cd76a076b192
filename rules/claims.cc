#include "rules/claims.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "rules/cursor.h"

namespace rules {
namespace {

constexpr std::size_t kMatchesMax = 200;  // of one rule in one sentence

std::vector<std::int32_t> ItemsOf(const MaskedSentence& masked, const std::vector<Span>& groups) {
  std::vector<std::int32_t> out;
  out.reserve(groups.size());
  for (const Span& group : groups) {
    out.push_back(group.start < masked.item_at.size() ? masked.item_at[group.start] : -1);
  }
  return out;
}

// Does a word of negation stand inside the match, or in the few words before it?
bool IsNegated(const RuleSet& rules, const MaskedSentence& masked, const Rule& rule, Span match) {
  const std::size_t from = match.start > 24 ? match.start - 24 : 0;
  if (rule.denies)
    match.end = match.start;
  Span found;
  return rules.negation.FindSpan(std::string_view(masked.text).substr(from, match.end - from), 0,
                                 found) &&
         from + found.start < match.end;
}

int LengthOf(const Claim& claim) {
  return static_cast<int>(claim.match.end - claim.match.start);
}

bool Beats(const Claim& challenger, const Claim& holder) {
  return std::pair(challenger.rule->priority, LengthOf(challenger)) >
         std::pair(holder.rule->priority, LengthOf(holder));
}

class Finder {
 public:
  Finder(const RuleSet& rules, const MaskedSentence& masked) : rules_(rules), masked_(masked) {}

  Claims Run() {
    for (const int index : rules_.prefilter.Candidates(masked_.text)) {
      RunRule(rules_.rules[static_cast<std::size_t>(index)]);
    }
    Claims out;
    for (auto& [item, held] : numbers_) {
      for (Claim& claim : held)
        out.numbers.push_back(std::move(claim));
    }
    out.events = SettledEvents();
    return out;
  }

 private:
  void RunRule(const Rule& rule) {
    std::vector<Span> groups;
    std::size_t at = 0;
    for (std::size_t n = 0; n < kMatchesMax && rule.regex.Find(masked_.text, at, groups); ++n) {
      if (groups[0].start == groups[0].end)
        return;
      // "surged" holds no "urged".
      if (StartsInsideWord(groups[0].start)) {
        at = groups[0].start + 1;
        continue;
      }
      Add(rule, groups);
      at = groups[0].end;
    }
  }

  bool StartsInsideWord(std::size_t at) const {
    return at > 0 && IsLetter(masked_.text[at]) && IsLetter(masked_.text[at - 1]);
  }

  void Add(const Rule& rule, const std::vector<Span>& groups) {
    const std::vector<std::int32_t> items = ItemsOf(masked_, groups);
    const bool negated = IsNegated(rules_, masked_, rule, groups[0]);
    for (const FactTemplate& gives : rule.gives) {
      Claim claim{&rule, &gives, Claim::none(), masked_.ToFolded(groups[0]), items};
      if (gives.type) {
        if (!negated)
          events_.push_back(std::move(claim));
        continue;
      }
      const std::int32_t item = items[static_cast<std::size_t>(gives.value_group)];
      if (item < 0)
        continue;  // an optional slot that took no part
      if (negated && gives.kind)
        continue;  // "did not fall 20%"
      claim.item = static_cast<std::size_t>(item);
      std::vector<Claim>& held = numbers_[claim.item];
      // One match may make several facts of a number ("7,250 t in each of May and June").
      const bool goes_on =
          !held.empty() && held.front().rule == claim.rule && held.front().match == claim.match;
      if (!held.empty() && !goes_on && !Beats(claim, held.front()))
        continue;
      if (!goes_on)
        held.clear();
      held.push_back(std::move(claim));
    }
  }

  // Of overlapping events of one type the best stays; a rule of higher priority silences all that
  // it overlaps.
  std::vector<Claim> SettledEvents() {
    std::stable_sort(events_.begin(), events_.end(), Beats);
    std::vector<Claim> out;
    for (Claim& claim : events_) {
      const bool loses = std::any_of(out.begin(), out.end(), [&](const Claim& kept) {
        const bool overlap =
            claim.match.start < kept.match.end && kept.match.start < claim.match.end;
        return overlap && (kept.gives->type == claim.gives->type ||
                           kept.rule->priority > claim.rule->priority);
      });
      if (!loses)
        out.push_back(std::move(claim));
    }
    std::sort(out.begin(), out.end(),
              [](const Claim& a, const Claim& b) { return a.match.start < b.match.start; });
    return out;
  }

  const RuleSet& rules_;
  const MaskedSentence& masked_;
  std::map<std::size_t, std::vector<Claim>> numbers_;
  std::vector<Claim> events_;
};

}  // namespace

Claims FindClaims(const RuleSet& rules, std::string_view folded, const Scene& scene) {
  const MaskedSentence masked = Mask(folded, scene.span, scene.items, rules.approximation);
  return Finder(rules, masked).Run();
}

}  // namespace rules
