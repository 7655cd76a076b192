#include "rules/money.h"

#include <array>
#include <cmath>
#include <utility>

#include "rules/currencies.h"
#include "rules/cursor.h"
#include "rules/quantity.h"
#include "rules/spoken_units.h"

namespace rules {
namespace {

// Codes that English also has as words: never money, and money with large numbers only.
constexpr auto kWords = std::to_array<std::string_view>({"ALL", "TOP"});
constexpr auto kWordCodes = std::to_array<std::string_view>(
    {"TRY", "CUP", "MOP", "PEN", "SOS", "MAD", "BAM", "GEL", "COP", "BOB", "ANG"});

Number WithLetter(std::string_view text, const Number& number) {
  return WithLetterScale(text, number).value_or(number);
}

Mention MoneyMention(std::string_view text, const Amounts& amounts, const Currency& currency,
                     Span span) {
  Mention money{.type = MentionType::kMoney,
                .span = span,
                .amount = AmountOf(text, amounts.low, -currency.power, span),
                .unit = currency.code,
                .steps = ScaleSteps(text, amounts.high.value_or(amounts.low))};
  if (amounts.high) {
    money.upper = AmountOf(text, *amounts.high, -currency.power, span);
  }
  if (currency.power != 0) {
    money.steps.push_back((currency.power < 0 ? "cents × " : "grand × ") +
                          PowerText(currency.power));
  }
  return money;
}

// "$800-850", "$800-$850", "$3 billion to $4 billion"
Amounts SignedAmounts(std::string_view text, const Number& first, const Currency& sign,
                      const Reading& reading) {
  const Number low = WithLetter(text, first);
  Amounts amounts = AmountsFrom(text, low);
  if (!amounts.high) {
    const std::optional<std::size_t> join = RangeJoinEnd(text, amounts.end);
    const std::optional<Currency> again =
        join ? CurrencyBeforeNumber(text, *join, reading) : std::nullopt;
    if (again && again->code == sign.code) {
      amounts.high = SecondEnd(text, low, amounts.end);
    }
  }
  if (amounts.high) {
    Number high = WithLetter(text, *amounts.high);
    if (high.scale > 0 && amounts.low.scale == 0 && amounts.high->scale == 0 &&
        amounts.low.Value() < amounts.high->Value()) {
      amounts.low.exponent += high.scale;
    }
    amounts.high = high;
    amounts.end = high.span.end;
  } else {
    amounts.end = low.span.end;
  }
  return amounts;
}

// A scale, or thousands that are grouped.
bool IsLarge(std::string_view text, const Amounts& amounts) {
  const Number& low = amounts.low;
  const std::string_view printed = text.substr(low.span.start, low.span.end - low.span.start);
  return low.scale > 0 || (amounts.high && amounts.high->scale > 0) ||
         (low.Value() >= 1000 && printed.find(',') != std::string_view::npos);
}

// "5 dollars and 25 cents", 5元3角: the smaller coin that goes with the amount.
struct Coins {
  std::size_t end = 0;
  double value = 0;  // in the larger unit
};

std::optional<Coins> HanCoinsAt(std::string_view text, std::size_t at) {
  const std::optional<Number> number = NumberAt(text, at);
  if (!number || number->exponent != 0 || number->Value() < 1 || number->Value() > 9) {
    return std::nullopt;
  }
  for (const auto& [coin, worth] :
       {std::pair("角", 0.1), std::pair("毛", 0.1), std::pair("分", 0.01)}) {
    if (HasPrefix(text, number->span.end, coin)) {
      return Coins{number->span.end + std::string_view(coin).size(), number->Value() * worth};
    }
  }
  return std::nullopt;
}

std::optional<Coins> CoinsAfter(std::string_view text, const Mention& money,
                                const Reading& reading) {
  const std::size_t at = money.span.end;
  if (money.unit == "CNY" && HasSuffix(text, at, "元")) {
    std::optional<Coins> coins = HanCoinsAt(text, at);
    const std::optional<Coins> fen = coins ? HanCoinsAt(text, coins->end) : std::nullopt;
    return fen ? Coins{fen->end, coins->value + fen->value} : coins;
  }
  std::size_t next = SkipSpaces(text, at);
  const std::string_view word = WordAt(text, next);
  next = SameLetters(word, "and") ? SkipSpaces(text, next + word.size()) : next;
  const bool han = at > 0 && static_cast<unsigned char>(text[at - 1]) >= 0x80;
  const std::optional<Number> number = next == at && !han ? std::nullopt : NumberAt(text, next);
  if (!number || number->Value() != std::floor(number->Value()) || number->Value() < 1 ||
      number->Value() > 99) {
    return std::nullopt;
  }
  const std::optional<Currency> coin = CurrencyAfterNumber(text, number->span.end, reading);
  const bool fits = coin && coin->power == -2 && coin->code == money.unit;
  return fits ? std::optional(Coins{coin->end, number->Value() / 100}) : std::nullopt;
}

Mention WithCoins(std::string_view text, Mention money, const Reading& reading) {
  constexpr double kHalvedBelow = 1000;  // "$2 million and a half" is no 50 cents
  const bool is_whole = !money.upper && money.amount.value == std::floor(money.amount.value);
  if (const std::optional<Extra> half = is_whole && money.amount.value < kHalvedBelow
                                            ? HalfAfter(text, money.span.end)
                                            : std::nullopt) {
    money.amount.value += half->value;
    money.amount.tolerance = 0.05;
    money.span.end = half->end;
    return money;
  }
  const std::optional<Coins> coins = is_whole ? CoinsAfter(text, money, reading) : std::nullopt;
  if (!coins) {
    return money;
  }
  money.amount.value += money.amount.value < 0 ? -coins->value : coins->value;
  money.amount.tolerance = 0.005;
  money.span.end = coins->end;
  return money;
}

}  // namespace

std::optional<Mention> MoneyAtSign(std::string_view text, std::size_t at, const Reading& reading) {
  const std::optional<Currency> sign = CurrencyBeforeNumber(text, at, reading);
  if (!sign) {
    return std::nullopt;
  }
  const bool is_code = sign->end - at == 3 && IsCurrencyCode(text.substr(at, 3));
  std::size_t start = SkipSpaces(text, sign->end);
  const std::optional<Number> first = NumberAt(text, start);
  if (!first || (first->form == Number::Form::kWords && start != sign->end && is_code)) {
    return std::nullopt;
  }
  Number low = *first;
  low.span.start = at;
  const Amounts amounts = SignedAmounts(text, low, *sign, reading);
  if (sign->only_large && !IsLarge(text, amounts)) {
    return std::nullopt;
  }
  const bool small = amounts.low.scale == 0 && std::abs(first->Value()) < 1000;
  const std::string_view code = text.substr(at, 3);
  if (is_code && (IsOneOf(code, kWords) || (small && IsOneOf(code, kWordCodes)))) {
    return std::nullopt;
  }
  std::size_t end = amounts.end;
  const std::optional<Currency> after = CurrencyAfterNumber(text, end, reading);
  if (after && (after->code == sign->code || after->code == reading.yuan) && after->power == 0) {
    end = after->end;
  }
  const bool minus =
      at > 0 && text[at - 1] == '-' &&
      (at == 1 || std::string_view(" \n(").find(text[at - 2]) != std::string_view::npos);
  Mention money = MoneyMention(text, amounts, *sign, {minus ? at - 1 : at, end});
  money.amount.value = minus ? -money.amount.value : money.amount.value;
  return PriceOf(text, WithCoins(text, std::move(money), reading));
}

std::optional<Mention> MoneyNamedBefore(std::string_view text, const Number& number,
                                        const Reading& reading) {
  const std::optional<Currency> name = CurrencyNamedBefore(text, number.span.start, reading);
  if (!name || number.form != Number::Form::kDigits) {
    return std::nullopt;
  }
  const Amounts amounts = SignedAmounts(text, number, *name, reading);
  if (name->only_large && !IsLarge(text, amounts)) {
    return std::nullopt;
  }
  return PriceOf(text, MoneyMention(text, amounts, *name, {name->start, amounts.end}));
}

std::optional<Mention> MoneyAfter(std::string_view text, const Amounts& amounts,
                                  const Reading& reading) {
  if (!amounts.high) {
    if (std::optional<Mention> spoken = SpokenYuanAfter(text, amounts.low, reading)) {
      return PriceOf(text, *std::move(spoken));
    }
  }
  Amounts scaled = amounts;
  std::optional<Currency> currency = CurrencyAfterNumber(text, amounts.end, reading);
  if (!currency) {
    Number& last = scaled.high ? *scaled.high : scaled.low;
    const std::optional<Number> letter = WithLetterScale(text, last);
    currency = letter ? CurrencyAfterNumber(text, letter->span.end, reading) : std::nullopt;
    if (!currency) {
      return std::nullopt;
    }
    scaled.low.exponent += scaled.high && scaled.low.scale == 0 ? letter->scale : 0;
    last = *letter;
  }
  // "the two won": the verb, unless "Korean" stands before it.
  const bool is_verb = currency->code == "KRW" && HasSuffix(text, currency->end, "won") &&
                       !SameLetters(WordBefore(text, currency->end - 3), "korean") &&
                       scaled.low.scale == 0 && scaled.low.Value() < 100;
  if (is_verb) {
    return std::nullopt;
  }
  if (!scaled.high) {
    const std::optional<Number> high = SecondEnd(text, scaled.low, currency->end);
    const std::optional<Currency> again =
        high ? CurrencyAfterNumber(text, high->span.end, reading) : std::nullopt;
    if (again && again->code == currency->code && again->power == currency->power) {
      scaled.high = high;
      currency->end = again->end;
    }
  }
  Mention money = MoneyMention(text, scaled, *currency, {scaled.low.span.start, currency->end});
  if (currency->power == 0) {
    money = WithCoins(text, std::move(money), reading);
  }
  return PriceOf(text, std::move(money));
}

}  // namespace rules
