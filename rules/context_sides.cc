// Whose trade it is, which way the goods went, and who is on the other side.
#include <algorithm>
#include <array>

#include "rules/context.h"
#include "rules/cursor.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

bool IsTrade(std::optional<Flow> flow) {
  return flow == Flow::kExport || flow == Flow::kImport;
}

// What is told, else the country that title or lead mention.
std::optional<Found<std::string>> OrMentioned(const std::optional<Found<std::string>>& told,
                                              const std::optional<std::string>& mentioned) {
  if (told || !mentioned)
    return told;
  return Found<std::string>{*mentioned, "title or lead"};
}

Flow Opposite(Flow flow) {
  return flow == Flow::kExport ? Flow::kImport : Flow::kExport;
}

// "exported", 进口: the word says by itself who the reporter is. "sold", "took" and 到港 depend on
// whose statistics the article reports.
bool IsStrict(std::string_view word) {
  if (word.size() >= 6 &&
      (SameLetters(word.substr(0, 6), "export") || SameLetters(word.substr(0, 6), "import")))
    return true;
  return word.find("出口") != std::string_view::npos || word.find("进口") != std::string_view::npos;
}

}  // namespace

CountryRole SentenceContext::RoleBefore(std::size_t item) const {
  if (IsDateline(item))
    return CountryRole::kPassing;
  const auto stands_before = [&](const Regex& words) {
    // 对美, 自美 are words of the lexicon that begin with their preposition.
    constexpr std::size_t kHanBytes = 3;
    const bool holds = scene_.script == Script::kChinese && TextOf(item).size() >= 2 * kHanBytes;
    return Precedes(words, item) ||
           (holds && EndsAt(words, scene_.items[item].span.start + kHanBytes));
  };
  if (stands_before(rules_.destination) || IsIndirectObject(item))
    return CountryRole::kDestination;
  if (stands_before(rules_.origin) || IsOriginOfImports(item))
    return CountryRole::kOrigin;
  return Precedes(rules_.part, item) || Supplies(item) ? CountryRole::kPart : CountryRole::kHome;
}

// "Brazil was the top supplier", 蒙古国仍是第一大来源
bool SentenceContext::Supplies(std::size_t item) const {
  Span found;
  return rules_.supplier.FindSpan(folded_.substr(scene_.items[item].span.end, 64), 0, found);
}

// "imports of Russian urea", "bought 5 million tons of Brazilian soybeans", 进口俄罗斯煤炭
bool SentenceContext::IsOriginOfImports(std::size_t item) const {
  if (IsGoodsOfOrigin(item))
    return true;
  if (item == 0 || item + 1 >= scene_.items.size() ||
      !scene_.items[item + 1].Is(LexiconClass::kCommodity) || Between(item, item + 1).size() > 2)
    return false;
  std::size_t word = item - 1;
  if (word > 0 && scene_.items[word].Is(MentionType::kQuantity))
    --word;
  const Item& flow = scene_.items[word];
  if (!flow.Is(LexiconClass::kFlow) || ParseFlow(flow.word->id) != Flow::kImport)
    return false;
  const std::string_view between = Between(item - 1, item);
  return between == " of " || between.empty() || between == "的" || between == "了";
}

// "of which Guinea supplied 15.95 million t and Australia 3.12 million t"
bool SentenceContext::ContinuesPart(std::size_t item) const {
  for (std::size_t i = item; i-- > 0;) {
    if (!country_roles_[i])
      continue;
    const std::string_view between = Between(i, item);
    return country_roles_[i] == CountryRole::kPart && NumberBetween(i, item) &&
           between.find(';') == std::string_view::npos &&
           between.find("；") == std::string_view::npos;
  }
  return false;
}

void SentenceContext::ReadCountries() {
  country_roles_.resize(scene_.items.size());
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (!scene_.items[i].Is(LexiconClass::kCountry))
      continue;
    CountryRole role = RoleBefore(i);
    if (role == CountryRole::kHome && ContinuesPart(i))
      role = CountryRole::kPart;
    // "the US and Japan", 美国和日本: a list has one role.
    if (role == CountryRole::kHome && i > 0 && scene_.items[i - 1].Is(LexiconClass::kCountry) &&
        IsListJoint(Between(i - 1, i))) {
      role = country_roles_[i - 1].value_or(role);
    }
    country_roles_[i] = role;
  }
}

// Whose trade or output: named before the number, in its clause rather than in another one.
std::optional<std::size_t> SentenceContext::HomeOf(std::size_t item) const {
  if (const auto own = RespectiveCountry(item, CountryRole::kHome))
    return own;
  std::optional<std::size_t> before;
  for (std::size_t i = item; i-- > 0;) {
    if (country_roles_[i] == CountryRole::kHome || country_roles_[i] == CountryRole::kPart) {
      before = i;
      break;
    }
  }
  if (before) {
    // "China, Japan and Korea": the first of a list leads.
    while (*before > 0 && country_roles_[*before - 1] == CountryRole::kHome &&
           IsListJoint(Between(*before - 1, *before))) {
      --*before;
    }
    return before;
  }
  for (std::size_t i = item + 1; i < scene_.items.size(); ++i) {
    if (country_roles_[i] != CountryRole::kHome || NumberBetween(item, i))
      continue;
    // "0.66 million tonnes, with Italy and Spain the main destinations"
    if (CrossesClause(Between(item, i)) && discourse_.Inherited(&Told::reporter))
      break;
    return i;
  }
  return std::nullopt;
}

// "those from China at 0.17 million tonnes and those from Japan": a country stands before it.
bool SentenceContext::HasOwn(std::size_t item, CountryRole role) const {
  for (std::size_t i = item; i-- > 0 && !scene_.items[i].mention;) {
    if (country_roles_[i] == role)
      return true;
  }
  return false;
}

std::optional<std::size_t> SentenceContext::SideOf(std::size_t item, CountryRole role) const {
  if (const auto own = RespectiveCountry(item, role))
    return own;
  // One that follows at once ("353 t to the US") goes before one that was named earlier.
  for (std::size_t i = item + 1; i < scene_.items.size(); ++i) {
    const bool is_role = country_roles_[i] == role;
    const std::string_view between = Between(item, i);
    // "1 kg of dysprosium and 1,200 kg of terbium, all of it bound for Korea"
    if (is_role && between.size() <= 120 &&
        (between.find(", all ") != std::string_view::npos ||
         between.find(", both ") != std::string_view::npos ||
         between.find("全部") != std::string_view::npos)) {
      return i;
    }
    if (is_role && between.size() <= 60 && !NumberBetween(item, i) && !CrossesClause(between) &&
        !(HasOwn(item, role) && between.find(" and ") != std::string_view::npos))
      return i;
  }
  for (std::size_t i = item; i-- > 0;) {
    if (country_roles_[i] != role)
      continue;
    // "Those to the Netherlands, the gateway to the EU": what stands in apposition comes second.
    while (i > 0 && country_roles_[i - 1] == role && Between(i - 1, i).starts_with(", the "))
      --i;
    return i;
  }
  return std::nullopt;
}

// "Brazil sent 12 million tons" in an article on China's imports: an import of China from Brazil.
bool SentenceContext::TurnsToTopic(std::size_t item, std::size_t home,
                                   std::optional<std::size_t> flow_word, Sides& sides) const {
  const auto flow = discourse_.Inherited(&Told::flow);
  const auto reporter = discourse_.Inherited(&Told::reporter);
  const std::string& named = scene_.items[home].word->id;
  if (!flow || !reporter || !IsTrade(flow->value) || reporter->value == named)
    return false;
  if (flow_word) {
    const auto said = ParseFlow(scene_.items[*flow_word].word->id);
    // "The Emirates sent 347,000 t" among exporters is one of them; "Brazilian arrivals" are not
    // Brazil's.
    const bool is_attribute =
        said == Flow::kImport && *flow_word == home + 1 && Between(home, *flow_word) == " ";
    if (!said || !IsTrade(said) || IsStrict(TextOf(*flow_word)) ||
        (said == flow->value && !is_attribute))
      return false;
  }
  // Another country on the other side: the sentence is about their trade.
  for (const CountryRole role : {CountryRole::kDestination, CountryRole::kOrigin}) {
    const auto side = SideOf(item, role);
    const bool is_own_way =
        flow->value == (role == CountryRole::kDestination ? Flow::kImport : Flow::kExport);
    const bool is_topic =
        scene_.script == Script::kChinese ||
        (discourse_.topic.reporter == reporter->value && discourse_.topic.flow == flow->value);
    if (side && (scene_.items[*side].word->id != reporter->value || !is_own_way || !is_topic ||
                 IsIndirectObject(*side)))
      return false;
  }
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (country_roles_[i] == CountryRole::kHome && scene_.items[i].word->id == reporter->value)
      return false;
  }
  sides.flow = flow;
  sides.reporter = reporter;
  sides.partner = Found<std::string>{named, kSentence};
  return true;
}

// The first word of flow; "Chinese deliveries" in a text on imports says nothing new.
std::optional<Flow> SentenceContext::FlowOfWords() const {
  const auto topic = discourse_.Inherited(&Told::flow);
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (!scene_.items[i].Is(LexiconClass::kFlow))
      continue;
    const auto said = ParseFlow(scene_.items[i].word->id);
    const bool is_loose = IsTrade(said) && !IsStrict(TextOf(i));
    if (is_loose && topic && topic->where != "source" && IsTrade(topic->value))
      return topic->value;
    return said;
  }
  return std::nullopt;
}

Found<std::string> SentenceContext::Named(std::size_t item) const {
  return {scene_.items[item].word->id, kSentence};
}

std::optional<Found<Flow>> SentenceContext::FlowOf(std::optional<std::size_t> word,
                                                   std::optional<Flow> given) const {
  const auto topic = discourse_.Inherited(&Told::flow);
  const auto said = word ? ParseFlow(scene_.items[*word].word->id) : std::optional<Flow>();
  if (!said)
    return given ? Found<Flow>{*given, "rule"} : topic;
  // "Mills in Maharashtra received the biggest slice" of what was allotted.
  if (IsTrade(said) && !IsStrict(TextOf(*word)) && discourse_.paragraph.flow == Flow::kQuota)
    return Found<Flow>{Flow::kQuota, "previous sentence"};
  // "Coking coal shipments rose" in an article on imports.
  const bool says_side = std::any_of(country_roles_.begin(), country_roles_.end(),
                                     [](const auto& role) { return role.has_value(); });
  if (IsTrade(said) && !IsStrict(TextOf(*word)) && topic && IsTrade(topic->value) && !says_side)
    return topic->value == *said ? Found<Flow>{*said, kSentence} : topic;
  return Found<Flow>{*said, kSentence};
}

// 我国大豆进口中巴西占七成: the whole is the importer's.
std::size_t SentenceContext::FirstHome(std::size_t home) const {
  std::size_t first = home;
  for (std::size_t i = home; i-- > 0;)
    first = country_roles_[i] == CountryRole::kHome ? i : first;
  return first;
}

std::optional<Found<std::string>> SentenceContext::ReporterOf(std::size_t item, Kind kind,
                                                              std::optional<Flow> flow) const {
  const auto home = HomeOf(item);
  const auto whole = kind == Kind::kShare ? WholeOfShare(item) : std::nullopt;
  if (whole)
    return Named(*whole);
  const auto origin = SideOf(item, CountryRole::kOrigin);
  auto inherited = discourse_.Inherited(&Told::reporter);
  // "Brazilian supplies came to 21 t, while those from the US rose": not Brazil's imports.
  const bool imports =
      home &&
      std::any_of(
          scene_.items.begin() + static_cast<std::ptrdiff_t>(*home),
          scene_.items.begin() + static_cast<std::ptrdiff_t>(item), [&](const Item& other) {
            return other.Is(LexiconClass::kFlow) &&
                   IsStrict(folded_.substr(other.span.start, other.span.end - other.span.start));
          });
  const bool elsewhere = home && origin && flow == Flow::kImport && *home < *origin &&
                         *origin < item && !imports && NumberBetween(*home, *origin);
  if (elsewhere && inherited)
    return inherited;
  if (home && country_roles_[*home] == CountryRole::kPart && IsTrade(flow) && !IsOfWorld(item)) {
    const std::size_t first = FirstHome(*home);
    return country_roles_[first] == CountryRole::kHome ? std::optional(Named(first)) : inherited;
  }
  if (home)
    return Named(kind == Kind::kShare && flow == Flow::kImport ? FirstHome(*home) : *home);
  const auto side = flow == Flow::kExport   ? origin
                    : flow == Flow::kImport ? SideOf(item, CountryRole::kDestination)
                                            : std::optional<std::size_t>();
  if (side && !IsSideOfAnother(*side, item))
    return Named(*side);
  if (const auto agency = CountryOfAgency())
    return Found<std::string>{*agency, kSentence};
  const auto place = PlaceOf(item);
  if (place && (!IsTrade(flow) || !inherited))
    return Named(*place);
  return OrMentioned(inherited, discourse_.topic.mentioned);
}

// "Lynas separated 38 t at Kuantan": where it was made goes before who made it.
std::optional<std::size_t> SentenceContext::PlaceOf(std::size_t item) const {
  const auto nearest = NearestWord(item, LexiconClass::kPlace);
  for (std::size_t i = item + 1; i < scene_.items.size(); ++i) {
    if (scene_.items[i].Is(LexiconClass::kPlace) && Precedes(rules_.site, i) &&
        !NumberBetween(item, i) && !CrossesClause(Between(item, i)))
      return i;
  }
  return nearest;
}

// Nobody trades with himself: of the two the one that stands behind a preposition is the partner.
void SentenceContext::Reconcile(Sides& sides) const {
  if (!sides.reporter || !sides.partner || sides.reporter->value != sides.partner->value)
    return;
  sides.reporter = discourse_.Inherited(&Told::reporter);
  if (sides.reporter && sides.reporter->value == sides.partner->value)
    sides.reporter.reset();
}

// "Arrivals from the US", "supplies to Japan" against the flow of the article.
void SentenceContext::TurnFlow(std::size_t item, std::size_t word, Sides& sides) const {
  if (IsStrict(TextOf(word)) || !sides.flow || !IsTrade(sides.flow->value))
    return;
  const auto other = SideOf(
      item, sides.flow->value == Flow::kExport ? CountryRole::kOrigin : CountryRole::kDestination);
  const auto reporter = discourse_.Inherited(&Told::reporter);
  if (other && reporter && scene_.items[*other].word->id != reporter->value) {
    sides.flow->value = Opposite(sides.flow->value);
    sides.reporter = reporter;
    sides.partner = Named(*other);
  }
}

Sides SentenceContext::SidesOf(std::size_t item, Kind kind, std::optional<Flow> given) const {
  Sides sides;
  if (!given && IsOfAllTrade(item) && !BareTrade(item)) {  // a balance is of no flow
    sides.reporter = ReporterOf(item, kind, std::nullopt);
    return sides;
  }
  const auto word = given ? std::optional<std::size_t>() : FlowWordOf(item);
  sides.flow = FlowOf(word, given);
  const std::optional<Flow> flow =
      sides.flow ? std::optional(sides.flow->value) : std::optional<Flow>();
  const auto home = HomeOf(item);
  const bool trades =
      kind == Kind::kQuantity || kind == Kind::kMoney || kind == Kind::kChange ||
      (kind == Kind::kShare && flow == Flow::kImport && !IsOfWorld(item) && !WholeOfShare(item));
  if (kind != Kind::kShare && trades && TurnsToPart(item, sides))
    return sides;
  sides.flow = FlowOf(word, given);
  if (trades && !given && home && TurnsToTaker(item, *home, word, sides))
    return sides;
  if (trades && !given && home && TurnsToTopic(item, *home, word, sides))
    return sides;
  sides.reporter = ReporterOf(item, kind, flow);
  const auto partner = PartnerOf(item, flow);
  if (partner)
    sides.partner = Named(*partner);
  else if (!home && word)
    TurnFlow(item, *word, sides);
  if (!sides.partner && IsTrade(flow) && KeepsPartner() && discourse_.paragraph.partner)
    sides.partner = Found<std::string>{*discourse_.paragraph.partner, "previous sentence"};
  Reconcile(sides);
  return sides;
}

}  // namespace rules
