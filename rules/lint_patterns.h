#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/fault.h"
#include "rules/pack_read.h"

namespace rules {

// A stretch of a pattern that can run on without an end.
struct Gap {
  std::size_t offset = 0;  // byte of the pattern
  std::string text;        // ".*", "[^,]+"
};

// Where a pattern says "anything, as long as you like": a dot, a negated class or one of \W \S \D
// followed by *, + or {n,}.
std::vector<Gap> UnboundedGaps(std::string_view pattern);

// The place of a byte of a pattern: the column counts characters.
Fault PlaceIn(const PlacedText& pattern, std::size_t offset, std::string message);

}  // namespace rules
