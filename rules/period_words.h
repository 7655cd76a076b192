#pragma once

#include <string_view>
#include <vector>

#include "rules/mention.h"

namespace rules {

// Stretches of time in English and Chinese, and in figures: "June 2025", "Q2", "first 11 months of
// 2024", 1-6月, 去年同期, "2025-07-18". Every mention is a kPeriod, with its `period`, or with a
// `shift` where it leans on another. In order of their start, not overlapping.
//
// What the words leave out, the day of publication gives:
// - a month, quarter, half or day without a year is the latest that began not after publication
// ("in
//   December" said in January is last year's); after "by", "until", "next" the first not before it;
//   after "will", "due", "from" the nearest;
// - "the rest of 2025" runs from the month of publication (the next one from the 20th on) to
// December;
// - "so far this year" and 今年以来 end with the month of publication;
// - a range of days is its first day; 3/4/2025, which may be two days, is none;
// - a bare four-digit number is a year only after a preposition or beside another year;
// - fiscal years ("FY2024-25", "2024-25", "FY25") run from April to March, as in India.
// Words that need the day of publication give nothing when it is not known.
std::vector<Mention> FindPeriods(std::string_view folded, const Reading& reading);

}  // namespace rules
