#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/timeline/working.h"
#include "rules/bound.h"
#include "rules/fact.h"

namespace timeline {

// A number from the press that a series may check. Strings are empty where the text gives none.
struct Claim {
  rules::Kind kind = rules::Kind::kQuantity;
  rules::Amount amount{};
  std::string unit{};
  std::string reporter{};
  std::string flow{};
  std::string subject{};
  std::string partner{};
  std::optional<rules::Period> period{};
  std::optional<rules::Measure> measure{};  // of a change
  std::optional<rules::Basis> basis{};      // of a change
  rules::Bound bound = rules::Bound::kNone;
  std::optional<rules::Amount> other_end{};  // of a range
};

// The values that a claim's words allow. "7,742" is as wide as its rounding; "more than 7,000" has
// no upper end, and its lower end is sharp; "nearly 8,000" reaches further down than up; "7,500 to
// 8,000" is all between. Of a fall they are turned round: "fell more than 12 %" is -12 and below.
struct Range {
  double low = 0;
  double high = 0;
};
Range RangeOf(const Claim& claim);

// Ranges that touch agree: where the printer rounded a half is not ours to guess.
bool Meets(const Range& claim, double low, double high);
bool Meets(const Range& claim, const rules::Amount& figure);

// "7,742 t", "at least 7,000 t", "7,500 t to 8,000 t", "+30.8 %".
std::string WordsOf(const Claim& claim);

// How far it is from the series: "258 t too high, by 3.3 %", "1.2 points too low".
std::string DifferenceWords(const Claim& claim, double official);

// "CN/export/rare-earths/quantity[/PARTNER]", for another flow or measure than the claim's, too.
std::string SeriesOf(const Claim& claim, std::string_view flow, rules::Measure measure);
// Of what the number is: a change or share that does not say is one of quantity, unless only money
// is published.
rules::Measure MeasureOf(const Claim& claim, const Books& books);

// What a change compares.
struct Comparison {
  rules::Measure measure = rules::Measure::kQuantity;
  rules::Period period;
  rules::Period base;
  std::string name;  // "the rise in value"
};
// In every unit that the series is told in, for yuan and dollars move apart.
std::vector<Ratio> RatiosOf(const Claim& claim, const Books& books, const Comparison& comparison);

// The stretch that a change of `period` is measured from; nullopt: its length does not fit.
std::optional<rules::Period> BaseOf(const rules::Period& period, rules::Basis basis);

}  // namespace timeline
