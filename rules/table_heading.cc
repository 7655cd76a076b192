#include "rules/table_heading.h"

#include <array>
#include <map>

#include "rules/table_cell.h"

namespace rules {
namespace {

struct Months {
  std::chrono::year_month first;
  std::chrono::year_month last;
};

std::optional<Months> MonthsOf(const std::map<std::string, std::string>& groups) {
  const std::optional<unsigned> last = ParseMonth(GroupOf(groups, "month"));
  const std::optional<std::chrono::year> year = ParseYear(GroupOf(groups, "year"));
  if (!last || !year)
    return std::nullopt;
  const std::optional<unsigned> first = ParseMonth(GroupOf(groups, "from"));
  if (first && *first > *last)
    return std::nullopt;
  return Months{.first = *year / std::chrono::month(first.value_or(*last)),
                .last = *year / std::chrono::month(*last)};
}

std::optional<Months> FindMonths(const TableRules& rules, const std::string& text) {
  for (const TablePattern& pattern : rules.months) {
    const auto groups = pattern.Find(text);
    if (!groups)
      continue;
    if (const std::optional<Months> months = MonthsOf(*groups))
      return months;
  }
  return std::nullopt;
}

std::string FindCurrency(const TableRules& rules, const std::string& text) {
  for (const CurrencyRule& rule : rules.currencies) {
    if (rule.match.Matches(text))
      return rule.currency;
  }
  return {};
}

const TitleRule* RuleOf(const TableRules& rules, const std::string& text) {
  for (const TitleRule& rule : rules.titles) {
    if (rule.match.Matches(text))
      return &rule;
  }
  return nullptr;
}

std::optional<ReleaseError> Disagreement(const Title& a, const Title& b) {
  const std::string both = "'" + a.text + "' and '" + b.text + "'";
  if (a.first != b.first || a.last != b.last)
    return ReleaseError{.kind = ReleaseError::Kind::kPeriod,
                        .detail = "two titles name different months: " + both};
  if (!a.currency.empty() && !b.currency.empty() && a.currency != b.currency)
    return ReleaseError{.kind = ReleaseError::Kind::kCurrency,
                        .detail = "two titles name different currencies: " + both};
  if (a.flow != b.flow)
    return ReleaseError{.kind = ReleaseError::Kind::kAmbiguous,
                        .detail = "two titles name different flows: " + both};
  return std::nullopt;
}

}  // namespace

std::optional<std::chrono::year> ParseYear(const std::string& text) {
  if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return std::chrono::year(std::stoi(text));
}

std::optional<unsigned> ParseMonth(const std::string& text) {
  static constexpr std::array<std::string_view, 12> kNames = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  const std::string word = CellKey(text);
  if (!word.empty() && word.size() <= 2 &&
      word.find_first_not_of("0123456789") == std::string::npos) {
    const auto number = static_cast<unsigned>(std::stoi(word));
    return number >= 1 && number <= 12 ? std::optional(number) : std::nullopt;
  }
  for (unsigned i = 0; i < kNames.size(); ++i) {
    if (word.size() >= 3 && kNames.at(i).starts_with(word))
      return i + 1;
  }
  return std::nullopt;
}

tl::expected<std::optional<Title>, ReleaseError> FindTitle(const TableRules& rules,
                                                           const std::vector<std::string>& texts) {
  std::optional<Title> found;
  std::string without_month;
  for (const std::string& text : texts) {
    const TitleRule* rule = RuleOf(rules, text);
    if (rule == nullptr)
      continue;
    const std::optional<Months> months = FindMonths(rules, text);
    if (!months) {
      without_month = text;
      continue;
    }
    const Title title = {.text = text,
                         .flow = rule->flow,
                         .first = months->first,
                         .last = months->last,
                         .currency = FindCurrency(rules, text)};
    if (!found) {
      found = title;
      continue;
    }
    if (const std::optional<ReleaseError> error = Disagreement(*found, title))
      return tl::unexpected(*error);
    if (found->currency.empty())
      found->currency = title.currency;
  }
  if (!found && !without_month.empty())
    return tl::unexpected(
        ReleaseError{.kind = ReleaseError::Kind::kPeriod,
                     .detail = "the title names no month and year: '" + without_month + "'"});
  return found;
}

tl::expected<std::optional<ScaledUnit>, ReleaseError> FindMoneyUnit(
    const TableRules& rules, const std::vector<std::string>& texts) {
  std::optional<ScaledUnit> found;
  for (const std::string& text : texts) {
    const auto groups = rules.unit_row ? rules.unit_row->Find(text) : std::nullopt;
    if (!groups)
      continue;
    const auto unit = rules.units.find(CellKey(GroupOf(*groups, "unit")));
    if (unit == rules.units.end())
      return tl::unexpected(
          ReleaseError{.kind = ReleaseError::Kind::kUnit,
                       .detail = "the unit row names a unit that is not known: '" + text + "'"});
    if (found && *found != unit->second)
      return tl::unexpected(ReleaseError{
          .kind = ReleaseError::Kind::kUnit,
          .detail = "two unit rows name different units, the second is '" + text + "'"});
    found = unit->second;
  }
  return found;
}

}  // namespace rules
