#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "rules/amounts.h"
#include "rules/mention.h"
#include "rules/number.h"

namespace rules {

// What makes a number a percentage or points.
struct PercentUnit {
  std::size_t end = 0;
  MentionType type = MentionType::kPercent;  // or kPoints
  int power = 0;                             // per cent are the number × 10^power: ‰ -1, 成 +1
  bool is_fraction = false;                  // 成
  std::optional<int> tenth = std::nullopt;   // the 三 of 两成三
};

// "%", "per cent", "pct", "percentage points", "bp", 个百分点, 成, … straight after a number.
// nullopt: none; also where 成 begins a word (成员, 成立).
std::optional<PercentUnit> PercentUnitAt(std::string_view text, std::size_t at);

// The percentage or the points that these numbers are, with a range's other end after its own unit
// ("10% to 15%") and a minus told in a word.
std::optional<Mention> PercentAfter(std::string_view text, Amounts amounts);

// 百分之三十二点五, 百分之五至六, 千分之五 (0.5 %), 四分之一, 一半, 过半, 半数; and discounts,
// which tell what part of the price is left: 打八折 (80 %), 九五折, 8.5折, 打对折.
std::optional<Mention> HanFractionAt(std::string_view text, std::size_t at);
// 翻一番 +100, 翻两番 +300, 翻倍 +100, 减半 and 腰斩 -50, 倍增 +100.
std::optional<Mention> HanMultipleAt(std::string_view text, std::size_t at);
// "N倍" after a number: the rise itself after a verb of growth (上涨近三倍 +300), the new level in
// 是…的三倍, 相当于三倍 (+200). nullopt: neither is said.
std::optional<Mention> HanTimesAfter(std::string_view text, const Number& number);

// "a third", "two-thirds", "half of", "by a quarter", "nine out of ten"; never an ordinal ("a third
// country"), a stretch of time ("the third quarter", "first half") or half of a scale ("half a
// million").
std::optional<Mention> EnglishFractionAt(std::string_view text, std::size_t at);
// "1/3 of", "2/3的", where a figure begins.
std::optional<Mention> FiguredFractionAt(std::string_view text, std::size_t at);
// "doubled" +100, "trebled" +200, "halved" -50, "tenfold" +900, "twice the level" +100; never
// "double-digit" or "met twice".
std::optional<Mention> EnglishMultipleAt(std::string_view text, std::size_t at);
// The words with which those can begin.
void AddFractionStarts(StartWords& words);
// "three times as much" +200, "10-fold" +900, "2x higher" +100, after a number.
std::optional<Mention> EnglishTimesAfter(std::string_view text, const Number& number);

// Where "minus", "negative" or 负 begins before a number; never 负 as the end of a word (背负).
std::optional<std::size_t> MinusWordBefore(std::string_view text, std::size_t at);

// A part told in words, known to within two points; the value is rounded to a tenth (33.3).
Mention FractionMention(Span span, double percent);
// A multiple told in words, with its sign.
Mention ChangeMention(Span span, double percent);

}  // namespace rules
