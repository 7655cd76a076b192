#pragma once

#include <string>
#include <vector>

#include "rules/fault.h"
#include "rules/pack.h"

namespace rules {

struct LintFinding {
  std::string check;  // one of LintChecks()
  Fault fault;        // its column is in the pattern, where the check is about a pattern
};

// The names of all checks, for people and for `--only`:
// - load: the pack cannot be loaded (bad TOML, unknown key, slot or word list, no samples)
// - empty: a pattern that matches the empty text
// - gap: .* .+ .{n,} [^,]* and their like; a rule would reach across the sentence
// - huge: a pattern that RE2 expands to more than kProgramMax instructions
// - duplicate: two rules, or two words of one class, with the same pattern
// - shadowed: a rule that wins none of its own samples, and who wins them
// - unknown-id: subject, reporter, partner, actor or target that no lexicon entry has
// - unknown-code: a code of export measures that UNCTAD's chapter P does not have
// - unused: a word list that no pattern names
std::vector<std::string> LintChecks();

// The largest shipped rule has 2,748 (November 2026).
inline constexpr int kProgramMax = 10000;

// What is wrong in packs though they may load, in the order of files and lines. With findings of
// "load" the checks that need a compiled pack are left out. Samples are run.
std::vector<LintFinding> Lint(const std::vector<PackFile>& files);

}  // namespace rules
