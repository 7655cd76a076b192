#pragma once

#include <optional>
#include <string_view>

#include "feeds/date_reader.h"

namespace feeds {

// Reads the forms with names, marks or another order than the year first: RFC 822 and 850, asctime,
// "Jul 14, 2025 11:20 AM", "14 de julio de 2025", "2025年7月14日 下午3时20分", "07/14/2025". The
// words may come in any order that leaves no doubt; a word that is unknown, or a second year,
// month, day, time, makes it no date. Weekdays are read and not believed. nullopt: no such date.
std::optional<WrittenMoment> ReadDateInWords(std::string_view text);

}  // namespace feeds
