#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/fact.h"

namespace timeline {

// What the customs have published, as far as an arithmetic check needs it.
struct Books {
  // The figure of a series for exactly this period, in this unit; nullopt: not published.
  std::function<std::optional<rules::Amount>(const std::string& series, const std::string& unit,
                                             const rules::Period& period)>
      figure;
  // The units in which a series is told ("CNY" and "USD" for money); empty: no such series.
  std::function<std::vector<std::string>(const std::string& series)> units;
  // The partners for which the series of the world is told beside ("US", "JP"); may be unset: not
  // known.
  std::function<std::vector<std::string>(const std::string& series)> partners{};
};

// One line of the books: which series, in which unit.
struct Account {
  std::string series;
  std::string unit;
};

// A published or derived figure and how it came about: "7,742.2 t" or "29,095.2 t − 24,266.5 t".
struct Figure {
  rules::Amount amount;
  std::string working;
  bool is_derived = false;  // `working` is then a sum or difference
};

// The figure for a period, published or derived from what is: a month is January (or the beginning
// of a fiscal year) to it minus January to the month before; months from/to are a difference of
// such totals, or the sum of their months. Tolerances add up. nullopt: not to be had.
std::optional<Figure> FigureOf(const Books& books, const Account& account,
                               const rules::Period& period);

// The relative change between two figures in per cent, with the bounds that their rounding allows.
struct Ratio {
  double point = 0;
  double low = 0;
  double high = 0;
  std::string working;  // "7,742.2 t / 5,864.6 t − 1 = +32.0 %"
};
// nullopt: a figure is missing, or the base may be zero.
std::optional<Ratio> RatioOf(const Books& books, const Account& account,
                             const rules::Period& period, const rules::Period& base);

// "7,742.2 t", "170 million CNY": as many decimals as the tolerance leaves meaning.
std::string AmountText(const rules::Amount& amount, std::string_view unit);
// "+30.8 %", "−19.9 %".
std::string PercentText(double percent, int decimals);
// The decimals that a number was printed with, as far as value and tolerance tell.
int PrintedDecimals(const rules::Amount& amount);

}  // namespace timeline
