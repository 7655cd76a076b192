#include "rules/measure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "rules/cursor.h"
#include "rules/percent.h"
#include "rules/quantity.h"

namespace rules {
namespace {

constexpr double kLooseShare = 0.05;

// Gives the lower end the scale that is printed once for both: "1.2-1.4 million".
void ShareScale(Number& low, const Number& high) {
  if (low.scale == 0 && high.scale > 0 && low.Value() < high.Value(high.scale)) {
    low.exponent += high.scale;
    low.scale = high.scale;
  }
}

std::optional<Mention> PercentAfter(std::string_view text, Amounts amounts) {
  std::optional<PercentUnit> unit = PercentUnitAt(text, amounts.end);
  if (!unit) {
    return std::nullopt;
  }
  if (!amounts.high) {
    const std::optional<Number> high = SecondEnd(text, amounts.low, unit->end);
    const std::optional<PercentUnit> again =
        high ? PercentUnitAt(text, high->span.end) : std::nullopt;
    if (again && again->type == unit->type) {
      amounts.high = high;
      unit->end = again->end;
    }
  }
  Number low = amounts.low;
  if (unit->tenth && low.exponent == 0) {
    low.mantissa = low.mantissa * 10 + *unit->tenth;
    low.exponent = -1;
  }
  const Span span{amounts.low.span.start, unit->end};
  Mention mention{.type = unit->type,
                  .span = span,
                  .amount = AmountOf(text, low, -unit->power, span),
                  .unit = unit->type == MentionType::kPoints ? "pp" : "%",
                  .is_change = amounts.low.has_sign && unit->type == MentionType::kPercent,
                  .is_fraction = unit->is_fraction};
  if (amounts.high) {
    mention.upper = AmountOf(text, *amounts.high, -unit->power, span);
  } else if (amounts.low.upper_mantissa) {
    Number high = amounts.low;
    high.mantissa = *amounts.low.upper_mantissa;
    mention.upper = AmountOf(text, high, -unit->power, span);
  }
  if (unit->power != 0) {
    mention.steps.push_back(std::string(text.substr(amounts.end, unit->end - amounts.end)) + " × " +
                            PowerText(unit->power));
  }
  return mention;
}

struct Weighed {
  Amounts amounts;
  MassUnit unit;
};

std::optional<Weighed> WeighedAfter(std::string_view text, Amounts amounts,
                                    const Reading& reading) {
  Number& last = amounts.high ? *amounts.high : amounts.low;
  if (std::optional<MassUnit> unit = MassUnitAt(text, amounts.end, last, reading)) {
    return Weighed{std::move(amounts), *std::move(unit)};
  }
  const std::optional<Number> letter = WithLetterScale(text, last);
  std::optional<MassUnit> unit =
      letter ? MassUnitAt(text, letter->span.end, *letter, reading) : std::nullopt;
  if (!unit) {
    return std::nullopt;
  }
  last = *letter;
  if (amounts.high) {
    ShareScale(amounts.low, *amounts.high);
  }
  return Weighed{std::move(amounts), *std::move(unit)};
}

Amount InTonnes(std::string_view text, const Number& number, const MassUnit& unit, Span span) {
  Amount amount = AmountOf(text, number, -unit.power, span);
  return {amount.value * unit.factor, amount.tolerance * unit.factor};
}

std::optional<Mention> QuantityAfter(std::string_view text, const Amounts& amounts,
                                     const Reading& reading) {
  std::optional<Weighed> weighed = WeighedAfter(text, amounts, reading);
  if (!weighed) {
    return std::nullopt;
  }
  MassUnit& unit = weighed->unit;
  const Number& low = weighed->amounts.low;
  std::optional<Number> high = weighed->amounts.high;
  const std::size_t first_unit_end = unit.end;
  if (!high) {
    high = SecondEnd(text, low, unit.end);
    const std::optional<MassUnit> again =
        high ? MassUnitAt(text, high->span.end, *high, reading) : std::nullopt;
    high = again && again->name == unit.name ? high : std::nullopt;
    unit.end = high ? again->end : unit.end;
  }
  const Span span{low.span.start, unit.end};
  Mention mention{.type = MentionType::kQuantity,
                  .span = span,
                  .amount = InTonnes(text, low, unit, span),
                  .unit = "t",
                  .is_rate = unit.is_rate,
                  .steps = ScaleSteps(text, high.value_or(low))};
  if (high) {
    mention.upper = InTonnes(text, *high, unit, span);
  } else if (low.upper_mantissa) {
    Number upper = low;
    upper.mantissa = *low.upper_mantissa;
    mention.upper = InTonnes(text, upper, unit, span);
  }
  if (unit.factor != 1) {
    mention.steps.push_back(unit.name + " × " + std::to_string(unit.factor) + " × " +
                            PowerText(unit.power) + " = t");
  } else if (unit.power != 0) {
    std::string printed(text.substr(weighed->amounts.end, first_unit_end - weighed->amounts.end));
    printed.erase(0, printed.find_first_not_of(" -"));
    mention.steps.push_back(printed + " × " + PowerText(unit.power) + " = t");
  }
  return mention;
}

// A bare "one" is a pronoun, and lone Chinese numerals are mostly parts of words (一些, 十分,
// 三国).
bool CountsSomething(std::string_view text, const Number& number) {
  const std::string_view printed =
      text.substr(number.span.start, number.span.end - number.span.start);
  if (number.form == Number::Form::kWords) {
    return !SameLetters(printed, "one");
  }
  if (number.form == Number::Form::kHan) {
    constexpr std::size_t kTwoCharacters = 6;
    return printed.size() > kTwoCharacters ||
           (printed.size() == kTwoCharacters && number.exponent >= 4) ||
           (printed == "零" &&
            (HasSuffix(text, number.span.start, "为") || HasSuffix(text, number.span.start, "為") ||
             HasSuffix(text, number.span.start, "至") || HasSuffix(text, number.span.start, "到")));
  }
  return true;
}

std::optional<Mention> BareNumber(std::string_view text, const Amounts& amounts) {
  if (!CountsSomething(text, amounts.low) || IsNamed(text, amounts.low)) {
    return std::nullopt;
  }
  Number low = amounts.low;
  if (!amounts.high) {
    const std::optional<Number> letter = WithLetterScale(text, low);
    const bool thousands = letter && letter->scale == 3 && letter->span.end == low.span.end + 1;
    low = thousands ? *letter : low;
  }
  const Span span{low.span.start, amounts.high ? amounts.end : low.span.end};
  Mention mention{.type = MentionType::kNumber,
                  .span = span,
                  .amount = AmountOf(text, low, 0, span),
                  .steps = ScaleSteps(text, amounts.high.value_or(low))};
  if (amounts.high) {
    mention.upper = AmountOf(text, *amounts.high, 0, span);
  }
  return mention;
}

std::optional<Mention> NumberMeasure(std::string_view text, const Number& number,
                                     const Reading& reading) {
  if (std::optional<Mention> times = EnglishTimesAfter(text, number)) {
    return times;
  }
  if (std::optional<Mention> times = HanTimesAfter(text, number)) {
    return times;
  }
  const Amounts range = AmountsFrom(text, number);
  const Amounts single{.low = number, .high = std::nullopt, .end = number.span.end};
  for (const Amounts* amounts : {&range, &single}) {
    if (amounts == &single && !range.high) {
      break;
    }
    if (std::optional<Mention> percent = PercentAfter(text, *amounts)) {
      return percent;
    }
    if (std::optional<Mention> money = MoneyAfter(text, *amounts, reading)) {
      return money;
    }
    if (std::optional<Mention> quantity = QuantityAfter(text, *amounts, reading)) {
      return quantity;
    }
  }
  return BareNumber(text, range);
}

std::optional<Mention> HanMeasureAt(std::string_view text, std::size_t at, const Reading& reading) {
  if (std::optional<Mention> fraction = HanFractionAt(text, at)) {
    return fraction;
  }
  if (std::optional<Mention> multiple = HanMultipleAt(text, at)) {
    return multiple;
  }
  return HanPriceAt(text, at, reading);
}

std::optional<Mention> WordMeasureAt(std::string_view text, std::size_t at) {
  if (!StartsWord(text, at)) {
    return std::nullopt;
  }
  if (std::optional<Mention> multiple = EnglishMultipleAt(text, at)) {
    return multiple;
  }
  return EnglishFractionAt(text, at);
}

struct Step {
  std::optional<Mention> mention;
  std::size_t next = 0;
};

Step MeasureAt(std::string_view text, std::size_t at, const Reading& reading) {
  const char c = text[at];
  const bool letter = IsLetter(c);
  const bool wide = static_cast<unsigned char>(c) >= 0x80;
  std::optional<Mention> found = MoneyAtSign(text, at, reading);
  const bool plus_digit = c == '+' && IsDigit(ByteAt(text, at + 1));
  if (!found && (IsDigit(c) || plus_digit)) {
    if (const std::optional<std::size_t> past = LeftOutEnd(text, at + (plus_digit ? 1 : 0))) {
      return {.mention = std::nullopt, .next = *past};
    }
    found = HanFractionAt(text, at);
  }
  if (!found && wide) {
    found = HanMeasureAt(text, at, reading);
  }
  if (!found && letter) {
    found = WordMeasureAt(text, at);
  }
  if (found) {
    return {.mention = found, .next = found->span.end};
  }
  const std::optional<Number> number = NumberAt(text, at);
  if (!number) {
    const std::size_t length = CharAt(text, at).length;
    return {.mention = std::nullopt, .next = letter ? at + WordAt(text, at).size() : at + length};
  }
  found = NumberMeasure(text, *number, reading);
  return {.mention = found, .next = found ? found->span.end : number->span.end};
}

bool MayStart(char c) {
  return IsDigit(c) || IsLetter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '$' ||
         c == '+' || c == '-' || c == '.';
}

}  // namespace

Amounts AmountsFrom(std::string_view text, const Number& low) {
  Amounts amounts{.low = low, .high = std::nullopt, .end = low.span.end};
  if (std::optional<Number> high = SecondEnd(text, low, low.span.end)) {
    ShareScale(amounts.low, *high);
    amounts.end = high->span.end;
    amounts.high = high;
  }
  return amounts;
}

std::optional<Number> SecondEnd(std::string_view text, const Number& low, std::size_t after_unit) {
  std::optional<std::size_t> join = RangeJoinEnd(text, after_unit);
  const bool is_pair = !join;
  join = is_pair ? PairJoinEnd(text, after_unit) : join;
  if (!join || low.has_sign || low.is_open) {
    return std::nullopt;
  }
  const Around around = WordsAround(text, low.span);
  const bool is_dash = ByteAt(text, SkipSpaces(text, after_unit)) == '-';
  if ((is_pair && !around.after_between) || (around.after_from && !is_dash)) {
    return std::nullopt;
  }
  const std::optional<Currency> sign = CurrencyBeforeNumber(text, *join, Reading{});
  const std::size_t start = sign ? SkipSpaces(text, sign->end) : *join;
  std::optional<Number> high = NumberAt(text, start);
  if (!high || high->has_sign || (high->form != low.form && high->form == Number::Form::kWords)) {
    return std::nullopt;
  }
  Number scaled = low;
  ShareScale(scaled, *high);
  // "for 2024 to 270,000 tons", "by 300 to 7,742 tonnes": a year or a difference, and a level.
  const bool far_apart = scaled.Value() > 10 && high->Value() > 20 * scaled.Value();
  return scaled.Value() < high->Value() && (is_dash || !far_apart) ? high : std::nullopt;
}

Amount AmountOf(std::string_view text, const Number& number, int power, Span span) {
  Amount amount{number.Value(power), number.Tolerance(power)};
  const Around around = WordsAround(text, span);
  if (around.is_approximate || number.is_open) {
    amount.tolerance = std::max(amount.tolerance, std::abs(amount.value) * kLooseShare);
  }
  return amount;
}

std::vector<Mention> FindMeasures(std::string_view folded, const Reading& reading) {
  std::vector<Mention> found;
  std::size_t at = 0;
  while (at < folded.size()) {
    if (!MayStart(folded[at])) {
      ++at;
      continue;
    }
    Step step = MeasureAt(folded, at, reading);
    if (step.mention) {
      found.push_back(*std::move(step.mention));
    }
    at = std::max(step.next, at + 1);
  }
  return found;
}

}  // namespace rules
