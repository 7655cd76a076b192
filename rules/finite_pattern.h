#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rules {

// One of the texts that a pattern matches.
struct FiniteWord {
  std::string text;         // letters that may be of either case are small
  std::vector<bool> exact;  // for each byte: must it be of this case? As long as `text`
};

enum class LetterCase { kExact, kEither };

// All the texts that a pattern matches, when they can be told apart from those it does not:
// letters,
// (?:…), |, ?, […] and (?i:…), but no repetition, anchor or class like \d. nullopt: the pattern is
// not of that kind, or matches more than `words_max` texts.
std::optional<std::vector<FiniteWord>> WordsOf(std::string_view pattern, LetterCase letters,
                                               std::size_t words_max);

}  // namespace rules
