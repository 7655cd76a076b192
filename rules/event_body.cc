// Whom a name stands for: the body of which country, or the one named last.
#include "rules/cursor.h"
#include "rules/event_actor.h"

namespace rules {
std::string BodyIn(std::string_view id, std::string_view country) {
  if (!id.starts_with(kHomeBody))
    return std::string(country);
  for (std::size_t at = id.find('/'); at != std::string_view::npos;) {
    const std::size_t end = id.find('/', at + 1);
    const std::string_view body = id.substr(at + 1, end - at - 1);
    if (country.empty() || CountryPart(body) == country)
      return std::string(body);
    at = end;
  }
  return std::string(country);
}

namespace {

// "In Niger, the junta seized": where the sentence says at its head that it takes place.
std::optional<std::string> SceneOf(const Scene& scene, const SentenceContext& context,
                                   std::size_t item) {
  constexpr std::size_t kHead = 8;
  if (item == 0 || scene.items.empty())
    return std::nullopt;
  const Item& last = scene.items[item - 1];
  const std::string_view gap =
      TextBetween(context.folded(), last.span.end, scene.items[item].span.start);
  const bool adjoins =
      (last.Is(LexiconClass::kCountry) || last.Is(LexiconClass::kPlace)) &&
      (gap == " the " || gap == ", the " || gap == ", ") &&
      context.words().Holds(EventWord::kPlaceBefore,
                            TextBetween(context.folded(), scene.span.start, last.span.start));
  // "is to load in China, whose trade ministry put"
  const bool is_whose = last.Is(LexiconClass::kCountry) && gap.starts_with(", ") &&
                        context.words().Holds(EventWord::kAside, gap.substr(2));
  if (adjoins || is_whose)
    return last.word->id;
  const Item& first = scene.items.front();
  const bool is_place = first.Is(LexiconClass::kCountry) || first.Is(LexiconClass::kPlace);
  const std::string_view before = TextBetween(context.folded(), scene.span.start, first.span.start);
  const bool heads = is_place && !before.empty() && before.size() <= kHead &&
                     context.words().Holds(EventWord::kPlaceBefore, before) &&
                     HasPrefix(context.folded(), first.span.end, ", ");
  return heads ? std::optional(first.word->id) : std::nullopt;
}

// Of which country is a body that does not say it: the one named before it, or right behind it
// ("officials in Jakarta"), else that of the passage.
std::string HomeCountry(const Scene& scene, const SentenceContext& context, std::size_t item) {
  const bool has_next =
      item + 1 < scene.items.size() && (scene.items[item + 1].Is(LexiconClass::kCountry) ||
                                        scene.items[item + 1].Is(LexiconClass::kPlace));
  if (has_next) {
    const std::size_t end = scene.items[item].span.end;
    const std::string_view between =
        TextBetween(context.folded(), end, scene.items[item + 1].span.start);
    if (between.size() <= 4 && context.words().Holds(EventWord::kPlaceBefore, between))
      return scene.items[item + 1].word->id;
  }
  for (std::size_t i = item; i-- > 0;) {
    if (scene.items[i].Is(LexiconClass::kCountry) && ActsIn(scene, context, i))
      return scene.items[i].word->id;
  }
  if (const auto scenery = SceneOf(scene, context, item))
    return *scenery;
  const Discourse& discourse = context.discourse();
  if (discourse.paragraph.country)
    return *discourse.paragraph.country;
  if (const auto home = discourse.Inherited(&Told::reporter))
    return home->value;
  const auto actor = discourse.Inherited(&Told::actor);
  return actor ? std::string(CountryPart(actor->value)) : std::string();
}

// 该国: the country named last.
std::string ThatCountry(const Scene& scene, const SentenceContext& context, std::size_t item) {
  for (std::size_t i = item; i-- > 0;) {
    if (scene.items[i].Is(LexiconClass::kCountry))
      return scene.items[i].word->id;
  }
  const auto named = context.discourse().Inherited(&Told::named);
  return named ? named->value : HomeCountry(scene, context, item);
}

// "The ministry": the body named last.
std::string SameBody(const Scene& scene, const SentenceContext& context, std::size_t item) {
  for (std::size_t i = item; i-- > 0;) {
    const bool is_body = scene.items[i].Is(LexiconClass::kAgency) &&
                         scene.items[i].word->id.find('.') != std::string::npos;
    if (is_body)
      return BodyId(scene, context, i);
  }
  const Discourse& discourse = context.discourse();
  if (const std::string* answerer = discourse.Answerer())
    return *answerer;
  for (const Told* told : {&discourse.paragraph, &discourse.earlier}) {
    if (told->body)
      return *told->body;
  }
  const auto actor = context.discourse().Inherited(&Told::actor);
  return actor ? actor->value : HomeCountry(scene, context, item);
}

}  // namespace

std::string BodyId(const Scene& scene, const SentenceContext& context, std::size_t item) {
  const std::string& id = scene.items[item].word->id;
  if (!scene.items[item].Is(LexiconClass::kAgency))
    return id;
  if (item > 0) {
    const Item& before = scene.items[item - 1];
    const bool adjoins =
        before.Is(LexiconClass::kCountry) && scene.items[item].span.start - before.span.end <= 3;
    if (adjoins && before.word->id != CountryPart(id))
      return BodyIn(id, before.word->id);
  }
  if (id == kThatCountry)
    return ThatCountry(scene, context, item);
  if (id == kSameBody)
    return SameBody(scene, context, item);
  return LeansOnText(id) ? BodyIn(id, HomeCountry(scene, context, item)) : id;
}

}  // namespace rules
