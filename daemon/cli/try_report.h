#pragma once

#include <string>
#include <vector>

#include "daemon/cli/ink.h"
#include "rules/workings.h"

namespace cli {

// How a text is read, for people: each sentence with its recognised things in colour, the sentence
// as rules see it, the matches with what became of them, and the rules that almost matched.
std::string TryText(const std::vector<rules::SentenceWorkings>& sentences, Ink ink);

// The same as an object: {"sentences": [{start, end, text, sees, script, things, matches,
// almost}]}.
std::string TryJson(const std::vector<rules::SentenceWorkings>& sentences);

// "lost to trade/x, which has the higher priority (5 over 0)".
std::string FateText(const rules::ClaimOutcome& outcome, int priority);

}  // namespace cli
