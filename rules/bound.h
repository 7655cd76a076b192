#pragma once

#include <string_view>

namespace rules {

// What the words around a number make of it.
enum class Bound {
  kNone = 1,  // the number itself, or about it
  kAtLeast,   // "more than 7,000 t", "7,000 t or more", 超过, 7000多吨
  kAtMost,    // "less than", "up to", "fewer than", 不到
  kNearly,    // a little less: "nearly", "just under", 近
  kBarely     // a little more: "just over", "slightly more than", 略高于
};

// Of the number in `quote`, by the words right before and after it in `sentence`, whose part the
// quote is. The first number of the quote counts. A fall's bound is one of its size: "fell more
// than 12 %" is at least 12.
Bound BoundOf(std::string_view sentence, std::string_view quote);

}  // namespace rules
