#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feeds/document.h"
#include "rules/near_miss.h"
#include "rules/pack.h"

namespace rules {

// Why a claim did or did not become a fact.
enum class Fate {
  kWon = 1,
  kLostByPriority,  // a rule of higher priority claims the same
  kLostByLength,    // an equal one matches more of the text
  kLostByOrder,     // an equal one of the same length comes first
  kNegated,         // a word of negation stands in the match or right before it
  kDropped          // none of these: the engine left it out
};

// What one template of a rule asks for in a match.
struct ClaimOutcome {
  std::string what;    // "change", "event export-ban", "none"
  std::string number;  // the words of the number; empty for an event
  Fate fate = Fate::kWon;
  std::string to;                  // the rule that won instead, or the word of negation
  int priority = 0;                // of the rule that won instead
  std::vector<std::string> needs;  // keys without which the template gives no fact
};

struct RuleMatch {
  const Rule* rule = nullptr;
  Span span;  // in title + "\n\n" + text, UTF-8 bytes
  std::string quote;
  std::vector<ClaimOutcome> outcomes;  // one a template
  std::vector<std::string> facts;      // that came of it, a line each
};

// A recognised number, date or word.
struct Thing {
  Span span;
  std::string quote;
  std::string slot;  // "{quantity}"; empty for words that only colour the numbers near them
  std::string is;    // "quantity 7742.2 t", "commodity rare-earths", "flow export"
};

struct NearRule {
  std::string rule;
  std::string pattern;      // as written
  std::size_t stopped = 0;  // byte of the pattern
  int parts = 0;
  int found = 0;
  std::string matched;  // the words that its first parts matched
  std::string rest;     // of the sentence, after them
};

struct SentenceWorkings {
  Span span;
  std::string text;
  std::string masked;  // with the names of slots: "{country} exported {quantity} of {commodity}"
  Script script = Script::kEnglish;
  std::vector<Thing> things;
  std::vector<RuleMatch> matches;  // in the order of the text
  std::vector<NearRule> almost;
};

// How a document is read: for each sentence what is recognised, which rules match, which claims
// win, and which rules almost matched (at most `almost_max` a sentence). Slow: every rule is tried
// on every sentence without the prefilter. `draft` is of the files that `pack` was loaded from.
std::vector<SentenceWorkings> WorkingsOf(const Pack& pack, NearMissFinder& finder,
                                         const feeds::Document& document, std::size_t almost_max);

// "{quantity}" for the character that stands for a quantity in a masked text; itself otherwise.
std::string SlotsNamed(std::string_view masked);

}  // namespace rules
