#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "rules/release.h"
#include "rules/table_rules.h"

namespace rules {

// What a title says of the tables below it.
struct Title {
  std::string text;
  std::optional<Flow> flow;
  std::chrono::year_month first;  // differs from `last` where the title names several months
  std::chrono::year_month last;
  std::string currency;  // ISO 4217; empty: the title does not say
};

// Title and unit of money of a block.
struct Heading {
  Title title;
  ScaledUnit money;
};

// The title among texts. nullopt: none of them is one. kPeriod: one is, but names no month, or two
// name different months; kCurrency: two name different currencies.
tl::expected<std::optional<Title>, ReleaseError> FindTitle(const TableRules& rules,
                                                           const std::vector<std::string>& texts);

// The unit of money that the unit row among texts names. nullopt: there is no unit row. kUnit: a
// unit that the definition does not know, or two different ones.
tl::expected<std::optional<ScaledUnit>, ReleaseError> FindMoneyUnit(
    const TableRules& rules, const std::vector<std::string>& texts);

// "2025"; nullopt for all that is not four digits.
std::optional<std::chrono::year> ParseYear(const std::string& text);
// 1 to 12 for "6", "06", "Jun", "June" in any case; nullopt for all else.
std::optional<unsigned> ParseMonth(const std::string& text);

}  // namespace rules
