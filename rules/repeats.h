#pragma once

#include <vector>

#include "rules/fact.h"

namespace rules {

// Do two facts of one document say the same? The same kind and value within the last digit
// of the looser one, and no key on which they differ (a key that one leaves out does not count). A
// title that gives no date may name another good.
bool SaysTheSame(const Fact& a, const Fact& b);

// Adds a fact unless the document has said it already; of two tellings the one with more keys
// stays, then the more precise one.
void AddUnlessRepeat(Fact fact, std::vector<Fact>& facts);

}  // namespace rules
