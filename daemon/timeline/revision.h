#pragma once

#include <string>
#include <vector>

#include "daemon/timeline/books.h"
#include "daemon/timeline/claim.h"
#include "daemon/timeline/entries.h"

namespace timeline {

// A figure of a series that a release has changed: an entry of its own on the timeline, kind
// `revision`, which stays, since it has happened.
struct Revision {
  std::int64_t fact = 0;       // of the revision
  std::int64_t old_entry = 0;  // what said the old figure
  CellKey cell;
  rules::Amount was;
};

// The revision as a mention, to be put on the timeline: keys and words of the new figure's.
Mention RevisionOf(Mention figure, std::string_view measure, const rules::Amount& was);

// A claim whose verdict is another one than before.
struct VerdictChange {
  std::int64_t entry = 0;
  Claim claim;
  std::string before;
  std::string after;
};

// Writes down who cited the old figure, and which of the verdicts changed by it: those that would
// be another one with the old figure in its place.
void TellRevision(Database& database, const Revision& revision,
                  const std::vector<VerdictChange>& changes);

// What a claim that differs would agree with: the figures before a revision. Empty: none.
std::string FormerHint(Database& database, const Claim& claim);

}  // namespace timeline
