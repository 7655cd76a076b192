#include "rules/context.h"

#include <algorithm>
#include <limits>

#include "rules/event_actor.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

bool IsAmount(const Item& item) {
  return item.mention != nullptr && item.mention->type != MentionType::kPeriod;
}

// " of ", " of its ", " of the world's ": the number counts what follows.
bool IsOf(std::string_view between) {
  constexpr std::size_t kBytesMax = 30;
  if (between.empty() || between == " ")
    return true;
  return between.starts_with(" of ") && between.size() <= kBytesMax && !CrossesClause(between) &&
         between.find(" of ", 3) == std::string_view::npos;
}

bool IsPair(std::string_view between) {
  return between == " and " || between == "和" || between == "与" || between == "及" ||
         between == "、";
}

}  // namespace

bool CrossesClause(std::string_view between) {
  for (const std::string_view stop :
       {";", ", ", "，", "；", "、", ": ", " - ", " while ", " but ", "("}) {
    if (between.find(stop) != std::string_view::npos)
      return true;
  }
  return false;
}

std::size_t HanClauseStart(std::string_view text) {
  std::size_t start = 0;
  for (const std::string_view stop : {"，", "；"}) {
    const std::size_t at = text.rfind(stop);
    start = at == std::string_view::npos ? start : std::max(start, at + stop.size());
  }
  return start;
}

SentenceContext::SentenceContext(std::string_view folded, const Scene& scene, const RuleSet& rules,
                                 const Discourse& discourse)
    : folded_(folded), scene_(scene), rules_(rules), discourse_(discourse) {
  const std::string_view text = folded.substr(scene.span.start, scene.span.end - scene.span.start);
  is_respective_ = text.find("respectively") != std::string_view::npos ||
                   text.find("分别") != std::string_view::npos;
  ReadPeriods();
  ReadCountries();
}

std::string_view SentenceContext::TextOf(std::size_t item) const {
  const Span span = scene_.items[item].span;
  return folded_.substr(span.start, span.end - span.start);
}

std::string_view SentenceContext::Between(std::size_t left, std::size_t right) const {
  const std::size_t from = scene_.items[left].span.end;
  const std::size_t to = scene_.items[right].span.start;
  return to > from ? folded_.substr(from, to - from) : std::string_view{};
}

bool SentenceContext::NumberBetween(std::size_t left, std::size_t right) const {
  for (std::size_t i = left + 1; i < right; ++i) {
    if (IsAmount(scene_.items[i]))
      return true;
  }
  return false;
}

// Do these words stand at the end of the sentence's text up to here?
bool SentenceContext::EndsAt(const Regex& words, std::size_t end) const {
  std::size_t from = scene_.span.start;
  if (end - from > 48)
    from = end - 48;
  while (from < end && (static_cast<unsigned char>(folded_[from]) & 0xC0) == 0x80)
    ++from;
  Span found;
  return words.FindSpan(folded_.substr(from, end - from), 0, found);
}

bool SentenceContext::Precedes(const Regex& words, std::size_t item) const {
  return EndsAt(words, scene_.items[item].span.start);
}

bool SentenceContext::IsComparison(std::size_t item) const {
  return Precedes(rules_.comparison, item);
}

// "They fell 5%", "Those to Japan": the sentence speaks of what the one before it told.
bool SentenceContext::IsAnaphoric() const {
  constexpr std::size_t kHead = 32;
  const std::string_view text =
      folded_.substr(scene_.span.start, std::min(kHead, scene_.span.end - scene_.span.start));
  for (const std::string_view word : {"They ", "Those ", "It ", "That ", "Their ", "Its "}) {
    if (text.starts_with(word))
      return true;
  }
  return text.find(" they ") != std::string_view::npos ||
         text.find(" those ") != std::string_view::npos;
}

// Goes the trade of the sentence on with the partner of the one before? Chinese drops what is
// known.
bool SentenceContext::KeepsPartner() const {
  const bool names_country = std::any_of(country_roles_.begin(), country_roles_.end(),
                                         [](const auto& role) { return role.has_value(); });
  return IsAnaphoric() || (scene_.script == Script::kChinese && !names_country);
}

// The nearest word of a class: one that follows costs more than one that went before, and a comma
// or another number on the way costs most.
std::optional<std::size_t> SentenceContext::NearestWord(std::size_t item, LexiconClass what) const {
  std::optional<std::size_t> best;
  std::size_t best_cost = std::numeric_limits<std::size_t>::max();
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (!scene_.items[i].Is(what))
      continue;
    const bool follows = i > item;
    const std::string_view between = follows ? Between(item, i) : Between(i, item);
    std::size_t cost = between.size() + (CrossesClause(between) ? 40 : 0) +
                       (between.find("; ") != std::string_view::npos ? 80 : 0);
    if (follows) {
      if (IsOf(between) && !NumberBetween(item, i))
        return i;
      cost = cost * 2 + (NumberBetween(item, i) ? 400 : 10);
      // Another clause with a number of its own, while the sentence speaks of something named
      // before it.
      if (IsAnaphoric() && CrossesClause(between))
        continue;
    }
    if (cost < best_cost) {
      best_cost = cost;
      best = i;
    }
  }
  return best;
}

std::optional<Found<std::string>> SentenceContext::SubjectOf(std::size_t item) const {
  if (const auto own = RespectiveWord(item, LexiconClass::kCommodity))
    return Found<std::string>{scene_.items[*own].word->id, kSentence};
  if (IsOfAllTrade(item))
    return Found<std::string>{"goods", kSentence};
  if (auto near = NearestWord(item, LexiconClass::kCommodity)) {
    // "exports of gallium and germanium came to 5 t": the first of a list leads.
    while (*near > 0 && *near < item && scene_.items[*near - 1].Is(LexiconClass::kCommodity) &&
           IsPair(Between(*near - 1, *near))) {
      --*near;
    }
    return Found<std::string>{scene_.items[*near].word->id, kSentence};
  }
  // What a firm takes in is for all that it sells, whichever good the text spoke of last.
  Span found;
  const bool is_turnover =
      discourse_.good_of_firm && !scene_.items[item].Is(MentionType::kQuantity) &&
      rules_.turnover.FindSpan(
          folded_.substr(scene_.span.start, scene_.span.end - scene_.span.start), 0, found);
  if (is_turnover)
    return Found<std::string>{*discourse_.good_of_firm, "title or lead"};
  return discourse_.Inherited(&Told::subject);
}

// "fell 5.7% to $24 million", "rose 4% by volume", "fell by a fifth on Wednesday, to about $9,800 a
// tonne": what follows at once says what the change is of.
std::optional<Measure> SentenceContext::MeasureRightAfter(std::size_t item) const {
  std::size_t next = item + 1;
  while (next < scene_.items.size() && (scene_.items[next].Is(MentionType::kPeriod) ||
                                        scene_.items[next].Is(LexiconClass::kBasis))) {
    ++next;
  }
  if (next >= scene_.items.size())
    return std::nullopt;
  const Item& after = scene_.items[next];
  const std::string_view last = Between(next - 1, next);
  const std::string_view all = Between(item, next);
  const auto leads = [&](std::string_view word) {
    return last.starts_with(word) || last.starts_with("," + std::string(word));
  };
  // "0.9% higher at $15,420 a ton"
  constexpr std::size_t kBytesMax = 24;
  const bool is_at = after.Is(MentionType::kPrice) && last.size() <= kBytesMax &&
                     last.find(" at ") != std::string_view::npos && !CrossesClause(last);
  if (is_at)
    return Measure::kPrice;
  if ((leads(" to ") || leads(" at ") || last.starts_with("至") || last.starts_with("到")) &&
      last.size() <= 16 && all.size() <= 60) {
    if (after.Is(MentionType::kMoney))
      return IsPerUnit(next) || MovesToPrice(item, next) ? Measure::kPrice : Measure::kMoney;
    if (after.Is(MentionType::kPrice))
      return Measure::kPrice;
    if (after.Is(MentionType::kQuantity))
      return Measure::kQuantity;
  }
  if (next != item + 1)
    return std::nullopt;
  const bool adjoins = all == " by " || all == " in " || all == " ";
  return adjoins && after.Is(LexiconClass::kMeasure) ? ParseMeasure(after.word->id) : std::nullopt;
}

// What the nearest amount or word of measure before the number is of.
std::optional<Measure> SentenceContext::MeasureBefore(std::size_t item) const {
  for (std::size_t i = item; i-- > 0;) {
    const Item& other = scene_.items[i];
    if (other.Is(MentionType::kQuantity))
      return Measure::kQuantity;
    if (other.Is(MentionType::kMoney))
      return Measure::kMoney;
    if (other.Is(MentionType::kPrice))
      return Measure::kPrice;
    if (!other.Is(LexiconClass::kMeasure))
      continue;
    if (const auto measure = ParseMeasure(other.word->id))
      return *measure;
  }
  return std::nullopt;
}

std::optional<Found<Measure>> SentenceContext::MeasureOf(std::size_t item) const {
  if (const auto after = MeasureRightAfter(item))
    return Found<Measure>{*after, kSentence};
  if (IsGoodThatMoves(item))
    return Found<Measure>{Measure::kPrice, kSentence};
  if (const auto before = MeasureBefore(item))
    return Found<Measure>{*before, kSentence};
  for (std::size_t i = item + 1; i < scene_.items.size(); ++i) {
    if (!scene_.items[i].Is(LexiconClass::kMeasure) || Between(item, i).size() > 40)
      continue;
    if (const auto measure = ParseMeasure(scene_.items[i].word->id))
      return Found<Measure>{*measure, kSentence};
  }
  if (IsOfAllTrade(item))
    return Found<Measure>{Measure::kMoney, kSentence};
  for (const Item& other : scene_.items) {
    if (other.Is(LexiconClass::kFlow))
      return Found<Measure>{Measure::kQuantity, kSentence};
  }
  // "Tin rose 1.9% on Monday": goods that move on a day have moved in price.
  for (const PeriodView& view : periods_) {
    if (view.role == PeriodRole::kDay && NearestWord(item, LexiconClass::kCommodity))
      return Found<Measure>{Measure::kPrice, kSentence};
  }
  return discourse_.Inherited(&Told::measure);
}

bool SentenceContext::IsOfBystander(Span match) const {
  constexpr std::size_t kBytesMax = 48;
  std::size_t from =
      std::max(scene_.span.start, match.start > kBytesMax ? match.start - kBytesMax : 0);
  while (from < match.start && (static_cast<unsigned char>(folded_[from]) & 0xC0) == 0x80)
    ++from;
  std::string_view before = folded_.substr(from, match.start - from);
  for (const std::string_view stop : {"; ", ", ", ": ", " and ", "，", "；"}) {
    const std::size_t at = before.rfind(stop);
    if (at == std::string_view::npos)
      continue;
    const std::string_view clause = before.substr(at + stop.size());
    // 联合国予以谴责，并吁请各方克制: the subject stands in the clause before.
    const bool goes_on = scene_.script == Script::kChinese && stop == "，" &&
                         rules_.event_words.Holds(EventWord::kGoesOn, clause);
    if (!goes_on)
      before = clause;
  }
  Span found;
  return rules_.bystander.FindSpan(before, 0, found);
}

namespace {

// What the last word of its kind in a sentence tells.
void TakeLast(const Item& item, Told& told) {
  if (item.Is(MentionType::kPrice))
    told.measure = Measure::kPrice;
  if (item.Is(MentionType::kQuantity))
    told.measure = Measure::kQuantity;
  if (item.Is(MentionType::kMoney))
    told.measure = Measure::kMoney;
  if (item.Is(LexiconClass::kCountry))
    told.named = item.word->id;
}

}  // namespace

const LexiconEntry* SentenceContext::FirstWord(LexiconClass what) const {
  for (const Item& item : scene_.items) {
    if (item.Is(what))
      return item.word;
  }
  return nullptr;
}

// "December was weaker."
bool SentenceContext::SetsTime() const {
  const bool has_number = std::any_of(scene_.items.begin(), scene_.items.end(),
                                      [](const Item& item) { return IsAmount(item); });
  return !has_number && !periods_.empty() && main_period_ && !main_period_->day &&
         scene_.items[periods_.front().item].span.start - scene_.span.start <= 6;
}

// "Lithium miners reported for the September quarter": months that a lead without numbers names.
bool SentenceContext::SetsTimeOfLead() const {
  return scene_.paragraph == 1 && !discourse_.topic.period && main_period_ && !main_period_->day;
}

std::optional<std::string> SentenceContext::FirstDay() const {
  for (const PeriodView& view : periods_) {
    if (view.role == PeriodRole::kDay && !view.leans && view.period && !HoldsFrom(view))
      return ToText(*view.period);
  }
  return std::nullopt;
}

// Whose trade the sentence is about, and a country that title or lead only mention.
void SentenceContext::TellHome(Told& told) const {
  constexpr int kLead = 1;
  const bool is_title = scene_.paragraph == 0;
  const auto fill = [&](bool fits, const auto& find) {
    if (fits && !told.reporter)
      told.reporter = find();
  };
  fill(is_title || told.flow, [&] { return HomeOfSentence(HomeUse::kTrades); });
  fill(true, [&] { return HeadCountry(); });
  fill(is_title, [&] { return HomeOfSentence(HomeUse::kOwns); });
  fill(true, [&] { return CountryOfAgency(); });
  fill(told.flow && !is_title, [&] { return HomeOfSentence(HomeUse::kNamed); });
  const LexiconEntry* place = FirstWord(LexiconClass::kPlace);
  const bool names_country = std::any_of(country_roles_.begin(), country_roles_.end(),
                                         [](const auto& role) { return role.has_value(); });
  fill(place != nullptr && !discourse_.topic.reporter && !names_country && !is_title,
       [&] { return std::optional(place->id); });
  if (scene_.paragraph <= kLead && !told.reporter)
    told.mentioned = HomeOfSentence(HomeUse::kNamed);
  for (std::size_t i = 0; is_title && !told.mentioned && i < scene_.items.size(); ++i) {
    if (country_roles_[i] == CountryRole::kHome && scene_.items[i].word->id != told.reporter)
      told.mentioned = scene_.items[i].word->id;
  }
}

Told SentenceContext::Words() const {
  Told told;
  if (const LexiconEntry* subject = FirstWord(LexiconClass::kCommodity))
    told.subject = subject->id;
  told.flow = FlowOfWords();
  const bool is_title = scene_.paragraph == 0;
  // "Water cuts held back output in May", in a report of a quarter, is about no number of it.
  const bool has_amount = std::any_of(scene_.items.begin(), scene_.items.end(),
                                      [](const Item& item) { return IsAmount(item); });
  const bool is_aside = !has_amount && discourse_.paragraph.has_counted && main_period_ &&
                        discourse_.paragraph.period &&
                        MonthCount(*main_period_) < MonthCount(*discourse_.paragraph.period);
  if ((is_title || told.flow || SetsTime() || SetsTimeOfLead()) && !is_aside)
    told.period = main_period_;
  TellHome(told);
  told.of_all_trade = TellsAllTrade();
  told.columns = ColumnsTold();
  told.date = FirstDay();
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (!told.country && country_roles_[i] == CountryRole::kHome && ActsIn(scene_, *this, i))
      told.country = scene_.items[i].word->id;
    if (!scene_.items[i].Is(LexiconClass::kAgency))
      continue;
    const std::string& id = scene_.items[i].word->id;
    const std::string body = BodyId(scene_, *this, i);
    if (!told.actor && id != kHomeBody && id != kSameBody && !body.empty())
      told.actor = body;
    const bool is_ministry = id.starts_with(kHomeBody) && id.size() > kHomeBody.size();
    if (body.find('.') != std::string::npos || (is_ministry && !body.empty()))
      told.body = body;
  }
  if (!told.actor)
    told.actor = told.reporter ? told.reporter : told.mentioned;
  for (const Item& item : scene_.items)
    TakeLast(item, told);
  return told;
}

}  // namespace rules
