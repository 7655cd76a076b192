#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "rules/pack_read.h"

namespace rules {

// A rule's pattern after its slots and words are filled in.
struct ExpandedPattern {
  struct NamedSlot {
    std::string name;  // "percent", or "old" of {percent:old}
    std::string type;  // "percent"
  };
  std::string regex;
  std::vector<NamedSlot> slots;  // slot i is group i + 1
};

struct PatternError {
  std::string message;
  int offset = 0;  // byte in the pattern
};

// Fills {slot}, {slot:name} and <words> of a pattern in: slots become one-character groups, words
// the alternatives that the packs list under their name.
tl::expected<ExpandedPattern, PatternError> Expand(std::string_view pattern, Script script,
                                                   const PackDraft& draft);

// The alternatives of a word list as one pattern; nullopt: no pack has it.
std::optional<std::string> WordsPattern(const PackDraft& draft, Script script,
                                        std::string_view name);

}  // namespace rules
