#pragma once

#include <optional>
#include <string>

#include "rules/context.h"

namespace rules {

// The day, month or year on which what `match` tells was said or done, by the words of its sentence
// and, where they lean on it ("a day earlier", 同日), the date of the passage. nullopt: none.
std::optional<Found<std::string>> DateSaid(const Scene& scene, const SentenceContext& context,
                                           Span match);

// When talks are held: a date behind their verb. nullopt: none.
std::optional<Found<std::string>> DateHeld(const SentenceContext& context, Span match);

// Else the date from which it holds, or that of the passage or the lead. `actor`: who did it.
std::optional<Found<std::string>> DateOfPassage(const SentenceContext& context,
                                                const std::string& actor, Span match);

}  // namespace rules
