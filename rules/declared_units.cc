// Units that a document states once for all its numbers.
#include "rules/declared_units.h"

#include <array>

#include "rules/cursor.h"
#include "rules/measure.h"

namespace rules {
namespace {

constexpr auto kCues = std::to_array<std::string_view>({"unit of quantity:",
                                                        "unit of quantity is",
                                                        "units of quantity:",
                                                        "quantity unit:",
                                                        "quantity in ",
                                                        "quantities in ",
                                                        "quantities are in ",
                                                        "quantity is in ",
                                                        "volume in ",
                                                        "volumes in ",
                                                        "volumes are in ",
                                                        "tonnages in ",
                                                        "tonnages are in ",
                                                        "weight in ",
                                                        "unit of value:",
                                                        "value unit:",
                                                        "value in ",
                                                        "values in ",
                                                        "values are in ",
                                                        "value is in ",
                                                        "amounts in ",
                                                        "unit:",
                                                        "units:",
                                                        "数量单位:",
                                                        "数量单位：",
                                                        "金额单位:",
                                                        "金额单位：",
                                                        "价值单位:",
                                                        "价值单位：",
                                                        "单位:",
                                                        "单位："});

// "10,000 tonnes", "tonnes", 万吨, "yuan million": a unit with or without its number.
std::optional<Mention> UnitAt(std::string_view text, std::size_t at, const Reading& reading) {
  constexpr std::size_t kBytesMax = 40;
  std::string_view rest = text.substr(SkipSpaces(text, at), kBytesMax);
  rest = rest.substr(0, rest.find_first_of(".;,\n(", IsDigit(ByteAt(rest, 0)) ? 8 : 0));
  const bool scaled = rest.starts_with("million ") || rest.starts_with("billion ") ||
                      rest.starts_with("thousand ") || rest.starts_with("万") ||
                      rest.starts_with("亿") || rest.starts_with("千");
  const std::string_view one = scaled && IsLetter(rest[0]) ? "1 " : "1";
  for (const std::string& tried :
       {std::string(rest), std::string(one).append(rest), std::string("1 ").append(rest)}) {
    for (Mention& mention : FindMeasures(tried, reading)) {
      const bool is_unit =
          mention.type == MentionType::kQuantity || mention.type == MentionType::kMoney;
      if (is_unit && mention.span.start == 0)
        return std::move(mention);
    }
  }
  return std::nullopt;
}

}  // namespace

std::span<const std::string_view> DeclaredUnitCues() {
  return kCues;
}

void ReadDeclaredUnits(std::string_view text, std::string_view lower, Reading& reading) {
  for (const std::string_view cue : kCues) {
    const std::size_t at = lower.find(cue);
    if (at == std::string_view::npos)
      continue;
    const std::optional<Mention> unit = UnitAt(text, at + cue.size(), reading);
    if (!unit)
      continue;
    if (unit->type == MentionType::kQuantity && reading.bare_tonnes == 0)
      reading.bare_tonnes = unit->amount.value;
    if (unit->type == MentionType::kMoney && reading.bare_money == 0) {
      reading.bare_money = unit->amount.value;
      reading.bare_currency = unit->unit;
    }
  }
}

std::optional<Mention> InDeclaredUnit(std::string_view text, const Mention& bare,
                                      const Reading& reading) {
  const std::size_t end = bare.span.end;
  const std::string_view next = WordAt(text, SkipSpaces(text, end));
  constexpr auto kMayFollow = std::to_array<std::string_view>(
      {"and", "in", "for", "from", "to", "against", "up", "down", "compared", "or"});
  const Char after = CharAt(text, SkipSpaces(text, end));
  const bool alone = next.empty() ? !IsHan(after.code) && !IsDigit(ByteAt(text, end + 1))
                                  : IsOneOf(next, kMayFollow);
  const std::string_view printed = text.substr(bare.span.start, end - bare.span.start);
  const bool figured =
      printed.find('.') != std::string_view::npos || printed.find(',') != std::string_view::npos;
  if (!alone || !figured)
    return std::nullopt;
  constexpr std::size_t kBefore = 28;
  const std::size_t from = bare.span.start > kBefore ? bare.span.start - kBefore : 0;
  const std::string_view before = text.substr(from, bare.span.start - from);
  const bool is_value = before.find("value") != std::string_view::npos ||
                        before.find("额") != std::string_view::npos ||
                        before.find("值") != std::string_view::npos;
  const double factor =
      is_value || reading.bare_tonnes == 0 ? reading.bare_money : reading.bare_tonnes;
  if (factor == 0)
    return std::nullopt;
  Mention out = bare;
  const bool is_money = factor == reading.bare_money && (is_value || reading.bare_tonnes == 0);
  out.type = is_money ? MentionType::kMoney : MentionType::kQuantity;
  out.unit = is_money ? reading.bare_currency : "t";
  out.amount = {bare.amount.value * factor, bare.amount.tolerance * factor};
  if (out.upper)
    out.upper = Amount{bare.upper->value * factor, bare.upper->tolerance * factor};
  out.steps.push_back("the unit that the document states");
  return out;
}

}  // namespace rules
