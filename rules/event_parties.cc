// The other ones in what was done: who said it, to whom it was done, who levies what another pays.
#include "rules/event_parties.h"

#include "rules/cursor.h"
#include "rules/event_actor.h"

namespace rules {
namespace {

// "China will not sit by if the EU closes its market, the commerce ministry said": of the country
// that acts, unless the words right before it say whose it is.
std::string SourceBody(const Scene& scene, const SentenceContext& context, std::size_t item,
                       std::string_view country) {
  const std::string& id = scene.items[item].word->id;
  const bool owned = item > 0 && scene.items[item - 1].Is(LexiconClass::kCountry) &&
                     scene.items[item].span.start - scene.items[item - 1].span.end <= 3;
  if (scene.script == Script::kEnglish && !country.empty() && !owned && LeansOnText(id) &&
      id != kSameBody)
    return BodyIn(id, country);
  return BodyId(scene, context, item);
}

}  // namespace

std::optional<std::string> SourceOf(const Scene& scene, const SentenceContext& context,
                                    std::string_view country) {
  constexpr std::size_t kNear = 24;
  const std::string_view folded = context.folded();
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const Item& item = scene.items[i];
    if (!item.Is(LexiconClass::kAgency))
      continue;
    std::string body = SourceBody(scene, context, i, country);
    if (body.empty() || (!country.empty() && (CountryPart(body) != country || body == country)))
      continue;
    const std::string_view after = folded.substr(item.span.end, scene.span.end - item.span.end);
    const std::string_view before =
        folded.substr(scene.span.start, item.span.start - scene.span.start);
    Span found;
    const bool says = context.words().Find(EventWord::kSays, after, found) &&
                      found.start <= kNear && !CrossesClause(after.substr(0, found.start));
    const bool aside = context.words().Holds(EventWord::kByOrder, before) ||
                       !context.words().Holds(EventWord::kNotActorAfter, before);
    if (says && aside)
      return body;
  }
  return std::nullopt;
}

std::optional<std::size_t> TargetOf(const Scene& scene, const SentenceContext& context, Span match,
                                    std::string_view actor) {
  const std::string_view country = CountryPart(actor);
  std::optional<std::size_t> side;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const Item& item = scene.items[i];
    const bool passes = context.RoleOf(i) == CountryRole::kPassing;
    if (!IsActorItem(item) || passes || LeansOnText(item.word->id) ||
        CountryPart(item.word->id) == country)
      continue;
    const bool leads_body = i + 1 < scene.items.size() && IsActorItem(scene.items[i + 1]) &&
                            scene.items[i + 1].span.start - item.span.end <= 3;
    if (item.span.start >= match.start)
      return leads_body ? i + 1 : i;
    const auto role = context.RoleOf(i);
    const std::string_view before =
        TextBetween(context.folded(), scene.span.start, item.span.start);
    if ((role && *role != CountryRole::kHome) ||
        context.words().Holds(EventWord::kNotActorAfter, before))
      side = i;
  }
  return side;
}

std::string LevierOf(const Scene& scene, const SentenceContext& context, Span match) {
  constexpr std::size_t kNear = 48;
  std::optional<std::size_t> payer;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    if (IsActorItem(scene.items[i]) && scene.items[i].span.end <= match.start)
      payer = i;
  }
  Span found;
  const std::string_view gap =
      payer ? TextBetween(context.folded(), scene.items[*payer].span.end, match.start)
            : std::string_view();
  const bool pays =
      payer && gap.size() <= kNear && !context.words().Find(EventWord::kSays, gap, found);
  if (!pays) {
    const auto actor = ActorOf(scene, context, match);
    return actor ? BodyId(scene, context, *actor) : std::string();
  }
  const std::string who(CountryPart(BodyId(scene, context, *payer)));
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    if (!IsActorItem(scene.items[i]) || LeansOnText(scene.items[i].word->id))
      continue;
    if (std::string body = BodyId(scene, context, i); CountryPart(body) != who)
      return body;
  }
  const Discourse& discourse = context.discourse();
  for (const Told* told : {&discourse.paragraph, &discourse.topic, &discourse.earlier}) {
    if (told->actor && CountryPart(*told->actor) != who)
      return *told->actor;
  }
  return {};
}

std::string PartyBefore(const Scene& scene, const SentenceContext& context, Span match) {
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    if (IsActorItem(scene.items[i]) && scene.items[i].span.end <= match.start)
      return BodyId(scene, context, i);
  }
  return {};
}

}  // namespace rules
