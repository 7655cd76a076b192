#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace feeds {

// A date that stands in a text, and where.
struct FoundDate {
  std::chrono::sys_seconds at{};
  std::size_t first = 0;  // bytes [first, last) of the text
  std::size_t last = 0;
};

// The first date with a year: "2025-07-18", "2025/7/18 10:30", "2025年7月18日", "18.07.2025",
// "18 July 2025", "Jul. 18, 2025". A date with slashes whose year comes last is read when only one
// order of day and month fits. A time is `zone` ahead of UTC; a date alone is midnight UTC.
std::optional<FoundDate> FindDate(std::string_view text, std::chrono::minutes zone);

// The first month and day without a year, "[07-18]", "07/18", "7月18日", in that year.
std::optional<FoundDate> FindDay(std::string_view text, int year);

// The day that a URL holds: "/202507/t20250718_1.html", "/2025-07/18/a.html", "/2025/07/18/",
// "/20250718/".
std::optional<std::chrono::sys_seconds> DayOfUrl(std::string_view url);

// The only year (2000 to 2099) that the text states; nullopt: none, or several.
std::optional<int> OnlyYear(std::string_view text);

}  // namespace feeds
