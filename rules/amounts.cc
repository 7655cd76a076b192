#include "rules/amounts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "rules/currencies.h"
#include "rules/cursor.h"

namespace rules {
namespace {

constexpr double kLooseShare = 0.05;

// "in June 2025 to 7,742 tonnes": four digits without a separator.
bool IsYear(std::string_view text, const Number& number) {
  const std::string_view printed =
      text.substr(number.span.start, number.span.end - number.span.start);
  return printed.size() == 4 && number.scale == 0 && number.exponent == 0 &&
         number.mantissa >= 1900 && number.mantissa < 2100;
}

}  // namespace

void ShareScale(Number& low, const Number& high) {
  if (low.scale == 0 && high.scale > 0 && low.Value() < high.Value(high.scale)) {
    low.exponent += high.scale;
    low.scale = high.scale;
  }
}

Amounts AmountsFrom(std::string_view text, const Number& low) {
  Amounts amounts{.low = low, .high = std::nullopt, .end = low.span.end};
  if (std::optional<Number> high = SecondEnd(text, low, low.span.end)) {
    ShareScale(amounts.low, *high);
    amounts.end = high->span.end;
    amounts.high = high;
  }
  return amounts;
}

namespace {

// 减少500吨至7742吨: a difference, and then a level.
bool FollowsHanMove(std::string_view text, std::size_t at) {
  for (const std::string_view passed : {"约", "近", "逾", "超", "了"}) {
    if (EndsWithOneOf(text, at, {passed})) {
      at -= passed.size();
    }
  }
  return EndsWithOneOf(
      text, at,
      {"增加", "减少", "減少", "上升", "下降", "上涨", "上漲", "下跌", "上调", "上調", "下调",
       "下調", "回落", "回升", "下滑", "增长", "增長", "大增", "大减", "累库", "去库", "调高",
       "调低", "提高", "降低", "增",   "减",   "減",   "涨",   "漲",   "跌",   "升",   "降"});
}

}  // namespace

std::optional<Number> SecondEnd(std::string_view text, const Number& low, std::size_t after_unit) {
  std::optional<std::size_t> join = RangeJoinEnd(text, after_unit);
  const bool is_pair = !join;
  join = is_pair ? PairJoinEnd(text, after_unit) : join;
  if (!join || low.has_sign || low.is_open) {
    return std::nullopt;
  }
  const Around around = WordsAround(text, low.span);
  const bool is_dash = ByteAt(text, SkipSpaces(text, after_unit)) == '-';
  if (!is_pair && !is_dash && FollowsHanMove(text, low.span.start)) {
    return std::nullopt;
  }
  if ((is_pair && !around.after_between) || (around.after_from && !is_dash)) {
    return std::nullopt;
  }
  const std::optional<Currency> sign = CurrencyBeforeNumber(text, *join, Reading{});
  const std::size_t start = sign ? SkipSpaces(text, sign->end) : *join;
  std::optional<Number> high = NumberAt(text, start);
  if (!high || high->has_sign || (high->form != low.form && high->form == Number::Form::kWords)) {
    return std::nullopt;
  }
  high = sign ? WithLetterScale(text, *high).value_or(*high) : *high;
  Number scaled = low;
  ShareScale(scaled, *high);
  // "for 2024 to 270,000 tons", "by 300 to 7,742 tonnes": a year or a difference, and a level.
  const bool far_apart = scaled.Value() > 10 && high->Value() > 20 * scaled.Value();
  const bool of_year = !is_dash && IsYear(text, low) && !IsYear(text, *high);
  return scaled.Value() < high->Value() && (is_dash || !far_apart) && !of_year ? high
                                                                               : std::nullopt;
}

Amount AmountOf(std::string_view text, const Number& number, int power, Span span) {
  Amount amount{number.Value(power), number.Tolerance(power)};
  // A word or two of a numeral is not known to half of itself.
  const bool short_numeral = number.form == Number::Form::kHan && number.exponent < 4;
  if (number.form == Number::Form::kWords || short_numeral) {
    amount.tolerance = std::min(amount.tolerance, std::abs(amount.value) * kLooseShare);
  }
  const Around around = WordsAround(text, span);
  if (around.is_approximate || number.is_open) {
    amount.tolerance = std::max(amount.tolerance, std::abs(amount.value) * kLooseShare);
  }
  return amount;
}

std::string PowerText(int power) {
  constexpr std::array<std::string_view, 10> kRaised = {"⁰", "¹", "²", "³", "⁴",
                                                        "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = power < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(power < 0 ? -power : power)) {
    text += kRaised[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

std::vector<std::string> ScaleSteps(std::string_view text, const Number& number) {
  const std::string printed(text.substr(number.span.start, number.span.end - number.span.start));
  if (number.form != Number::Form::kDigits) {
    std::string value = std::to_string(number.mantissa);
    value.erase(value.find_last_not_of('0') + 1);
    value.erase(value.find_last_not_of('.') + 1);
    return {printed + " = " + value +
            (number.exponent == 0 ? "" : " × " + PowerText(number.exponent))};
  }
  if (number.scale == 0) {
    return {};
  }
  const std::size_t last_digit = printed.find_last_of("0123456789");
  std::string scale = printed.substr(last_digit == std::string::npos ? 0 : last_digit + 1);
  scale.erase(0, scale.find_first_not_of(" -"));
  return {scale + " × " + PowerText(number.scale)};
}

std::string PrintedUnit(std::string_view text, Span unit) {
  std::string printed(text.substr(unit.start, unit.end - unit.start));
  printed.erase(0, printed.find_first_not_of(" -"));
  return printed;
}

}  // namespace rules
