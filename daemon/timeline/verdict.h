#pragma once

#include <optional>
#include <string>

#include "daemon/timeline/working.h"
#include "rules/fact.h"

namespace timeline {

// A number from the press that a series may check. Strings are empty where the text gives none.
struct Claim {
  rules::Kind kind = rules::Kind::kQuantity;
  rules::Amount amount;
  std::string unit;
  std::string reporter;
  std::string flow;
  std::string subject;
  std::string partner;
  std::optional<rules::Period> period;
  std::optional<rules::Measure> measure;  // of a change
  std::optional<rules::Basis> basis;      // of a change
};

struct Verdict {
  enum class Kind { kAgrees = 1, kDiffers, kUnchecked };
  Kind kind = Kind::kUnchecked;
  std::string series;              // asked; empty where the claim names none
  std::optional<double> official;  // in the claim's unit; unset when unchecked
  std::string working;             // both sides in figures, or why nothing could be checked
  std::string hint;                // what the claim would agree with; only when it differs
};

// Holds a claim against the books. Pure arithmetic on intervals: both numbers are ranges as wide as
// their rounding, and they agree where the ranges meet, so that a difference is never the
// printer's. A change that names no measure is one of quantity, unless only money is published. A
// series is asked for its own subject only; parts are not summed to a group. nullopt: nothing to
// check (prices, shares, rates, events).
std::optional<Verdict> Check(const Claim& claim, const Books& books);

// "agrees", "differs", "unchecked".
std::string_view ToText(Verdict::Kind kind);

}  // namespace timeline
