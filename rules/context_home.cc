// Whose a sentence is, and who levies and who pays a rate.
#include <algorithm>

#include "rules/context.h"
#include "rules/cursor.h"
#include "rules/event_actor.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

void TakeFirst(std::optional<std::size_t>& place, std::size_t item, bool fits) {
  if (fits && !place)
    place = item;
}

// " opened a probe and ": what follows is of a clause of its own, and not of a list.
bool OpensClause(std::string_view between) {
  constexpr std::size_t kBytesMin = 12;
  return between.size() > kBytesMin &&
         (between.ends_with(" and ") || between.ends_with(" while ") || between.ends_with("; "));
}

}  // namespace

// "BEIJING, July 14 -", "STRASBOURG (Reuters) —": a place in capitals at the head of a paragraph.
bool SentenceContext::IsDateline(std::size_t item) const {
  const Span span = scene_.items[item].span;
  if (scene_.script != Script::kEnglish || span.start - scene_.span.start > 24)
    return false;
  const std::string_view name = TextOf(item);
  const bool capitals =
      name.size() > 3 && std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a'; });
  const std::string_view after = folded_.substr(span.end, 40);
  const std::size_t dash = after.find(" - ");
  const bool marked = after.starts_with(": ") || after.starts_with(" (") ||
                      after.starts_with(" - ") ||
                      (after.starts_with(",") && dash != std::string_view::npos);
  return marked && (capitals || scene_.paragraph > 0) && dash != std::string_view::npos;
}

// 蒙煤进口降至580万吨 in a text on the imports of another country.
bool SentenceContext::IsGoodsOfOrigin(std::size_t item) const {
  const auto flow = discourse_.Inherited(&Told::flow);
  const auto reporter = discourse_.Inherited(&Told::reporter);
  if (scene_.script != Script::kChinese || item + 2 >= scene_.items.size() || !flow || !reporter ||
      flow->value != Flow::kImport || reporter->value == scene_.items[item].word->id)
    return false;
  // 印度钢铁进口量 in a text that has told of nobody's imports are India's, 蒙煤进口 never
  // Mongolia's.
  constexpr std::size_t kOneCharacter = 3;
  if (reporter->where == "source" && TextOf(item).size() > kOneCharacter)
    return false;
  const Item& word = scene_.items[item + 2];
  return scene_.items[item + 1].Is(LexiconClass::kCommodity) && Between(item, item + 1).empty() &&
         word.Is(LexiconClass::kFlow) && ParseFlow(word.word->id) == Flow::kImport &&
         Between(item + 1, item + 2).empty();
}

std::optional<std::string> SentenceContext::CountryOfAgency() const {
  for (const Item& other : scene_.items) {
    if (other.Is(LexiconClass::kAgency) && !LeansOnText(other.word->id))
      return std::string(CountryPart(other.word->id));
  }
  return std::nullopt;
}

// "cut its duties on Chinese goods", "on all goods that originate in the US", 对美加征: whoever's
// goods they are stands behind a preposition; the other one levies.
bool SentenceContext::PaysRate(std::size_t i) const {
  const Item& item = scene_.items[i];
  const std::string_view before =
      folded_.substr(scene_.span.start, item.span.start - scene_.span.start);
  const std::string_view after = folded_.substr(item.span.end, 24);
  const EventWords& words = rules_.event_words;
  const bool is_english = scene_.script == Script::kEnglish;
  const bool is_owner =
      (before.ends_with(" of ") || before.ends_with(" of the ")) && !after.starts_with(" origin");
  // "Russian coal has paid 6%"; but "the quota of the EU pays" is told by who levies.
  const bool pays = is_english
                        ? !before.ends_with(" in ") && !is_owner &&
                              words.Holds(EventWord::kTaxedAfter, folded_.substr(item.span.end, 40))
                        : words.Holds(EventWord::kTaxedAfter, after);
  constexpr auto kPlaces = std::to_array<std::string_view>(
      {"import", "market", "consumer", "buyer", "coast", "user", "customer"});
  const bool is_market = std::any_of(kPlaces.begin(), kPlaces.end(), [&](std::string_view word) {
    return after.substr(after.empty() ? 0 : 1).starts_with(word);
  });
  const bool owns_goods = is_english && after.starts_with(" ") && !is_market &&
                          words.Holds(EventWord::kWhose, after.substr(1));
  const bool has_goods = i > 0 && i + 1 < scene_.items.size() &&
                         scene_.items[i + 1].Is(LexiconClass::kCommodity) &&
                         Between(i, i + 1) == " ";
  return has_goods || owns_goods || pays || country_roles_[i] == CountryRole::kOrigin ||
         country_roles_[i] == CountryRole::kDestination || words.Holds(EventWord::kTaxed, before);
}

// 瑞士输美商品, 韩国对美出口: the country to which another one sells levies the duty.
bool SentenceContext::IsMarket(std::size_t item) const {
  if (scene_.script != Script::kChinese || !country_roles_[item])
    return false;
  if (TextOf(item).starts_with("输"))
    return true;
  const bool sells = item + 1 < scene_.items.size() &&
                     scene_.items[item + 1].Is(LexiconClass::kFlow) &&
                     ParseFlow(scene_.items[item + 1].word->id) == Flow::kExport &&
                     Between(item, item + 1).empty();
  return sells && country_roles_[item] == CountryRole::kDestination;
}

// 加拿大加征25%附加税，中国随后对加拿大菜籽油加征100%, "sales to China ended, when Beijing raised
// its tariff on US goods": where the words begin that tell whose the duty is: those of its own
// clause, if they name both sides.
std::size_t SentenceContext::RateClause(std::size_t item) const {
  const std::size_t whole = scene_.span.start;
  const std::string_view before = folded_.substr(whole, scene_.items[item].span.start - whole);
  const std::size_t comma = before.find_last_of(",;");
  const std::size_t from = scene_.script == Script::kChinese ? HanClauseStart(before)
                           : comma == std::string_view::npos ? 0
                                                             : comma + 1;
  bool levies = false;
  bool pays = false;
  for (std::size_t i = 0; i < item; ++i) {
    if (scene_.items[i].span.start >= whole + from && country_roles_[i])
      (PaysRate(i) ? pays : levies) = true;
  }
  return levies && pays ? whole + from : whole;
}

SentenceContext::RateItems SentenceContext::ItemsOfRate(std::size_t item) const {
  RateItems out;
  auto& [levies, pays] = out;
  const std::size_t from = RateClause(item);
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    const Item& other = scene_.items[i];
    if (other.span.start < from)
      continue;
    if (IsMarket(i) && (!levies || !pays)) {
      if (levies && !pays)
        pays = levies;
      levies = i;
      continue;
    }
    const bool is_agency = other.Is(LexiconClass::kAgency) && !LeansOnText(other.word->id);
    if ((!is_agency && !country_roles_[i]) || country_roles_[i] == CountryRole::kPassing)
      continue;
    const bool is_payer = PaysRate(i);
    // "Norwegian salmon is charged 15% on entry to the United States"
    const bool is_goal = is_payer && pays && country_roles_[i] == CountryRole::kDestination &&
                         scene_.script == Script::kEnglish &&
                         other.word->id != scene_.items[*pays].word->id;
    TakeFirst(levies, i, is_goal);
    TakeFirst(pays, i, is_payer && !is_agency);
    // "South Korea opened a probe and Vietnam imposed duties of 27%"
    const bool is_next = levies && i < item && !is_agency &&
                         country_roles_[i] == CountryRole::kHome &&
                         OpensClause(Between(*levies, i));
    if (!is_payer && (!levies || is_next || (i < item && is_agency)))
      levies = i;
  }
  return out;
}

// Who levies: the one that the sentence says, the home of a place in it, else who acted last.
std::optional<Found<std::string>> SentenceContext::LevierOfRate(const RateItems& items) const {
  if (items.levies)
    return CountryOfBody(*items.levies);
  if (const LexiconEntry* place = FirstWord(LexiconClass::kPlace))
    return Found<std::string>{place->id, kSentence};
  const auto actor = discourse_.Inherited(&Told::actor);
  auto levier = actor ? actor : discourse_.Inherited(&Told::reporter);
  if (levier)
    levier->value = CountryPart(levier->value);
  return levier;
}

Found<std::string> SentenceContext::CountryOfBody(std::size_t item) const {
  return {std::string(CountryPart(BodyId(scene_, *this, item))), kSentence};
}

Sides SentenceContext::SidesOfRate(std::size_t item) const {
  Sides sides;
  const RateItems items = ItemsOfRate(item);
  // "21.7 per cent for Norway, 94 per cent for Laos": each pays its own.
  const std::size_t next = item + 1;
  const bool is_for_next =
      next < scene_.items.size() && country_roles_[next] && Between(item, next) == " for ";
  if (is_for_next || items.pays)
    sides.partner = CountryOfBody(is_for_next ? next : *items.pays);
  sides.reporter = LevierOfRate(items);
  const auto is_own = [&] {
    return sides.reporter && sides.partner && sides.reporter->value == sides.partner->value;
  };
  // 美国把关税提高到50%，国内企业对美订单减少: what is told behind the duty is not whose goods pay.
  const std::size_t payer = items.pays.value_or(item);
  const bool pays_later = payer > item && items.levies.value_or(item) < item && !is_for_next;
  if (is_own() && pays_later)
    sides.partner.reset();
  const bool is_english = scene_.script == Script::kEnglish;
  const bool is_no_code = sides.reporter && is_english && sides.reporter->value.size() != 2;
  if (is_own() || is_no_code) {
    const std::string_view other = sides.partner ? sides.partner->value : std::string_view();
    sides.reporter = is_english ? AnotherThan(std::string(other)) : std::nullopt;
  }
  if (!sides.reporter || sides.partner)
    return sides;
  sides.partner = OtherSide(sides.reporter->value);
  if (!sides.partner)
    sides.partner = AnotherThan(sides.reporter->value);
  return sides;
}

// 美方再次加征10%关税: on the goods of the country that the text is about, or of the one told last.
std::optional<Found<std::string>> SentenceContext::OtherSide(const std::string& levies) const {
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (country_roles_[i] && country_roles_[i] != CountryRole::kPassing &&
        scene_.items[i].word->id != levies)
      return Named(i);
  }
  for (auto side : {discourse_.Inherited(&Told::reporter), discourse_.Inherited(&Told::partner),
                    discourse_.Inherited(&Told::country), discourse_.Inherited(&Told::actor)}) {
    if (side)
      side->value = CountryPart(side->value);
    if (side && side->value.size() == 2 && side->value != levies)
      return side;
  }
  return std::nullopt;
}

// "China has felt it", "India is the biggest buyer": the country at the head of a sentence.
std::optional<std::string> SentenceContext::HeadCountry() const {
  constexpr std::size_t kArticle = 4;
  const bool has_number =
      std::any_of(scene_.items.begin(), scene_.items.end(), [](const auto& item) {
        return item.mention != nullptr && item.mention->type != MentionType::kPeriod;
      });
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (scene_.items[i].span.start - scene_.span.start > kArticle)
      break;
    const bool is_listed =
        i + 1 < scene_.items.size() && country_roles_[i + 1] && IsListJoint(Between(i, i + 1));
    const bool leads = country_roles_[i] == CountryRole::kHome ||
                       (country_roles_[i] == CountryRole::kPart && !has_number);
    if (leads && !is_listed)
      return scene_.items[i].word->id;
  }
  return std::nullopt;
}

// The country that the sentence is about: named at its head or as whose trade it is, and not only
// in passing. The first that a text names counts in any place.
std::optional<std::string> SentenceContext::HomeOfSentence(HomeUse use) const {
  std::optional<std::size_t> trade;
  std::optional<std::string> home;
  std::optional<std::string> owner;
  std::optional<std::string> any;
  for (std::size_t i = scene_.items.size(); i-- > 0;) {
    const Item& item = scene_.items[i];
    if (item.Is(LexiconClass::kFlow))
      trade = i;
    if (country_roles_[i] != CountryRole::kHome)
      continue;
    any = item.word->id;
    if (folded_.substr(item.span.end, 3) == "'s ")
      owner = item.word->id;
    // "India puts Japan pact on hold, saves metal for home use": of another clause of a title.
    const bool is_apart = trade && scene_.paragraph == 0 && scene_.script == Script::kEnglish &&
                          CrossesClause(Between(i, *trade));
    if (trade && !is_apart)
      home = item.word->id;
  }
  if (use == HomeUse::kOwns)
    return owner;
  if (home || use == HomeUse::kTrades)
    return home;
  const auto inherited = discourse_.Inherited(&Told::reporter);
  return inherited && inherited->where != "source" ? std::nullopt : any;
}

}  // namespace rules
