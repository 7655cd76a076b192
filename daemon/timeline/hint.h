#pragma once

#include <string>

#include "daemon/timeline/claim.h"

namespace timeline {

// What a claim that differs would agree with, the likeliest mistake first: another month or total,
// the other flow, another partner or the world, another currency, a slip of the decimal point.
// Empty: nothing.
std::string AmountHint(const Claim& claim, const Account& account, const Books& books);
// The same of a change: the other measure, another base, another month or total, another partner. A
// coarse figure agrees with much, so its point must hold, or the other measure be the only one that
// is possible at all.
std::string ChangeHint(const Claim& claim, const Comparison& asked, const Books& books);

}  // namespace timeline
