#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace feeds {

// Reads a moment as feeds write it:
//   RFC 822/2822   "Mon, 14 Jul 2025 11:20:00 +0800", "14 Jul 25 11:20 GMT"; weekday and seconds
//   optional RFC 3339       "2025-07-14T11:20:00.25+08:00", "2025-07-14 11:20:00Z" W3CDTF "2025",
//   "2025-07", "2025-07-14", "2025-07-14T11:20"; also "20250714", "2025/7/14 11:20"
// A time without zone is UTC, a date without time midnight UTC; fractions of a second are dropped.
// Two-digit years: 00-49 are 20xx (RFC 2822, section 4.3). Zones: UT, GMT, Z, those of RFC 822,
// CET, CEST, EET, EEST, BST, JST, KST, IST (India), HKT, SGT, AEST, AEDT, MSK. nullopt: another
// form, a zone not named above, a day that the calendar lacks. No date is better than a wrong one.
std::optional<std::chrono::sys_seconds> ParseFeedDate(std::string_view text);

// The same for a source whose times without zone are `zone` ahead of UTC. A date alone stays
// midnight UTC.
std::optional<std::chrono::sys_seconds> ParseFeedDate(std::string_view text,
                                                      std::chrono::minutes zone);

}  // namespace feeds
