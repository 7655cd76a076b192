#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace feeds {

// The headers of an answer that tell of time, as received; empty: absent.
struct TimeHeaders {
  std::string cache_control{};
  std::string age{};
  std::string expires{};
  std::string date{};
  std::string retry_after{};
};

// How long the answer stays good (RFC 9111, section 4.2): s-maxage or max-age less Age, else
// Expires less Date; both by the server's clock, so that a wrong one does no harm. 0 when that is
// over, for no-store and no-cache, and for an Expires that is no date. nullopt: the server does not
// say. Not more than a year.
std::optional<std::chrono::seconds> FreshFor(const TimeHeaders& headers);

// Retry-After in seconds, or as a date less Date; less `now` where there is no Date. 0: absent,
// over, or not understood. Not more than 366 days.
std::chrono::seconds RetryAfter(const TimeHeaders& headers, std::chrono::sys_seconds now);

// The three forms of a date in HTTP (RFC 9110, section 5.6.7). nullopt: another, as for "0".
std::optional<std::chrono::sys_seconds> ParseHttpDate(std::string_view text);

}  // namespace feeds
