#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/pack_read.h"
#include "rules/pattern_parts.h"

namespace rules {

// A rule that began to match and stopped.
struct NearMiss {
  const DraftRule* rule = nullptr;
  int parts = 0;            // words, word lists, groups and slots that must be there
  int found = 0;            // of those, how many stand in the text one after the other
  std::size_t stopped = 0;  // byte of the pattern: the part that was not found begins here
  Span matched;             // in the masked text: what the parts before it matched
  bool has_words = false;   // more than slots was found
  bool matches = false;     // nothing is missing at all
};

// Finds out how far rules get in a masked sentence: the longest prefix of a pattern's parts that
// matches. A longer prefix cannot match where a shorter one does not, so halving finds it. Prefixes
// are compiled when first asked for and kept. `draft` must outlive this.
class NearMissFinder {
 public:
  explicit NearMissFinder(const PackDraft& draft);
  ~NearMissFinder();
  NearMissFinder(const NearMissFinder&) = delete;
  NearMissFinder& operator=(const NearMissFinder&) = delete;

  // How far the rule gets.
  NearMiss Try(const DraftRule& rule, std::string_view masked);

  // The rules of a script that do not match but find at least half of their parts (a lone slot is
  // no sign), those with most found parts first; of equals, those that lack fewest.
  std::vector<NearMiss> Find(Script script, std::string_view masked);

 private:
  struct Prefixes;
  Prefixes& Of(const DraftRule& rule, std::size_t alternative,
               const std::vector<PatternPart>& parts);

  const PackDraft& draft_;
  std::map<std::pair<const DraftRule*, std::size_t>, std::unique_ptr<Prefixes>> prefixes_;
};

}  // namespace rules
