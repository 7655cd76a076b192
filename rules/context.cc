#include "rules/context.h"

#include <algorithm>
#include <limits>

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

bool IsAmount(const Item& item) {
  return item.mention != nullptr && item.mention->type != MentionType::kPeriod;
}

}  // namespace

bool CrossesClause(std::string_view between) {
  for (const std::string_view stop : {";", ", ", "，", "；", "、", ": "}) {
    if (between.find(stop) != std::string_view::npos)
      return true;
  }
  return false;
}

SentenceContext::SentenceContext(std::string_view folded, const Scene& scene, const RuleSet& rules,
                                 const Discourse& discourse)
    : folded_(folded), scene_(scene), rules_(rules), discourse_(discourse) {
  ReadPeriods();
  ReadCountries();
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

// Do these words stand at the end of the text before the item?
bool SentenceContext::Precedes(const Regex& words, std::size_t item) const {
  const std::size_t start = scene_.items[item].span.start;
  std::size_t from = scene_.span.start;
  if (start - from > 48)
    from = start - 48;
  while (from < start && (static_cast<unsigned char>(folded_[from]) & 0xC0) == 0x80)
    ++from;
  Span found;
  return words.FindSpan(folded_.substr(from, start - from), 0, found);
}

bool SentenceContext::IsComparison(std::size_t item) const {
  return Precedes(rules_.comparison, item);
}

void SentenceContext::ReadCountries() {
  country_roles_.resize(scene_.items.size());
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (!scene_.items[i].Is(LexiconClass::kCountry))
      continue;
    CountryRole role = CountryRole::kHome;
    if (Precedes(rules_.destination, i))
      role = CountryRole::kDestination;
    if (Precedes(rules_.origin, i))
      role = CountryRole::kOrigin;
    // "the US and Japan", 美国和日本: a list has one role.
    if (role == CountryRole::kHome && i > 0 && scene_.items[i - 1].Is(LexiconClass::kCountry)) {
      const std::string_view between = Between(i - 1, i);
      if (between == " and " || between == ", " || between == "和" || between == "、") {
        role = country_roles_[i - 1].value_or(role);
      }
    }
    country_roles_[i] = role;
  }
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
    std::size_t cost = between.size() + (CrossesClause(between) ? 40 : 0);
    if (follows) {
      const bool is_object =
          between == " of " || between.empty() || between == " of the " || between == " ";
      if (is_object)
        return i;
      cost = cost * 2 + (NumberBetween(item, i) ? 400 : 10);
    }
    if (cost < best_cost) {
      best_cost = cost;
      best = i;
    }
  }
  return best;
}

std::optional<Found<std::string>> SentenceContext::SubjectOf(std::size_t item) const {
  if (const auto near = NearestWord(item, LexiconClass::kCommodity)) {
    return Found<std::string>{scene_.items[*near].word->id, kSentence};
  }
  return discourse_.subject;
}

std::optional<Found<Flow>> SentenceContext::FlowOf(std::size_t item) const {
  if (const auto near = NearestWord(item, LexiconClass::kFlow)) {
    if (const auto flow = ParseFlow(scene_.items[*near].word->id))
      return Found<Flow>{*flow, kSentence};
  }
  return discourse_.flow;
}

std::optional<std::size_t> SentenceContext::Country(std::size_t item, CountryRole role) const {
  // One that follows at once ("353 t to the US") goes before one that was named earlier.
  for (std::size_t i = item + 1; i < scene_.items.size() && !IsAmount(scene_.items[i]); ++i) {
    if (country_roles_[i] != role || role == CountryRole::kHome)
      continue;
    const std::string_view between = Between(item, i);
    if (between.size() <= 60 && !CrossesClause(between))
      return i;
  }
  for (std::size_t i = item; i-- > 0;) {
    if (country_roles_[i] == role)
      return i;
  }
  if (role != CountryRole::kHome)
    return std::nullopt;
  for (std::size_t i = item + 1; i < scene_.items.size(); ++i) {
    if (country_roles_[i] == role)
      return i;
  }
  return std::nullopt;
}

std::optional<Found<std::string>> SentenceContext::ReporterOf(std::size_t item,
                                                              std::optional<Flow> flow) const {
  std::optional<std::size_t> at = Country(item, CountryRole::kHome);
  if (!at && flow == Flow::kExport)
    at = Country(item, CountryRole::kOrigin);
  if (!at && flow == Flow::kImport)
    at = Country(item, CountryRole::kDestination);
  if (at)
    return Found<std::string>{scene_.items[*at].word->id, kSentence};
  for (const Item& other : scene_.items) {
    if (other.Is(LexiconClass::kAgency) && other.word->id.find('.') != std::string::npos) {
      return Found<std::string>{other.word->id.substr(0, other.word->id.find('.')), kSentence};
    }
  }
  return discourse_.reporter;
}

std::optional<Found<std::string>> SentenceContext::PartnerOf(std::size_t item,
                                                             std::optional<Flow> flow) const {
  std::optional<std::size_t> at;
  if (flow == Flow::kExport)
    at = Country(item, CountryRole::kDestination);
  if (flow == Flow::kImport)
    at = Country(item, CountryRole::kOrigin);
  if (!at)
    return std::nullopt;
  return Found<std::string>{scene_.items[*at].word->id, kSentence};
}

std::optional<std::string> SentenceContext::OtherCountry(std::string_view id) const {
  for (const Item& item : scene_.items) {
    if (item.Is(LexiconClass::kCountry) && item.word->id != id)
      return item.word->id;
  }
  return std::nullopt;
}

// "fell 5.7% to $24 million", "rose 4% by volume": what follows at once says what the change is of.
std::optional<Measure> SentenceContext::MeasureRightAfter(std::size_t item) const {
  if (item + 1 >= scene_.items.size())
    return std::nullopt;
  const Item& next = scene_.items[item + 1];
  const std::string_view between = Between(item, item + 1);
  if (between == " to " || between == "至" || between == "到") {
    if (next.Is(MentionType::kMoney))
      return Measure::kMoney;
    if (next.Is(MentionType::kPrice))
      return Measure::kPrice;
    if (next.Is(MentionType::kQuantity))
      return Measure::kQuantity;
  }
  const bool adjoins = between == " by " || between == " in " || between == " ";
  return adjoins && next.Is(LexiconClass::kMeasure) ? ParseMeasure(next.word->id) : std::nullopt;
}

std::optional<Found<Measure>> SentenceContext::MeasureOf(std::size_t item) const {
  if (const auto after = MeasureRightAfter(item))
    return Found<Measure>{*after, kSentence};
  for (std::size_t i = item; i-- > 0;) {
    const Item& other = scene_.items[i];
    if (other.Is(MentionType::kQuantity))
      return Found<Measure>{Measure::kQuantity, kSentence};
    if (other.Is(MentionType::kMoney))
      return Found<Measure>{Measure::kMoney, kSentence};
    if (other.Is(MentionType::kPrice))
      return Found<Measure>{Measure::kPrice, kSentence};
    if (!other.Is(LexiconClass::kMeasure))
      continue;
    if (const auto measure = ParseMeasure(other.word->id))
      return Found<Measure>{*measure, kSentence};
  }
  for (std::size_t i = item + 1; i < scene_.items.size(); ++i) {
    if (!scene_.items[i].Is(LexiconClass::kMeasure) || Between(item, i).size() > 40)
      continue;
    if (const auto measure = ParseMeasure(scene_.items[i].word->id))
      return Found<Measure>{*measure, kSentence};
  }
  for (const Item& other : scene_.items) {
    if (other.Is(LexiconClass::kFlow))
      return Found<Measure>{Measure::kQuantity, kSentence};
  }
  return discourse_.measure;
}

// The country that the sentence is about: named at its head or as whose trade it is, and not only
// in passing. The first that a text names counts in any place.
std::optional<std::string> SentenceContext::HomeOfSentence() const {
  bool trade_follows = false;
  std::optional<std::string> home;
  for (std::size_t i = scene_.items.size(); i-- > 0;) {
    const Item& item = scene_.items[i];
    trade_follows = trade_follows || item.Is(LexiconClass::kFlow);
    if (country_roles_[i] != CountryRole::kHome)
      continue;
    const bool is_head = item.span.start - scene_.span.start <= 24;
    if ((is_head && trade_follows) || !discourse_.reporter)
      home = item.word->id;
  }
  return home;
}

Discourse SentenceContext::After(std::string_view where) const {
  Discourse next = discourse_;
  const auto first = [&](LexiconClass what) -> const LexiconEntry* {
    for (const Item& item : scene_.items) {
      if (item.Is(what))
        return item.word;
    }
    return nullptr;
  };
  if (const LexiconEntry* subject = first(LexiconClass::kCommodity))
    next.subject = {subject->id, where};
  if (const LexiconEntry* flow = first(LexiconClass::kFlow)) {
    if (const auto parsed = ParseFlow(flow->id))
      next.flow = {*parsed, where};
  }
  if (main_period_)
    next.period = {*main_period_, where};
  if (const auto home = HomeOfSentence())
    next.reporter = {*home, where};
  if (const LexiconEntry* agency = first(LexiconClass::kAgency)) {
    next.actor = {agency->id, where};
  } else if (next.reporter && next.reporter->where == where) {
    next.actor = next.reporter;
  }
  for (const Item& item : scene_.items) {
    if (item.Is(MentionType::kPrice))
      next.measure = {Measure::kPrice, where};
    if (item.Is(MentionType::kQuantity))
      next.measure = {Measure::kQuantity, where};
    if (item.Is(MentionType::kMoney))
      next.measure = {Measure::kMoney, where};
  }
  next.basis.reset();
  return next;
}

}  // namespace rules
