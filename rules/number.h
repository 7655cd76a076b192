#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "rules/mention.h"
#include "rules/starts.h"

namespace rules {

// A number as its text prints it, exact: mantissa × 10^exponent, where the exponent is the place of
// the last digit printed. "1.128 million" is 1128 × 10³, "170 million" 170 × 10⁶, 十三万五千 135 ×
// 10³.
struct Number {
  enum class Form { kDigits, kWords, kHan };

  Span span;  // with its sign and its words of scale
  double mantissa = 0;
  int exponent = 0;
  int scale = 0;  // power of ten of the words and letters of scale among the span; 0 for none
  Form form = Form::kDigits;
  bool has_sign = false;  // a '+' or '-' is printed
  bool is_open = false;   // 十余万, 300多, 几十: more than it says
  std::optional<double> upper_mantissa = std::nullopt;  // 三四百: 3 and 4 × 10²

  // In units of 10^power: exact to the last bit of a double as long as the digits fit one.
  double Value(int power = 0) const;
  double Tolerance(int power = 0) const;  // half a unit of the last digit
};

// The number that begins at this position: "7,742.2", "7 250", "1.2 million", "twenty-five",
// "half a million", "½", 七千七百四十二, "1.2亿", "3千". A number never begins inside a word or a
// number. nullopt: none here, or a form that is none ("1st", "7,74", "1.2.3").
std::optional<Number> NumberAt(std::string_view text, std::size_t at);

// Chinese numerals, alone or after digits; NumberAt calls them.
std::optional<Number> HanNumberAt(std::string_view text, std::size_t at);
bool IsHanNumeral(char32_t code);
Number WithHanScale(std::string_view text, Number digits);
// Numbers spelled with letters, and the words of scale after a number.
std::optional<Number> WordNumberAt(std::string_view text, std::size_t at);
// The words with which such a number can begin.
void AddNumberStarts(StartWords& words);
Number WithWordScale(std::string_view text, Number number);

// A part of one unit or of a scale: "half a tonne", "a tenth of one percent", "three quarters of a
// million", "two-tenths percent". The span ends before the unit, after a scale. nullopt: a part of
// anything else, which is a share.
std::optional<Number> PartOfUnitAt(std::string_view text, std::size_t at);
// "3/4": a part in figures, of whatever; dates and codes are none.
std::optional<Number> FiguredPartAt(std::string_view text, std::size_t at);
// Such a part where a unit or a scale follows: "3/4 percent", "1/2 million", "3/4 of a tonne".
std::optional<Number> FiguredPartOfUnitAt(std::string_view text, std::size_t at);
// The number with "and a half", "and three quarters", … that follow it.
Number WithPart(std::string_view text, Number number);

// "k", "m", "MM", "mil", "b" and "t" after digits mean thousand, million … only before a currency
// or a unit of mass ("$5m", "5m tonnes"); elsewhere they are metres and bits. The number with such
// a letter, or nullopt where none stands.
std::optional<Number> WithLetterScale(std::string_view text, const Number& number);

// Where a second end of a range may begin after "-", "~", "to", "至", "到" at `at`; nullopt: no
// range.
std::optional<std::size_t> RangeJoinEnd(std::string_view text, std::size_t at);
// Likewise after "and" or 与; only where "between" or 介于 stands before the first end.
std::optional<std::size_t> PairJoinEnd(std::string_view text, std::size_t at);

// Words around a number that loosen or bound it: about, nearly, more than, 约, 近, 超, 左右.
struct Around {
  bool is_approximate = false;
  bool after_between = false;  // "between", 介于
  bool after_from = false;     // "from", 从, 由: what follows "to" is another fact, not a range
};
Around WordsAround(std::string_view text, Span number);

}  // namespace rules
