#include "rules/spoken_units.h"

#include <array>

#include "rules/amounts.h"
#include "rules/cursor.h"

namespace rules {
namespace {

constexpr double kLiangInTonnes = 50e-6;

struct Pair {
  std::string_view larger;
  std::string_view smaller;
  int ratio;
  bool takes_and = false;  // elsewhere "and" joins two amounts
};

constexpr auto kPairs = std::to_array<Pair>(
    {{"lb", "oz", 16, true}, {"stone", "lb", 14, true}, {"kg", "g", 1000}, {"t", "kg", 1000}});

bool EndsClause(std::string_view text, std::size_t at) {
  const char next = ByteAt(text, at);
  return !IsHan(CharAt(text, at).code) && !IsDigit(next);
}

// One digit or numeral, 1 to 9.
std::optional<Number> SmallNumberAt(std::string_view text, std::size_t at) {
  // 三块五一斤: one numeral, whatever follows.
  const Char c = CharAt(text, at);
  const std::optional<Number> number =
      c.length > 1 ? HanNumberAt(text.substr(0, at + c.length), at) : NumberAt(text, at);
  const bool small = number && number->exponent == 0 && number->mantissa >= 1 &&
                     number->mantissa <= 9 && !number->has_sign;
  return small ? number : std::nullopt;
}

// The numeral that ends before 两, which is a numeral itself: 八 of 八两.
std::optional<Number> NumberBeforeLiang(std::string_view text, std::size_t at) {
  constexpr int kCharsMax = 6;
  if (IsDigit(ByteAt(text, at))) {
    return NumberAt(text, at);
  }
  std::size_t end = at;
  for (int i = 0; i < kCharsMax; ++i) {
    const Char c = CharAt(text, end);
    if (i > 0 && (c.code == U'两' || c.code == U'兩')) {
      break;
    }
    if (!IsHanNumeral(c.code)) {
      return std::nullopt;
    }
    end += c.length;
  }
  const std::optional<Number> number = HanNumberAt(text.substr(0, end), at);
  return number && number->span.end == end ? number : std::nullopt;
}

std::size_t PastLiang(std::string_view text, std::size_t at) {
  return PastOneOf(text, at, {"两", "兩"});
}

std::optional<Extra> LiangAfterJin(std::string_view text, std::size_t at) {
  const std::optional<Number> number = NumberBeforeLiang(text, at);
  const std::size_t end = number ? PastLiang(text, number->span.end) : at;
  const bool fits = number && end != number->span.end && number->Value() < 10;
  return fits ? std::optional(Extra{end, number->Value() / 10}) : std::nullopt;
}

struct Yuan {
  std::size_t end = 0;
  double value = 0;
};

// 五毛五 and 五毛五分 after their 毛.
Yuan WithFen(std::string_view text, Yuan yuan) {
  const std::optional<Number> fen = SmallNumberAt(text, yuan.end);
  if (!fen) {
    return yuan;
  }
  const std::size_t named = PastOneOf(text, fen->span.end, {"分"});
  if (named == fen->span.end && !EndsClause(text, named)) {
    return yuan;
  }
  return {named, yuan.value + fen->Value() / 100};
}

std::optional<Yuan> AfterKuai(std::string_view text, std::size_t at, double whole) {
  const std::size_t zero = PastOneOf(text, at, {"零"});
  if (const std::optional<Number> part = SmallNumberAt(text, zero)) {
    const std::size_t mao = PastOneOf(text, part->span.end, {"毛", "角"});
    const double value = whole + part->Value() / 10;
    if (mao != part->span.end) {
      return WithFen(text, {mao, value});
    }
    const bool ends = EndsClause(text, mao) || PastOneOf(text, mao, {"钱", "一", "每"}) != mao;
    return ends ? std::optional(Yuan{mao, value}) : std::nullopt;
  }
  const bool ends = EndsClause(text, at) || HasPrefix(text, at, "钱");
  return ends ? std::optional(Yuan{at, whole}) : std::nullopt;
}

std::optional<Yuan> SpokenYuan(std::string_view text, const Number& number) {
  const std::size_t at = number.span.end;
  if (const std::size_t kuai = PastOneOf(text, at, {"块", "塊"}); kuai != at) {
    return AfterKuai(text, kuai, number.Value());
  }
  if (const std::size_t mao = PastOneOf(text, at, {"毛", "角"}); mao != at) {
    const Yuan yuan = WithFen(text, {mao, number.Value() / 10});
    const bool plain = HasPrefix(text, at, "毛") || number.form == Number::Form::kDigits;
    const bool told = yuan.end != mao || HasPrefix(text, mao, "钱") || HasPrefix(text, mao, "錢");
    return told || (plain && EndsClause(text, mao)) ? std::optional(yuan) : std::nullopt;
  }
  const std::size_t fen = PastOneOf(text, at, {"分钱", "分錢"});
  return fen == at ? std::nullopt : std::optional(Yuan{fen, number.Value() / 100});
}

}  // namespace

std::optional<Extra> HalfAfter(std::string_view text, std::size_t at) {
  if (HasPrefix(text, at, "半")) {
    const std::size_t end = at + std::string_view("半").size();
    const bool word =
        PastOneOf(text, end, {"年", "个", "月", "天", "小", "数", "成", "导", "径", "岛", "自",
                              "挂", "球", "途", "价", "截", "路", "夜", "场", "日", "周"}) != end;
    return word ? std::nullopt : std::optional(Extra{end, 0.5});
  }
  const std::size_t next = SkipSpaces(text, at);
  if (next == at || !SameLetters(WordAt(text, next), "and")) {
    return std::nullopt;
  }
  const std::size_t article = SkipSpaces(text, next + 3);
  const std::size_t start = SkipSpaces(text, article + 1);
  const std::string_view part = WordAt(text, start);
  const bool half = SameLetters(part, "half");
  if (!SameLetters(WordAt(text, article), "a") || (!half && !SameLetters(part, "quarter"))) {
    return std::nullopt;
  }
  constexpr auto kGoesOn = std::to_array<std::string_view>(
      {"of", "million", "billion", "dozen", "tonne", "ton", "year", "years", "month", "percent",
       "per", "century", "kilo", "pound"});
  const std::size_t end = start + part.size();
  if (IsOneOf(WordAt(text, SkipSpaces(text, end)), kGoesOn) || ByteAt(text, end) == '-') {
    return std::nullopt;
  }
  return Extra{end, half ? 0.5 : 0.25};
}

std::optional<Extra> SmallerMassAfter(std::string_view text, const MassUnit& unit,
                                      const Reading& reading) {
  if (unit.name == "jin") {
    return LiangAfterJin(text, unit.end);
  }
  for (const Pair& pair : kPairs) {
    if (pair.larger != unit.name) {
      continue;
    }
    std::size_t start = SkipSpaces(text, unit.end);
    const std::string_view word = WordAt(text, start);
    start =
        pair.takes_and && SameLetters(word, "and") ? SkipSpaces(text, start + word.size()) : start;
    const std::optional<Number> number = NumberAt(text, start);
    if (!number || number->has_sign || number->Value() <= 0 || number->Value() >= pair.ratio) {
      return std::nullopt;
    }
    const std::optional<MassUnit> smaller = MassUnitAt(text, number->span.end, *number, reading);
    const bool fits = smaller && smaller->name == pair.smaller && !smaller->is_rate;
    return fits ? std::optional(Extra{smaller->end, number->Value() / pair.ratio}) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Mention> LiangAt(std::string_view text, std::size_t at) {
  const std::optional<Number> number = NumberBeforeLiang(text, at);
  const std::size_t end = number ? PastLiang(text, number->span.end) : at;
  if (!number || end == number->span.end || number->has_sign) {
    return std::nullopt;
  }
  const bool good =
      PastOneOf(text, end, {"黄金", "白银", "金", "银", "茶", "酒", "肉", "重", "米"}) != end;
  // 一两 is "one or two".
  const bool plain = EndsClause(text, end) && number->Value() != 1;
  if ((!good && !plain) || EndsWithOneOf(text, at, {"半斤", "第"})) {
    return std::nullopt;
  }
  const Amount amount = AmountOf(text, *number, 0, number->span);
  return Mention{.type = MentionType::kQuantity,
                 .span = {at, end},
                 .amount = {amount.value * kLiangInTonnes, amount.tolerance * kLiangInTonnes},
                 .unit = "t",
                 .is_bare = true,
                 .steps = {"两 × 0.05 kg"}};
}

std::optional<Mention> SpokenYuanAfter(std::string_view text, const Number& number,
                                       const Reading& reading) {
  std::optional<Yuan> yuan = SpokenYuan(text, number);
  if (!yuan || number.has_sign) {
    return std::nullopt;
  }
  const std::size_t end = PastOneOf(text, yuan->end, {"钱", "錢"});
  return Mention{.type = MentionType::kMoney,
                 .span = {number.span.start, end},
                 .amount = {yuan->value, number.Tolerance()},
                 .unit = reading.yuan,
                 .steps = {"块 = 元"}};
}

}  // namespace rules
