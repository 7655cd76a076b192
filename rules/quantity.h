#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rules/amounts.h"
#include "rules/mention.h"
#include "rules/number.h"

namespace rules {

// A unit of mass as found after a number. Tonnes in one unit are factor × 10^power; the factor is 1
// for metric units, so that their values stay exact.
struct MassUnit {
  std::size_t end = 0;
  double factor = 1;
  int power = 0;
  std::string name = {};  // what a price is quoted for: "t", "kg", "lb", "oz", "g", "st", "lt"…
  bool is_rate = false;   // "tpa", or "/yr", "a year", 吨/年 follows
};

// The unit of mass at this position, straight after `number` (spaces or a hyphen between them
// allowed).
//
// "ton" and "tonne" are both the metric tonne, as in customs figures; short and long tons only
// where they are called so. "Mt" is a million tonnes below 10,000 and a metric ton above; "MT" and
// "mt" are metric tons, but a million tonnes where the document says so (Reading::mt_is_million) or
// the text reads like "1.57mt": attached, in lower case, below 1,000. An ounce is the troy ounce,
// which is what commodity news means. Pounds are a mass unless Reading::pounds is "GBP" or the
// number has a currency. nullopt: none, or what only looks like one: deadweight, gross register
// tons, "g/t", carbon prices.
std::optional<MassUnit> MassUnitAt(std::string_view text, std::size_t at, const Number& number,
                                   const Reading& reading);

// The mass, in tonnes, that these numbers are when a unit of mass follows; the letters of scale in
// "5m tonnes" and a range's other end after its own unit ("80 t to 120 t") included.
std::optional<Mention> QuantityAfter(std::string_view text, const Amounts& amounts,
                                     const Reading& reading);

// The unit after "per", "a", "/" or 每 in a price; `name` only is meant.
std::optional<MassUnit> PriceMassAt(std::string_view text, std::size_t at);

// Words of time after a unit or an amount: "/yr", " a year", " per day", "/年", 每年.
bool IsPerTime(std::string_view text, std::size_t at);

}  // namespace rules
