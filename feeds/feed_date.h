#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace feeds {

// Reads a moment as feeds write it:
//   RFC 822, 850, 2822  "Mon, 14 Jul 2025 11:20:00 +0800", "14 Jul 25 11:20 GMT"; weekday, seconds
//                       and time may be missing, a wrong weekday is not believed
//   RFC 3339, W3CDTF    "2025-07-14T11:20:00.25+08:00", "2025-07-14 11:20:00Z", "2025-07", "2025"
//   ISO 8601            "20250714T112000Z", "2025-W28-1", "2025-195"; "2025/7/14 11:20"; of its
//                       first edition "25-07-14", "250714", "25195", "-25-07", "-2507"
//   asctime and kin     "Mon Jul 14 11:20:00 2025", "Jul 14, 2025 11:20 AM", "2025/07/14 11:20 Mon"
//   other languages     "2025年7月14日 下午3时20分", "14 de julio de 2025", "Пн, 14 июля 2025";
//                       "2025년 7월 14일 오후 3:20" is Korea's time; date_names.cc has the names
//   Unix time           ten digits (seconds) or thirteen (milliseconds)
// "07/14/2025" is read where only one order of day and month makes a date, "14.07.2025" always.
// A time without zone is UTC, a date without time midnight UTC; fractions of a second are dropped;
// second 60 is the next second. Two-digit years: 00-49 are 20xx (RFC 2822, section 4.3).
// date_zone.cc has the names of zones; an unknown one, in capitals behind a whole date, is UTC (RFC
// 5322, section 4.3). nullopt: another form, an unknown word, a day that the calendar lacks, year 0
// or 1. No date is better than a wrong one.
std::optional<std::chrono::sys_seconds> ParseFeedDate(std::string_view text);

// The same for a source whose times without zone are `zone` ahead of UTC. A date alone stays
// midnight UTC.
std::optional<std::chrono::sys_seconds> ParseFeedDate(std::string_view text,
                                                      std::chrono::minutes zone);

}  // namespace feeds
