#include "feeds/link_date.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>

#include "feeds/ascii.h"

namespace feeds {
namespace {

namespace chr = std::chrono;

// Reads a text from a place on; what does not fit leaves it anywhere.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }
  bool AtEnd() const { return at_ >= text_.size(); }
  bool IsDigitHere() const { return !AtEnd() && IsDigit(text_[at_]); }

  // A number of that many digits, with no further digit behind it.
  std::optional<int> Number(std::size_t least, std::size_t most) {
    std::size_t end = at_;
    int value = 0;
    while (end < text_.size() && IsDigit(text_[end]) && end - at_ <= most) {
      value = value * 10 + (text_[end++] - '0');
    }
    if (end - at_ < least || end - at_ > most) {
      return std::nullopt;
    }
    at_ = end;
    return value;
  }

  bool Take(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      if (text_.substr(at_, word.size()) == word) {
        at_ += word.size();
        return true;
      }
    }
    return false;
  }

  void SkipBlanks() {
    while (!AtEnd() && IsBlank(text_[at_])) {
      ++at_;
    }
  }

  std::string_view Word() {
    const std::size_t start = at_;
    while (!AtEnd() && IsLetter(text_[at_])) {
      ++at_;
    }
    return text_.substr(start, at_ - start);
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
};

std::optional<chr::sys_seconds> ToSeconds(const Day& day) {
  const chr::year_month_day date{chr::year{day.year}, chr::month{static_cast<unsigned>(day.month)},
                                 chr::day{static_cast<unsigned>(day.day)}};
  const bool plausible = day.year >= 1970 && day.year < 2100 && date.ok();
  return plausible ? std::optional<chr::sys_seconds>(chr::sys_days{date}) : std::nullopt;
}

std::optional<int> MonthOf(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (StartsWithFold(kMonths[i], word) || EqualsFold(word, "sept")) {
      return EqualsFold(word, "sept") ? 9 : static_cast<int>(i) + 1;
    }
  }
  return std::nullopt;
}

std::string_view SeparatorAt(Cursor& cursor, std::initializer_list<std::string_view> separators) {
  cursor.SkipBlanks();
  for (const std::string_view separator : separators) {
    if (cursor.Take({separator})) {
      cursor.SkipBlanks();
      return separator;
    }
  }
  return {};
}

std::optional<Day> YearFirst(Cursor& cursor) {
  const auto year = cursor.Number(4, 4);
  const std::string_view separator = year ? SeparatorAt(cursor, {"-", "/", ".", "年"}) : "";
  if (separator.empty()) {
    return std::nullopt;
  }
  const auto month = cursor.Number(1, 2);
  const std::string_view second = month ? SeparatorAt(cursor, {"-", "/", ".", "月"}) : "";
  const bool hanzi = separator == "年";
  if (second.empty() || hanzi != (second == "月")) {
    return std::nullopt;
  }
  const auto day = cursor.Number(1, 2);
  cursor.Take({"日"});
  return day ? std::optional(Day{*year, *month, *day}) : std::nullopt;
}

// "18.07.2025", "18/07/2025", "18 July 2025"
std::optional<Day> DayFirst(Cursor& cursor) {
  const auto first = cursor.Number(1, 2);
  if (!first) {
    return std::nullopt;
  }
  cursor.Take({"st", "nd", "rd", "th"});
  const std::string_view separator = SeparatorAt(cursor, {".", "/"});
  if (separator.empty()) {
    const auto month = MonthOf(cursor.Word());
    cursor.Take({"."});
    cursor.Take({","});
    cursor.SkipBlanks();
    const auto year = month ? cursor.Number(4, 4) : std::nullopt;
    return year ? std::optional(Day{*year, *month, *first}) : std::nullopt;
  }
  const auto second = cursor.Number(1, 2);
  const auto year = second && cursor.Take({separator}) ? cursor.Number(4, 4) : std::nullopt;
  if (!year) {
    return std::nullopt;
  }
  if (separator == "." || *first > 12) {
    return Day{*year, *second, *first};
  }
  return *second > 12 ? std::optional(Day{*year, *first, *second}) : std::nullopt;
}

// "July 18, 2025"
std::optional<Day> MonthFirst(Cursor& cursor) {
  const auto month = MonthOf(cursor.Word());
  cursor.Take({"."});
  cursor.SkipBlanks();
  const auto day = month ? cursor.Number(1, 2) : std::nullopt;
  if (!day) {
    return std::nullopt;
  }
  cursor.Take({"st", "nd", "rd", "th"});
  cursor.Take({","});
  cursor.SkipBlanks();
  const auto year = cursor.Number(4, 4);
  return year ? std::optional(Day{*year, *month, *day}) : std::nullopt;
}

// The time behind a date; nullopt when none follows, and the cursor stays.
std::optional<chr::minutes> TimeBehind(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.Take({"T"});
  ahead.SkipBlanks();
  const auto hour = ahead.Number(1, 2);
  const auto minute = hour && ahead.Take({":", "："}) ? ahead.Number(2, 2) : std::nullopt;
  if (!minute || *hour > 23 || *minute > 59) {
    return std::nullopt;
  }
  if (ahead.Take({":"})) {
    ahead.Number(2, 2);
  }
  cursor = ahead;
  return chr::hours{*hour} + chr::minutes{*minute};
}

bool BeginsWord(std::string_view text, std::size_t at) {
  const bool digit = IsDigit(text[at]);
  if (!digit && !IsLetter(text[at])) {
    return false;
  }
  return at == 0 || (digit ? !IsDigit(text[at - 1]) : !IsLetter(text[at - 1]));
}

}  // namespace

std::optional<FoundDate> FindDate(std::string_view text, chr::minutes zone) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!BeginsWord(text, i)) {
      continue;
    }
    for (auto* const read : {YearFirst, DayFirst, MonthFirst}) {
      Cursor cursor(text, i);
      const std::optional<Day> day = read(cursor);
      const auto at = day ? ToSeconds(*day) : std::nullopt;
      if (at && !cursor.IsDigitHere()) {
        const auto time = TimeBehind(cursor);
        return FoundDate{time ? *at + *time - zone : *at, i, cursor.at()};
      }
    }
  }
  return std::nullopt;
}

std::optional<FoundDate> FindDay(std::string_view text, int year) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!IsDigit(text[i]) || !BeginsWord(text, i)) {
      continue;
    }
    Cursor cursor(text, i);
    const auto month = cursor.Number(1, 2);
    const std::string_view separator = month ? SeparatorAt(cursor, {"-", "/", "月"}) : "";
    const auto day = separator.empty() ? std::nullopt : cursor.Number(1, 2);
    const auto at = day ? ToSeconds({year, *month, *day}) : std::nullopt;
    const bool ends = separator != "月" || cursor.Take({"日"});
    if (at && ends && !cursor.IsDigitHere() && !cursor.Take({"-", "/", "%"})) {
      return FoundDate{*at, i, cursor.at()};
    }
  }
  return std::nullopt;
}

std::optional<chr::sys_seconds> DayOfUrl(std::string_view url) {
  const std::size_t path = std::min(url.find("://"), url.size());
  for (std::size_t i = std::min(url.find('/', path + 3), url.size()); i < url.size(); ++i) {
    const bool starts = IsDigit(url[i]) && i > 0 && !IsDigit(url[i - 1]);
    if (!starts || url.substr(i, 2) != "20") {
      continue;
    }
    Cursor cursor(url, i);
    Day day;
    if (const auto packed = cursor.Number(8, 8)) {
      day = {*packed / 10000, *packed / 100 % 100, *packed % 100};
    } else if (const auto year = cursor.Number(4, 4)) {
      const auto month = cursor.Take({"-", "/"}) ? cursor.Number(2, 2) : std::nullopt;
      const auto date = month && cursor.Take({"-", "/"}) ? cursor.Number(2, 2) : std::nullopt;
      day = date ? Day{*year, *month, *date} : Day{};
    }
    if (const auto at = ToSeconds(day)) {
      return at;
    }
  }
  return std::nullopt;
}

std::optional<int> OnlyYear(std::string_view text) {
  std::optional<int> only;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!IsDigit(text[i]) || !BeginsWord(text, i)) {
      continue;
    }
    Cursor cursor(text, i);
    const auto year = cursor.Number(4, 4);
    if (year && *year >= 2000 && *year < 2100) {
      if (only && *only != *year) {
        return std::nullopt;
      }
      only = year;
    }
  }
  return only;
}

}  // namespace feeds
