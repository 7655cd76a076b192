// Who is on the other side where a sentence says it in passing: takers of what another one sold,
// the whole of a share, the other party to a duty.
#include <algorithm>
#include <array>

#include "rules/context.h"
#include "rules/event_actor.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

bool IsTrade(std::optional<Flow> flow) {
  return flow == Flow::kExport || flow == Flow::kImport;
}

}  // namespace

// The trade told of between two items that goes the other way than the word `flow_word`, and has a
// number of its own in the clause before `end`.
std::optional<Flow> SentenceContext::OtherWay(std::size_t begin, std::size_t end,
                                              std::size_t flow_word) const {
  const auto said = ParseFlow(scene_.items[flow_word].word->id);
  for (std::size_t word = begin; word < std::min(end, flow_word); ++word) {
    const Item& verb = scene_.items[word];
    const auto flow = verb.Is(LexiconClass::kFlow) ? ParseFlow(verb.word->id) : std::nullopt;
    if (IsTrade(flow) && flow != said && NumberBetween(word, end) &&
        Between(word, end).find(';') == std::string_view::npos)
      return flow;
  }
  return std::nullopt;
}

// "Thailand exported 6.6 million t, with Indonesia taking 910,000 and Iraq 770,000".
bool SentenceContext::TurnsToTaker(std::size_t item, std::size_t home,
                                   std::optional<std::size_t> flow_word, Sides& sides) const {
  const std::string& named = scene_.items[home].word->id;
  const auto said =
      flow_word ? ParseFlow(scene_.items[*flow_word].word->id) : std::optional<Flow>();
  if (!IsTrade(said) || item < home || scene_.script != Script::kEnglish)
    return false;
  for (std::size_t i = 0; i < home; ++i) {
    if (country_roles_[i] != CountryRole::kHome || scene_.items[i].word->id == named)
      continue;
    if (const auto flow = OtherWay(i + 1, home, *flow_word)) {
      sides.flow = Found<Flow>{*flow, kSentence};
      sides.reporter = Named(i);
      sides.partner = Found<std::string>{named, kSentence};
      return true;
    }
  }
  // "Shipments fell to 1.2 million t, with Egypt taking 640,000"
  const auto reporter = discourse_.Inherited(&Told::reporter);
  const auto flow =
      reporter && reporter->value != named ? OtherWay(0, home, *flow_word) : std::optional<Flow>();
  if (!flow)
    return false;
  sides.flow = Found<Flow>{*flow, kSentence};
  sides.reporter = reporter;
  sides.partner = Found<std::string>{named, kSentence};
  return true;
}

// "43% of US imports", "57% of the rare earths that China bought": the country behind the share
// whose whole it is.
std::optional<std::size_t> SentenceContext::WholeOfShare(std::size_t item) const {
  constexpr std::size_t kBytesMax = 60;
  if (scene_.script != Script::kEnglish || IsOfWorld(item))
    return std::nullopt;
  for (std::size_t i = item + 1; i < scene_.items.size(); ++i) {
    if (!country_roles_[i])
      continue;
    const std::string_view between = Between(item, i);
    if (!between.starts_with(" of ") || between.size() > kBytesMax || CrossesClause(between) ||
        NumberBetween(item, i) || country_roles_[i] == CountryRole::kOrigin ||
        country_roles_[i] == CountryRole::kDestination)
      return std::nullopt;
    const std::string_view after = folded_.substr(scene_.items[i].span.end, 4);
    const bool owns = after.starts_with("'s ") || after.starts_with("' ");
    const bool trades = i + 1 < scene_.items.size() && Between(i, i + 1) == " " &&
                        (scene_.items[i + 1].Is(LexiconClass::kFlow) ||
                         scene_.items[i + 1].Is(LexiconClass::kCommodity));
    return owns || trades ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

// The country told nearest that is not this one.
std::optional<Found<std::string>> SentenceContext::AnotherThan(const std::string& country) const {
  struct Level {
    const Told& told;
    std::string_view where;
  };
  const auto levels = std::to_array<Level>({{discourse_.paragraph, "previous sentence"},
                                            {discourse_.topic, "title or lead"},
                                            {discourse_.earlier, "earlier sentence"},
                                            {discourse_.source, "source"}});
  constexpr auto kKeys = std::to_array<std::optional<std::string> Told::*>(
      {&Told::actor, &Told::reporter, &Told::country, &Told::mentioned});
  const auto named = [&](const Level& level, auto key) -> std::optional<Found<std::string>> {
    const auto& told = level.told.*key;
    const std::string code(told ? CountryPart(*told) : std::string_view{});
    const bool is_code =
        code.size() == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z';
    if (is_code && code != country)
      return Found<std::string>{code, level.where};
    return std::nullopt;
  };
  for (const Level& level : levels) {
    for (const auto key : kKeys) {
      if (auto found = named(level, key))
        return found;
    }
  }
  for (const Level& level : levels) {
    if (auto found = named(level, &Told::partner))
      return found;
  }
  return std::nullopt;
}

// "Ukraine sold the EU 20,000 tonnes"
bool SentenceContext::IsIndirectObject(std::size_t item) const {
  if (item == 0 || item + 1 >= scene_.items.size() || scene_.script != Script::kEnglish)
    return false;
  const Item& verb = scene_.items[item - 1];
  const std::string_view before = Between(item - 1, item);
  const bool sells = verb.Is(LexiconClass::kFlow) && ParseFlow(verb.word->id) == Flow::kExport &&
                     (before == " " || before == " the ");
  const bool has_giver =
      std::any_of(scene_.items.begin(), scene_.items.begin() + static_cast<std::ptrdiff_t>(item),
                  [](const Item& other) { return other.Is(LexiconClass::kCountry); });
  return sells && has_giver && scene_.items[item + 1].Is(MentionType::kQuantity) &&
         Between(item, item + 1) == " ";
}

// "China imported 20.7 million t, of which Guinea supplied 16 million": an import of China still.
bool SentenceContext::TurnsToPart(std::size_t item, Sides& sides) const {
  std::size_t part = item;
  while (part > 0 && country_roles_[part - 1] != CountryRole::kPart)
    --part;
  if (part == 0)
    return false;
  --part;
  std::optional<Found<Flow>> flow = discourse_.Inherited(&Told::flow);
  std::optional<Found<std::string>> reporter = discourse_.Inherited(&Told::reporter);
  const auto first = std::find(country_roles_.begin(), country_roles_.end(), CountryRole::kPart);
  const auto told_before = static_cast<std::size_t>(first - country_roles_.begin());
  for (std::size_t i = 0; i < told_before; ++i) {
    const Item& other = scene_.items[i];
    const auto said = other.Is(LexiconClass::kFlow) ? ParseFlow(other.word->id) : std::nullopt;
    if (said)
      flow = Found<Flow>{*said, kSentence};
  }
  for (std::size_t i = part; i-- > 0;) {
    if (country_roles_[i] == CountryRole::kHome)
      reporter = Named(i);
  }
  // "Australia remained Japan's leading supplier with 2.3 million t"
  for (std::size_t i = part + 1; i < item && !NumberBetween(part, i); ++i) {
    if (country_roles_[i] == CountryRole::kHome &&
        folded_.substr(scene_.items[i].span.end, 3) == "'s ")
      reporter = Named(i);
  }
  if (!flow || !IsTrade(flow->value) || !reporter || reporter->value == Named(part).value)
    return false;
  sides.flow = flow;
  sides.partner = Named(part);
  sides.reporter = reporter;
  return true;
}

// "70% of the world's exports", 占全球的七成: the whole is nobody's.
bool SentenceContext::IsOfWorld(std::size_t item) const {
  constexpr std::size_t kBytes = 40;
  const Span span = scene_.items[item].span;
  std::size_t from = std::max(scene_.span.start, span.start > kBytes ? span.start - kBytes : 0);
  while (from < span.start && (static_cast<unsigned char>(folded_[from]) & 0xC0) == 0x80)
    ++from;
  std::size_t to = std::min(scene_.span.end, span.end + kBytes);
  while (to < scene_.span.end && (static_cast<unsigned char>(folded_[to]) & 0xC0) == 0x80)
    ++to;
  Span found;
  return rules_.world.FindSpan(folded_.substr(from, to - from), 0, found);
}

// "Shipments to Germany fell 2%, and imports rose 6%": those are not Germany's.
bool SentenceContext::IsSideOfAnother(std::size_t side, std::size_t item) const {
  if (side >= item || scene_.script != Script::kEnglish || !NumberBetween(side, item) ||
      !discourse_.Inherited(&Told::reporter))
    return false;
  for (std::size_t i = side; i < item; ++i) {
    if (scene_.items[i].Is(LexiconClass::kFlow))
      return true;
  }
  return false;
}

// The word that says which way the number's goods went.
std::optional<std::size_t> SentenceContext::FlowWordOf(std::size_t item) const {
  const auto word = NearestWord(item, LexiconClass::kFlow);
  // "Russia's 7.6 million t meant a drop; its export duty has not helped": another clause.
  const bool is_apart = word && *word > item && scene_.script == Script::kEnglish &&
                        Between(item, *word).find("; ") != std::string_view::npos &&
                        discourse_.Inherited(&Told::flow);
  return is_apart ? std::nullopt : word;
}

// Where the goods went to or came from; "511,000 t for Argentina" of a quota.
std::optional<std::size_t> SentenceContext::PartnerOf(std::size_t item,
                                                      std::optional<Flow> flow) const {
  if (flow == Flow::kExport)
    return SideOf(item, CountryRole::kDestination);
  if (flow == Flow::kImport)
    return SideOf(item, CountryRole::kOrigin);
  const bool is_for = flow == Flow::kQuota && item + 1 < scene_.items.size() &&
                      country_roles_[item + 1] == CountryRole::kDestination &&
                      Between(item, item + 1).starts_with(" for ");
  return is_for ? std::optional(item + 1) : std::nullopt;
}

}  // namespace rules
