#pragma once

#include <set>
#include <string>
#include <vector>

#include "feeds/document.h"
#include "rules/mention.h"
#include "rules/pack.h"

namespace rules {

struct Rule;

// A sentence with numbers that no rule claimed.
struct UnclaimedSentence {
  std::string text;           // folded
  std::vector<Span> numbers;  // in `text`
};

// What the rules made of a document. Numbers are those with a unit: masses, percentages, points,
// money and prices. A number is claimed also where a rule says that it means nothing.
struct DocumentCoverage {
  std::set<const Rule*> won;      // rules of which a claim stood
  std::set<const Rule*> matched;  // rules that matched and lost every claim
  std::size_t sentences = 0;
  std::size_t with_numbers = 0;  // sentences
  std::size_t numbers = 0;
  std::size_t unclaimed_numbers = 0;
  std::vector<UnclaimedSentence> unclaimed;
};

DocumentCoverage CoverageOf(const Pack& pack, const feeds::Document& document);

}  // namespace rules
