#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/mention.h"
#include "rules/number.h"

namespace rules {

// One number or a range, both ends in the same unit.
struct Amounts {
  Number low;
  std::optional<Number> high = std::nullopt;
  std::size_t end = 0;  // of the last number
};

// The number and, where a range follows directly ("80-120", "1.2 to 1.4 million"), its other end
// with the scale shared. After "from" the words "to" and 至 make no range: those are two facts.
Amounts AmountsFrom(std::string_view text, const Number& low);
// The second end of a range after a unit: "10% to 15%", "$800-$850". nullopt: no larger number
// follows, or one so much larger that "to" tells a level ("rose by 300 to 7,742").
std::optional<Number> SecondEnd(std::string_view text, const Number& low, std::size_t after_unit);
// Gives the lower end the scale that is printed once for both: "1.2-1.4 million".
void ShareScale(Number& low, const Number& high);

// The amount of `number` in units of 10^power, widened where words around `span` loosen it.
Amount AmountOf(std::string_view text, const Number& number, int power, Span span);

// What `explain` says of how the printed number became its value; empty for plain digits.
std::vector<std::string> ScaleSteps(std::string_view text, const Number& number);
std::string PowerText(int power);  // "10⁻³"
// The words of a unit, without the space or hyphen before them.
std::string PrintedUnit(std::string_view text, Span unit);

}  // namespace rules
