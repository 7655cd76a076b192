#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "feeds/date_reader.h"

namespace feeds {

// Reads the numeric forms that begin with the year: ISO 8601 basic and extended, calendar, week and
// ordinal dates, RFC 3339, W3CDTF, "2025/7/14 11:20". nullopt: another form.
std::optional<WrittenMoment> ReadIsoDate(std::string_view text);

// Seconds (ten digits, a fraction is dropped) or milliseconds (thirteen) since 1970, from 2001 to
// 2099. nullopt: anything else, and ten digits that are a calendar hour, such as 2025071411.
std::optional<std::chrono::sys_seconds> ReadUnixTime(std::string_view text);

}  // namespace feeds
