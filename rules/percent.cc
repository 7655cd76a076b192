#include "rules/percent.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "rules/cursor.h"

namespace rules {
namespace {

struct Row {
  std::string_view phrase;
  MentionType type;
  int power = 0;
};

constexpr auto kUnits = std::to_array<Row>({
    {"%", MentionType::kPercent},
    {"per cent", MentionType::kPercent},
    {"percent", MentionType::kPercent},
    {"percents", MentionType::kPercent},
    {"percentage", MentionType::kPercent},
    {"percentages", MentionType::kPercent},
    {"per thousand", MentionType::kPercent, -1},
    {"perecnt", MentionType::kPercent},  // as some non-native wires print it
    {"precent", MentionType::kPercent},
    {"pct", MentionType::kPercent},
    {"pct.", MentionType::kPercent},
    {"=pc", MentionType::kPercent},
    {"p.c.", MentionType::kPercent},
    {"per mille", MentionType::kPercent, -1},
    {"permille", MentionType::kPercent, -1},
    {"‰", MentionType::kPercent, -1},
    {"percentage point", MentionType::kPoints},
    {"percentage points", MentionType::kPoints},
    {"percent point", MentionType::kPoints},
    {"percent points", MentionType::kPoints},
    {"per cent points", MentionType::kPoints},
    {"pct points", MentionType::kPoints},
    {"% points", MentionType::kPoints},
    {"% point", MentionType::kPoints},
    {"%pts", MentionType::kPoints},
    {"pp", MentionType::kPoints},
    {"pps", MentionType::kPoints},
    {"ppt", MentionType::kPoints},
    {"ppts", MentionType::kPoints},
    {"p.p.", MentionType::kPoints},
    {"ppts.", MentionType::kPoints},
    {"=bp", MentionType::kPoints, -2},
    {"=bps", MentionType::kPoints, -2},
    {"basis point", MentionType::kPoints, -2},
    {"basis points", MentionType::kPoints, -2},
    {"个百分点", MentionType::kPoints},
    {"個百分點", MentionType::kPoints},
    {"百分点", MentionType::kPoints},
    {"百分點", MentionType::kPoints},
    {"个基点", MentionType::kPoints, -2},
    {"個基點", MentionType::kPoints, -2},
    {"基点", MentionType::kPoints, -2},
});

// After 成, characters that make it the beginning of a word.
constexpr auto kAfterCheng = std::to_array<std::string_view>(
    {"立", "为", "為", "分", "本", "员", "員", "功", "品",  "交", "长",
     "長", "熟", "果", "就", "绩", "績", "效", "都", "年",  "套", "型",
     "材", "组", "群", "倍", "人", "色", "名", "语", "不变"});

std::optional<PercentUnit> ChengAt(std::string_view text, std::size_t at) {
  constexpr std::string_view kCheng = "成";
  const std::size_t end = at + kCheng.size();
  if (!HasPrefix(text, at, kCheng)) {
    return std::nullopt;
  }
  for (const std::string_view word : kAfterCheng) {
    if (HasPrefix(text, end, word)) {
      return std::nullopt;
    }
  }
  PercentUnit unit{.end = end, .power = 1, .is_fraction = true};
  if (HasPrefix(text, end, "半")) {
    unit.tenth = 5;
    unit.end = end + std::string_view("半").size();
    return unit;
  }
  const std::optional<Number> tenth = HanNumberAt(text, end);
  if (tenth && tenth->exponent == 0 && tenth->mantissa >= 1 && tenth->mantissa <= 9) {
    unit.tenth = static_cast<int>(tenth->mantissa);
    unit.end = tenth->span.end;
  }
  return unit;
}

constexpr double kFractionTolerance = 2;

}  // namespace

Mention FractionMention(Span span, double percent) {
  return Mention{.type = MentionType::kPercent,
                 .span = span,
                 .amount = {std::round(percent * 10) / 10, kFractionTolerance},
                 .unit = "%",
                 .is_fraction = true};
}

Mention ChangeMention(Span span, double percent) {
  Mention mention = FractionMention(span, percent);
  mention.is_fraction = false;
  mention.is_change = true;
  mention.amount.tolerance = std::max(kFractionTolerance, std::abs(percent) * 0.05);
  return mention;
}

std::optional<PercentUnit> PercentUnitAt(std::string_view text, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<Row>(kUnits);
  std::size_t start = SkipSpaces(text, at);
  start += start == at && ByteAt(text, at) == '-' ? 1 : 0;
  if (const std::optional<PhraseIndex::Hit> hit = index.Find(text, start)) {
    const Row& row = kUnits[hit->phrase];
    return PercentUnit{.end = hit->end, .type = row.type, .power = row.power};
  }
  return ChengAt(text, start);
}

std::optional<std::size_t> MinusWordBefore(std::string_view text, std::size_t at) {
  const std::string_view word = WordBefore(text, at);
  if (SameLetters(word, "minus") || SameLetters(word, "negative")) {
    return OffsetOf(text, word);
  }
  for (const std::string_view han : {"负", "負"}) {
    if (HasSuffix(text, at, han) &&
        !EndsWithOneOf(text, at - han.size(), {"背", "肩", "担", "自", "抱", "胜", "勝"})) {
      return at - han.size();
    }
  }
  return std::nullopt;
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
  // 七八成
  const bool spread = unit->is_fraction && low.form == Number::Form::kHan && low.exponent == 0 &&
                      low.mantissa > 10 &&
                      std::fmod(low.mantissa, 10) - std::floor(low.mantissa / 10) == 1;
  if (spread) {
    low.upper_mantissa = std::fmod(low.mantissa, 10);
    low.mantissa = std::floor(low.mantissa / 10);
  }
  if (unit->tenth && low.exponent == 0) {
    low.mantissa = low.mantissa * 10 + *unit->tenth;
    low.exponent = -1;
  }
  const std::optional<std::size_t> minus = MinusWordBefore(text, amounts.low.span.start);
  low.mantissa = minus && !low.has_sign ? -low.mantissa : low.mantissa;
  const bool has_sign = amounts.low.has_sign || minus;
  const Span span{minus.value_or(amounts.low.span.start), unit->end};
  Mention mention{.type = unit->type,
                  .span = span,
                  .amount = AmountOf(text, low, -unit->power, span),
                  .unit = unit->type == MentionType::kPoints ? "pp" : "%",
                  .is_change = has_sign && unit->type == MentionType::kPercent,
                  .is_fraction = unit->is_fraction};
  if (unit->is_fraction) {
    mention.amount.tolerance = std::max(mention.amount.tolerance, low.Tolerance(-unit->power));
  }
  if (amounts.high) {
    mention.upper = AmountOf(text, *amounts.high, -unit->power, span);
  } else if (low.upper_mantissa) {
    Number high = low;
    high.mantissa = *low.upper_mantissa;
    mention.upper = AmountOf(text, high, -unit->power, span);
  }
  if (unit->power != 0) {
    mention.steps.push_back(PrintedUnit(text, {amounts.end, unit->end}) + " × " +
                            PowerText(unit->power));
  }
  return mention;
}

}  // namespace rules
