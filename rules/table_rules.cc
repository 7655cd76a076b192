#include "rules/table_rules.h"

#include <array>
#include <utility>

namespace rules {
namespace {

constexpr std::array<std::pair<ColumnRole, std::string_view>, 4> kRoles = {
    {{ColumnRole::kLabel, "label"},
     {ColumnRole::kUnit, "unit"},
     {ColumnRole::kQuantity, "quantity"},
     {ColumnRole::kMoney, "money"}}};
constexpr std::array<std::pair<Coverage, std::string_view>, 5> kCoverages = {
    {{Coverage::kMonth, "month"},
     {Coverage::kToDate, "to-date"},
     {Coverage::kPrior, "prior"},
     {Coverage::kChange, "change"},
     {Coverage::kMonthChange, "month-change"}}};

template <class Words, class Value>
std::string_view WordOf(const Words& words, Value value) {
  for (const auto& [known, word] : words) {
    if (known == value)
      return word;
  }
  return {};
}

template <class Value, class Words>
std::optional<Value> ValueOf(const Words& words, std::string_view word) {
  for (const auto& [value, known] : words) {
    if (known == word)
      return value;
  }
  return std::nullopt;
}

}  // namespace

bool IsChange(Coverage coverage) {
  return coverage == Coverage::kChange || coverage == Coverage::kMonthChange;
}
std::string_view ToText(ColumnRole role) {
  return WordOf(kRoles, role);
}
std::string_view ToText(Coverage coverage) {
  return WordOf(kCoverages, coverage);
}
std::optional<ColumnRole> ParseColumnRole(std::string_view word) {
  return ValueOf<ColumnRole>(kRoles, word);
}
std::optional<Coverage> ParseCoverage(std::string_view word) {
  return ValueOf<Coverage>(kCoverages, word);
}

}  // namespace rules
