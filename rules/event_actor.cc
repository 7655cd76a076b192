// Who did it: the subject of an event's verb.
#include "rules/event_actor.h"

#include <algorithm>
#include <array>

#include "rules/cursor.h"

namespace rules {
namespace {

// Before these a place or a body is no subject of the verb.
constexpr auto kNotSubjectAfter = std::to_array<std::string_view>(
    {"in",      "with", "against", "at",        "on",      "toward", "towards",
     "about",   "into", "across",  "near",      "outside", "inside", "beyond",
     "through", "via",  "like",    "including", "than",    "per"});
// After an adjective of country these are no authority: "Chinese goods", "three US exporters".
constexpr auto kGoodsAfter = std::to_array<std::string_view>(
    {"goods",         "imports",   "exports",    "exporters", "importers", "companies",
     "company",       "firms",     "firm",       "entities",  "products",  "shipments",
     "miners",        "producers", "traders",    "buyers",    "makers",    "carmakers",
     "manufacturers", "suppliers", "dependence", "supplies",  "consumers", "farmers",
     "mills",         "smelters",  "refiners",   "investors", "markets",   "market",
     "coast",         "customers", "users",      "vessels",   "ships",     "origin",
     "applications",  "businesses"});
constexpr auto kPronouns = std::to_array<std::string_view>({"he", "she", "it", "they", "we"});
// 经国务院批准, 据海关统计, 对美国: named, and not the one who acts.
constexpr auto kHanNotSubjectAfter = std::to_array<std::string_view>(
    {"经", "据", "按照", "根据", "对", "向", "与", "和", "同", "针对", "自", "由于", "涉"});

bool IsActorItem(const Item& item) {
  return item.Is(LexiconClass::kAgency) || item.Is(LexiconClass::kCountry);
}

std::string_view TextBetween(std::string_view folded, std::size_t from, std::size_t to) {
  return to > from ? folded.substr(from, to - from) : std::string_view{};
}

// As IsListJoint, also around a name in brackets: "the Ministry (MIIT), the Commission".
bool IsBodyJoint(std::string_view between) {
  if (between == " (" || between == "(")
    return true;
  if (between.starts_with(")"))
    between.remove_prefix(1);
  return IsListJoint(between);
}

class ActorFinder {
 public:
  ActorFinder(const Scene& scene, const SentenceContext& context, Span match)
      : scene_(scene), context_(context), folded_(context.folded()), match_(match) {}

  std::optional<std::size_t> Find() const {
    if (const auto by = ByWhom())
      return by;
    return scene_.script == Script::kChinese ? FirstHan() : Subject();
  }

  // "it vowed", "and warned": the words right before the verb lean on what came before.
  bool LeansOnPrevious() const {
    return std::any_of(kPronouns.begin(), kPronouns.end(),
                       [&](std::string_view word) { return HoldsWord(Head(), word); });
  }

 private:
  // The words of the verb's own clause, up to the verb.
  std::string_view Head() const {
    const std::string_view before = TextBetween(folded_, scene_.span.start, match_.start);
    std::size_t from = 0;
    for (const std::string_view stop : {"; ", ", ", ": ", " that ", " - ", "\""}) {
      const std::size_t at = before.rfind(stop);
      if (at != std::string_view::npos)
        from = std::max(from, at + stop.size());
    }
    return before.substr(from);
  }

  static bool HoldsWord(std::string_view text, std::string_view word) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (IsLetter(text[at]) && StartsWord(text, at)) {
        const std::string_view here = WordAt(text, at);
        if (SameLetters(here, word))
          return true;
        at += here.size();
      }
    }
    return false;
  }

  bool IsDoer(std::size_t i) const {
    const Item& item = scene_.items[i];
    if (!IsActorItem(item))
      return false;
    const auto role = context_.RoleOf(i);
    if (role && *role != CountryRole::kHome)
      return false;
    if (scene_.script == Script::kChinese) {
      return std::none_of(
          kHanNotSubjectAfter.begin(), kHanNotSubjectAfter.end(),
          [&](std::string_view word) { return HasSuffix(folded_, item.span.start, word); });
    }
    std::size_t before = item.span.start;
    if (HasSuffix(folded_, before, "the "))
      before -= 4;
    if (IsOneOf(WordBefore(folded_, before), kNotSubjectAfter))
      return false;
    return item.Is(LexiconClass::kAgency) || !IsOwner(i);
  }

  // "China's exports", "three U.S. soybean exporters": whose it is, and not who acts.
  bool IsOwner(std::size_t i) const {
    const std::size_t end = scene_.items[i].span.end;
    const bool possessive = HasPrefix(folded_, end, "'s ");
    if (i + 1 < scene_.items.size() && scene_.items[i + 1].Is(LexiconClass::kAgency) &&
        scene_.items[i + 1].span.start - end <= 3) {
      return true;
    }
    if (possessive)
      return !IsOneOf(WordAt(folded_, end + 3), kOfficials);
    const std::string_view next = WordAt(folded_, SkipSpaces(folded_, end));
    if (ByteAt(folded_, end) == ' ' && IsOneOf(next, kGoodsAfter))
      return true;
    return i + 1 < scene_.items.size() && scene_.items[i + 1].Is(LexiconClass::kCommodity) &&
           TextBetween(folded_, end, scene_.items[i + 1].span.start) == " ";
  }
  static constexpr auto kOfficials = std::to_array<std::string_view>(
      {"government", "president", "prime",   "minister",    "ministry",  "cabinet", "parliament",
       "foreign",    "trade",     "mines",   "mining",      "industry",  "finance", "regulator",
       "regulators", "top",       "state",   "central",     "military",  "embassy", "ambassador",
       "customs",    "police",    "leaders", "authorities", "officials", "envoy",   "vice",
       "chief",      "new",       "ruling",  "energy",      "commerce",  "market",  "supreme",
       "senate",     "congress",  "deputy"});

  std::optional<std::size_t> ByWhom() const {
    for (std::size_t i = 0; i < scene_.items.size(); ++i) {
      const Item& item = scene_.items[i];
      if (!IsActorItem(item) || item.span.start < match_.end)
        continue;
      const std::string_view between = TextBetween(folded_, match_.end, item.span.start);
      if (between.size() > 48 || CrossesClause(between))
        return std::nullopt;
      if (HasSuffix(between, between.size(), " by ") ||
          HasSuffix(between, between.size(), " by the "))
        return i;
    }
    return std::nullopt;
  }

  // Of several that act together the first is the leading one.
  std::size_t Leading(std::size_t i) const {
    while (i > 0 && IsActorItem(scene_.items[i - 1]) && IsDoer(i - 1) &&
           IsBodyJoint(
               TextBetween(folded_, scene_.items[i - 1].span.end, scene_.items[i].span.start))) {
      --i;
    }
    return i;
  }

  std::optional<std::size_t> Subject() const {
    std::optional<std::size_t> first;
    std::optional<std::size_t> last;
    const std::string_view before = TextBetween(folded_, scene_.span.start, match_.start);
    const std::size_t clause = before.rfind("; ");
    const std::size_t from = scene_.span.start + (clause == std::string_view::npos ? 0 : clause);
    for (std::size_t i = 0; i < scene_.items.size(); ++i) {
      if (scene_.items[i].span.start >= match_.start || !IsDoer(i))
        continue;
      if (!first && scene_.items[i].span.start >= from)
        first = i;
      last = i;
    }
    if (!last)
      return std::nullopt;
    // "accused the United States and warned": the second verb has the subject of the first.
    const std::string_view word = WordBefore(folded_, match_.start);
    const std::size_t gap_start = scene_.items[*last].span.end;
    const std::string_view gap = TextBetween(folded_, gap_start, match_.start);
    const bool goes_on = (SameLetters(word, "and") || SameLetters(word, "also")) && gap.size() > 5;
    const bool pronoun = LeansOnPrevious() && gap.size() > 3;
    if (pronoun && HoldsWord(gap, "that") && !HoldsWord(gap, "said") && !first)
      return std::nullopt;
    return Leading((goes_on || pronoun) && first ? *first : *last);
  }

  // Chinese names the actor first and then what is done with whom: the first authority, else
  // country.
  std::optional<std::size_t> FirstHan() const {
    std::optional<std::size_t> country;
    for (std::size_t i = 0; i < scene_.items.size(); ++i) {
      if (scene_.items[i].span.start >= match_.start || !IsDoer(i))
        continue;
      if (scene_.items[i].Is(LexiconClass::kAgency))
        return i;
      if (!country)
        country = i;
    }
    return country;
  }

  const Scene& scene_;
  const SentenceContext& context_;
  std::string_view folded_;
  Span match_;
};

bool IsNameByte(char c) {
  return IsLetter(c) || IsDigit(c) || c == '&' || c == '-' || c == '\'' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool IsListJoint(std::string_view between) {
  constexpr auto kJoints = std::to_array<std::string_view>(
      {", ", " and ", ", and ", " and the ", ", the ", " together with the ",
       ", together with the ", " jointly with the ", "、", "和", "及", "与", "会同", "联合"});
  return std::find(kJoints.begin(), kJoints.end(), between) != kJoints.end();
}

std::optional<std::size_t> ActorOf(const Scene& scene, const SentenceContext& context, Span match) {
  return ActorFinder(scene, context, match).Find();
}

std::string FirmBefore(std::string_view folded, Span sentence, std::size_t verb) {
  // Words of the verb, "has", "will": between the name and the match.
  constexpr auto kBetween = std::to_array<std::string_view>(
      {"has",  "have",  "had",         "will",   "would", "also",  "said",
       "says", "it",    "was",         "to",     "is",    "on",    "last",
       "week", "month", "temporarily", "partly", "fully", "today", "yesterday"});
  constexpr auto kNoName = std::to_array<std::string_view>(
      {"The",      "A",      "An",      "In",        "On",        "At",       "It",
       "Its",      "But",    "And",     "Some",      "Several",   "Most",     "Many",
       "Two",      "Three",  "Last",    "This",      "That",      "These",    "Meanwhile",
       "After",    "Until",  "Monday",  "Tuesday",   "Wednesday", "Thursday", "Friday",
       "Saturday", "Sunday", "January", "February",  "March",     "April",    "May",
       "June",     "July",   "August",  "September", "October",   "November", "December",
       "He",       "She",    "They",    "European",  "Chinese"});
  std::size_t end = verb;
  for (int i = 0; i < 4; ++i) {
    end = SkipSpacesBack(folded, end);
    const std::string_view word = WordBefore(folded, end);
    if (word.empty() || !IsOneOf(word, kBetween) || IsUpper(word[0]))
      break;
    end = OffsetOf(folded, word);
  }
  end = SkipSpacesBack(folded, end);
  std::size_t start = end;
  std::size_t at = end;
  while (at > sentence.start) {
    std::size_t word = at;
    while (word > sentence.start && IsNameByte(folded[word - 1]))
      --word;
    const std::string_view text = folded.substr(word, at - word);
    const bool joins = text == "and" || text == "of" || text == "&";
    const bool proper = !text.empty() && (IsUpper(text[0]) || IsDigit(text[0]));
    if ((!proper && !joins) || (proper && IsOneOf(text, kNoName)))
      break;
    if (proper)
      start = word;
    if (word == sentence.start || folded[word - 1] != ' ')
      break;
    at = word - 1;
  }
  std::string name(folded.substr(start, end - start));
  name.resize(std::min(name.size(), name.find(" and ")));
  // "its mine in Jiangxi has halted": a place, and no firm.
  const std::string_view before = WordBefore(folded, start);
  const bool is_place = SameLetters(before, "in") || SameLetters(before, "at") ||
                        SameLetters(before, "of") || SameLetters(before, "near");
  const bool is_work = name == "Mining" || name == "Production" || name == "Output";
  if (is_place || is_work || name.empty() || !IsUpper(name[0]))
    return {};
  return name;
}

}  // namespace rules
