#pragma once

#include <optional>

#include "rules/claims.h"
#include "rules/context.h"
#include "rules/fact.h"

namespace rules {

// Turns a claim into facts: the template's keys first, then what the context says. A range gives
// two. Empty: the template means nothing, or a key that it needs is nowhere to be found.
std::vector<Fact> NumberFacts(const Claim& claim, const Scene& scene,
                              const SentenceContext& context);
std::optional<Fact> EventFact(const Claim& claim, const Scene& scene,
                              const SentenceContext& context);
// A number that no rule claimed, as it is: quantity, money, price or percent; nullopt for others.
std::vector<Fact> UnclaimedFacts(const Item& item);

}  // namespace rules
