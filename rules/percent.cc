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
    {"立", "为", "為", "分", "本", "员", "員", "功", "品", "交", "长", "長", "熟", "果", "就",
     "绩", "績", "效", "都", "年", "套", "型", "材", "组", "群", "倍", "人", "色", "名", "语"});

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

constexpr auto kHalves = std::to_array<std::string_view>(
    {"一半", "近半", "过半", "過半", "逾半", "超半", "半数", "半數", "大半", "对半", "對半"});
constexpr auto kNotHalves = std::to_array<std::string_view>(
    {"近半年", "过半年", "近半个", "近半月", "超半年", "逾半年", "大半年", "大半个", "近半岛",
     "過半年", "近半小时", "超半小时", "近半吨", "近半導", "近半导"});

std::optional<Mention> HalfAt(std::string_view text, std::size_t at) {
  const auto begins = [&](std::string_view word) { return HasPrefix(text, at, word); };
  const auto* half = std::find_if(kHalves.begin(), kHalves.end(), begins);
  if (half == kHalves.end() || std::any_of(kNotHalves.begin(), kNotHalves.end(), begins)) {
    return std::nullopt;
  }
  return FractionMention({at, at + half->size()}, 50);
}

// Where "minus" or 负 begins before a number.
std::optional<std::size_t> MinusWordBefore(std::string_view text, std::size_t at) {
  const std::string_view word = WordBefore(text, at);
  if (SameLetters(word, "minus") || SameLetters(word, "negative")) {
    return OffsetOf(text, word);
  }
  for (const std::string_view han : {"负", "負"}) {
    if (HasSuffix(text, at, han)) {
      return at - han.size();
    }
  }
  return std::nullopt;
}

// 百分之N and 千分之N, also as a range.
std::optional<Mention> PercentOfAt(std::string_view text, std::size_t at) {
  struct Prefix {
    std::string_view text;
    int power;
  };
  constexpr auto kPrefixes =
      std::to_array<Prefix>({{"百分之", 0}, {"千分之", -1}, {"万分之", -2}, {"萬分之", -2}});
  for (const Prefix& prefix : kPrefixes) {
    if (!HasPrefix(text, at, prefix.text)) {
      continue;
    }
    const std::size_t start = at + prefix.text.size();
    if (HasPrefix(text, start, "百") || HasPrefix(text, at, "百分百")) {
      return FractionMention({at, start + std::string_view("百").size()}, 100);
    }
    const std::optional<Number> number = NumberAt(text, start);
    if (!number) {
      return std::nullopt;
    }
    const std::optional<std::size_t> minus = MinusWordBefore(text, at);
    const double sign = minus ? -1 : 1;
    Mention mention{
        .type = MentionType::kPercent,
        .span = {minus.value_or(at), number->span.end},
        .amount = {sign * number->Value(-prefix.power), number->Tolerance(-prefix.power)},
        .unit = "%",
        .is_change = minus.has_value()};
    const std::optional<std::size_t> join =
        minus ? std::nullopt : RangeJoinEnd(text, number->span.end);
    const std::size_t second =
        join && HasPrefix(text, *join, prefix.text) ? *join + prefix.text.size() : join.value_or(0);
    const std::optional<Number> upper = join ? NumberAt(text, second) : std::nullopt;
    if (upper && upper->Value() > number->Value()) {
      mention.upper = Amount{upper->Value(-prefix.power), upper->Tolerance(-prefix.power)};
      mention.span.end = upper->span.end;
    }
    return mention;
  }
  return std::nullopt;
}

constexpr auto kRise = std::to_array<std::string_view>(
    {"增", "涨", "漲", "升", "提高", "扩大", "擴大", "高出", "高", "翻", "飙",
     "飆", "扩", "擴", "多", "快",   "上扬", "跃",   "躍",   "猛", "大"});
constexpr auto kClauseEnds =
    std::to_array<std::string_view>({"，", "。", "；", "！", "？", ",", ";", "\n", "：", ":"});

// The clause before `at`, at most some 24 characters of it.
std::string_view ClauseBefore(std::string_view text, std::size_t at) {
  constexpr int kCharsMax = 24;
  std::size_t start = at;
  for (int i = 0; i < kCharsMax; ++i) {
    const Char before = CharBefore(text, start);
    const auto ends = [&](std::string_view mark) { return HasSuffix(text, start, mark); };
    if (before.length == 0 || std::any_of(kClauseEnds.begin(), kClauseEnds.end(), ends)) {
      break;
    }
    start -= before.length;
  }
  return text.substr(start, at - start);
}

bool HoldsAny(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

// Whether N倍 tells the new level and not the rise.
std::optional<bool> TellsLevel(std::string_view clause) {
  constexpr auto kLoose = std::to_array<std::string_view>(
      {"近", "逾", "超过", "超過", "超", "约", "約", "达", "達", "了", "到", "至", "将近", "接近"});
  std::size_t end = clause.size();
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view word : kLoose) {
      if (HasSuffix(clause, end, word)) {
        end -= word.size();
        cut = true;
      }
    }
  }
  const std::string_view before = clause.substr(0, end);
  if (HasSuffix(before, end, "的") || HasSuffix(before, end, "相当于") ||
      HasSuffix(before, end, "相當於")) {
    return true;
  }
  if (HoldsAny(before, kRise)) {
    return false;
  }
  constexpr auto kIs = std::to_array<std::string_view>({"是", "为", "為"});
  return HoldsAny(clause, kIs) ? std::optional(true) : std::nullopt;
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

std::optional<Mention> HanFractionAt(std::string_view text, std::size_t at) {
  if (std::optional<Mention> percent = PercentOfAt(text, at)) {
    return percent;
  }
  if (std::optional<Mention> half = HalfAt(text, at)) {
    return half;
  }
  constexpr std::string_view kHalfOfTenth = "半";
  const std::size_t tenth = at + kHalfOfTenth.size();
  if (HasPrefix(text, at, kHalfOfTenth) && ChengAt(text, tenth)) {
    return FractionMention({at, ChengAt(text, tenth)->end}, 5);
  }
  constexpr std::string_view kPartsOf = "分之";
  const std::optional<Number> whole = NumberAt(text, at);
  if (!whole || !HasPrefix(text, whole->span.end, kPartsOf) || whole->Value() < 2) {
    return std::nullopt;
  }
  const std::optional<Number> part = NumberAt(text, whole->span.end + kPartsOf.size());
  if (!part || part->Value() <= 0 || part->Value() > whole->Value()) {
    return std::nullopt;
  }
  return FractionMention({at, part->span.end}, 100 * part->Value() / whole->Value());
}

std::optional<Mention> HanMultipleAt(std::string_view text, std::size_t at) {
  for (const std::string_view half : {"减半", "減半", "腰斩", "腰斬", "折半"}) {
    if (HasPrefix(text, at, half)) {
      return ChangeMention({at, at + half.size()}, -50);
    }
  }
  if (HasPrefix(text, at, "倍增")) {
    return HasSuffix(text, at, "成") ? std::nullopt
                                     : std::optional(ChangeMention({at, at + 6}, 100));
  }
  if (!HasPrefix(text, at, "翻")) {
    return std::nullopt;
  }
  std::size_t end = at + std::string_view("翻").size();
  for (const std::string_view word : {"了", "近", "逾", "超过", "超", "约", "約", "將近", "将近"}) {
    end += HasPrefix(text, end, word) ? word.size() : 0;
  }
  const std::optional<Number> number = NumberAt(text, end);
  const double count = number ? number->Value() : 1;
  end = number ? number->span.end : end;
  if (HasPrefix(text, end, "番") && count >= 1 && count <= 10) {
    return ChangeMention({at, end + 3}, (std::pow(2, count) - 1) * 100);
  }
  if (HasPrefix(text, end, "倍")) {
    return ChangeMention({at, end + 3}, count * 100);
  }
  return std::nullopt;
}

std::optional<Mention> HanTimesAfter(std::string_view text, const Number& number) {
  constexpr auto kNot = std::to_array<std::string_view>({"倍数", "倍數", "倍率", "倍感", "倍市盈"});
  const std::size_t at = number.span.end;
  const auto begins = [&](std::string_view word) { return HasPrefix(text, at, word); };
  if (!HasPrefix(text, at, "倍") || std::any_of(kNot.begin(), kNot.end(), begins)) {
    return std::nullopt;
  }
  const std::size_t end = at + std::string_view("倍").size();
  const std::optional<bool> level = HasPrefix(text, end, "于") || HasPrefix(text, end, "於")
                                        ? std::optional(true)
                                        : TellsLevel(ClauseBefore(text, number.span.start));
  if (!level) {
    return std::nullopt;
  }
  const double percent = (number.Value() - (*level ? 1 : 0)) * 100;
  return ChangeMention({number.span.start, end}, percent);
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
