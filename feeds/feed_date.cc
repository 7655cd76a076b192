#include "feeds/feed_date.h"

#include "feeds/ascii.h"
#include "feeds/date_iso.h"
#include "feeds/date_reader.h"
#include "feeds/date_words.h"

namespace feeds {
namespace {

using std::chrono::minutes;
using std::chrono::sys_seconds;

constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr int kYearMax = 9999;

std::optional<sys_seconds> ToSeconds(const WrittenMoment& m, minutes default_zone) {
  namespace chr = std::chrono;
  // std::chrono keeps a day and a month in a byte and would cut off what is beyond it.
  if (m.month < 1 || m.month > 12 || m.day < 1 || m.day > 31) {
    return std::nullopt;
  }
  const chr::year_month_day date{chr::year{m.year}, chr::month{static_cast<unsigned>(m.month)},
                                 chr::day{static_cast<unsigned>(m.day)}};
  const bool end_of_day = m.hour == 24 && m.minute == 0 && m.second == 0;
  if (!date.ok() || (m.hour > 23 && !end_of_day) || m.minute > 59 || m.second > 60) {
    return std::nullopt;
  }
  // Year 1 is what .NET writes for a date that was never set.
  if (m.year <= 1 || m.year > kYearMax) {
    return std::nullopt;
  }
  const minutes zone = m.has_time ? m.zone.value_or(default_zone) : minutes{0};
  return chr::sys_days{date} + chr::hours{m.hour} + minutes{m.minute} + chr::seconds{m.second} -
         zone;
}

// A number at a fixed place; negative when one of its characters is no digit.
int TwoDigits(const char* at) {
  return IsDigit(at[0]) && IsDigit(at[1]) ? (at[0] - '0') * 10 + (at[1] - '0') : -1;
}

int FourDigits(const char* at) {
  const int high = TwoDigits(at);
  const int low = TwoDigits(at + 2);
  return high < 0 || low < 0 ? -1 : high * 100 + low;
}

// "11:20:05" at a fixed place.
bool ReadClock(const char* at, WrittenMoment& moment) {
  moment.hour = TwoDigits(at);
  moment.minute = TwoDigits(at + 3);
  moment.second = TwoDigits(at + 6);
  moment.has_time = true;
  return at[2] == ':' && at[5] == ':' && moment.hour >= 0 && moment.minute >= 0 &&
         moment.second >= 0;
}

// "+0800" or "+08:00", the digits behind the sign at the two places given.
std::optional<minutes> Offset(char sign, const char* hours_at, const char* minutes_at) {
  const int hours = TwoDigits(hours_at);
  const int mins = TwoDigits(minutes_at);
  if ((sign != '+' && sign != '-') || hours < 0 || hours > 14 || mins < 0 || mins > 59) {
    return std::nullopt;
  }
  return minutes{(sign == '-' ? -1 : 1) * (hours * 60 + mins)};
}

// The two forms of nearly all feeds go a straight way; what differs from them in a single
// character is left to the readers of the other forms.

// "Mon, 14 Jul 2025 11:20:00 +0800", "Mon, 14 Jul 2025 03:20:00 GMT"
std::optional<WrittenMoment> ReadPlainRfc822(std::string_view text) {
  if ((text.size() != 29 && text.size() != 31) || text.substr(3, 2) != ", " || text[7] != ' ' ||
      text[11] != ' ' || text[16] != ' ' || text[25] != ' ') {
    return std::nullopt;
  }
  WrittenMoment moment;
  moment.day = TwoDigits(text.data() + 5);
  moment.year = FourDigits(text.data() + 12);
  const std::size_t month = kMonths.find(text.substr(8, 3));
  if (month == kMonths.npos || month % 3 != 0 || moment.day < 0 || moment.year < 0 ||
      !ReadClock(text.data() + 17, moment)) {
    return std::nullopt;
  }
  static constexpr std::string_view kWeekdays = "MonTueWedThuFriSatSun";
  const std::size_t weekday = kWeekdays.find(text.substr(0, 3));
  if (weekday == kWeekdays.npos || weekday % 3 != 0) {
    return std::nullopt;
  }
  moment.month = static_cast<int>(month / 3) + 1;
  moment.zone = text.size() == 31 ? Offset(text[26], text.data() + 27, text.data() + 29)
                                  : std::optional(minutes{0});
  const bool has_zone = text.size() == 31 ? moment.zone.has_value() : text.substr(26) == "GMT";
  return has_zone ? std::optional(moment) : std::nullopt;
}

// "2025-07-14T11:20:00+08:00", "2025-07-14T03:20:00.123Z"
std::optional<WrittenMoment> ReadPlainRfc3339(std::string_view text) {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T') {
    return std::nullopt;
  }
  WrittenMoment moment;
  moment.year = FourDigits(text.data());
  moment.month = TwoDigits(text.data() + 5);
  moment.day = TwoDigits(text.data() + 8);
  if (moment.year < 0 || moment.month < 0 || moment.day < 0 ||
      !ReadClock(text.data() + 11, moment)) {
    return std::nullopt;
  }
  std::size_t end = 19;
  if (text[end] == '.' && IsDigit(text[end + 1 < text.size() ? end + 1 : end])) {
    for (++end; end < text.size() && IsDigit(text[end]);) {
      ++end;
    }
  }
  if (text.substr(end) == "Z") {
    moment.zone = minutes{0};
    return moment;
  }
  if (text.size() != end + 6 || text[end + 3] != ':') {
    return std::nullopt;
  }
  moment.zone = Offset(text[end], text.data() + end + 1, text.data() + end + 4);
  return moment.zone ? std::optional(moment) : std::nullopt;
}

}  // namespace

std::optional<sys_seconds> ParseFeedDate(std::string_view text) {
  return ParseFeedDate(text, minutes{0});
}

std::optional<sys_seconds> ParseFeedDate(std::string_view text, minutes zone) {
  text = Trim(text);
  for (const auto read : {ReadPlainRfc822, ReadPlainRfc3339, ReadIsoDate}) {
    if (const std::optional<WrittenMoment> moment = read(text)) {
      return ToSeconds(*moment, zone);
    }
  }
  if (const std::optional<sys_seconds> moment = ReadUnixTime(text)) {
    return moment;
  }
  const std::optional<WrittenMoment> moment = ReadDateInWords(text);
  return moment ? ToSeconds(*moment, zone) : std::nullopt;
}

}  // namespace feeds
