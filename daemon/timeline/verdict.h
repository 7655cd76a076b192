#pragma once

#include <optional>
#include <string>

#include "daemon/timeline/claim.h"

namespace timeline {

struct Verdict {
  enum class Kind { kAgrees = 1, kDiffers, kUnchecked };
  Kind kind = Kind::kUnchecked;
  std::string series;              // asked; empty where the claim names none
  std::optional<double> official;  // in the claim's unit; unset when unchecked
  std::string working;             // both sides in figures, or why nothing could be checked
  std::string hint;                // what the claim would agree with; only when it differs
};

// Holds a claim against the books. Pure arithmetic on intervals: the claim is what its words allow
// (claim.h), a figure is as wide as its rounding, and they agree where they meet, so that a
// difference is never the printer's. A change that names no measure is one of quantity, unless only
// money is published. A series is asked for its own subject only; parts are not summed to a group.
// A price is held against value by quantity of the flow, a share against the partner's part of the
// world; both only where the claim names flow, and the share its partner. nullopt: nothing to check
// (rates, events, prices and shares without those).
std::optional<Verdict> Check(const Claim& claim, const Books& books);

// "agrees", "differs", "unchecked".
std::string_view ToText(Verdict::Kind kind);

}  // namespace timeline
