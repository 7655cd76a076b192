#include "feeds/freshness.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "feeds/ascii.h"

namespace feeds {
namespace {

using std::chrono::seconds;

constexpr seconds kMost = std::chrono::hours{24 * 366};

// A count of seconds, quotes allowed; what is too big for a number is kMost (RFC 9111, 1.2.2).
std::optional<seconds> ReadSeconds(std::string_view text) {
  text = Trim(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  if (text.empty() || !std::all_of(text.begin(), text.end(), IsDigit)) {
    return std::nullopt;
  }
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc() ? std::min(seconds{count}, kMost) : kMost;
}

// The value of a directive, "" for one without; nullopt: it is not there.
std::optional<std::string_view> Directive(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view item = Trim(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    const std::size_t equals = std::min(item.find('='), item.size());
    if (EqualsFold(Trim(item.substr(0, equals)), name)) {
      return item.substr(std::min(equals + 1, item.size()));
    }
  }
  return std::nullopt;
}

struct DateParts {
  std::string_view day;
  std::string_view month;
  std::string_view year;
  std::string_view time;
};

// Words are separated by blanks and commas, days from months by hyphens also.
std::optional<DateParts> SplitDate(std::string_view text) {
  std::array<std::string_view, 8> words{};
  std::size_t count = 0;
  for (std::size_t at = text.find_first_not_of(" ,-"); at != std::string_view::npos;
       at = text.find_first_not_of(" ,-", at)) {
    const std::size_t end = std::min(text.find_first_of(" ,-", at), text.size());
    if (count == words.size()) {
      return std::nullopt;
    }
    words[count++] = text.substr(at, end - at);
    at = end;
  }
  if (count == 6 && words[5] == "GMT") {  // Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 …
    return DateParts{words[1], words[2], words[3], words[4]};
  }
  if (count == 5) {  // Sun Nov  6 08:49:37 1994
    return DateParts{words[2], words[1], words[4], words[3]};
  }
  return std::nullopt;
}

std::optional<int> ReadNumber(std::string_view text, std::size_t digits_max) {
  int number = 0;
  const bool good =
      !text.empty() && text.size() <= digits_max && std::all_of(text.begin(), text.end(), IsDigit);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return good ? std::optional(number) : std::nullopt;
}

std::optional<unsigned> ReadMonth(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (EqualsFold(kMonths.at(i), text)) {
      return i + 1;
    }
  }
  return std::nullopt;
}

// A year of two digits: 70-99 are 19xx.
int FullYear(int year, std::size_t digits) {
  if (digits > 2) {
    return year;
  }
  return year + (year < 70 ? 2000 : 1900);
}

std::optional<seconds> ReadTime(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') {
    return std::nullopt;
  }
  const auto hour = ReadNumber(text.substr(0, 2), 2);
  const auto minute = ReadNumber(text.substr(3, 2), 2);
  const auto second = ReadNumber(text.substr(6, 2), 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  return seconds{*hour * 3600 + *minute * 60 + *second};
}

}  // namespace

std::optional<std::chrono::sys_seconds> ParseHttpDate(std::string_view text) {
  const std::optional<DateParts> parts = SplitDate(Trim(text));
  if (!parts) {
    return std::nullopt;
  }
  const auto day = ReadNumber(parts->day, 2);
  const auto month = ReadMonth(parts->month);
  const auto year = ReadNumber(parts->year, 4);
  const auto time = ReadTime(parts->time);
  if (!day || !month || !year || !time) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{FullYear(*year, parts->year.size())},
                                         std::chrono::month{*month},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional(std::chrono::sys_days{date} + *time) : std::nullopt;
}

std::optional<seconds> FreshFor(const TimeHeaders& headers) {
  const std::string_view words = headers.cache_control;
  if (Directive(words, "no-store") || Directive(words, "no-cache")) {
    return seconds{0};
  }
  for (const std::string_view name : {"s-maxage", "max-age"}) {
    if (const auto value = Directive(words, name)) {
      const seconds age = ReadSeconds(headers.age).value_or(seconds{0});
      return std::max(ReadSeconds(*value).value_or(seconds{0}) - age, seconds{0});
    }
  }
  if (headers.expires.empty()) {
    return std::nullopt;
  }
  const auto expires = ParseHttpDate(headers.expires);
  const auto date = ParseHttpDate(headers.date);
  if (expires && !date) {
    return std::nullopt;
  }
  return expires ? std::clamp(*expires - *date, seconds{0}, kMost) : seconds{0};
}

seconds RetryAfter(const TimeHeaders& headers, std::chrono::sys_seconds now) {
  if (const auto count = ReadSeconds(headers.retry_after)) {
    return *count;
  }
  if (const auto moment = ParseHttpDate(headers.retry_after)) {
    return std::clamp(*moment - ParseHttpDate(headers.date).value_or(now), seconds{0}, kMost);
  }
  return seconds{0};
}

}  // namespace feeds
