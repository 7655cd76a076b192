#pragma once

#include <string_view>
#include <vector>

#include "rules/mention.h"

namespace rules {

struct Sentence {
  Span span;          // in the folded text, trimmed
  int paragraph = 0;  // counted from 0; the title is paragraph 0
};

// A longer run without a stop is no sentence that anybody wrote; it is cut at a comma or a space,
// so that cost grows with the text.
inline constexpr std::size_t kSentenceBytesMax = 2000;

// Sentences of a folded text, English and Chinese. A line break ends one, and so do . ! ? before a
// space and 。！？； wherever they stand, but for abbreviations, initials, decimals and "No. 18".
std::vector<Sentence> SplitSentences(std::string_view folded);

}  // namespace rules
