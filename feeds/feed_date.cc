#include "feeds/feed_date.h"

#include <string>

#include "feeds/ascii.h"

namespace feeds {
namespace {

using std::chrono::minutes;
using std::chrono::sys_seconds;

struct Zone {
  std::string_view name;
  int minutes;
};

constexpr Zone kZones[] = {
    {"UT", 0},     {"UTC", 0},    {"GMT", 0},    {"WET", 0},    {"EST", -300}, {"EDT", -240},
    {"CST", -360}, {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420},
    {"CET", 60},   {"MEZ", 60},   {"CEST", 120}, {"BST", 60},   {"WEST", 60},  {"EET", 120},
    {"EEST", 180}, {"MSK", 180},  {"IST", 330},  {"HKT", 480},  {"SGT", 480},  {"AWST", 480},
    {"JST", 540},  {"KST", 540},  {"AEST", 600}, {"AEDT", 660}, {"NZST", 720}, {"NZDT", 780},
};

constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
constexpr std::string_view kWeekdays = "montuewedthufrisatsun";

// Reads from the front of a text; each step says whether it found what it wanted.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  char Next() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool Take(char c) {
    if (Next() != c || rest_.empty()) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  bool TakeAnyOf(std::string_view chars) {
    return !rest_.empty() && chars.find(rest_.front()) != chars.npos && Take(rest_.front());
  }

  bool SkipBlanks() {
    const std::size_t before = rest_.size();
    while (!rest_.empty() && IsBlank(rest_.front())) {
      rest_.remove_prefix(1);
    }
    return rest_.size() != before;
  }

  std::size_t DigitsAhead() const {
    std::size_t count = 0;
    while (count < rest_.size() && IsDigit(rest_[count])) {
      ++count;
    }
    return count;
  }

  // All of the digits ahead, of which there must be `min` to `max`.
  std::optional<int> Number(std::size_t min, std::size_t max) {
    const std::size_t count = DigitsAhead();
    return count < min || count > max ? std::nullopt : FixedNumber(count);
  }

  std::optional<int> FixedNumber(std::size_t count) {
    if (DigitsAhead() < count) {
      return std::nullopt;
    }
    int number = 0;
    for (const char digit : rest_.substr(0, count)) {
      number = number * 10 + (digit - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  std::string_view Word() {
    std::size_t count = 0;
    while (count < rest_.size() && IsLetter(rest_[count])) {
      ++count;
    }
    const std::string_view word = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return word;
  }

 private:
  std::string_view rest_;
};

struct Moment {
  int year = 0;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::optional<minutes> zone;
  bool has_time = false;
};

std::optional<sys_seconds> ToSeconds(const Moment& m, minutes default_zone) {
  namespace chr = std::chrono;
  const chr::year_month_day date{chr::year{m.year}, chr::month{static_cast<unsigned>(m.month)},
                                 chr::day{static_cast<unsigned>(m.day)}};
  const bool end_of_day = m.hour == 24 && m.minute == 0 && m.second == 0;
  if (!date.ok() || (m.hour > 23 && !end_of_day) || m.minute > 59 || m.second > 60) {
    return std::nullopt;
  }
  const minutes zone = m.has_time ? m.zone.value_or(default_zone) : minutes{0};
  return chr::sys_days{date} + chr::hours{m.hour} + minutes{m.minute} + chr::seconds{m.second} -
         zone;
}

// Index of a name by its first three letters, 0 for the first; nullopt when it is none.
std::optional<int> IndexOf(std::string_view word, std::string_view names) {
  if (word.size() < 3) {
    return std::nullopt;
  }
  const std::string head = Lowered(word.substr(0, 3));
  for (std::size_t i = 0; i < names.size(); i += 3) {
    if (names.substr(i, 3) == head) {
      return static_cast<int>(i / 3);
    }
  }
  return std::nullopt;
}

std::optional<minutes> NamedZone(std::string_view word) {
  if (word.size() == 1) {
    return minutes{
        0};  // the military letters were defined the wrong way round: RFC 2822, section 4.3
  }
  for (const Zone& zone : kZones) {
    if (EqualsFold(zone.name, word)) {
      return minutes{zone.minutes};
    }
  }
  return std::nullopt;
}

// "+0800", "+08:00", "+8", behind the sign.
std::optional<minutes> NumericZone(Reader& reader, int sign) {
  const std::size_t digits = reader.DigitsAhead();
  const std::optional<int> hours =
      digits >= 3 ? reader.FixedNumber(digits - 2) : reader.Number(1, 2);
  std::optional<int> mins = 0;
  if (digits >= 3) {
    mins = reader.FixedNumber(2);
  } else if (reader.Take(':')) {
    mins = reader.Number(2, 2);
  }
  if (!hours || !mins || digits > 4 || *hours > 15 || *mins > 59) {
    return std::nullopt;
  }
  return minutes{sign * (*hours * 60 + *mins)};
}

// The zone at the end, if there is one; false: something that is no zone.
bool ReadZone(Reader& reader, Moment& moment) {
  reader.SkipBlanks();
  if (reader.AtEnd()) {
    return true;
  }
  if (IsLetter(reader.Next())) {
    moment.zone = NamedZone(reader.Word());
    if (!moment.zone) {
      return false;
    }
  }
  if (reader.Next() == '+' || reader.Next() == '-') {
    const int sign = reader.Take('-') ? -1 : 1;
    reader.Take('+');
    moment.zone = NumericZone(reader, sign);
    if (!moment.zone) {
      return false;
    }
  }
  reader.SkipBlanks();
  return reader.AtEnd() || reader.Next() == '(';  // "(CST)": a comment of RFC 822
}

// "11:20", "11:20:05", "11:20:05.250"
bool ReadTime(Reader& reader, Moment& moment) {
  const std::optional<int> hour = reader.Number(1, 2);
  if (!hour || !reader.Take(':')) {
    return false;
  }
  const std::optional<int> minute = reader.Number(1, 2);
  if (!minute) {
    return false;
  }
  moment.hour = *hour;
  moment.minute = *minute;
  moment.has_time = true;
  if (!reader.Take(':')) {
    return true;
  }
  const std::optional<int> second = reader.Number(1, 2);
  moment.second = second.value_or(0);
  if (second && reader.TakeAnyOf(".,")) {
    while (IsDigit(reader.Next())) {
      reader.Take(reader.Next());
    }
  }
  return second.has_value();
}

int FullYear(int year, std::size_t digits) {
  if (digits == 2) {
    return year + (year < 50 ? 2000 : 1900);
  }
  return digits == 3 ? year + 1900 : year;
}

std::optional<Moment> ReadRfc822(Reader reader) {
  Moment moment;
  if (IsLetter(reader.Next())) {
    if (!IndexOf(reader.Word(), kWeekdays)) {
      return std::nullopt;
    }
    reader.TakeAnyOf(".,");
    reader.TakeAnyOf(",");
    reader.SkipBlanks();
  }
  const std::optional<int> day = reader.Number(1, 2);
  reader.TakeAnyOf(" -");
  reader.SkipBlanks();
  const std::optional<int> month = IndexOf(reader.Word(), kMonths);
  reader.TakeAnyOf(" -.,");
  reader.SkipBlanks();
  const std::size_t year_digits = reader.DigitsAhead();
  const std::optional<int> year = reader.Number(2, 4);
  if (!day || !month || !year) {
    return std::nullopt;
  }
  moment.year = FullYear(*year, year_digits);
  moment.month = *month + 1;
  moment.day = *day;
  reader.TakeAnyOf(",");
  if (reader.SkipBlanks() && !reader.AtEnd() && !ReadTime(reader, moment)) {
    return std::nullopt;
  }
  return ReadZone(reader, moment) ? std::optional(moment) : std::nullopt;
}

// The month and day behind a four-digit year; false: not such a date.
bool ReadMonthAndDay(Reader& reader, Moment& moment) {
  const std::size_t digits = reader.DigitsAhead();
  if (digits == 4) {  // 20250714
    moment.month = reader.FixedNumber(2).value_or(0);
    moment.day = reader.FixedNumber(2).value_or(0);
    return true;
  }
  const char separator = reader.Next();
  if (!reader.TakeAnyOf("-/.")) {
    return true;
  }
  const std::optional<int> month = reader.Number(1, 2);
  moment.month = month.value_or(0);
  if (!month || !reader.Take(separator)) {
    return month.has_value();
  }
  const std::optional<int> day = reader.Number(1, 2);
  moment.day = day.value_or(0);
  return day.has_value();
}

std::optional<Moment> ReadIso8601(Reader reader) {
  Moment moment;
  if (reader.DigitsAhead() != 4 && reader.DigitsAhead() != 8) {
    return std::nullopt;
  }
  moment.year = *reader.FixedNumber(4);
  if (!ReadMonthAndDay(reader, moment)) {
    return std::nullopt;
  }
  const bool time_follows = reader.TakeAnyOf("Tt") || reader.SkipBlanks();
  reader.SkipBlanks();
  if (time_follows && !reader.AtEnd()) {
    return ReadTime(reader, moment) && ReadZone(reader, moment) ? std::optional(moment)
                                                                : std::nullopt;
  }
  return reader.AtEnd() || reader.TakeAnyOf("Zz") ? std::optional(moment) : std::nullopt;
}

}  // namespace

std::optional<sys_seconds> ParseFeedDate(std::string_view text) {
  return ParseFeedDate(text, minutes{0});
}

std::optional<sys_seconds> ParseFeedDate(std::string_view text, minutes zone) {
  const Reader reader(Trim(text));
  std::optional<Moment> moment = ReadIso8601(reader);
  if (!moment) {
    moment = ReadRfc822(reader);
  }
  return moment ? ToSeconds(*moment, zone) : std::nullopt;
}

}  // namespace feeds
