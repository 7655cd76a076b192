#pragma once

#include <span>
#include <string_view>

namespace rules {

// A row of the tables of currencies: a phrase as PhraseIndex takes it, and what it stands for.
struct CurrencyName {
  std::string_view phrase;
  // ISO 4217; "$", "¥", "元", "lb" (pounds) and "p" (pence) are for the Reading to say.
  std::string_view code;
  int power = 0;  // -2 for cents, 3 for "grand"
};

// Names and signs that stand after a number, the Chinese ones included.
std::span<const CurrencyName> CurrencyNames();
std::span<const CurrencyName> HanCurrencyNames();
std::span<const CurrencyName> CoinNames();
// Names with their country, which stand after a number too: "Danish kroner", "Iran rials".
std::span<const CurrencyName> NationalCurrencyNames();
// "Canadian $", which stands before its number, or after it.
std::span<const CurrencyName> NationalDollarSigns();

}  // namespace rules
