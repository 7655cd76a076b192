#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rules/mention.h"
#include "rules/starts.h"

namespace rules {

// A currency as found beside a number.
struct Currency {
  std::size_t end = 0;
  std::string code = {};  // ISO 4217
  int power = 0;          // -2 for cents and pence, 3 for "grand"
  std::size_t start = 0;  // of a name before its number
  // Is money only beside a number with a scale, groups or decimals: "R300 million", "Euro 1,200".
  bool only_large = false;
};

// A sign or a code that stands before its number: "US$", "€", "RMB", "USD", 人民币. Spaces after it
// are not part of it. What a bare "$" and "¥" mean, the reading says.
std::optional<Currency> CurrencyBeforeNumber(std::string_view text, std::size_t at,
                                             const Reading& reading);
// The words with which those can begin.
void AddCurrencyStarts(StartWords& words);
// A name, code or sign that stands after its number: "dollars", "USD", "yuan", 元, 亿美元's 美元.
// nullopt: none, or a name that several countries use ("pesos") without its country.
std::optional<Currency> CurrencyAfterNumber(std::string_view text, std::size_t at,
                                            const Reading& reading);

// A name that ends before `at`, where its number begins: "Danish kroner 12", "Euro 1.2bn". nullopt
// also for a number that stands for something else ("won 500").
std::optional<Currency> CurrencyNamedBefore(std::string_view text, std::size_t at,
                                            const Reading& reading);

// ISO 4217, in upper case: "USD".
bool IsCurrencyCode(std::string_view code);

}  // namespace rules
