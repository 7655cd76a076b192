#include <algorithm>
#include <utility>

#include "rules/event_actor.h"
#include "rules/meaning.h"

namespace rules {
namespace {

std::string CountryOf(const std::string& id) {
  return id.substr(0, id.find('.'));
}

// "India's Ministry of Commerce": an agency that belongs to another country than the lexicon's is
// known by that country alone.
// "The government" is that of the country named last, "the ministry" the one named last.
std::string ActorId(const Scene& scene, const SentenceContext& context, std::size_t item) {
  const std::string& id = scene.items[item].word->id;
  if (!scene.items[item].Is(LexiconClass::kAgency))
    return id;
  if (item > 0) {
    const Item& before = scene.items[item - 1];
    const bool adjoins =
        before.Is(LexiconClass::kCountry) && scene.items[item].span.start - before.span.end <= 3;
    if (adjoins && before.word->id != CountryOf(id))
      return before.word->id;
  }
  if (id != kHomeBody && id != kSameBody)
    return id;
  const auto actor = context.discourse().Inherited(&Told::actor);
  if (id == kSameBody) {
    for (std::size_t i = item; i-- > 0;) {
      if (scene.items[i].Is(LexiconClass::kAgency) &&
          scene.items[i].word->id.find('.') != std::string::npos)
        return scene.items[i].word->id;
    }
    if (const auto body = context.discourse().Inherited(&Told::body))
      return body->value;
    if (actor)
      return actor->value;
  }
  for (std::size_t i = item; i-- > 0;) {
    if (context.RoleOf(i) == CountryRole::kHome)
      return scene.items[i].word->id;
  }
  const auto home = context.discourse().Inherited(&Told::reporter);
  return home ? home->value : actor ? CountryOf(actor->value) : std::string{};
}

std::optional<std::size_t> ItemOf(const Given& given, const Claim& claim) {
  if (given.group == 0)
    return std::nullopt;
  const std::int32_t item = claim.groups[static_cast<std::size_t>(given.group)];
  if (item < 0)
    return std::nullopt;
  return static_cast<std::size_t>(item);
}

// "samarium, gadolinium and terbium", 商务部、海关总署: do two neighbours belong to one list?
bool IsListed(std::string_view folded, Span left, Span right) {
  return IsListJoint(folded.substr(left.end, right.start - left.end));
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

// What an authority says ("China condemns") is said by the body that the passage quotes.
bool IsSpeech(EventType type) {
  return type == EventType::kAccusation || type == EventType::kAppeal || type == EventType::kThreat;
}

void FillActor(const Claim& claim, const Scene& scene, const SentenceContext& context, Event& event,
               std::vector<std::string>& steps) {
  const FactTemplate& gives = *claim.gives;
  if (gives.actor.text == "none")
    return;
  std::optional<std::size_t> actor = ItemOf(gives.actor, claim);
  std::string_view where = "rule";
  if (gives.actor.text == "firm") {
    event.actor = FirmBefore(context.folded(), scene.span, claim.match.start);
    where = "sentence";
  } else if (!actor && !gives.actor.text.empty()) {
    event.actor = gives.actor.text;
  } else if (!actor) {
    actor = ActorOf(scene, context, claim.match);
    where = "sentence";
  }
  if (actor)
    event.actor = ActorId(scene, context, *actor);
  const auto earlier = context.discourse().Inherited(&Told::actor);
  const bool quotes_body = earlier && actor && IsSpeech(event.type) &&
                           earlier->where == "previous sentence" && event.actor.size() == 2 &&
                           CountryOf(earlier->value) == event.actor;
  if (earlier && gives.actor.text != "firm" && (event.actor.empty() || quotes_body)) {
    event.actor = earlier->value;
    where = earlier->where;
  }
  if (event.actor.empty() && gives.actor.text != "firm") {
    for (std::size_t i = 0; i < scene.items.size() && event.actor.empty(); ++i) {
      if (scene.items[i].Is(LexiconClass::kAgency) || context.RoleOf(i) == CountryRole::kHome)
        event.actor = ActorId(scene, context, i);
    }
  }
  if (!event.actor.empty())
    steps.push_back("actor = " + event.actor + " (" + std::string(where) + ")");
}

// "Lynas signed a memorandum", "Apple committed $500 million": what firms do is no policy.
bool IsOfFirm(const Scene& scene, const SentenceContext& context, Span match) {
  const bool place = std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(LexiconClass::kPlace) && item.span.end <= match.start &&
           match.start - item.span.end <= 3;
  });
  if (place || scene.script == Script::kChinese || ActorOf(scene, context, match))
    return place;
  const std::string name = FirmBefore(context.folded(), scene.span, match.start);
  return !name.empty() && name.find(' ') == std::string::npos ? name.size() > 3 : !name.empty();
}

// The date of the passage that the sentence continues, or from which it holds; of the lead where it
// is about the same country.
std::optional<Found<std::string>> EarlierDate(const SentenceContext& context, const Event& event,
                                              Span match) {
  const Discourse& discourse = context.discourse();
  if (discourse.paragraph.date)
    return Found<std::string>{*discourse.paragraph.date, "previous sentence"};
  const auto force = context.DateNear(match, DateUse::kInForce);
  // "in force since April" is when it was done; "from next month" only where nothing says that.
  if (force && discourse.publication_month &&
      force->value.last < discourse.publication_month->first) {
    return Found<std::string>{ToText(force->value), "in force"};
  }
  const bool same_country = discourse.topic.actor && !event.actor.empty() &&
                            CountryOf(*discourse.topic.actor) == CountryOf(event.actor);
  if (discourse.topic.date && same_country)
    return Found<std::string>{*discourse.topic.date, "title or lead"};
  if (force)
    return Found<std::string>{ToText(force->value), "in force"};
  return std::nullopt;
}

void FillDate(const Claim& claim, const SentenceContext& context, Event& event,
              std::vector<std::string>& steps) {
  std::optional<Period> date;
  if (const auto item = ItemOf(claim.gives->date, claim))
    date = context.Resolved(*item);
  if (!date) {
    if (const auto found = context.DateNear(claim.match, DateUse::kSaid))
      date = found->value;
  }
  if (date) {
    event.date = ToText(*date);
    steps.push_back("date = " + event.date + " (sentence)");
    return;
  }
  if (const auto week = context.MonthOfWeek()) {
    event.date = ToText(*week);
    steps.push_back("date = " + event.date + " (week)");
    return;
  }
  if (const auto earlier = EarlierDate(context, event, claim.match)) {
    event.date = earlier->value;
    steps.push_back("date = " + event.date + " (" + std::string(earlier->where) + ")");
  }
}

}  // namespace

std::optional<Fact> EventFact(const Claim& claim, const Scene& scene,
                              const SentenceContext& context) {
  Fact fact;
  Event event;
  event.type = *claim.gives->type;
  event.mast = claim.gives->mast;
  if (IsSpeech(event.type) && context.IsOfBystander(claim.match))
    return std::nullopt;
  if (event.type != EventType::kDisruption && IsOfFirm(scene, context, claim.match))
    return std::nullopt;
  FillActor(claim, scene, context, event, fact.steps);
  FillDate(claim, context, event, fact.steps);
  if (const auto target = ItemOf(claim.gives->target, claim))
    event.target = ActorId(scene, context, *target);
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
