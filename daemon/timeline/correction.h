#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/timeline/entries.h"

namespace timeline {

// A fact of the version that an edit replaced.
struct OldFact {
  std::int64_t id = 0;
  EntryKeys keys;
  Telling telling;
  Days days;
  std::string mast;
  std::string plover;
  std::string target;
  std::string quote;
  std::string sentence;
  std::string rule;
};

// A figure that a source silently changed, or an event or figure that it no longer tells.
struct Correction {
  enum class Kind { kChanged = 1, kWithdrawn };
  Kind kind = Kind::kChanged;
  const OldFact* was = nullptr;
  const Mention* now = nullptr;  // nullptr: withdrawn
};

// The full texts before and after an edit (title, blank line, text).
struct Edit {
  std::string_view before;
  std::string_view after;
};

// Compares what a document told before an edit with what it tells now. Changed: the same keys with
// another value, beyond the rounding of both. Withdrawn: nothing has the keys any more. Other words
// for the same are no correction, and neither is what may be ours:
// - the sentence of the old fact still stands in the new text: then it is read otherwise, not said
//   otherwise;
// - of withdrawn: the old words, or the same number of the same kind and unit, are told elsewhere;
// - of withdrawn: the new text is the beginning of the old one, or less than a third of it: then
// the
//   feed shows less of the article.
// The result points into both spans.
std::vector<Correction> Corrections(std::span<const OldFact> before, std::span<const Mention> after,
                                    const Edit& edit);

// The correction as a mention, kind `correction`, to be put on the timeline; `document` and
// `told_at` are not set.
Mention MentionOf(const Correction& correction);

// "changed", "withdrawn".
std::string_view ToText(Correction::Kind kind);

}  // namespace timeline
