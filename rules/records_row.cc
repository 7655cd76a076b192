#include "rules/records_row.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>

namespace rules {
namespace {

constexpr int kExponentMax = 15;

// "1.33107E4" as "13310.7"; other text as it is.
std::string WithoutExponent(const std::string& text) {
  static const re2::RE2 scientific(R"(([-+]?)(\d+)(?:\.(\d+))?[eE]\+?(-?\d{1,2}))");
  std::string sign;
  std::string whole;
  std::string decimals;
  int exponent = 0;
  if (!re2::RE2::FullMatch(text, scientific, &sign, &whole, &decimals, &exponent) ||
      exponent > kExponentMax || exponent < -kExponentMax)
    return text;
  std::string digits = whole + decimals;
  int point = static_cast<int>(whole.size()) + exponent;
  if (point <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - point), '0');
    point = 1;
  }
  const auto places = static_cast<std::size_t>(point);
  if (digits.size() <= places)
    return sign + digits.append(places - digits.size(), '0');
  return sign + digits.substr(0, places) + "." + digits.substr(places);
}

}  // namespace

std::string RecordRow::Printed(const ColumnKeys& keys) const {
  const std::optional<std::size_t> column = layout_.Find(keys);
  return column && *column < cells_.size() ? FoldCell(cells_[*column].text) : std::string();
}

std::string RecordRow::Text(const ColumnKeys& keys) const {
  return CutCell(rules_, Printed(keys));
}

std::string RecordRow::LabelOf(const std::string& key) const {
  if (!rules_.cell)
    return {};
  const auto groups = rules_.cell->Find(Printed({key}));
  return groups ? GroupOf(*groups, "label") : std::string();
}

bool RecordRow::ReadsAs(const std::vector<CellRule>& rules) const {
  return std::all_of(rules.begin(), rules.end(), [&](const CellRule& rule) {
    return !layout_.Find({rule.column}) || rule.match.Matches(Text({rule.column}));
  });
}

bool RecordRow::ReadsAsOne(const std::vector<CellRule>& rules) const {
  return std::any_of(rules.begin(), rules.end(), [&](const CellRule& rule) {
    return layout_.Find({rule.column}) && rule.match.Matches(Text({rule.column}));
  });
}

Figure RecordRow::FigureAt(std::size_t column) const {
  if (column >= cells_.size())
    return {};
  return ReadFigure(WithoutExponent(FoldCell(cells_[column].text)), rules_.nil, rules_.marks);
}

bool RecordRow::IsBlank() const {
  return std::all_of(cells_.begin(), cells_.end(),
                     [](const feeds::Cell& cell) { return FoldCell(cell.text).empty(); });
}

bool RecordRow::IsNote() const {
  return std::all_of(cells_.begin() + 1, cells_.end(),
                     [](const feeds::Cell& cell) { return cell.continued; });
}

}  // namespace rules
