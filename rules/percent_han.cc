// Percentages in Chinese: 百分之, parts, multiples and discounts.
#include <algorithm>
#include <array>
#include <cmath>

#include "rules/cursor.h"
#include "rules/percent.h"

namespace rules {
namespace {

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

// 百分之N and 千分之N, also as a range.
std::optional<Mention> PercentOfAt(std::string_view text, std::size_t at) {
  struct Prefix {
    std::string_view text;
    int power;
  };
  constexpr auto kPrefixes =
      std::to_array<Prefix>({{"百分之", 0}, {"千分之", -1}, {"万分之", -2}, {"萬分之", -2}});
  if (HasPrefix(text, at, "百分百")) {
    return FractionMention({at, at + std::string_view("百分百").size()}, 100);
  }
  for (const Prefix& prefix : kPrefixes) {
    if (!HasPrefix(text, at, prefix.text)) {
      continue;
    }
    const std::size_t start = SkipSpaces(text, at + prefix.text.size());
    const std::size_t hundred = start + std::string_view("百").size();
    if (HasPrefix(text, start, "百") && prefix.power == 0) {
      return FractionMention({at, hundred}, 100);
    }
    const std::size_t inner = PastOneOf(text, start, {"负", "負"});
    const std::optional<Number> number = NumberAt(text, inner);
    if (!number) {
      return std::nullopt;
    }
    const std::optional<std::size_t> minus =
        inner == start ? MinusWordBefore(text, at) : std::optional(at);
    const double sign = minus ? -1 : 1;
    Mention mention{
        .type = MentionType::kPercent,
        .span = {minus.value_or(at), number->span.end},
        .amount = {sign * number->Value(-prefix.power), number->Tolerance(-prefix.power)},
        .unit = "%",
        .is_change = minus.has_value()};
    if (number->upper_mantissa) {
      Number upper = *number;  // 百分之七八
      upper.mantissa = *number->upper_mantissa;
      mention.upper = Amount{upper.Value(-prefix.power), upper.Tolerance(-prefix.power)};
      return mention;
    }
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

bool IsStruck(std::string_view text, std::size_t at) {
  return EndsWithOneOf(text, at, {"打", "打了", "打出"});
}

Mention DiscountMention(Span span, double percent) {
  Mention left = FractionMention(span, percent);
  left.is_fraction = false;
  left.is_bare = true;
  left.amount.tolerance = 0.5;
  return left;
}

// What a discount leaves: 八折, 九五折, 8.5折.
std::optional<Mention> DiscountOf(std::string_view text, const Number& number) {
  const std::size_t end = PastOneOf(text, number.span.end, {"折"});
  const double value = number.Value();
  if (end == number.span.end || number.has_sign || value <= 0 || value >= 100) {
    return std::nullopt;
  }
  // 三折叠 folds thrice.
  const bool offered = !IsHan(CharAt(text, end).code) ||
                       PastOneOf(text, end,
                                 {"优惠", "優惠", "出售", "销售", "價", "价", "起", "左右", "甩",
                                  "促", "购", "的", "以", "后", "让", "卖", "买", "优"}) != end;
  if (!offered && !IsStruck(text, number.span.start)) {
    return std::nullopt;
  }
  // 95折 and 九五折 leave 95 of a hundred, 九折 nine of ten.
  return DiscountMention({number.span.start, end}, value > 10 ? value : value * 10);
}

}  // namespace

std::optional<Mention> HanFractionAt(std::string_view text, std::size_t at) {
  if (std::optional<Mention> percent = PercentOfAt(text, at)) {
    return percent;
  }
  if (std::optional<Mention> half = HalfAt(text, at)) {
    return half;
  }
  const std::size_t half_price = PastOneOf(text, at, {"对折", "對折", "半折"});
  if (half_price != at && (HasPrefix(text, at, "半") || IsStruck(text, at))) {
    return DiscountMention({at, half_price}, 50);
  }
  constexpr std::string_view kHalfOfTenth = "半";
  const std::size_t tenth = at + kHalfOfTenth.size();
  if (HasPrefix(text, at, kHalfOfTenth) && HasPrefix(text, tenth, "成")) {
    if (const std::optional<PercentUnit> unit = PercentUnitAt(text, tenth)) {
      return FractionMention({at, unit->end}, 5);
    }
  }
  constexpr std::string_view kPartsOf = "分之";
  const std::optional<Number> whole = NumberAt(text, at);
  if (std::optional<Mention> left = whole ? DiscountOf(text, *whole) : std::nullopt) {
    return left;
  }
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

}  // namespace rules
