#pragma once

#include <string_view>
#include <vector>

#include "rules/compiled.h"
#include "rules/fold.h"

namespace rules {

// 我國, 財政部 in a text from Taiwan are not China's: the hits of such words are made Taiwan's.
// A text is from there when its words are (the list `taiwan-text`), and only what is spelt in
// traditional characters is its own (the list `taiwan-own`).
void TakeOwnCountry(const CompiledRules& rules, std::string_view original, const FoldedText& folded,
                    std::vector<LexiconHit>& hits);

}  // namespace rules
