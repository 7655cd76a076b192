#pragma once

#include <functional>
#include <vector>

#include "feeds/document.h"
#include "rules/claims.h"
#include "rules/fold.h"

namespace rules {

// A sentence as extraction sees it, while it is read.
struct SentenceSeen {
  const FoldedText& folded;
  const Scene& scene;
  const RuleSet& rules;  // of its script
  const Claims& claims;  // those that won
};
using Watch = std::function<void(const SentenceSeen&)>;

// Extract() for those who want to know why: `watch` is called for each sentence, in their order.
std::vector<Fact> ExtractWatched(const Pack& pack, const feeds::Document& document,
                                 const Watch& watch);

}  // namespace rules
