#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace rules {

enum class PartKind {
  kSlot = 1,  // {quantity}, {percent:old}
  kWordList,  // <rise>
  kGroup,     // (?:…)
  kWord,      // letters, digits and what else stands for itself
  kOther      // spaces, classes, anchors, escapes
};

// A piece of a rule's pattern as its author wrote it, with the repetition behind it.
struct PatternPart {
  PartKind kind = PartKind::kOther;
  std::size_t begin = 0;  // bytes of the pattern
  std::size_t end = 0;
  bool optional = false;  // ?, * or {0,…} behind it

  // Does finding it say that the rule nearly matched?
  bool counts() const { return kind != PartKind::kOther && !optional; }
};

// The parts of each alternative of a pattern (a|b at its top has two), in their order and without
// gaps. Every prefix that ends with a part is a pattern again. Made for patterns that compile; what
// does not is cut somehow.
std::vector<std::vector<PatternPart>> PartsOf(std::string_view pattern);

}  // namespace rules
