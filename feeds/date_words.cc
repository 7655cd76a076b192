#include "feeds/date_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "feeds/date_names.h"
#include "feeds/date_zone.h"
#include "feeds/folded_word.h"

namespace feeds {
namespace {

using std::chrono::minutes;

// Longer than any date; what is longer is not worth reading.
constexpr std::size_t kDateBytesMax = 160;

class WordsReader {
 public:
  explicit WordsReader(std::string_view text) : reader_(text) {}

  // false: something that belongs in no date.
  bool Step() {
    if (reader_.TakeAnyOf(" \t\r\n\f,;.|") || SkipWideBlank()) {
      return true;
    }
    if (reader_.Next() == '(') {
      return SkipComment();
    }
    if (IsDigit(reader_.Next())) {
      return ReadNumber();
    }
    if (has_time() && !has_offset_ && IsOffsetAhead()) {
      return ReadOffset();
    }
    if (reader_.TakeAnyOf("-/")) {
      return true;
    }
    return ReadWord();
  }

  bool AtEnd() const { return reader_.AtEnd(); }
  std::optional<WrittenMoment> Finish();

 private:
  bool has_time() const { return hour_.has_value(); }

  bool SkipWideBlank() {
    for (const std::string_view blank : {"\u00A0", "\u3000", "\u202F", "，", "、"}) {
      if (reader_.Take(blank)) {
        return true;
      }
    }
    return false;
  }

  // RFC 822 comments nest. One that is just the name of a zone is the zone: "3:04pm (MST)".
  bool SkipComment() {
    const std::string_view comment = reader_.rest().substr(1);
    int depth = 0;
    do {
      depth += reader_.Next() == '(' ? 1 : 0;
      depth -= reader_.Next() == ')' ? 1 : 0;
      reader_.Skip(1);
    } while (depth > 0 && !reader_.AtEnd());
    const std::string_view name = comment.substr(0, comment.find(')'));
    if (has_time() && !has_zone() && name.size() > 1) {
      UseZone(name);
    }
    return true;
  }

  bool has_zone() const { return has_offset_ || zone_ || !american_zone_.empty(); }

  bool IsOffsetAhead() const {
    return ((reader_.Next() == '+' || reader_.Next() == '-') && IsDigit(reader_.Peek(1))) ||
           reader_.rest().substr(0, 3) == "\u2212";
  }

  bool ReadOffset() {
    const int sign = TakeSign(reader_);
    zone_ = NumericZone(reader_, sign);
    has_offset_ = true;
    return zone_.has_value();
  }

  bool ReadNumber();
  std::optional<bool> ReadNumericDate();
  bool SetNumericDate(std::array<int, 3> parts, std::array<std::size_t, 3> digits, char separator);
  bool ReadTime();
  bool SetUnit(DateUnit::Kind kind, int value, std::size_t digits);
  bool SetPlainNumber(int value, std::size_t digits);
  bool ReadWord();
  bool UseWord(DateWord word);
  bool UseMonth(DateWord word);
  bool UseZone(std::string_view name);
  bool UseUnknownZone(std::string_view name);
  bool SetMeridiem(DateWord::Kind kind);

  static bool Set(std::optional<int>& field, int value) {
    const bool is_first = !field.has_value();
    field = value;
    return is_first;
  }

  DateReader reader_;
  std::optional<int> year_;
  std::optional<int> month_;
  std::optional<int> day_;
  std::optional<int> hour_;
  std::optional<int> minute_;
  std::optional<int> second_;
  std::optional<minutes> zone_;
  std::string_view american_zone_;
  std::optional<DateWord::Kind> meridiem_;
  bool has_offset_ = false;
  bool month_may_be_weekday_ = false;
  bool is_korean_ = false;
};

// "11:20", "11:20:05.250", "11h20"; the digits are ahead.
bool WordsReader::ReadTime() {
  if (has_time()) {
    return false;
  }
  hour_ = reader_.Number(1, 2);
  const char separator = reader_.Next();
  reader_.Skip(1);
  minute_ = reader_.Number(1, 2);
  if (!hour_ || !minute_) {
    return false;
  }
  if (separator == ':' && reader_.Take(':')) {
    second_ = reader_.Number(1, 2);
    if (IsDigit(reader_.Peek(1)) && reader_.TakeAnyOf(".,")) {
      reader_.Skip(reader_.DigitsAhead());
    }
    return second_.has_value() && reader_.Next() != ':';
  }
  return true;
}

// Three numbers with the same separator between them. nullopt: nothing of the kind is ahead.
std::optional<bool> WordsReader::ReadNumericDate() {
  DateReader ahead = reader_;
  std::array<int, 3> parts{};
  std::array<std::size_t, 3> digits{};
  char separator = '\0';
  for (std::size_t i = 0; i < 3; ++i) {
    digits[i] = ahead.DigitsAhead();
    const std::optional<int> part = ahead.Number(1, 4);
    if (!part) {
      return std::nullopt;
    }
    parts[i] = *part;
    separator = i == 0 ? ahead.Next() : separator;
    if (i < 2 && (ahead.Next() != separator || !ahead.TakeAnyOf("-/."))) {
      return std::nullopt;
    }
    if (separator == '.') {  // "2025. 7. 14.", "14. 7. 2025"
      ahead.SkipBlanks();
    }
  }
  reader_ = ahead;
  return SetNumericDate(parts, digits, separator);
}

bool WordsReader::SetNumericDate(std::array<int, 3> parts, std::array<std::size_t, 3> digits,
                                 char separator) {
  if (year_ || month_ || day_) {
    return false;
  }
  if (digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2) {
    year_ = parts[0];
    month_ = parts[1];
    day_ = parts[2];
    return true;
  }
  if (digits[0] > 2 || digits[1] > 2 || digits[2] != 4) {
    return false;
  }
  // With points the day is first everywhere; else half of the world has the month first.
  const bool is_day_first = separator == '.' || parts[0] > 12;
  const bool is_clear = is_day_first || parts[1] > 12 || parts[0] == parts[1];
  year_ = parts[2];
  month_ = is_day_first ? parts[1] : parts[0];
  day_ = is_day_first ? parts[0] : parts[1];
  return is_clear;
}

bool WordsReader::SetUnit(DateUnit::Kind kind, int value, std::size_t digits) {
  switch (kind) {
    case DateUnit::Kind::kYear:
      return digits == 4 && Set(year_, value);
    case DateUnit::Kind::kMonth:
      return Set(month_, value);
    case DateUnit::Kind::kDay:
      return Set(day_, value);
    case DateUnit::Kind::kHour:
      return Set(hour_, value);
    case DateUnit::Kind::kMinute:
      return has_time() && Set(minute_, value);
    case DateUnit::Kind::kSecond:
      return minute_ && Set(second_, value);
  }
  return false;
}

// A number that nothing explains: the year has four digits, the day comes before a short year.
// RFC 2822, section 4.3, has the rules for years of two and three digits.
bool WordsReader::SetPlainNumber(int value, std::size_t digits) {
  if (digits == 4) {
    return Set(year_, value);
  }
  if (digits <= 2 && !day_) {
    return Set(day_, value);
  }
  if (digits == 1 || !month_ || has_time() || digits > 3) {
    return false;
  }
  const int century = digits == 2 && value < 50 ? 2000 : 1900;
  return Set(year_, century + value);
}

bool WordsReader::ReadNumber() {
  const std::size_t digits = reader_.DigitsAhead();
  const char behind = reader_.Peek(digits);
  if (digits <= 2 &&
      (behind == ':' || (Lower(behind) == 'h' && IsDigit(reader_.Peek(digits + 1))))) {
    return ReadTime();
  }
  if (const std::optional<bool> date = ReadNumericDate()) {
    return *date;
  }
  const std::optional<int> value = reader_.Number(1, 4);
  if (!value) {
    return false;
  }
  DateReader ahead = reader_;
  ahead.SkipBlanks();
  if (const std::optional<DateUnit> unit = FindDateUnit(ahead.rest())) {
    is_korean_ = is_korean_ || BeginsInKorean(ahead.rest());
    ahead.Skip(unit->bytes);
    reader_ = ahead;
    return SetUnit(unit->kind, *value, digits);
  }
  if (hour_ && !minute_) {  // 11时20
    return digits <= 2 && Set(minute_, *value);
  }
  if (digits <= 2 && ahead.TakeAnyOf("AaPp") && (ahead.Take(".m") || ahead.TakeAnyOf("Mm")) &&
      !IsLetter(ahead.Next())) {
    return Set(hour_, *value);  // 3 pm
  }
  return SetPlainNumber(*value, digits);
}

bool WordsReader::SetMeridiem(DateWord::Kind kind) {
  const bool is_first = !meridiem_;
  meridiem_ = kind;
  return is_first;
}

// "mar, 15 jul": what was taken for a month was a day of the week, and the other way round.
bool WordsReader::UseMonth(DateWord word) {
  const bool is_either = word.kind == DateWord::Kind::kMonthOrWeekday;
  if (!month_ || month_may_be_weekday_) {
    month_ = word.value;
    month_may_be_weekday_ = is_either && !month_may_be_weekday_;
    return true;
  }
  return is_either;
}

bool WordsReader::UseWord(DateWord word) {
  switch (word.kind) {
    case DateWord::Kind::kMonth:
    case DateWord::Kind::kMonthOrWeekday:
      return UseMonth(word);
    case DateWord::Kind::kForenoon:
    case DateWord::Kind::kAfternoon:
      return SetMeridiem(word.kind);
    case DateWord::Kind::kWeekday:
    case DateWord::Kind::kFiller:
      return true;
  }
  return false;
}

// A name behind an offset repeats it: "+0800 CST" is China's, whatever CST is elsewhere.
bool WordsReader::UseZone(std::string_view name) {
  const std::optional<minutes> zone = NamedZone(name);
  const bool is_american = !zone && AmericanZone(name, {}).has_value();
  if (!zone && !is_american) {
    return false;
  }
  if (has_offset_) {
    return true;
  }
  const bool is_first = !zone_ && american_zone_.empty();
  zone_ = zone;
  american_zone_ = is_american ? name : std::string_view();
  return is_first;
}

// A zone that nobody knows is to be taken for UTC (RFC 5322, section 4.3), when the date is whole.
bool WordsReader::UseUnknownZone(std::string_view name) {
  const bool is_name =
      name.size() >= 3 && name.size() <= 5 &&
      std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_name || !has_time() || !year_ || !month_ || !day_) {
    return false;
  }
  const bool is_first = !has_zone();
  zone_ = has_offset_ ? zone_ : minutes{0};
  return is_first || has_offset_;
}

bool WordsReader::ReadWord() {
  if (const std::optional<EastAsianWord> found = FindEastAsianWord(reader_.rest())) {
    is_korean_ = is_korean_ || BeginsInKorean(reader_.rest());
    reader_.Skip(found->bytes);
    return UseWord(found->word);
  }
  if (reader_.Take("（")) {
    const std::size_t end = reader_.rest().find("）");
    return end != std::string_view::npos && reader_.Skip(end + std::string_view("）").size());
  }
  if (Lower(reader_.Next()) == 't' && IsDigit(reader_.Peek(1)) && day_) {
    return !has_time() && reader_.Skip(1);
  }
  if (StartsWithFold(reader_.rest(), "Etc/")) {
    reader_.Skip(4);
    const char sign = reader_.Peek(3);  // the signs of Etc/GMT+5 mean the contrary
    return sign != '+' && sign != '-' && UseZone(reader_.Letters());
  }
  const FoldedWord word = FoldWord(reader_.rest());
  const std::string& folded = word.folded;
  const std::string_view written = reader_.rest().substr(0, word.bytes);
  reader_.Skip(word.bytes);
  if ((folded == "a" || folded == "p") && reader_.Next() == '.') {  // p.m.
    reader_.Skip(1);
    reader_.SkipBlanks();
    return reader_.TakeAnyOf("mM") &&
           SetMeridiem(folded == "a" ? DateWord::Kind::kForenoon : DateWord::Kind::kAfternoon);
  }
  if (folded == "h") {  // "11:20 h", hours
    return has_time();
  }
  // Zones come behind the time, and some of their names are words elsewhere.
  if (has_time() && !written.empty() && UseZone(written)) {
    return true;
  }
  const std::optional<DateWord> known = FindDateWord(folded);
  return known ? UseWord(*known) : UseUnknownZone(written);
}

std::optional<WrittenMoment> WordsReader::Finish() {
  if (!year_ || !month_ || !day_ || (meridiem_ && !has_time()) || (zone_ && !has_time())) {
    return std::nullopt;
  }
  WrittenMoment moment{.year = *year_, .month = *month_, .day = *day_};
  moment.hour = hour_.value_or(0);
  moment.minute = minute_.value_or(0);
  moment.second = second_.value_or(0);
  moment.has_time = has_time();
  if (meridiem_ == DateWord::Kind::kForenoon) {
    if (moment.hour > 12) {
      return std::nullopt;
    }
    moment.hour %= 12;
  } else if (meridiem_ == DateWord::Kind::kAfternoon && moment.hour < 12) {
    moment.hour += 12;
  }
  moment.zone =
      american_zone_.empty() || has_offset_ ? zone_ : AmericanZone(american_zone_, moment);
  if (is_korean_ && !moment.zone) {
    constexpr minutes kKoreaStandardTime{540};
    moment.zone = kKoreaStandardTime;
  }
  return moment;
}

}  // namespace

std::optional<WrittenMoment> ReadDateInWords(std::string_view text) {
  if (text.size() > kDateBytesMax) {
    return std::nullopt;
  }
  WordsReader reader(text);
  while (!reader.AtEnd()) {
    if (!reader.Step()) {
      return std::nullopt;
    }
  }
  return reader.Finish();
}

}  // namespace feeds
