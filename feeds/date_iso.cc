#include "feeds/date_iso.h"

#include <string>

#include "feeds/date_zone.h"

namespace feeds {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

constexpr std::int64_t kUnixSecondsMin = 1'000'000'000;  // 2001
constexpr std::int64_t kUnixSecondsMax = 4'102'444'800;  // 2100

void SetDay(WrittenMoment& moment, sys_days day) {
  const std::chrono::year_month_day date{day};
  moment.year = static_cast<int>(date.year());
  moment.month = static_cast<int>(static_cast<unsigned>(date.month()));
  moment.day = static_cast<int>(static_cast<unsigned>(date.day()));
}

// Day 1 is the first of January.
bool SetOrdinal(WrittenMoment& moment, int day) {
  if (day < 1 || day > (year{moment.year}.is_leap() ? 366 : 365)) {
    return false;
  }
  SetDay(moment, sys_days{year{moment.year} / 1 / 1} + std::chrono::days{day - 1});
  return true;
}

// Week 1 holds the fourth of January, and weeks begin on Monday.
bool SetWeek(WrittenMoment& moment, int week, int day) {
  const auto monday = [](int of_year) {
    const sys_days fourth{year{of_year} / 1 / 4};
    return fourth - (std::chrono::weekday{fourth} - std::chrono::Monday);
  };
  const sys_days found =
      monday(moment.year) + std::chrono::weeks{week - 1} + std::chrono::days{day - 1};
  if (week < 1 || day < 1 || day > 7 || found >= monday(moment.year + 1)) {
    return false;
  }
  SetDay(moment, found);
  return true;
}

// Behind the W: "28", "28-1", "281".
bool ReadWeek(DateReader& reader, WrittenMoment& moment) {
  const std::optional<int> week = reader.FixedNumber(2);
  int day = 1;
  if (IsDigit(reader.Next()) || (reader.Next() == '-' && IsDigit(reader.Peek(1)))) {
    reader.Take('-');
    day = reader.Number(1, 1).value_or(0);
  }
  return week && SetWeek(moment, *week, day);
}

// Behind "2025" and a separator: "7", "07-14", "195"; also "007-14", as a large portal once wrote.
bool ReadMonthAndDay(DateReader& reader, WrittenMoment& moment, char separator) {
  const std::size_t digits = reader.DigitsAhead();
  const std::optional<int> month = reader.Number(1, 3);
  if (!month) {
    return false;
  }
  const bool day_follows = reader.Next() == separator && IsDigit(reader.Peek(1));
  if (digits == 3 && !day_follows) {
    return separator == '-' && SetOrdinal(moment, *month);
  }
  moment.month = *month;
  if (!reader.Take(separator)) {
    return true;
  }
  const std::optional<int> day = reader.Number(1, 2);
  moment.day = day.value_or(0);
  return day.has_value();
}

bool ReadDate(DateReader& reader, WrittenMoment& moment) {
  const std::size_t digits = reader.DigitsAhead();
  moment.year = reader.FixedNumber(4).value_or(0);
  switch (digits) {
    case 4:
      break;
    case 7:
      return SetOrdinal(moment, reader.FixedNumber(3).value_or(0));
    case 8:
    case 12:
    case 14:
      moment.month = reader.FixedNumber(2).value_or(0);
      moment.day = reader.FixedNumber(2).value_or(0);
      return true;
    default:
      return false;
  }
  const char separator = reader.Next();
  if (reader.TakeAnyOf("Ww") ||
      (separator == '-' && Lower(reader.Peek(1)) == 'w' && reader.Skip(2))) {
    return ReadWeek(reader, moment);
  }
  return !reader.TakeAnyOf("-/.") || ReadMonthAndDay(reader, moment, separator);
}

// "11:20", "11:20:05.25", "1120", "112005,25", "11"; a fraction of a minute becomes seconds.
bool ReadTime(DateReader& reader, WrittenMoment& moment) {
  const std::size_t digits = reader.DigitsAhead();
  const bool is_basic = digits == 4 || digits == 6;
  const std::optional<int> hour = is_basic ? reader.FixedNumber(2) : reader.Number(1, 2);
  if (!hour) {
    return false;
  }
  moment.hour = *hour;
  moment.has_time = true;
  if (!is_basic && !reader.Take(':')) {
    // An hour alone is a time that was cut off, unless a zone ends it.
    return digits == 2 && !reader.AtEnd() && !IsBlank(reader.Next());
  }
  const std::optional<int> minute = is_basic ? reader.FixedNumber(2) : reader.Number(1, 2);
  const bool has_second = digits == 6 || (!is_basic && reader.Take(':'));
  const std::optional<int> second = has_second ? reader.Number(1, 2) : std::optional<int>(0);
  moment.minute = minute.value_or(0);
  moment.second = second.value_or(0);
  if (minute && second && IsDigit(reader.Peek(1)) && reader.TakeAnyOf(".,")) {
    const int tenth = reader.Next() - '0';
    moment.second += has_second ? 0 : tenth * 6;
    reader.Skip(reader.DigitsAhead());
  }
  if (reader.Next() == ':' && (reader.Peek(1) == '+' || reader.Peek(1) == '-')) {
    reader.Skip(1);  // "11:20:05:-0700"
  }
  return minute && second;
}

// The zone at the end, if there is one; false: something that is no zone.
bool ReadZone(DateReader& reader, WrittenMoment& moment) {
  reader.SkipBlanks();
  if (IsLetter(reader.Next())) {
    const std::string_view name = reader.Letters();
    moment.zone = NamedZone(name);
    moment.zone = moment.zone ? moment.zone : AmericanZone(name, moment);
    if (!moment.zone) {
      return false;
    }
  }
  if (const int sign = TakeSign(reader); sign != 0) {
    moment.zone = NumericZone(reader, sign);
    if (!moment.zone) {
      return false;
    }
  }
  reader.SkipBlanks();
  return reader.AtEnd();
}

// What ISO 8601 allowed until 2004, written with its century: "03-12-31", "031231", "03335",
// "-03-12", "-0312"; empty: nothing of the kind.
std::string WithCentury(std::string_view text) {
  const bool is_month = text.substr(0, 1) == "-";
  text.remove_prefix(is_month ? 1 : 0);
  const std::string century = text.substr(0, 1) < "5" ? "20" : "19";
  DateReader reader(text);
  const std::size_t digits = reader.DigitsAhead();
  reader.Skip(digits);
  const bool apart = digits == 2 && reader.Take('-') && reader.DigitsAhead() == 2;
  if (is_month) {
    constexpr std::size_t kMonthBytes = 4;  // and the '-' between them
    const bool is_whole = text.size() == kMonthBytes + (apart ? 1 : 0) && (apart || digits == 4);
    return is_whole ? century + std::string(text.substr(0, 2)) + "-" +
                          std::string(text.substr(text.size() - 2))
                    : std::string();
  }
  const bool is_day = apart && reader.Skip(2) && reader.Take('-') && reader.DigitsAhead() == 2;
  return digits == 5 || digits == 6 || is_day ? century + std::string(text) : std::string();
}

std::optional<WrittenMoment> ReadWithCentury(std::string_view text) {
  DateReader reader(text);
  WrittenMoment moment;
  if (reader.DigitsAhead() < 4 || !ReadDate(reader, moment)) {
    return std::nullopt;
  }
  const bool is_compact = IsDigit(reader.Next());  // 20250714112000
  const bool time_follows = is_compact || reader.TakeAnyOf("Tt") || reader.SkipBlanks();
  reader.SkipBlanks();
  if (time_follows && !reader.AtEnd()) {
    return ReadTime(reader, moment) && ReadZone(reader, moment) ? std::optional(moment)
                                                                : std::nullopt;
  }
  reader.TakeAnyOf("Zz");
  return reader.AtEnd() ? std::optional(moment) : std::nullopt;
}

}  // namespace

std::optional<WrittenMoment> ReadIsoDate(std::string_view text) {
  std::optional<WrittenMoment> moment = ReadWithCentury(text);
  return moment ? moment : ReadWithCentury(WithCentury(text));
}

std::optional<std::chrono::sys_seconds> ReadUnixTime(std::string_view text) {
  DateReader reader(text);
  const std::size_t digits = reader.DigitsAhead();
  if (digits != 10 && digits != 13) {
    return std::nullopt;
  }
  const auto head = static_cast<std::int64_t>(reader.FixedNumber(8).value_or(0));
  const std::int64_t seconds = head * 100 + reader.FixedNumber(2).value_or(0);
  reader.Skip(reader.DigitsAhead());
  if (digits == 10 && reader.Take('.')) {
    reader.Skip(reader.DigitsAhead());
  }
  const auto month = head / 100 % 100;
  const auto day = head % 100;
  const bool is_hour_of_calendar = digits == 10 && month >= 1 && month <= 12 && day >= 1 &&
                                   day <= 31 && seconds % 100 <= 24 && head / 10000 >= 1970;
  if (!reader.AtEnd() || seconds < kUnixSecondsMin || seconds >= kUnixSecondsMax ||
      is_hour_of_calendar) {
    return std::nullopt;
  }
  return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

}  // namespace feeds
