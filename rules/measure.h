#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/mention.h"
#include "rules/money.h"
#include "rules/number.h"

namespace rules {

// Numbers with what they count: masses, percentages, points, money, prices, or nothing (kNumber).
// In order of their start; never overlapping.
std::vector<Mention> FindMeasures(std::string_view folded, const Reading& reading);

// The number and, where a range follows directly ("80-120", "1.2 to 1.4 million"), its other end
// with the scale shared. `currency_may_follow_join`: "$800-$850".
Amounts AmountsFrom(std::string_view text, const Number& low);
// The second end of a range after a unit: "10% to 15%". nullopt: no larger number follows.
std::optional<Number> SecondEnd(std::string_view text, const Number& low, std::size_t after_unit);

// The amount of `number` in units of 10^power, widened where words around `span` loosen it.
Amount AmountOf(std::string_view text, const Number& number, int power, Span span);
// What `explain` says of how the printed number became its value; empty for plain digits.
std::vector<std::string> ScaleSteps(std::string_view text, const Number& number);
std::string PowerText(int power);  // "10⁻³"

// Whether this number is part of a name, a code, an ordinal, a time of day, a telephone number or a
// list mark. The end of all that is to be left out; nullopt: a number in its own right.
std::optional<std::size_t> LeftOutEnd(std::string_view text, std::size_t at);
bool IsNamed(std::string_view text, const Number& number);

}  // namespace rules
