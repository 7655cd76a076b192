#pragma once

#include <vector>

#include "rules/compiled.h"
#include "rules/context.h"
#include "rules/mask.h"

namespace rules {

// A rule's match and what one of its templates makes of it.
struct Claim {
  const Rule* rule = nullptr;
  const FactTemplate* gives = nullptr;
  std::size_t item = 0;  // the number claimed; the first item of the match for an event, or none()
  Span match;            // in the folded document
  std::vector<std::int32_t> groups;  // item of each group, -1: took no part; [0] unused

  static constexpr std::size_t none() { return static_cast<std::size_t>(-1); }
};

struct Claims {
  std::vector<Claim> numbers;  // of the best match for each number, in the order of the text
  std::vector<Claim> events;   // not overlapping where they are of one type
};

// Runs the rules of the sentence's script that can match it, and settles which claim wins.
Claims FindClaims(const RuleSet& rules, std::string_view folded, const Scene& scene);

}  // namespace rules
