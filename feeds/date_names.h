#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace feeds {

// What a word within a date means.
struct DateWord {
  enum class Kind {
    kMonth,           // value: 1 to 12
    kWeekday,         // no value; which one is never asked
    kMonthOrWeekday,  // "mar": March, or Tuesday in French, Spanish and Italian
    kForenoon,        // am
    kAfternoon,       // pm
    kFiller,          // "de", "Uhr", "th"
  };
  Kind kind = Kind::kFiller;
  int value = 0;
};

// The meaning of a word of an alphabet, which must be folded: lower case, without accents. Months
// may be shortened to their first three letters or more. nullopt: no such word in a date, or one
// that two months begin with.
std::optional<DateWord> FindDateWord(std::string_view folded);

// A word of Chinese, Japanese or Korean that `text` begins with, which stands by itself.
struct EastAsianWord {
  DateWord word;
  std::size_t bytes = 0;
};
std::optional<EastAsianWord> FindEastAsianWord(std::string_view text);

// The unit that a number in a Chinese, Japanese or Korean date has behind it.
struct DateUnit {
  enum class Kind { kYear, kMonth, kDay, kHour, kMinute, kSecond };
  Kind kind = Kind::kYear;
  std::size_t bytes = 0;
};
std::optional<DateUnit> FindDateUnit(std::string_view text);

// Of the words and units above: is the one that `text` begins with Korean?
bool BeginsInKorean(std::string_view text);

}  // namespace feeds
