#include "rules/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "rules/cursor.h"
#include "rules/mass_units.h"
#include "rules/spoken_units.h"

namespace rules {
namespace {

constexpr auto kTimes = std::to_array<std::string_view>(
    {"year", "yr",   "y",  "a", "annum", "month",  "mo",  "quarter", "week",  "wk",     "day",
     "d",    "hour", "hr", "h", "shift", "minute", "min", "second",  "years", "months", "days"});
constexpr auto kHanTimes =
    std::to_array<std::string_view>({"/年", "/月", "/日", "/天", "/周", "/季", "/小时", "每年",
                                     "每月", "每日", "每天", "一年", "/a", "/d"});

const PhraseIndex& Units() {
  static const PhraseIndex index = PhraseIndex::Of<MassName>(MassNames());
  return index;
}

bool IsNone(std::string_view text, std::size_t at) {
  static const PhraseIndex index(
      std::vector<std::string_view>(NoMassNames().begin(), NoMassNames().end()));
  return index.Find(text, at).has_value();
}

// "T-shirts", "t-test"
bool IsPrefix(std::string_view text, std::size_t start, std::size_t end) {
  return end - start == 1 && ByteAt(text, end) == '-' && IsLetter(ByteAt(text, end + 1));
}

// "g/t", "kg/m3", "mg/l", "lb/t": a ratio of two units, no mass.
bool IsRatio(std::string_view text, std::size_t end) {
  return ByteAt(text, end) == '/' && IsLetter(ByteAt(text, end + 1)) && !IsPerTime(text, end);
}

// "Mt", "MT", "mt", and the same with "pa": see the contract.
int PowerOfMt(std::string_view printed, const Number& number, bool attached,
              const Reading& reading) {
  const double value = number.Value();
  const bool is_si = printed[0] == 'M' && printed[1] == 't';
  if (number.scale >= 6) {
    return 0;
  }
  if (is_si) {
    return value < 10'000 ? 6 : 0;
  }
  const bool small = value < 1'000;
  const bool small_lower = printed[0] == 'm' && small && attached;
  return (reading.mt_is_million && value < 10'000) || small_lower ? 6 : 0;
}

// What may stand between a number and its unit: "5,000 REO tonnes", "3,000 more tonnes".
std::size_t PastQualifier(std::string_view text, std::size_t at) {
  constexpr auto kQualifiers =
      std::to_array<std::string_view>({"reo", "lce", "contained", "additional", "more", "extra",
                                       "further", "payable", "equivalent", "saleable"});
  const std::string_view word = WordAt(text, at);
  return word.size() > 2 && IsOneOf(word, kQualifiers) ? SkipSpaces(text, at + word.size()) : at;
}

// "10 stone" weighs, "10 stone walls" do not.
bool EndsStone(std::string_view text, std::size_t end) {
  constexpr auto kAfter = std::to_array<std::string_view>(
      {"in",   "of",   "and",   "or",      "over",    "under", "for",    "to",
       "at",   "on",   "from",  "with",    "by",      "after", "before", "since",
       "than", "when", "while", "heavier", "lighter", "a",     "per"});
  const std::string_view next = WordAt(text, SkipSpaces(text, end));
  return next.empty() || IsOneOf(next, kAfter);
}

std::optional<MassUnit> UnitFrom(const PhraseIndex::Hit& hit) {
  const MassName& row = MassNames()[hit.phrase];
  return MassUnit{.end = hit.end,
                  .factor = row.factor,
                  .power = row.power,
                  .name = std::string(row.name),
                  .is_rate = row.is_rate};
}

}  // namespace

std::optional<MassUnit> MassUnitAt(std::string_view text, std::size_t at, const Number& number,
                                   const Reading& reading) {
  std::size_t start = SkipSpaces(text, at);
  start += start == at && ByteAt(text, at) == '-' ? 1 : 0;
  std::optional<PhraseIndex::Hit> hit = Units().Find(text, start);
  if (!hit) {
    const std::size_t qualified = PastQualifier(text, start);
    hit = qualified == start ? std::nullopt : Units().Find(text, qualified);
  }
  const bool is_code = hit && IsDigit(ByteAt(text, hit->end)) && IsLetter(text[hit->end - 1]);
  if (!hit || is_code || IsNone(text, start) || IsPrefix(text, start, hit->end) ||
      IsRatio(text, hit->end)) {
    return std::nullopt;
  }
  std::optional<MassUnit> unit = UnitFrom(*hit);
  if (unit->name == "stone" && !EndsStone(text, unit->end)) {
    return std::nullopt;
  }
  if (unit->name == "mt") {
    unit->power = PowerOfMt(text.substr(start, 2), number, start == at, reading);
    unit->name = unit->power == 6 ? "Mt" : "t";
  }
  unit->is_rate = unit->is_rate || IsPerTime(text, unit->end);
  return unit;
}

std::optional<MassUnit> PriceMassAt(std::string_view text, std::size_t at) {
  for (const std::string_view metric_unit :
       {"mtu", "dmtu", "metric ton unit", "tonne unit", "吨度", "噸度", "标吨", "標噸"}) {
    const bool han = !IsLetter(metric_unit.front());
    const bool same = han ? HasPrefix(text, at, metric_unit)
                          : SameLetters(text.substr(std::min(at, text.size()), metric_unit.size()),
                                        metric_unit) &&
                                EndsWord(text, at + metric_unit.size());
    if (same) {
      return MassUnit{.end = at + metric_unit.size(), .name = "mtu"};
    }
  }
  const std::optional<PhraseIndex::Hit> hit = Units().Find(text, at);
  const bool goes_on =
      hit && IsLetter(ByteAt(text, hit->end - 1)) && IsDigit(ByteAt(text, hit->end));
  if (!hit || goes_on || MassNames()[hit->phrase].is_rate) {
    return std::nullopt;
  }
  std::optional<MassUnit> unit = UnitFrom(*hit);
  unit->name = unit->name == "mt" ? "t" : unit->name;
  return unit;
}

bool IsPerTime(std::string_view text, std::size_t at) {
  for (const std::string_view han : kHanTimes) {
    if (HasPrefix(text, at, han) && (!IsLetter(han.back()) || EndsWord(text, at + han.size()))) {
      return true;
    }
  }
  if (ByteAt(text, at) == '/') {
    return IsOneOf(WordAt(text, at + 1), kTimes);
  }
  const std::size_t next = SkipSpaces(text, at);
  const std::string_view word = WordAt(text, next);
  if (next == at || word.empty()) {
    return false;
  }
  if (SameLetters(word, "annually") || SameLetters(word, "yearly") ||
      SameLetters(word, "monthly") || SameLetters(word, "daily")) {
    return true;
  }
  const bool per = SameLetters(word, "per") || SameLetters(word, "each");
  const std::string_view unit = WordAt(text, SkipSpaces(text, next + word.size()));
  const std::string_view after = WordAt(text, SkipSpaces(text, OffsetOf(text, unit) + unit.size()));
  if (per) {
    return IsOneOf(unit, kTimes) && unit.size() > 1;
  }
  // "4,829 tons a year earlier" and "a year ago" tell a date, not a rate.
  const bool dated = SameLetters(after, "earlier") || SameLetters(after, "ago") ||
                     SameLetters(after, "before") || SameLetters(after, "later") ||
                     SameLetters(after, "on") || SameLetters(after, "prior");
  const bool article =
      SameLetters(word, "a") || SameLetters(word, "an") || SameLetters(word, "every");
  return article && !dated && unit.size() > 1 && IsOneOf(unit, kTimes);
}

namespace {

std::string KilogramsText(const MassUnit& unit) {
  std::array<char, 32> buffer{};
  const double kilograms = unit.factor * std::pow(10.0, unit.power + 3);
  const int size = std::snprintf(buffer.data(), buffer.size(), "%.9g", kilograms);
  return {buffer.data(), static_cast<std::size_t>(size)};
}

struct Weighed {
  Amounts amounts;
  MassUnit unit;
};

std::optional<Weighed> WeighedAfter(std::string_view text, Amounts amounts,
                                    const Reading& reading) {
  Number& last = amounts.high ? *amounts.high : amounts.low;
  if (std::optional<MassUnit> unit = MassUnitAt(text, amounts.end, last, reading)) {
    return Weighed{amounts, *std::move(unit)};
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
  return Weighed{amounts, *std::move(unit)};
}

Amount InTonnes(std::string_view text, const Number& number, const MassUnit& unit, Span span) {
  Amount amount = AmountOf(text, number, -unit.power, span);
  return {amount.value * unit.factor, amount.tolerance * unit.factor};
}

}  // namespace

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
  const bool whole =
      !high && !low.upper_mantissa && !low.has_sign && low.exponent >= 0 && low.scale == 0;
  std::optional<Extra> extra = whole ? HalfAfter(text, unit.end) : std::nullopt;
  extra = extra || !whole ? extra : SmallerMassAfter(text, unit, reading);
  const Span span{low.span.start, extra ? extra->end : unit.end};
  Mention mention{.type = MentionType::kQuantity,
                  .span = span,
                  .amount = InTonnes(text, low, unit, span),
                  .unit = "t",
                  .is_rate = unit.is_rate,
                  .steps = ScaleSteps(text, high.value_or(low))};
  constexpr double kGram = 1e-6;
  mention.is_bare = std::abs(mention.amount.value) < kGram && mention.amount.value != 0;
  if (extra) {
    const double one = unit.factor * std::pow(10.0, unit.power);
    mention.amount.value += extra->value * one;
    mention.amount.tolerance = 0.05 * one;
  }
  if (high) {
    mention.upper = InTonnes(text, *high, unit, span);
  } else if (low.upper_mantissa) {
    Number upper = low;
    upper.mantissa = *low.upper_mantissa;
    mention.upper = InTonnes(text, upper, unit, span);
  }
  if (unit.factor != 1) {
    mention.steps.push_back(unit.name + " × " + KilogramsText(unit) + " kg");
  } else if (unit.power != 0) {
    mention.steps.push_back(PrintedUnit(text, {weighed->amounts.end, first_unit_end}) + " × " +
                            PowerText(unit.power) + " = t");
  }
  return mention;
}

}  // namespace rules
