#include <algorithm>
#include <utility>

#include "rules/event_actor.h"
#include "rules/event_date.h"
#include "rules/event_firm.h"
#include "rules/event_parties.h"
#include "rules/meaning.h"

namespace rules {
namespace {

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
  return JoinsActors(folded.substr(left.end, right.start - left.end));
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

// Who acts by what the rule says, or else as the subject of its verb.
std::string NamedActor(const Claim& claim, const Scene& scene, const SentenceContext& context,
                       std::string_view& where) {
  const std::string& given = claim.gives->actor.text;
  std::optional<std::size_t> actor = ItemOf(claim.gives->actor, claim);
  where = "sentence";
  if (given == "firm")
    return FirmOf(scene, context.folded(), claim.match, context.words(), context.discourse());
  if (given == "other")
    return LevierOf(scene, context, claim.match);
  if (given == "topic") {
    where = "title or lead";
    return context.discourse().topic.actor.value_or(std::string());
  }
  if (!actor && !given.empty()) {
    where = "rule";
    return given;
  }
  if (!actor && !IsSpeech(*claim.gives->type))
    actor = ActorOfClause(scene, context, claim.match);
  if (!actor)
    actor = ActorOf(scene, context, claim.match);
  return actor ? BodyId(scene, context, *actor) : std::string();
}

// The first authority or country of a sentence that has no subject of its own.
std::string AnyActor(const Scene& scene, const SentenceContext& context) {
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    if (!scene.items[i].Is(LexiconClass::kAgency) && context.RoleOf(i) != CountryRole::kHome)
      continue;
    if (std::string body = BodyId(scene, context, i); !body.empty())
      return body;
  }
  return {};
}

// What a spokesman answers at his own body's press conference: nullptr, none.
const std::string* BodyOfAnswer(const SentenceContext& context, const Event& event) {
  const std::string* body = context.discourse().Answerer();
  const bool is_own = body != nullptr && event.actor.size() == 2 &&
                      event.type != EventType::kTradeDeal && CountryPart(*body) == event.actor;
  return is_own ? body : nullptr;
}

// Who acts in a sentence whose verb has no subject that acts: "We hope the EU will change its mind,
// the ministry said"; "Delegations from China and Japan met".
std::string NamedApart(EventType type, const Scene& scene, const SentenceContext& context,
                       Span match) {
  if (scene.script == Script::kChinese)
    return {};
  if (IsSpeech(type))
    return SourceOf(scene, context, {}).value_or(std::string());
  const bool of_two = type == EventType::kTalks || type == EventType::kTradeDeal;
  return of_two ? PartyBefore(scene, context, match) : std::string();
}

// 我们敦促欧方, 中方坚决反对 in a text on the words of a ministry: it is the ministry that says so.
bool SpeaksForTopic(const Scene& scene, const SentenceContext& context, Span match,
                    const Event& event) {
  const auto& topic = context.discourse().topic.actor;
  if (scene.script != Script::kChinese || !IsSpeech(event.type) || !topic || topic->size() <= 2)
    return false;
  const std::string_view before =
      context.folded().substr(scene.span.start, match.start - scene.span.start);
  const bool names_body =
      std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
        return item.Is(LexiconClass::kAgency) && item.span.end <= match.start;
      });
  return context.words().Holds(EventWord::kSpeaker, before) ||
         (!names_body && event.actor.size() == 2 && CountryPart(*topic) == event.actor);
}

void FillActor(const Claim& claim, const Scene& scene, const SentenceContext& context, Event& event,
               std::vector<std::string>& steps) {
  if (claim.gives->actor.text == "none")
    return;
  std::string_view where;
  event.actor = NamedActor(claim, scene, context, where);
  // "China will cut quotas, the Ministry of Commerce said": a body tells more than its country.
  if (event.actor.size() == 2) {
    if (const auto source = SourceOf(scene, context, event.actor))
      event.actor = *source;
  }
  if (claim.gives->actor.text != "firm" && claim.gives->actor.text != "other") {
    if (event.actor.empty())
      event.actor = PersonBefore(scene, context, claim.match);
    if (event.actor.empty())
      event.actor = NamedApart(event.type, scene, context, claim.match);
    const auto earlier = context.discourse().Inherited(&Told::actor);
    const bool quotes_body = earlier && IsSpeech(event.type) && event.actor.size() == 2 &&
                             earlier->where == "previous sentence" &&
                             CountryPart(earlier->value) == event.actor &&
                             !earlier->value.ends_with(".WH");
    if (earlier && (event.actor.empty() || quotes_body)) {
      event.actor = earlier->value;
      where = earlier->where;
    }
    if (SpeaksForTopic(scene, context, claim.match, event)) {
      event.actor = *context.discourse().topic.actor;
      where = "title or lead";
    }
    if (event.actor.empty())
      event.actor = AnyActor(scene, context);
  }
  if (const std::string* body = BodyOfAnswer(context, event)) {
    event.actor = *body;
    where = "title or lead";
  }
  if (!event.actor.empty())
    steps.push_back("actor = " + event.actor + " (" + std::string(where) + ")");
}

// What only states do: a name in capitals before the verb is no firm then.
bool IsOfStates(EventType type) {
  switch (type) {
    case EventType::kQuota:
    case EventType::kLicenseApproval:
    case EventType::kTariff:
    case EventType::kSanction:
    case EventType::kInvestigation:
    case EventType::kCrackdown:
    case EventType::kExportControl:
      return true;
    default:
      return false;
  }
}

bool NamesState(const Scene& scene) {
  return std::any_of(scene.items.begin(), scene.items.end(), [](const Item& item) {
    return item.Is(LexiconClass::kAgency) || item.Is(LexiconClass::kCountry);
  });
}

// 内蒙古, 宜春市: a place that governs, and no firm or mine.
bool IsRegion(const Scene& scene, const SentenceContext& context, const Item& place) {
  return scene.script == Script::kChinese &&
         context.words().Holds(
             EventWord::kRegion,
             context.folded().substr(place.span.start, place.span.end - place.span.start));
}

// 海关在防城港查获: where it was done, and not who did it.
bool IsWhere(const Scene& scene, const SentenceContext& context, const Item& place) {
  return scene.script == Script::kChinese &&
         context.words().Holds(
             EventWord::kNotActorAfter,
             context.folded().substr(scene.span.start, place.span.start - scene.span.start));
}

// "Lynas signed a memorandum", "Apple committed $500 million": what firms do is no policy.
bool IsOfFirm(EventType type, const Scene& scene, const SentenceContext& context, Span match) {
  const bool place = std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(LexiconClass::kPlace) && item.span.end <= match.start &&
           match.start - item.span.end <= 3 && !IsRegion(scene, context, item) &&
           !IsWhere(scene, context, item);
  });
  if (scene.script == Script::kChinese) {
    return place ||
           (!IsOfStates(type) && context.IsOfBystander(match) && !ActorOf(scene, context, match));
  }
  if (ActorOf(scene, context, match) || (type == EventType::kTalks && NamesState(scene)))
    return false;
  if (place)
    return true;
  if (IsOfStates(type))
    return false;
  if (context.IsOfBystander(match))
    return true;
  const std::string name = FirmBefore(context.folded(), scene.span, match.start, context.words());
  if (name.ends_with("'s") || context.discourse().people.contains(LastWord(name)))
    return false;
  return !name.empty() && name.find(' ') == std::string::npos ? name.size() > 3 : !name.empty();
}

// 发言人表示，墨西哥国会10日通过法案，中方坚决反对: the date is of what is spoken of.
bool DatesWhatIsSaid(const Scene& scene, const SentenceContext& context, Span match) {
  if (scene.script != Script::kChinese)
    return false;
  const auto date = std::find_if(scene.items.begin(), scene.items.end(),
                                 [](const Item& item) { return item.Is(MentionType::kPeriod); });
  return date != scene.items.end() && date->span.start < match.start &&
         context.words().Holds(
             EventWord::kSays,
             context.folded().substr(scene.span.start, date->span.start - scene.span.start));
}

void FillDate(const Claim& claim, const Scene& scene, const SentenceContext& context, Event& event,
              std::vector<std::string>& steps) {
  std::optional<Found<std::string>> date;
  if (const auto item = ItemOf(claim.gives->date, claim)) {
    if (const auto said = context.Resolved(*item))
      date = Found<std::string>{ToText(*said), "rule"};
  }
  // What a spokesman says at a press conference he says on its day.
  const Discourse& discourse = context.discourse();
  if (!date && IsSpeech(event.type) && discourse.is_answer && discourse.topic.date)
    date = Found<std::string>{*discourse.topic.date, "title or lead"};
  if (!date && event.type == EventType::kTalks)
    date = DateHeld(context, claim.match);
  if (!date && !(IsSpeech(event.type) && DatesWhatIsSaid(scene, context, claim.match)))
    date = DateSaid(scene, context, claim.match);
  if (!date)
    date = DateOfPassage(context, event.actor, claim.match);
  if (!date)
    return;
  event.date = date->value;
  steps.push_back("date = " + event.date + " (" + std::string(date->where) + ")");
}

// Whom it is done to is told of what is done to somebody.
bool HasTarget(EventType type) {
  return type != EventType::kDisruption && type != EventType::kQuota &&
         type != EventType::kSupport && type != EventType::kCrackdown;
}

void FillTarget(const Claim& claim, const Scene& scene, const SentenceContext& context,
                Event& event, std::vector<std::string>& steps) {
  std::optional<std::size_t> target = ItemOf(claim.gives->target, claim);
  if (!target && claim.gives->target.text.empty() && HasTarget(event.type) && !event.actor.empty())
    target = TargetOf(scene, context, claim.match, event.actor);
  if (!target)
    return;
  event.target = BodyId(scene, context, *target);
  if (event.target == event.actor)
    event.target.clear();
  else
    steps.push_back("target = " + event.target + " (sentence)");
}

// "asked China to lift", "denied that it was preparing": wished for or denied in words before.
bool IsWished(const Scene& scene, const SentenceContext& context, Span match) {
  const std::string_view before =
      context.folded().substr(scene.span.start, match.start - scene.span.start);
  return context.words().Holds(EventWord::kWished, before) ||
         context.words().Holds(EventWord::kDeniedBefore, before);
}

// "Would the tariff be lifted?", "… plans to tax exports, which it denied": asked or denied, not
// told.
bool IsUnsaid(const Scene& scene, const SentenceContext& context, Span match) {
  constexpr std::size_t kClosing = 3;  // '?' and the marks behind it
  const std::string_view after = context.folded().substr(match.end, scene.span.end - match.end);
  const std::size_t mark = after.rfind('?');
  const bool asked = mark != std::string_view::npos && after.size() - mark <= kClosing;
  return asked || context.words().Holds(EventWord::kDeniedAfter, after);
}

// What is not done, or done by those who make no policy.
bool IsNoPolicy(EventType type, const Scene& scene, const SentenceContext& context, Span match) {
  if (IsSpeech(type) && context.IsOfBystander(match))
    return true;
  if (!IsSpeech(type) && (IsUnsaid(scene, context, match) || IsWished(scene, context, match)))
    return true;
  return type != EventType::kDisruption && IsOfFirm(type, scene, context, match);
}

}  // namespace

std::optional<Fact> EventFact(const Claim& claim, const Scene& scene,
                              const SentenceContext& context) {
  Fact fact;
  Event event;
  event.type = *claim.gives->type;
  event.mast = claim.gives->mast;
  event.plover = claim.gives->plover;
  if (event.plover.empty())
    event.plover = PloverOf(event.type);
  if (IsNoPolicy(event.type, scene, context, claim.match))
    return std::nullopt;
  FillActor(claim, scene, context, event, fact.steps);
  FillDate(claim, scene, context, event, fact.steps);
  FillTarget(claim, scene, context, event, fact.steps);
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
  fact.is_loose = scene.paragraph == 0 && scene.script == Script::kChinese;
  fact.evidence = claim.match;
  fact.rule = claim.rule->id;
  return fact;
}

}  // namespace rules
