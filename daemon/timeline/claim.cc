#include "daemon/timeline/claim.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace timeline {
namespace {

using rules::Basis;
using rules::Bound;
using rules::Measure;
using rules::Period;

constexpr double kSlack = 1e-9;     // for sums of decimal fractions
constexpr double kMillionth = 1e6;  // finer than anything printed
constexpr double kInfinity = std::numeric_limits<double>::infinity();
// "Nearly 8,000" may be a little more, but not as much as it may be less.
constexpr double kOtherSide = 0.2;

// Half of the last digit of the number itself; words such as "more than" widen its tolerance.
double OwnRounding(const rules::Amount& amount) {
  const std::string text = rules::NumberText(amount.value);
  const std::size_t point = text.find('.');
  const auto decimals = point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
  return std::min(amount.tolerance, 0.5 * std::pow(10, -decimals));
}

// Of a number that is no less than zero.
Range RangeOf(const rules::Amount& amount, Bound bound) {
  const auto [value, tolerance] = amount;
  switch (bound) {
    case Bound::kNone:
      break;
    case Bound::kAtLeast:
      return {value - OwnRounding(amount), kInfinity};
    case Bound::kAtMost:
      return {-kInfinity, value + OwnRounding(amount)};
    case Bound::kNearly:
      return {value - tolerance, value + kOtherSide * tolerance};
    case Bound::kBarely:
      return {value - kOtherSide * tolerance, value + tolerance};
  }
  return {value - tolerance, value + tolerance};
}

std::string_view WordsOf(Bound bound) {
  switch (bound) {
    case Bound::kNone:
      break;
    case Bound::kAtLeast:
      return "at least ";
    case Bound::kAtMost:
      return "at most ";
    case Bound::kNearly:
      return "nearly ";
    case Bound::kBarely:
      return "a little more than ";
  }
  return "";
}

}  // namespace

Range RangeOf(const Claim& claim) {
  if (claim.other_end) {
    const Range one = RangeOf(claim.amount, Bound::kNone);
    const Range other = RangeOf(*claim.other_end, Bound::kNone);
    return {std::min(one.low, other.low), std::max(one.high, other.high)};
  }
  if (claim.amount.value >= 0)
    return RangeOf(claim.amount, claim.bound);
  const Range size = RangeOf({-claim.amount.value, claim.amount.tolerance}, claim.bound);
  return {-size.high, -size.low};
}

bool Meets(const Range& claim, double low, double high) {
  const double slack = kSlack * std::max({1.0, std::abs(low), std::abs(high)});
  return claim.low <= high + slack && claim.high >= low - slack;
}

bool Meets(const Range& claim, const rules::Amount& figure) {
  return Meets(claim, figure.value - figure.tolerance, figure.value + figure.tolerance);
}

std::string WordsOf(const Claim& claim) {
  const auto number = [&](const rules::Amount& amount) {
    return claim.kind == rules::Kind::kChange ? PercentText(amount.value, PrintedDecimals(amount))
                                              : AmountText(amount, claim.unit);
  };
  if (!claim.other_end)
    return fmt::format("{}{}", WordsOf(claim.bound), number(claim.amount));
  const bool is_low = std::abs(claim.amount.value) <= std::abs(claim.other_end->value);
  return fmt::format("{} to {}", number(is_low ? claim.amount : *claim.other_end),
                     number(is_low ? *claim.other_end : claim.amount));
}

std::string DifferenceWords(const Claim& claim, double official) {
  const double difference = std::round((claim.amount.value - official) * kMillionth) / kMillionth;
  const std::string_view side = difference < 0 ? "too low" : "too high";
  if (claim.unit == "%") {
    return fmt::format("{:.{}f} points {}", std::abs(difference),
                       std::max(1, PrintedDecimals(claim.amount)), side);
  }
  const rules::Amount amount{std::abs(difference), OwnRounding(claim.amount)};
  const std::string percent = PercentText(100 * std::abs(difference / official), 1);
  return official == 0 ? fmt::format("{} {}", AmountText(amount, claim.unit), side)
                       : fmt::format("{} {}, by {}", AmountText(amount, claim.unit), side,
                                     std::string_view(percent).substr(percent.starts_with('+')));
}

std::string SeriesOf(const Claim& claim, std::string_view flow, Measure measure) {
  std::string key =
      fmt::format("{}/{}/{}/{}", claim.reporter, flow, claim.subject, rules::ToText(measure));
  return claim.partner.empty() ? key : key + '/' + claim.partner;
}

Measure MeasureOf(const Claim& claim, const Books& books) {
  if (claim.measure)
    return *claim.measure;
  const auto is_published = [&](Measure measure) {
    return !books.units(SeriesOf(claim, claim.flow, measure)).empty();
  };
  return !is_published(Measure::kQuantity) && is_published(Measure::kMoney) ? Measure::kMoney
                                                                            : Measure::kQuantity;
}

std::vector<Ratio> RatiosOf(const Claim& claim, const Books& books, const Comparison& comparison) {
  std::vector<Ratio> ratios;
  const std::string series = SeriesOf(claim, claim.flow, comparison.measure);
  for (const std::string& unit : books.units(series)) {
    if (auto ratio = RatioOf(books, {series, unit}, comparison.period, comparison.base))
      ratios.push_back(std::move(*ratio));
  }
  return ratios;
}

std::optional<Period> BaseOf(const Period& period, Basis basis) {
  const int length = rules::MonthCount(period);
  if (basis == Basis::kYoy)
    return rules::Shifted(period, -12);
  if (basis == Basis::kMom && length == 1)
    return rules::Shifted(period, -1);
  if (basis == Basis::kQoq && length == 3)
    return rules::Shifted(period, -3);
  return std::nullopt;
}

}  // namespace timeline
