#include <algorithm>
#include <utility>

#include "rules/meaning.h"

namespace rules {
namespace {

bool IsActor(const Item& item) {
  return item.Is(LexiconClass::kAgency) || item.Is(LexiconClass::kCountry);
}

std::string CountryOf(const std::string& id) {
  return id.substr(0, id.find('.'));
}

// "India's Ministry of Commerce": an agency that belongs to another country than the lexicon's is
// known by that country alone.
std::string ActorId(const Scene& scene, std::size_t item) {
  const std::string& id = scene.items[item].word->id;
  if (item == 0 || !scene.items[item].Is(LexiconClass::kAgency))
    return id;
  const Item& before = scene.items[item - 1];
  const bool adjoins =
      before.Is(LexiconClass::kCountry) && scene.items[item].span.start - before.span.end <= 3;
  return adjoins && before.word->id != CountryOf(id) ? before.word->id : id;
}

std::optional<std::size_t> ItemOf(const Given& given, const Claim& claim) {
  if (given.group == 0)
    return std::nullopt;
  const std::int32_t item = claim.groups[static_cast<std::size_t>(given.group)];
  if (item < 0)
    return std::nullopt;
  return static_cast<std::size_t>(item);
}

// Does this text stand right before the item?
bool Follows(std::string_view folded, const Item& item, std::string_view words) {
  return folded.substr(0, item.span.start).ends_with(words);
}

// "samarium, gadolinium and terbium", 商务部、海关总署: do two neighbours belong to one list?
bool IsListed(std::string_view folded, Span left, Span right) {
  const std::string_view between = folded.substr(left.end, right.start - left.end);
  for (const std::string_view joint :
       {", ", " and ", ", and ", " and the ", ", the ", " together with the ",
        ", together with the ", " jointly with the ", "、", "和", "及", "与", "会同", "联合"}) {
    if (between == joint)
      return true;
  }
  return false;
}

// Can the item have done something, rather than being where goods go to or come from?
bool IsDoer(const Scene& scene, const SentenceContext& context, std::size_t item) {
  if (!IsActor(scene.items[item]))
    return false;
  const auto role = context.RoleOf(item);
  return !role || role == CountryRole::kHome;
}

// Chinese names the actor first and then what is done with whom: the first authority, else country.
std::optional<std::size_t> FirstDoer(const Scene& scene, const SentenceContext& context,
                                     Span match) {
  std::optional<std::size_t> country;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    if (scene.items[i].span.start >= match.start || !IsDoer(scene, context, i))
      continue;
    if (scene.items[i].Is(LexiconClass::kAgency))
      return i;
    if (!country)
      country = i;
  }
  return country;
}

// English: "… was imposed by Beijing", else the one named last before the verb, else first after
// it.
std::optional<std::size_t> LastDoer(const Scene& scene, const SentenceContext& context,
                                    Span match) {
  std::optional<std::size_t> before;
  std::optional<std::size_t> after;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const Item& item = scene.items[i];
    if (!IsDoer(scene, context, i))
      continue;
    if (item.span.start < match.start) {
      // Of several that act together the first is the leading one.
      if (!before || !IsListed(context.folded(), scene.items[i - 1].span, item.span))
        before = i;
    } else if (item.span.start >= match.end) {
      if (item.span.start - match.end <= 8 && Follows(context.folded(), item, "by "))
        return i;
      if (!after)
        after = i;
    }
  }
  return before ? before : after;
}

std::optional<std::size_t> Doer(const Scene& scene, const SentenceContext& context, Span match) {
  return scene.script == Script::kChinese ? FirstDoer(scene, context, match)
                                          : LastDoer(scene, context, match);
}

// The good named first after the verb begins, else the last list before it, by its first.
const LexiconEntry* NearestCommodity(std::string_view folded, const Scene& scene, Span match) {
  const Item* before = nullptr;
  const Item* previous = nullptr;
  for (const Item& item : scene.items) {
    if (!item.Is(LexiconClass::kCommodity))
      continue;
    if (item.span.start >= match.start)
      return item.word;
    const bool is_listed = previous != nullptr && IsListed(folded, previous->span, item.span);
    if (!is_listed)
      before = &item;
    previous = &item;
  }
  return before == nullptr ? nullptr : before->word;
}

void FillActor(const Claim& claim, const Scene& scene, const SentenceContext& context, Event& event,
               std::vector<std::string>& steps) {
  const FactTemplate& gives = *claim.gives;
  if (gives.actor.text == "none")
    return;
  std::optional<std::size_t> actor = ItemOf(gives.actor, claim);
  std::string_view where = "rule";
  if (!actor && !gives.actor.text.empty()) {
    event.actor = gives.actor.text;
  } else if (!actor) {
    actor = Doer(scene, context, claim.match);
    where = "sentence";
  }
  if (actor)
    event.actor = ActorId(scene, *actor);
  if (const auto earlier = context.discourse().Inherited(&Told::actor);
      event.actor.empty() && earlier) {
    event.actor = earlier->value;
    where = earlier->where;
  }
  if (!event.actor.empty())
    steps.push_back("actor = " + event.actor + " (" + std::string(where) + ")");
}

void FillDate(const Claim& claim, const SentenceContext& context, Event& event,
              std::vector<std::string>& steps) {
  std::optional<Period> date;
  if (const auto item = ItemOf(claim.gives->date, claim))
    date = context.Resolved(*item);
  if (!date) {
    if (const auto found = context.DateNear(claim.match))
      date = found->value;
  }
  if (!date)
    return;
  event.date = ToText(*date);
  steps.push_back("date = " + event.date + " (sentence)");
}

}  // namespace

std::optional<Fact> EventFact(const Claim& claim, const Scene& scene,
                              const SentenceContext& context) {
  Fact fact;
  Event event;
  event.type = *claim.gives->type;
  event.mast = claim.gives->mast;
  FillActor(claim, scene, context, event, fact.steps);
  FillDate(claim, context, event, fact.steps);
  if (const auto target = ItemOf(claim.gives->target, claim))
    event.target = ActorId(scene, *target);
  if (event.target == event.actor)
    event.target.clear();
  if (const auto subject = ItemOf(claim.gives->subject, claim)) {
    fact.subject = scene.items[*subject].word->id;
  } else if (claim.gives->subject.text == "none") {
    fact.subject.clear();
  } else if (const LexiconEntry* commodity =
                 NearestCommodity(context.folded(), scene, claim.match)) {
    fact.subject = commodity->id;
  } else if (const auto inherited = context.SubjectOf(0)) {
    fact.subject = inherited->value;
    fact.steps.push_back("subject = " + fact.subject + " (" + std::string(inherited->where) + ")");
  }
  for (const std::string& need : claim.gives->needs) {
    const bool has = need == "subject" ? !fact.subject.empty()
                     : need == "actor" ? !event.actor.empty()
                     : need == "date"  ? !event.date.empty()
                                       : !event.target.empty();
    if (!has)
      return std::nullopt;
  }
  fact.what = std::move(event);
  fact.evidence = claim.match;
  fact.rule = claim.rule->id;
  return fact;
}

}  // namespace rules
