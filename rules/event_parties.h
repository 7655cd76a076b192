#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/context.h"

namespace rules {

// The body of `country` that the sentence has as the source of what it tells: "China will cut
// quotas, the Ministry of Commerce said". With no country given, whoever says it. nullopt: none.
std::optional<std::string> SourceOf(const Scene& scene, const SentenceContext& context,
                                    std::string_view country);

// To whom it was done or said: another country or its body, behind the verb or as the one that
// goods come from or go to. nullopt: the sentence names none.
std::optional<std::size_t> TargetOf(const Scene& scene, const SentenceContext& context, Span match,
                                    std::string_view actor);

// "Brazil, whose goods face a tariff": the one that levies it, who is not the one that pays; empty:
// nobody else is named.
std::string LevierOf(const Scene& scene, const SentenceContext& context, Span match);

// "Delegations from China and Japan gathered": the party named first before the verb; empty: none.
std::string PartyBefore(const Scene& scene, const SentenceContext& context, Span match);

}  // namespace rules
