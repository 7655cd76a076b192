#pragma once

#include <string>
#include <vector>

#include "rules/compiled.h"
#include "rules/pack.h"

namespace rules {

// All rules of a pack, English ones first, each in the order of its packs. They live as long as it.
std::vector<const Rule*> RulesOf(const Pack& pack);

// What a rule's sample showed when it was run against all rules together.
struct SampleResult {
  const Rule* rule = nullptr;
  const Sample* sample = nullptr;
  std::vector<std::string> missing;     // expected lines that no fact of this rule covers
  std::vector<std::string> unexpected;  // facts where there must be none
  std::vector<std::string> given;       // lines of the facts that this rule gave
  std::vector<std::string> others;      // lines of the facts that other rules gave

  bool holds() const { return missing.empty() && unexpected.empty(); }
  // A sentence that must not match.
  bool is_negative() const { return sample->facts.empty(); }
};

// The result of each sample of these rules: what it says must come does, what must not does not.
std::vector<SampleResult> RunSamples(const Pack& pack, const std::vector<const Rule*>& rules);

// The words of an expected line that a fact's line lacks, in their order; empty: it covers them.
std::vector<std::string> WordsMissing(const std::string& fact_line, const std::string& expected);

}  // namespace rules
