#pragma once

#include <vector>

#include "rules/lint.h"
#include "rules/pack_read.h"

namespace rules {

// Adds a finding "shadowed" for each rule that wins none of its own positive samples: no claim of
// it stands after all rules had their say. Its message names the rules that won there instead, or
// says that its pattern does not even match.
void FindShadowed(const Pack& pack, const PackDraft& draft, std::vector<LintFinding>& findings);

}  // namespace rules
