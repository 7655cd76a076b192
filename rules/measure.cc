#include "rules/measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "rules/amounts.h"
#include "rules/currencies.h"
#include "rules/cursor.h"
#include "rules/declared_units.h"
#include "rules/money.h"
#include "rules/percent.h"
#include "rules/quantity.h"
#include "rules/spoken_units.h"
#include "rules/starts.h"

namespace rules {
namespace {

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
    // 千万, 百万 by themselves are adverbs and company names.
    const bool begins_with_unit = HasPrefix(printed, 0, "千") || HasPrefix(printed, 0, "百") ||
                                  HasPrefix(printed, 0, "万") || HasPrefix(printed, 0, "亿");
    return printed.size() > kTwoCharacters ||
           (printed.size() == kTwoCharacters && number.exponent >= 4 && !begins_with_unit) ||
           (printed == "零" &&
            EndsWithOneOf(text, number.span.start, {"为", "為", "至", "到", "挂", "掛", "仍是"}) &&
            !HasPrefix(text, number.span.end, "容忍"));
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
  // 为零, 降至零: no goods at all.
  const bool nothing = text.substr(span.start, span.end - span.start) == "零";
  Mention mention{.type = nothing ? MentionType::kQuantity : MentionType::kNumber,
                  .span = span,
                  .amount = AmountOf(text, low, 0, span),
                  .unit = nothing ? "t" : "",
                  .steps = ScaleSteps(text, amounts.high.value_or(low))};
  if (amounts.high) {
    mention.upper = AmountOf(text, *amounts.high, 0, span);
  }
  return mention;
}

// Past "and", "or", "to" (after "from"), 至 or 到 before the last number of a list; `at`: none.
std::size_t PastLastJoin(std::string_view text, std::size_t at, const Number& first) {
  const std::string_view word = WordAt(text, SkipSpaces(text, at));
  if (SameLetters(word, "and") || SameLetters(word, "or")) {
    return OffsetOf(text, word) + word.size();
  }
  const std::size_t han = PastOneOf(text, at, {"至", "到"});
  const bool to = SameLetters(word, "to");
  if ((!to && han == at) || !WordsAround(text, first.span).after_from) {
    return at;
  }
  return to ? OffsetOf(text, word) + word.size() : han;
}

// "5 and 6 per cent", "10, 20 and 30 tonnes", "from 80 to 120 tonnes": the last number's unit
// counts for the first as well. Every number gets its own mention.
std::optional<Amounts> ListedBefore(std::string_view text, const Number& first) {
  constexpr int kItemsMax = 4;
  Amounts last{.low = first, .high = std::nullopt, .end = first.span.end};
  for (int i = 0; i < kItemsMax; ++i) {
    const std::size_t comma = last.end + (ByteAt(text, last.end) == ',' ? 1 : 0);
    const std::size_t next = PastLastJoin(text, comma, first);
    const bool closes = next != comma;
    const std::size_t start = SkipSpaces(text, next);
    const std::optional<Number> number = start == last.end ? std::nullopt : NumberAt(text, start);
    if (!number || (!closes && comma == last.end) || number->form != first.form ||
        number->has_sign) {
      return std::nullopt;
    }
    last = {.low = *number, .high = std::nullopt, .end = number->span.end};
    if (closes) {
      return last;
    }
  }
  return std::nullopt;
}

// A number that may take its unit from the next one: no year, no name, no pronoun.
bool MayShareUnit(std::string_view text, const Number& number) {
  const std::size_t size = number.span.end - number.span.start;
  const bool year =
      size == 4 && number.exponent == 0 && number.mantissa >= 1900 && number.mantissa < 2100;
  return !year && !number.has_sign && CountsSomething(text, number) && !IsNamed(text, number);
}

std::optional<Mention> SharedUnitMeasure(std::string_view text, const Number& number,
                                         const Reading& reading) {
  const std::optional<Amounts> last =
      MayShareUnit(text, number) ? ListedBefore(text, number) : std::nullopt;
  if (!last) {
    return std::nullopt;
  }
  std::optional<Mention> shared = PercentAfter(text, *last);
  shared = shared ? shared : QuantityAfter(text, *last, reading);
  shared = shared ? shared : MoneyAfter(text, *last, reading);
  if (!shared || shared->upper || shared->type == MentionType::kPoints) {
    return std::nullopt;
  }
  // "5 and 6 million": one scale for both. The letter of "5 and 6m tonnes" is found by its value.
  Number own = number;
  ShareScale(own, last->low);
  const double factor = last->low.Value() == 0 ? 1 : shared->amount.value / last->low.Value();
  shared->span = number.span;
  const Amount amount = AmountOf(text, own, 0, number.span);
  shared->amount = {amount.value * factor, amount.tolerance * factor};
  return shared;
}

// "three times as much", 三倍, "9 out of 10".
std::optional<Mention> TimesOrPart(std::string_view text, const Number& number) {
  if (std::optional<Mention> times = EnglishTimesAfter(text, number)) {
    return times;
  }
  if (std::optional<Mention> times = HanTimesAfter(text, number)) {
    return times;
  }
  const bool out = SameLetters(WordAt(text, SkipSpaces(text, number.span.end)), "out");
  return out ? EnglishFractionAt(text, number.span.start) : std::nullopt;
}

std::optional<Mention> NumberMeasure(std::string_view text, const Number& number,
                                     const Reading& reading) {
  if (std::optional<Mention> times = TimesOrPart(text, number)) {
    return times;
  }
  if (HasSuffix(text, number.span.start, "第")) {
    return std::nullopt;
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
  if (std::optional<Mention> shared = SharedUnitMeasure(text, number, reading)) {
    return shared;
  }
  if (std::optional<Mention> named = MoneyNamedBefore(text, number, reading)) {
    return named;
  }
  if (number.form == Number::Form::kDigits && HasPrefix(text, number.span.end, "两")) {
    if (std::optional<Mention> liang = LiangAt(text, number.span.start)) {
      return liang;
    }
  }
  std::optional<Mention> bare = BareNumber(text, range);
  if (bare && (reading.bare_tonnes > 0 || reading.bare_money > 0)) {
    if (std::optional<Mention> declared = InDeclaredUnit(text, *bare, reading)) {
      return declared;
    }
  }
  return bare;
}

// 三分之一吨
std::optional<Mention> HanPartOfUnit(std::string_view text, const Mention& fraction,
                                     const Reading& reading) {
  constexpr std::string_view kPercent = "百分之";
  if (!fraction.is_fraction || HasPrefix(text, fraction.span.start, kPercent)) {
    return std::nullopt;
  }
  const Number part{
      .span = fraction.span, .mantissa = fraction.amount.value / 100, .form = Number::Form::kHan};
  return QuantityAfter(text, {.low = part, .high = std::nullopt, .end = part.span.end}, reading);
}

std::optional<Mention> HanMeasureAt(std::string_view text, std::size_t at, const Reading& reading) {
  if (std::optional<Mention> fraction = HanFractionAt(text, at)) {
    const std::optional<Mention> part = HanPartOfUnit(text, *fraction, reading);
    return part ? part : fraction;
  }
  if (std::optional<Mention> multiple = HanMultipleAt(text, at)) {
    return multiple;
  }
  if (std::optional<Mention> liang = LiangAt(text, at)) {
    return liang;
  }
  return HanPriceAt(text, at, reading);
}

// Characters that begin a measure in Chinese text, besides numerals: shares, multiples, prices for
// each unit, and currencies before their number.
constexpr std::u32string_view kHanStarts =
    U"百千万萬翻减減腰折倍每一近过過逾超半大对對人新台港美欧歐日英澳加瑞韩韓卢盧林泰";

bool MayStart(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (static_cast<unsigned char>(c) < 0x80) {
    return IsDigit(c) || IsLetter(c) || c == '$' || c == '+' || c == '-' || c == '.';
  }
  static const CharSet han(kHanStarts);
  const char32_t code = CharAt(text, at).code;
  return !IsHan(code) || IsHanNumeral(code) || han.Has(code);
}

bool MayStartWith(std::string_view word) {
  static const StartWords starts = [] {
    StartWords words;
    AddFractionStarts(words);
    AddCurrencyStarts(words);
    AddMeasureWordStarts(words);
    return words;
  }();
  return starts.MayBegin(word);
}

// Past the word, the digits or the character at this position, and past numerals that are too many
// to be a number.
std::size_t PastRun(std::string_view text, std::size_t at) {
  constexpr int kNumeralsMax = 40;
  std::size_t numerals = at;
  int count = 0;
  for (Char c = CharAt(text, at); IsHanNumeral(c.code); c = CharAt(text, numerals)) {
    numerals += c.length;
    ++count;
  }
  if (count > kNumeralsMax) {
    return numerals;
  }
  std::size_t end = at + WordAt(text, at).size();
  while (end < text.size() && IsDigit(text[end])) {
    ++end;
  }
  return end == at ? at + CharAt(text, at).length : end;
}

// "minus five tonnes", 负五吨, "minus $5 million"; percentages read theirs themselves.
Mention WithMinusWord(std::string_view text, Mention mention) {
  const bool measured =
      mention.type == MentionType::kQuantity || mention.type == MentionType::kMoney;
  const std::optional<std::size_t> minus = measured && mention.amount.value > 0 && !mention.upper
                                               ? MinusWordBefore(text, mention.span.start)
                                               : std::nullopt;
  if (minus) {
    mention.span.start = *minus;
    mention.amount.value = -mention.amount.value;
  }
  return mention;
}

struct Step {
  std::optional<Mention> mention;
  std::size_t next = 0;
};

Step MeasureAt(std::string_view text, std::size_t at, const Reading& reading) {
  const char c = text[at];
  const bool letter = IsLetter(c);
  const bool wide = static_cast<unsigned char>(c) >= 0x80;
  if (letter && !MayStartWith(WordAt(text, at))) {
    return {.mention = std::nullopt, .next = PastRun(text, at)};
  }
  std::optional<Mention> found = MoneyAtSign(text, at, reading);
  const bool plus_digit = c == '+' && IsDigit(ByteAt(text, at + 1));
  if (!found && IsDigit(c)) {
    found = FiguredFractionAt(text, at);
  }
  const bool is_part = !found && IsDigit(c) && FiguredPartOfUnitAt(text, at).has_value();
  if (!found && !is_part && (IsDigit(c) || plus_digit)) {
    if (const std::optional<std::size_t> past = LeftOutEnd(text, at + (plus_digit ? 1 : 0))) {
      return {.mention = std::nullopt, .next = *past};
    }
    found = HanFractionAt(text, at);
  }
  if (!found && wide) {
    found = HanMeasureAt(text, at, reading);
  }
  if (!found && letter) {
    found = WordMeasureAt(text, at, reading);
  }
  if (found) {
    const std::size_t next = found->span.end;
    return {.mention = WithMinusWord(text, *std::move(found)), .next = next};
  }
  const std::optional<Number> number = NumberAt(text, at);
  if (!number) {
    return {.mention = std::nullopt, .next = PastRun(text, at)};
  }
  found = NumberMeasure(text, *number, reading);
  if (found) {
    found = WithMinusWord(text, *std::move(found));
  }
  return {.mention = found, .next = found ? found->span.end : number->span.end};
}

}  // namespace

std::vector<Mention> FindMeasures(std::string_view folded, const Reading& reading) {
  std::vector<Mention> found;
  std::size_t at = 0;
  while (at < folded.size()) {
    if (!MayStart(folded, at)) {
      at += CharAt(folded, at).length;
      continue;
    }
    Step step = MeasureAt(folded, at, reading);
    // Names and signs before a number may belong to the amount before them.
    if (step.mention && (found.empty() || found.back().span.end <= step.mention->span.start)) {
      found.push_back(*std::move(step.mention));
    }
    at = std::max(step.next, at + 1);
  }
  return found;
}

}  // namespace rules
