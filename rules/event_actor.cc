// Who did it: the subject of an event's verb.
#include "rules/event_actor.h"

#include <algorithm>
#include <array>

#include "rules/cursor.h"

namespace rules {
namespace {

bool IsLowerLetter(char c) {
  return c >= 'a' && c <= 'z';
}

// As JoinsActors, also around a name in brackets: "the Ministry (MIIT), the Commission".
bool IsBodyJoint(std::string_view between) {
  if (between == " (" || between == "(")
    return true;
  if (between.starts_with(")"))
    between.remove_prefix(1);
  return JoinsActors(between);
}

class ActorFinder {
 public:
  ActorFinder(const Scene& scene, const SentenceContext& context, Span match)
      : scene_(scene),
        context_(context),
        words_(context.words()),
        folded_(context.folded()),
        match_(match) {}

  // May this item be the subject of a verb behind it?
  bool IsDoer(std::size_t i) const { return IsActorItem(scene_.items[i]) && IsSubject(i); }

  std::optional<std::size_t> Find() const {
    if (const auto by = ByWhom())
      return by;
    if (const auto owner = Owner())
      return owner;
    if (scene_.script == Script::kChinese)
      return FirstHan();
    const auto whose = WhoseMeasure();
    return whose ? whose : Subject();
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

  // "it vowed": the words right before the verb lean on what came before.
  bool LeansOnPrevious() const { return words_.Holds(EventWord::kPronoun, Head()); }

  bool IsSubject(std::size_t i) const {
    const Item& item = scene_.items[i];
    const auto role = context_.RoleOf(i);
    if (role && *role != CountryRole::kHome)
      return false;
    if (scene_.script == Script::kChinese)
      return !IsAside(item.span);
    // "with the EU and Japan": a list has one part to play.
    if (i > 0 && IsActorItem(scene_.items[i - 1])) {
      const std::string_view between =
          TextBetween(folded_, scene_.items[i - 1].span.end, item.span.start);
      if (between == " and " || between == " and the ")
        return IsDoer(i - 1);
    }
    if (LeadsRelative(i))
      return true;
    std::size_t before = item.span.start;
    if (HasSuffix(folded_, before, "the "))
      before -= 4;
    if (words_.Holds(EventWord::kNotActorAfter, TextBetween(folded_, scene_.span.start, before)))
      return false;
    return item.Is(LexiconClass::kAgency) || !IsOwner(i);
  }

  // "has its origin in Beijing, which put": the one that the clause around the verb speaks of.
  bool LeadsRelative(std::size_t i) const {
    const std::size_t end = scene_.items[i].span.end;
    if (end >= match_.start || !HasPrefix(folded_, end, ", "))
      return false;
    const std::string_view clause = TextBetween(folded_, end + 2, match_.start);
    return words_.Holds(EventWord::kRelative, clause) &&
           clause.find(", ") == std::string_view::npos &&
           !words_.Holds(EventWord::kPassive, clause);
  }

  // 经国务院批准, 对美国: named, and not the one who acts; but 按照商务部公告 is by its order.
  bool IsAside(Span name) const {
    const std::string_view before = TextBetween(folded_, scene_.span.start, name.start);
    const bool by_order =
        words_.Holds(EventWord::kByOrder, before) &&
        words_.Holds(EventWord::kOrder, TextBetween(folded_, name.end, scene_.span.end));
    return !by_order && words_.Holds(EventWord::kNotActorAfter, before);
  }

  // "China's exports", "three U.S. soybean exporters": whose it is, and not who acts.
  bool IsOwner(std::size_t i) const {
    const std::size_t end = scene_.items[i].span.end;
    const bool possessive = HasPrefix(folded_, end, "'s ");
    if (i + 1 < scene_.items.size() && scene_.items[i + 1].Is(LexiconClass::kAgency) &&
        scene_.items[i + 1].span.start - end <= 3) {
      return true;
    }
    if (possessive) {
      return !words_.Holds(EventWord::kOfficial, TextBetween(folded_, end + 3, scene_.span.end));
    }
    if (ByteAt(folded_, end) == ' ' &&
        words_.Holds(EventWord::kWhose, TextBetween(folded_, end, scene_.span.end)))
      return true;
    // "Russian oil", "Indian growers": an adjective does not act on its own.
    const bool adjective =
        words_.Holds(EventWord::kDemonym, TextBetween(folded_, scene_.items[i].span.start, end)) &&
        ByteAt(folded_, end) == ' ' && IsLowerLetter(ByteAt(folded_, end + 1)) &&
        !words_.Holds(EventWord::kOfficial, TextBetween(folded_, end, scene_.span.end));
    if (adjective)
      return true;
    return i + 1 < scene_.items.size() && scene_.items[i + 1].Is(LexiconClass::kCommodity) &&
           TextBetween(folded_, end, scene_.items[i + 1].span.start) == " ";
  }

  // "China's licensing regime came into force": whose it is.
  std::optional<std::size_t> Owner() const {
    constexpr std::size_t kNear = 28;
    for (std::size_t i = scene_.items.size(); i-- > 0;) {
      const Item& item = scene_.items[i];
      if (!IsActorItem(item) || item.span.end > match_.start)
        continue;
      const std::string_view gap = TextBetween(folded_, item.span.end, match_.start);
      const bool owns = gap.starts_with("'s ") || gap.starts_with("' ");
      const bool near = owns && gap.size() <= kNear && !CrossesClause(gap);
      return near ? std::optional(i) : std::nullopt;
    }
    return std::nullopt;
  }

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

  // "The commissioner, who meets Wang Wentao on Monday, called": named in an aside that is over.
  bool InAside(std::size_t i) const {
    const std::string_view before = TextBetween(folded_, scene_.span.start, match_.start);
    const std::size_t at = scene_.items[i].span.start - scene_.span.start;
    const std::size_t opens = before.substr(0, at).rfind(", ");
    const bool aside = opens != std::string_view::npos &&
                       words_.Holds(EventWord::kAside, before.substr(opens + 2));
    return aside && before.find(", ", at) != std::string_view::npos;
  }

  // A match may begin with the body that acts: "junta seized".
  bool StandsBefore(const Item& item) const {
    return item.span.start < match_.start ||
           (item.span.start == match_.start && item.Is(LexiconClass::kAgency));
  }

  // "The ban that Beijing placed on coal was lifted": whose it is, inside the match.
  std::optional<std::size_t> WhoseMeasure() const {
    const std::string_view match = TextBetween(folded_, match_.start, match_.end);
    if (!words_.Holds(EventWord::kPassive, match.substr(0, match.rfind(' '))))
      return std::nullopt;
    for (std::size_t i = 0; i < scene_.items.size(); ++i) {
      const Span at = scene_.items[i].span;
      if (!IsActorItem(scene_.items[i]) || at.start <= match_.start || at.end >= match_.end)
        continue;
      const std::string_view before = TextBetween(folded_, match_.start, at.start);
      for (const std::string_view opens : {" that ", " that the ", " which ", " which the "}) {
        if (before.ends_with(opens))
          return i;
      }
    }
    return std::nullopt;
  }

  std::optional<std::size_t> Subject() const {
    std::optional<std::size_t> first;
    std::optional<std::size_t> last;
    const std::string_view before = TextBetween(folded_, scene_.span.start, match_.start);
    const std::size_t clause = before.rfind("; ");
    const std::size_t from = scene_.span.start + (clause == std::string_view::npos ? 0 : clause);
    for (std::size_t i = 0; i < scene_.items.size(); ++i) {
      if (!StandsBefore(scene_.items[i]) || !IsDoer(i) || InAside(i))
        continue;
      if (!first && scene_.items[i].span.start >= from)
        first = i;
      last = i;
    }
    if (!last)
      return std::nullopt;
    // "accused the United States and warned": the second verb has the subject of the first.
    const std::string_view word = WordBefore(folded_, VerbGroup());
    const std::size_t gap_start = std::min(scene_.items[*last].span.end, match_.start);
    const std::string_view gap = TextBetween(folded_, gap_start, match_.start);
    const bool goes_on = (SameLetters(word, "and") || SameLetters(word, "also")) && gap.size() > 5;
    const bool pronoun = LeansOnPrevious() && gap.size() > 3;
    // "the commerce ministry says it has approved": it is the one that says so.
    Span says;
    const bool says_so = words_.Find(EventWord::kSays, gap, says) && says.start <= 1;
    return Leading((goes_on || (pronoun && !says_so)) && first ? *first : *last);
  }

  // "and has begun": where the group of words begins that the verb closes.
  std::size_t VerbGroup() const {
    constexpr int kMost = 3;
    std::size_t at = match_.start;
    Span found;
    for (int i = 0; i < kMost; ++i) {
      const std::string_view before =
          TextBetween(folded_, scene_.span.start, SkipSpacesBack(folded_, at));
      const bool is_auxiliary = words_.Find(EventWord::kAuxiliary, before, found) &&
                                !words_.Holds(EventWord::kPronoun, before.substr(found.start)) &&
                                !words_.Holds(EventWord::kSays, before.substr(found.start));
      if (!is_auxiliary)
        break;
      at = scene_.span.start + found.start;
    }
    return at;
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
  const EventWords& words_;
  std::string_view folded_;
  Span match_;
};

}  // namespace

bool JoinsActors(std::string_view between) {
  constexpr auto kJoints = std::to_array<std::string_view>(
      {", ", " and ", ", and ", " and the ", ", the ", " together with the ",
       ", together with the ", " jointly with the ", "、", "和", "及", "与", "会同", "联合"});
  return std::find(kJoints.begin(), kJoints.end(), between) != kJoints.end();
}

bool IsActorItem(const Item& item) {
  return item.Is(LexiconClass::kAgency) || item.Is(LexiconClass::kCountry);
}

bool ActsIn(const Scene& scene, const SentenceContext& context, std::size_t item) {
  return ActorFinder(scene, context, scene.span).IsDoer(item);
}

// 加拿大加征附加税，中国随后取消: the authority at the head of the verb's own Chinese clause.
std::optional<std::size_t> ActorOfClause(const Scene& scene, const SentenceContext& context,
                                         Span match) {
  if (scene.script != Script::kChinese)
    return std::nullopt;
  const std::string_view before = TextBetween(context.folded(), scene.span.start, match.start);
  const std::size_t head = HanClauseStart(before);
  if (head == 0)
    return std::nullopt;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const std::size_t at = scene.items[i].span.start - scene.span.start;
    if (at != head || scene.items[i].span.end > match.start || !ActsIn(scene, context, i))
      continue;
    const std::size_t end = scene.items[i].span.end;
    const bool has_goods = i + 1 < scene.items.size() &&
                           scene.items[i + 1].Is(LexiconClass::kCommodity) &&
                           scene.items[i + 1].span.start == end;
    const bool owns = context.words().Holds(EventWord::kWhose,
                                            TextBetween(context.folded(), end, scene.span.end));
    return has_goods || owns ? std::nullopt : std::optional(i);
  }
  return std::nullopt;
}

std::optional<std::size_t> ActorOf(const Scene& scene, const SentenceContext& context, Span match) {
  return ActorFinder(scene, context, match).Find();
}

}  // namespace rules
