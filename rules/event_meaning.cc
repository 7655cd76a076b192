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

// The authority named last before the verb, else first after it.
std::optional<std::size_t> NearestActor(const Scene& scene, Span match) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    if (!IsActor(scene.items[i]))
      continue;
    if (scene.items[i].span.start < match.end)
      best = i;
  }
  return best;
}

const LexiconEntry* NearestCommodity(const Scene& scene, Span match) {
  const LexiconEntry* before = nullptr;
  for (const Item& item : scene.items) {
    if (!item.Is(LexiconClass::kCommodity))
      continue;
    if (item.span.start >= match.start)
      return item.word;
    if (before == nullptr)
      before = item.word;
  }
  return before;
}

void FillActor(const Claim& claim, const Scene& scene, Event& event,
               std::vector<std::string>& steps) {
  const FactTemplate& gives = *claim.gives;
  if (gives.actor.text == "none")
    return;
  std::optional<std::size_t> actor = ItemOf(gives.actor, claim);
  std::string_view where = "rule";
  if (!actor && !gives.actor.text.empty()) {
    event.actor = gives.actor.text;
  } else if (!actor) {
    actor = NearestActor(scene, claim.match);
    where = "sentence";
  }
  if (actor)
    event.actor = ActorId(scene, *actor);
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
  FillActor(claim, scene, event, fact.steps);
  FillDate(claim, context, event, fact.steps);
  if (const auto target = ItemOf(claim.gives->target, claim))
    event.target = ActorId(scene, *target);
  if (event.target == event.actor)
    event.target.clear();
  if (const auto subject = ItemOf(claim.gives->subject, claim)) {
    fact.subject = scene.items[*subject].word->id;
  } else if (claim.gives->subject.text == "none") {
    fact.subject.clear();
  } else if (const LexiconEntry* commodity = NearestCommodity(scene, claim.match)) {
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
