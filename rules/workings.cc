#include "rules/workings.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/cursor.h"
#include "rules/watch.h"

namespace rules {
namespace {

constexpr std::size_t kMatchesMax = 200;  // of one rule in one sentence, as in claims.cc
constexpr std::size_t kBeforeMax = 24;    // where negation before a match is looked for

std::string_view NameOf(Slot slot) {
  switch (slot) {
    case Slot::kQuantity:
      return "{quantity}";
    case Slot::kPercent:
      return "{percent}";
    case Slot::kPoints:
      return "{points}";
    case Slot::kMoney:
      return "{money}";
    case Slot::kPrice:
      return "{price}";
    case Slot::kPeriod:
      return "{period}";
    case Slot::kNumber:
      return "{number}";
    case Slot::kCommodity:
      return "{commodity}";
    case Slot::kAgency:
      return "{agency}";
    case Slot::kCountry:
      return "{country}";
    case Slot::kChange:
      return "{change}";
    case Slot::kFraction:
      return "{fraction}";
  }
  return {};
}

std::string_view NameOf(LexiconClass what) {
  switch (what) {
    case LexiconClass::kCommodity:
      return "commodity";
    case LexiconClass::kAgency:
      return "agency";
    case LexiconClass::kCountry:
      return "country";
    case LexiconClass::kFlow:
      return "flow";
    case LexiconClass::kMeasure:
      return "measure";
    case LexiconClass::kBasis:
      return "basis";
    case LexiconClass::kPlace:
      return "place";
    case LexiconClass::kName:
      return "name";
  }
  return {};
}

std::string TemplateText(const FactTemplate& gives) {
  if (gives.type)
    return "event " + std::string(ToText(*gives.type));
  return gives.kind ? std::string(ToText(*gives.kind)) : "none";
}

bool Overlap(Span a, Span b) {
  return a.start < b.end && b.start < a.end;
}

std::size_t LengthOf(Span span) {
  return span.end - span.start;
}

// Reads one sentence as extraction told it.
class SentenceReader {
 public:
  SentenceReader(const SentenceSeen& seen, NearMissFinder& finder)
      : seen_(seen),
        finder_(finder),
        masked_(Mask(seen.folded.text(), seen.scene.span, seen.scene.items,
                     seen.rules.approximation)) {}

  SentenceWorkings Read(std::size_t almost_max) {
    SentenceWorkings out;
    out.span = seen_.folded.ToOriginal(seen_.scene.span);
    out.text = Text(seen_.scene.span);
    out.masked = SlotsNamed(masked_.text);
    out.script = seen_.scene.script;
    for (std::size_t i = 0; i < seen_.scene.items.size(); ++i)
      out.things.push_back(ThingOf(i));
    for (const Rule& rule : seen_.rules.rules)
      AddMatches(rule, out.matches);
    std::stable_sort(
        out.matches.begin(), out.matches.end(),
        [](const RuleMatch& a, const RuleMatch& b) { return a.span.start < b.span.start; });
    AddNearRules(almost_max, out.almost);
    return out;
  }

 private:
  std::string Text(Span folded) const {
    return seen_.folded.text().substr(folded.start, LengthOf(folded));
  }

  Thing ThingOf(std::size_t index) const {
    const Item& item = seen_.scene.items[index];
    Thing thing;
    thing.span = seen_.folded.ToOriginal(item.span);
    thing.quote = Text(item.span);
    const auto at =
        std::find(masked_.item_at.begin(), masked_.item_at.end(), static_cast<std::int32_t>(index));
    if (at != masked_.item_at.end())
      thing.slot = NameOf(
          static_cast<Slot>(masked_.text[static_cast<std::size_t>(at - masked_.item_at.begin())]));
    thing.is = item.mention != nullptr ? ToText(*item.mention)
                                       : std::string(NameOf(item.word->what)) + " " + item.word->id;
    return thing;
  }

  void AddMatches(const Rule& rule, std::vector<RuleMatch>& out) const {
    std::vector<Span> groups;
    std::size_t at = 0;
    for (std::size_t n = 0; n < kMatchesMax && rule.regex.Find(masked_.text, at, groups); ++n) {
      if (groups[0].start == groups[0].end)
        return;
      // "surged" holds no "urged", as in claims.cc.
      const std::size_t start = groups[0].start;
      if (start > 0 && IsLetter(masked_.text[start]) && IsLetter(masked_.text[start - 1])) {
        at = start + 1;
        continue;
      }
      RuleMatch match;
      match.rule = &rule;
      const Span folded = masked_.ToFolded(groups[0]);
      match.span = seen_.folded.ToOriginal(folded);
      match.quote = Text(folded);
      for (const FactTemplate& gives : rule.gives) {
        if (auto outcome = OutcomeOf(rule, gives, groups))
          match.outcomes.push_back(std::move(*outcome));
      }
      out.push_back(std::move(match));
      at = groups[0].end;
    }
  }

  // nullopt: an optional slot for the number took no part.
  std::optional<ClaimOutcome> OutcomeOf(const Rule& rule, const FactTemplate& gives,
                                        const std::vector<Span>& groups) const {
    ClaimOutcome out;
    out.what = TemplateText(gives);
    out.needs = gives.needs;
    const Span match = masked_.ToFolded(groups[0]);
    std::size_t item = Claim::none();
    if (!gives.type) {
      const Span number = groups[static_cast<std::size_t>(gives.value_group)];
      if (number.start >= masked_.item_at.size() || masked_.item_at[number.start] < 0)
        return std::nullopt;
      item = static_cast<std::size_t>(masked_.item_at[number.start]);
      out.number = Text(seen_.scene.items[item].span);
    }
    const std::vector<Claim>& won = gives.type ? seen_.claims.events : seen_.claims.numbers;
    const auto is_ours = [&](const Claim& claim) {
      return claim.gives == &gives && claim.match == match && (gives.type || claim.item == item);
    };
    if (std::any_of(won.begin(), won.end(), is_ours))
      return out;
    if (const std::string word = NegationIn(rule, groups[0]); !word.empty() && gives.kind) {
      out.fate = Fate::kNegated;
      out.to = word;
      return out;
    }
    const auto rival = std::find_if(won.begin(), won.end(), [&](const Claim& claim) {
      if (!gives.type)
        return claim.item == item;
      return Overlap(claim.match, match) &&
             (claim.gives->type == gives.type || claim.rule->priority > rule.priority);
    });
    out.fate = Fate::kDropped;
    if (rival == won.end())
      return out;
    out.to = rival->rule->id;
    out.priority = rival->rule->priority;
    if (rival->rule->priority != rule.priority)
      out.fate = rival->rule->priority > rule.priority ? Fate::kLostByPriority : Fate::kDropped;
    else
      out.fate = LengthOf(rival->match) > LengthOf(match) ? Fate::kLostByLength
                 : rival->rule == &rule                   ? Fate::kDropped
                                                          : Fate::kLostByOrder;
    return out;
  }

  // The word of negation in a match or right before it, as claims.cc asks for it; empty: none.
  std::string NegationIn(const Rule& rule, Span match) const {
    const std::size_t from = match.start > kBeforeMax ? match.start - kBeforeMax : 0;
    if (rule.denies)
      match.end = match.start;
    Span found;
    const std::string_view text = std::string_view(masked_.text).substr(from, match.end - from);
    if (!seen_.rules.negation.FindSpan(text, 0, found))
      return {};
    return std::string(text.substr(found.start, LengthOf(found)));
  }

  void AddNearRules(std::size_t most, std::vector<NearRule>& out) const {
    if (most == 0)
      return;
    for (const NearMiss& miss : finder_.Find(seen_.scene.script, masked_.text)) {
      if (out.size() == most)
        return;
      const Span matched = masked_.ToFolded(miss.matched);
      out.push_back({miss.rule->id, miss.rule->match.text, miss.stopped, miss.parts, miss.found,
                     Text(matched), Text({matched.end, seen_.scene.span.end})});
    }
  }

  const SentenceSeen& seen_;
  NearMissFinder& finder_;
  MaskedSentence masked_;
};

}  // namespace

std::string SlotsNamed(std::string_view masked) {
  std::string out;
  for (const char c : masked) {
    const std::string_view name = NameOf(static_cast<Slot>(c));
    if (name.empty())
      out += c;
    else
      out += name;
  }
  return out;
}

std::vector<SentenceWorkings> WorkingsOf(const Pack& pack, NearMissFinder& finder,
                                         const feeds::Document& document, std::size_t almost_max) {
  std::vector<SentenceWorkings> out;
  const std::vector<Fact> facts = ExtractWatched(pack, document, [&](const SentenceSeen& seen) {
    out.push_back(SentenceReader(seen, finder).Read(almost_max));
  });
  for (const Fact& fact : facts) {
    for (SentenceWorkings& sentence : out) {
      const auto match =
          std::find_if(sentence.matches.begin(), sentence.matches.end(), [&](const RuleMatch& of) {
            return of.rule->id == fact.rule && Overlap(of.span, fact.evidence);
          });
      if (match == sentence.matches.end())
        continue;
      match->facts.push_back(ToText(fact));
      break;
    }
  }
  return out;
}

}  // namespace rules
