#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/mention.h"
#include "rules/number.h"
#include "rules/starts.h"

namespace rules {

// Numbers with what they count: masses, percentages, points, money, prices, or nothing (kNumber).
// In order of their start; never overlapping.
std::vector<Mention> FindMeasures(std::string_view folded, const Reading& reading);

// A measure that begins with a word: "a third", "doubled", "a ton of", "fell to zero".
std::optional<Mention> WordMeasureAt(std::string_view text, std::size_t at, const Reading& reading);
// The words with which "nil" and its like begin.
void AddMeasureWordStarts(StartWords& words);

// Whether this number is part of a name, a code, an ordinal, a time of day, a telephone number or a
// list mark. The end of all that is to be left out; nullopt: a number in its own right.
std::optional<std::size_t> LeftOutEnd(std::string_view text, std::size_t at);
bool IsNamed(std::string_view text, const Number& number);

}  // namespace rules
