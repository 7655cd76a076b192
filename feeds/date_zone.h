#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "feeds/date_reader.h"

namespace feeds {

// How far the zone of that name, in any case, is ahead of UTC. Military letters are UTC, since RFC
// 822 defined them the wrong way round (RFC 2822, section 4.3). Names that several countries use
// mean what RFC 822 says, else the zone with most people: IST is India's. nullopt: unknown, or a
// zone such as "ET" whose distance depends on the day.
std::optional<std::chrono::minutes> NamedZone(std::string_view name);

// The same for "ET", "CT", "MT", "PT" and "AT", with the summer time that the United States keep at
// that local day and hour (rules of 1987 to 2006 and since 2007).
std::optional<std::chrono::minutes> AmericanZone(std::string_view name, const WrittenMoment& local);

// "+0800", "+08:00", "+8" behind the sign, which is given as 1 or -1. nullopt: no such offset, or
// one that no place on earth has had.
std::optional<std::chrono::minutes> NumericZone(DateReader& reader, int sign);

// The sign before an offset, U+2212 too; 0 when there is none.
int TakeSign(DateReader& reader);

}  // namespace feeds
