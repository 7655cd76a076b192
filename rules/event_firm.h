#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/context.h"
#include "rules/event_words.h"
#include "rules/mention.h"

namespace rules {

// The name in capitals that stands before a verb: "Zangge Mining" of "In mid-July Zangge Mining has
// halted". Empty: none.
std::string FirmBefore(std::string_view folded, Span sentence, std::size_t verb,
                       const EventWords& words);

// Whose plant it was: the name before the verb, else who says so ("CATL confirmed that its mine had
// suspended"), else the one named last ("The company halted"), else the name behind it ("halted at
// Codelco's mine", "by Glencore"). Empty: none.
std::string FirmOf(const Scene& scene, std::string_view folded, Span match, const EventWords& words,
                   const Discourse& discourse);

// "Nickel Asia Corp. said": the firm that says something; nullopt: none does.
std::optional<std::string> FirmThatSays(const Scene& scene, const SentenceContext& context);

// "Sylla" of "Bouna Sylla".
std::string LastWord(const std::string& name);

// Who holds which office, by the last word of the name: "the mines minister, Bouna Sylla". Found
// names are added to `people` with the body, as BodyId names it.
void LearnPeople(const Scene& scene, const SentenceContext& context, People& people);

// For whom the person acts whose name stands before the verb, as learnt before. Empty: nobody.
std::string PersonBefore(const Scene& scene, const SentenceContext& context, Span match);

}  // namespace rules
