#include "rules/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "rules/cursor.h"

namespace rules {
namespace {

struct Row {
  std::string_view phrase;
  double factor;
  int power;
  std::string_view name;
  bool is_rate = false;
};

constexpr double kPound = 0.45359237e-3;
constexpr double kTroyOunce = 31.1034768e-6;
constexpr double kShortTon = 0.90718474;
constexpr double kLongTon = 1.0160469088;

constexpr auto kUnits = std::to_array<Row>({
    {"t", 1, 0, "t"},
    {"tonne", 1, 0, "t"},
    {"tonnes", 1, 0, "t"},
    {"ton", 1, 0, "t"},
    {"tons", 1, 0, "t"},
    {"tonns", 1, 0, "t"},  // as some non-native wires print it
    {"metric ton", 1, 0, "t"},
    {"metric tons", 1, 0, "t"},
    {"metric tonne", 1, 0, "t"},
    {"metric tonnes", 1, 0, "t"},
    {"dry tonnes", 1, 0, "t"},
    {"dry tons", 1, 0, "t"},
    {"dry metric tons", 1, 0, "t"},
    {"dry metric tonnes", 1, 0, "t"},
    {"wet tonnes", 1, 0, "t"},
    {"wet tons", 1, 0, "t"},
    {"wet metric tons", 1, 0, "t"},
    {"wet metric tonnes", 1, 0, "t"},
    {"dmt", 1, 0, "t"},
    {"wmt", 1, 0, "t"},
    {"mt", 1, 0, "mt"},
    {"mts", 1, 0, "t"},
    {"kt", 1, 3, "kt"},
    {"kilotonne", 1, 3, "kt"},
    {"kilotonnes", 1, 3, "kt"},
    {"kilotons", 1, 3, "kt"},
    {"=Gt", 1, 9, "Gt"},
    {"gigatonne", 1, 9, "Gt"},
    {"gigatonnes", 1, 9, "Gt"},
    {"gigatons", 1, 9, "Gt"},
    {"megatonne", 1, 6, "Mt"},
    {"megatonnes", 1, 6, "Mt"},
    {"megatons", 1, 6, "Mt"},
    {"mmt", 1, 6, "Mt"},  // million metric tons, of grain
    {"tpa", 1, 0, "t", true},
    {"tpy", 1, 0, "t", true},
    {"tpd", 1, 0, "t", true},
    {"tpm", 1, 0, "t", true},
    {"tph", 1, 0, "t", true},
    {"ktpa", 1, 3, "kt", true},
    {"ktpy", 1, 3, "kt", true},
    {"mtpa", 1, 0, "mt", true},
    {"mtpy", 1, 0, "mt", true},
    {"kg", 1, -3, "kg"},
    {"kgs", 1, -3, "kg"},
    {"kilo", 1, -3, "kg"},
    {"kilos", 1, -3, "kg"},
    {"kilogram", 1, -3, "kg"},
    {"kilograms", 1, -3, "kg"},
    {"kilogramme", 1, -3, "kg"},
    {"kilogrammes", 1, -3, "kg"},
    {"=g", 1, -6, "g"},
    {"gram", 1, -6, "g"},
    {"grams", 1, -6, "g"},
    {"gramme", 1, -6, "g"},
    {"grammes", 1, -6, "g"},
    {"=mg", 1, -9, "mg"},
    {"milligram", 1, -9, "mg"},
    {"milligrams", 1, -9, "mg"},
    {"microgram", 1, -12, "µg"},
    {"micrograms", 1, -12, "µg"},
    {"lb", kPound, 0, "lb"},
    {"lbs", kPound, 0, "lb"},
    {"pound", kPound, 0, "lb"},
    {"pounds", kPound, 0, "lb"},
    {"mlb", kPound, 6, "Mlb"},
    {"mlbs", kPound, 6, "Mlb"},
    {"oz", kTroyOunce, 0, "oz"},
    {"ozt", kTroyOunce, 0, "oz"},
    {"ounce", kTroyOunce, 0, "oz"},
    {"ounces", kTroyOunce, 0, "oz"},
    {"troy ounce", kTroyOunce, 0, "oz"},
    {"troy ounces", kTroyOunce, 0, "oz"},
    {"troy oz", kTroyOunce, 0, "oz"},
    {"koz", kTroyOunce, 3, "koz"},
    {"=Moz", kTroyOunce, 6, "Moz"},
    {"moz", kTroyOunce, 6, "Moz"},
    {"short ton", kShortTon, 0, "st"},
    {"short tons", kShortTon, 0, "st"},
    {"long ton", kLongTon, 0, "lt"},
    {"long tons", kLongTon, 0, "lt"},
    {"quintal", 1, -1, "quintal"},
    {"quintals", 1, -1, "quintal"},
    {"cwt", kPound, 2, "cwt"},  // the hundredweight of American markets: 100 lb
    {"carat", 2, -7, "ct"},
    {"carats", 2, -7, "ct"},
    {"吨", 1, 0, "t"},
    {"噸", 1, 0, "t"},
    {"公吨", 1, 0, "t"},
    {"公噸", 1, 0, "t"},
    {"千吨", 1, 3, "kt"},
    {"湿吨", 1, 0, "t"},
    {"干吨", 1, 0, "t"},
    {"实物吨", 1, 0, "t"},
    {"短吨", kShortTon, 0, "st"},
    {"短噸", kShortTon, 0, "st"},
    {"美吨", kShortTon, 0, "st"},
    {"长吨", kLongTon, 0, "lt"},
    {"長噸", kLongTon, 0, "lt"},
    {"英吨", kLongTon, 0, "lt"},
    {"千克", 1, -3, "kg"},
    {"公斤", 1, -3, "kg"},
    {"克", 1, -6, "g"},
    {"毫克", 1, -9, "mg"},
    {"斤", 5, -4, "jin"},
    {"市斤", 5, -4, "jin"},
    {"公担", 1, -1, "quintal"},
    {"磅", kPound, 0, "lb"},
    {"盎司", kTroyOunce, 0, "oz"},
    {"安士", kTroyOunce, 0, "oz"},
    {"克拉", 2, -7, "ct"},
});

// Begin like a unit of mass and are none.
constexpr auto kNone = std::to_array<std::string_view>({"=T-shirt",
                                                        "tons deadweight",
                                                        "tonnes deadweight",
                                                        "tons dwt",
                                                        "tonnes dwt",
                                                        "ton dwt",
                                                        "tonnes of deadweight",
                                                        "pounds sterling",
                                                        "pound sterling",
                                                        "吨位",
                                                        "噸位",
                                                        "吨级",
                                                        "噸級",
                                                        "吨公里",
                                                        "吨海里",
                                                        "吨标准煤",
                                                        "吨标煤",
                                                        "吨油当量",
                                                        "克朗",
                                                        "克隆",
                                                        "克罗地亚",
                                                        "克里姆林",
                                                        "克服",
                                                        "克制",
                                                        "斤斤",
                                                        "磅礴",
                                                        "gross tons",
                                                        "gross tonnage",
                                                        "g force",
                                                        "t bond"});

constexpr auto kTimes = std::to_array<std::string_view>(
    {"year", "yr",   "y",  "a", "annum", "month",  "mo",  "quarter", "week",  "wk",     "day",
     "d",    "hour", "hr", "h", "shift", "minute", "min", "second",  "years", "months", "days"});
constexpr auto kHanTimes =
    std::to_array<std::string_view>({"/年", "/月", "/日", "/天", "/周", "/季", "/小时", "每年",
                                     "每月", "每日", "每天", "一年", "/a", "/d"});

const PhraseIndex& Units() {
  static const PhraseIndex index = PhraseIndex::Of<Row>(kUnits);
  return index;
}

bool IsNone(std::string_view text, std::size_t at) {
  static const PhraseIndex index(std::vector<std::string_view>(kNone.begin(), kNone.end()));
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

std::optional<MassUnit> UnitFrom(const PhraseIndex::Hit& hit) {
  const Row& row = kUnits[hit.phrase];
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
  const std::optional<PhraseIndex::Hit> hit = Units().Find(text, start);
  if (!hit || IsDigit(ByteAt(text, hit->end)) || IsNone(text, start) ||
      IsPrefix(text, start, hit->end) || IsRatio(text, hit->end)) {
    return std::nullopt;
  }
  std::optional<MassUnit> unit = UnitFrom(*hit);
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
  if (!hit || goes_on || kUnits[hit->phrase].is_rate) {
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
    mention.steps.push_back(unit.name + " × " + KilogramsText(unit) + " kg");
  } else if (unit.power != 0) {
    mention.steps.push_back(PrintedUnit(text, {weighed->amounts.end, first_unit_end}) + " × " +
                            PowerText(unit.power) + " = t");
  }
  return mention;
}

}  // namespace rules
