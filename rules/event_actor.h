#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/context.h"

namespace rules {

// The authority or country of the sentence that is the subject of the verb at `match`, or is named
// after "by": the item. nullopt: the sentence names none.
std::optional<std::size_t> ActorOf(const Scene& scene, const SentenceContext& context, Span match);
// The authority at the head of the verb's own clause; nullopt in English, which needs none.
std::optional<std::size_t> ActorOfClause(const Scene& scene, const SentenceContext& context,
                                         Span match);

// May this country or agency be the subject of a verb? Not in "with China", "Chinese goods".
bool ActsIn(const Scene& scene, const SentenceContext& context, std::size_t item);

// Whom a country or an agency of the sentence stands for. "India's Ministry of Commerce" is India;
// "the government" is that of the country named last, "the ministry" the body named last.
std::string BodyId(const Scene& scene, const SentenceContext& context, std::size_t item);

// The body that an id such as "home/CN.MIIT/JP.METI" stands for in a country.
std::string BodyIn(std::string_view id, std::string_view country);

// A country or an authority.
bool IsActorItem(const Item& item);

// Do the words between two names make them one list? ", ", "and the", 、, 会同.
bool JoinsActors(std::string_view between);

}  // namespace rules
