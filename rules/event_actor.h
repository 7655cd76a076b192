#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/context.h"

namespace rules {

// The authority or country of the sentence that is the subject of the verb at `match`, or is named
// after "by": the item. nullopt: the sentence names none.
std::optional<std::size_t> ActorOf(const Scene& scene, const SentenceContext& context, Span match);

// The name in capitals that stands before a verb: "Zangge Mining" of "In mid-July Zangge Mining has
// halted". Empty: none.
std::string FirmBefore(std::string_view folded, Span sentence, std::size_t verb);

// Do the words between two names make them one list? ", ", "and the", 、, 会同.
bool IsListJoint(std::string_view between);

}  // namespace rules
