#include "rules/mention.h"

#include <array>
#include <cstdio>

namespace rules {
namespace {

std::string_view NameOf(MentionType type) {
  switch (type) {
    case MentionType::kNumber:
      return "number";
    case MentionType::kQuantity:
      return "quantity";
    case MentionType::kPercent:
      return "percent";
    case MentionType::kPoints:
      return "points";
    case MentionType::kMoney:
      return "money";
    case MentionType::kPrice:
      return "price";
    case MentionType::kPeriod:
      return "period";
  }
  return "";
}

std::string ValueText(double value) {
  std::array<char, 40> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), "%.15g", value);
  return {buffer.data(), static_cast<std::size_t>(size)};
}

std::string ShiftText(const PeriodShift& shift) {
  if (shift.same) {
    return "same";
  }
  if (shift.year_to_date) {
    return "year to date";
  }
  if (shift.whole_year) {
    return "whole year";
  }
  if (shift.days != 0) {
    return std::to_string(shift.days) + " days";
  }
  return std::to_string(shift.months) + " months";
}

}  // namespace

std::string ToText(const Mention& mention) {
  std::string text(NameOf(mention.type));
  if (mention.type == MentionType::kPeriod) {
    return text + " " + (mention.period ? ToText(*mention.period) : ShiftText(mention.shift));
  }
  text += " " + ValueText(mention.amount.value);
  if (mention.upper) {
    text += ".." + ValueText(mention.upper->value);
  }
  text += mention.unit.empty() ? "" : " " + mention.unit;
  text += mention.is_change ? " change" : "";
  text += mention.is_fraction ? " fraction" : "";
  text += mention.is_rate ? " rate" : "";
  return text;
}

}  // namespace rules
