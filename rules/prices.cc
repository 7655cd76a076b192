// Money for a unit of something: "$65 a barrel", 每吨1.2万元.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "rules/cursor.h"
#include "rules/money.h"
#include "rules/quantity.h"

namespace rules {
namespace {

struct Denominator {
  std::string_view phrase;
  std::string_view name;
};

// What prices are also quoted for, besides mass.
constexpr auto kDenominators = std::to_array<Denominator>({
    {"barrel", "bbl"},
    {"bbl", "bbl"},
    {"bl", "bbl"},
    {"b", "bbl"},
    {"litre", "l"},
    {"liter", "l"},
    {"l", "l"},
    {"gallon", "gal"},
    {"gal", "gal"},
    {"share", "share"},
    {"mwh", "MWh"},
    {"megawatt hour", "MWh"},
    {"kwh", "kWh"},
    {"mmbtu", "MMBtu"},
    {"million btu", "MMBtu"},
    {"therm", "therm"},
    {"bushel", "bu"},
    {"bu", "bu"},
    {"bag", "bag"},
    {"unit", "unit"},
    {"watt", "W"},
    {"w", "W"},
    {"cubic metre", "m3"},
    {"cubic meter", "m3"},
    {"m3", "m3"},
    {"piece", "unit"},
    {"vehicle", "unit"},
    {"head", "head"},
    {"teu", "TEU"},
    {"feu", "FEU"},
    {"container", "container"},
    {"box", "container"},
    {"桶", "bbl"},
    {"升", "l"},
    {"股", "share"},
    {"千瓦时", "kWh"},
    {"度", "kWh"},
    {"瓦", "W"},
    {"立方米", "m3"},
    {"辆", "unit"},
    {"台", "unit"},
    {"箱", "container"},
    {"件", "unit"},
    {"个", "unit"},
    {"flask", "flask"},
    {"stick", "unit"},
    {"acre", "acre"},
    {"hectare", "ha"},
});

struct Per {
  std::size_t end = 0;
  std::string name;
  double factor = 1;  // the amount for one printed unit × factor is the amount for `name`
};

std::optional<Per> DenominatorAt(std::string_view text, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<Denominator>(kDenominators);
  if (const std::optional<MassUnit> mass = PriceMassAt(text, at)) {
    // A jin is half a kilogram; its price is told for the kilogram.
    const bool jin = mass->name == "jin";
    return Per{mass->end, jin ? std::string("kg") : mass->name, jin ? 2.0 : 1.0};
  }
  const std::optional<PhraseIndex::Hit> hit = index.Find(text, at);
  const bool goes_on = hit && IsLetter(ByteAt(text, hit->end - 1)) && !EndsWord(text, hit->end);
  if (!hit || goes_on) {
    return std::nullopt;
  }
  return Per{hit->end, std::string(kDenominators[hit->phrase].name)};
}

// Past "/", "per", "a", "an", "each", "the", 每, 一 or 每一 after an amount; `at` where none
// stands.
std::size_t PastPer(std::string_view text, std::size_t at) {
  const std::size_t next = SkipSpaces(text, at);
  if (ByteAt(text, next) == '/') {
    return SkipSpaces(text, next + 1);
  }
  for (const std::string_view han : {"每一", "每", "一"}) {
    if (HasPrefix(text, next, han)) {
      return next + han.size();
    }
  }
  const std::string_view word = WordAt(text, next);
  constexpr auto kPer = std::to_array<std::string_view>({"per", "a", "an", "each", "the", "every"});
  const bool hyphened = ByteAt(text, next) == '-' && SameLetters(WordAt(text, next + 1), "a");
  if (hyphened && ByteAt(text, next + 2) == '-') {
    return next + 3;  // "$100-a-tonne"
  }
  return next != at && IsOneOf(word, kPer) ? SkipSpaces(text, next + word.size()) : at;
}

bool SaysPer(std::string_view text, std::size_t at) {
  const std::size_t next = SkipSpaces(text, at);
  return SameLetters(WordAt(text, next), "per") || SameLetters(WordAt(text, next), "apiece");
}

// Past an amount in brackets, or the position.
std::size_t PastBrackets(std::string_view text, std::size_t at) {
  constexpr std::size_t kBytesMax = 32;
  const std::size_t open = SkipSpaces(text, at);
  if (ByteAt(text, open) != '(') {
    return at;
  }
  const std::string_view inside = text.substr(open, kBytesMax);
  const std::size_t close = inside.find(')');
  const bool has_digit = inside.substr(0, close).find_first_of("0123456789") != inside.npos;
  return close == inside.npos || !has_digit ? at : open + close + 1;
}

// What may stand between 每吨 and its amount: 每吨均价约691.5元, 每克零售价涨至逾1300元.
constexpr auto kPriceWords = std::to_array<std::string_view>(
    {"大约",   "约",     "接近",   "近",     "逾",   "超过", "超",     "高达",   "达到",   "达",
     "为",     "至少",   "不到",   "不足",   "仅",   "只",   "在",     "从",     "由",     "成交",
     "零售",   "现货",   "平均",   "均价",   "进口", "出口", "到岸",   "离岸",   "报价",   "售价",
     "单价",   "价格",   "价",     "收报",   "收于", "报收", "报",     "收",     "涨到",   "涨至",
     "升至",   "升到",   "跌至",   "跌到",   "降至", "降到", "推高至", "推高到", "上调至", "下调至",
     "调高至", "调低至", "回落至", "反弹至", "突破", "跌破", "站上",   "售",     "卖",     "了"});

std::size_t PastPriceWords(std::string_view text, std::size_t at) {
  constexpr int kMost = 5;
  for (int i = 0; i < kMost; ++i) {
    const auto* word =
        std::find_if(kPriceWords.begin(), kPriceWords.end(),
                     [&](std::string_view candidate) { return HasPrefix(text, at, candidate); });
    if (word == kPriceWords.end()) {
      break;
    }
    at += word->size();
  }
  return at;
}

}  // namespace

Mention PriceOf(std::string_view text, Mention money) {
  const std::size_t at = money.span.end;
  if (IsPerTime(text, at)) {
    money.is_rate = true;
    return money;
  }
  std::size_t start = PastPer(text, at);
  // "60,500 yuan ($8,430) a tonne"
  if (const std::size_t past = PastBrackets(text, at); start == at && past != at) {
    const std::size_t after = PastPer(text, past);
    start = after == past ? at : after;
  }
  const std::optional<Per> per = start == at ? std::nullopt : DenominatorAt(text, start);
  if (!per) {
    money.is_rate = SaysPer(text, at);
    return money;
  }
  money.type = MentionType::kPrice;
  money.unit += "/" + per->name;
  money.span.end = per->end;
  if (per->factor != 1) {
    money.amount.value *= per->factor;
    money.amount.tolerance *= per->factor;
    money.steps.emplace_back("斤 × 2 = kg");
  }
  return money;
}

std::optional<Mention> HanPriceAt(std::string_view text, std::size_t at, const Reading& reading) {
  std::size_t start = at;
  for (const std::string_view per : {"每一", "每", "一"}) {
    if (HasPrefix(text, at, per)) {
      start = at + per.size();
      break;
    }
  }
  const std::optional<Per> per = start == at ? std::nullopt : DenominatorAt(text, start);
  if (!per) {
    return std::nullopt;
  }
  const std::size_t next = SkipSpaces(text, PastPriceWords(text, per->end));
  std::optional<Mention> money = MoneyAtSign(text, next, reading);
  const std::optional<Number> number = money ? std::nullopt : NumberAt(text, next);
  if (number) {
    money = MoneyAfter(text, AmountsFrom(text, *number), reading);
  }
  if (!money || money->type != MentionType::kMoney) {
    return std::nullopt;
  }
  money->type = MentionType::kPrice;
  money->is_rate = false;
  money->unit += "/" + per->name;
  money->span.start = at;
  money->amount.value *= per->factor;
  money->amount.tolerance *= per->factor;
  return money;
}

}  // namespace rules
