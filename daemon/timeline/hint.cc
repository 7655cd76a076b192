#include "daemon/timeline/hint.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace timeline {
namespace {

using rules::Basis;
using rules::Kind;
using rules::Measure;
using rules::Period;

Period YearToDate(const Period& period) {
  return rules::MonthsPeriod(period.last.year() / std::chrono::January, period.last);
}

// Many numbers are near a coarse one by chance, the more of them are looked at.
constexpr double kWidthOfSlipMost = 0.02;
constexpr double kWidthOfPartnerMost = 0.005;

bool IsNarrow(const Claim& claim, double most) {
  const Range range = RangeOf(claim);
  return range.high - range.low <= most * std::abs(claim.amount.value);
}

struct Reading {
  std::string name;  // "2025-05", "the imports"
  Account account;
  Period period;
};

void AddPeriods(const Claim& claim, const Account& account, std::vector<Reading>& readings) {
  const Period& period = *claim.period;
  for (const int months : {-1, 1, -12}) {
    const Period other = rules::Shifted(period, months);
    if (rules::MonthCount(period) == 1 || months == -12)
      readings.push_back({rules::ToText(other), account, other});
  }
  if (const Period total = YearToDate(period); total != period)
    readings.push_back({rules::ToText(total), account, total});
  if (const Period month = rules::MonthPeriod(period.last); month != period)
    readings.push_back({rules::ToText(month), account, month});
}

// The claim with each other partner that is told, and with none.
std::vector<Claim> OtherPartners(const Claim& claim, Measure measure, const Books& books) {
  Claim other = claim;
  other.partner.clear();
  std::vector<Claim> claims;
  if (!claim.partner.empty())
    claims.push_back(other);
  if (!books.partners || !IsNarrow(claim, kWidthOfPartnerMost))
    return claims;
  for (const std::string& partner : books.partners(SeriesOf(other, claim.flow, measure))) {
    other.partner = partner;
    if (partner != claim.partner)
      claims.push_back(other);
  }
  return claims;
}

std::string PartnerName(const Claim& claim) {
  return claim.partner.empty() ? "all countries" : "the partner " + claim.partner;
}

std::vector<Reading> OtherReadings(const Claim& claim, const Account& account, const Books& books) {
  const Measure measure = claim.kind == Kind::kMoney ? Measure::kMoney : Measure::kQuantity;
  std::vector<Reading> readings;
  AddPeriods(claim, account, readings);
  const bool is_export = claim.flow == "export";
  if (is_export || claim.flow == "import") {
    const std::string_view flow = is_export ? "import" : "export";
    readings.push_back({fmt::format("the {}s", flow),
                        {SeriesOf(claim, flow, measure), account.unit},
                        *claim.period});
  }
  for (const Claim& other : OtherPartners(claim, measure, books))
    readings.push_back(
        {PartnerName(other), {SeriesOf(other, claim.flow, measure), account.unit}, *claim.period});
  for (const std::string& unit : books.units(account.series)) {
    if (unit != account.unit)
      readings.push_back({"the figure in " + unit, {account.series, unit}, *claim.period});
  }
  return readings;
}

// The same digits with the point elsewhere: 万 read as a thousand.
std::string SlipHint(const Claim& claim, const Account& account, const Books& books) {
  const auto figure = FigureOf(books, account, *claim.period);
  if (!figure || !IsNarrow(claim, kWidthOfSlipMost))
    return {};
  const Range range = RangeOf(claim);
  for (const double factor : {10.0, 1000.0, 1e4, 1e6, 100.0}) {
    const std::string times = rules::Grouped(fmt::format("{:.0f}", factor));
    const std::string text = AmountText(figure->amount, account.unit);
    if (Meets({range.low / factor, range.high / factor}, figure->amount))
      return fmt::format("is {} times the figure: {}", times, text);
    if (Meets({range.low * factor, range.high * factor}, figure->amount))
      return fmt::format("the figure is {} times that: {}", times, text);
  }
  return {};
}

std::string_view WordOf(Measure measure) {
  return measure == Measure::kMoney ? "value" : "quantity";
}

std::vector<Comparison> OtherComparisons(const Claim& claim, const Comparison& asked) {
  const Period& period = asked.period;
  const std::string_view move = claim.amount.value < 0 ? "fall" : "rise";
  const Measure other = asked.measure == Measure::kMoney ? Measure::kQuantity : Measure::kMoney;
  std::vector<Comparison> list{
      {other, period, asked.base, fmt::format("the {} in {}", move, WordOf(other))}};
  const bool is_month = rules::MonthCount(period) == 1;
  if (is_month && claim.basis == Basis::kYoy) {
    list.push_back({asked.measure, period, rules::Shifted(period, -1),
                    fmt::format("the {} on the month before", move)});
  }
  if (claim.basis != Basis::kYoy) {
    list.push_back({asked.measure, period, rules::Shifted(period, -12),
                    fmt::format("the {} on a year earlier", move)});
  }
  if (const Period total = YearToDate(period); total != period) {
    list.push_back({asked.measure, total, rules::Shifted(total, -12),
                    fmt::format("the {} of {} on a year earlier", move, ToText(total))});
  }
  if (const Period month = rules::MonthPeriod(period.last); month != period) {
    list.push_back({asked.measure, month, rules::Shifted(month, -12),
                    fmt::format("the {} of {} on a year earlier", move, ToText(month))});
  }
  for (const int months : {-1, 1}) {
    const Period near = rules::Shifted(period, months);
    if (is_month) {
      list.push_back({asked.measure, near, *BaseOf(near, *claim.basis),
                      fmt::format("the {} of {}", move, ToText(near))});
    }
  }
  return list;
}

// "Fell 32 %" where it rose by that, "132 %" of the base for a rise of 32 %.
std::string TurnedHint(const Claim& claim, const Comparison& asked, const Books& books) {
  const Range range = RangeOf(claim);
  for (const Ratio& ratio : RatiosOf(claim, books, asked)) {
    if (Meets({-range.high, -range.low}, ratio.point, ratio.point))
      return fmt::format("would agree with the other sign: {}", ratio.working);
    if (Meets({range.low - 100, range.high - 100}, ratio.point, ratio.point))
      return fmt::format("would agree as the share of the base: {}", ratio.working);
  }
  return {};
}

// Among many partners some percentage fits by chance, so only the world is asked.
std::string WorldHint(const Claim& claim, const Comparison& asked, const Books& books) {
  if (claim.partner.empty())
    return {};
  const Range range = RangeOf(claim);
  Claim world = claim;
  world.partner.clear();
  for (const Ratio& ratio : RatiosOf(world, books, asked)) {
    if (Meets(range, ratio.point, ratio.point))
      return fmt::format("would agree with {}: {}", PartnerName(world), ratio.working);
  }
  return {};
}

// All that a bound leaves open is no hint.
bool IsOpen(const Claim& claim) {
  return claim.bound == rules::Bound::kAtLeast || claim.bound == rules::Bound::kAtMost;
}

}  // namespace

std::string AmountHint(const Claim& claim, const Account& account, const Books& books) {
  if (IsOpen(claim))
    return {};
  const Range range = RangeOf(claim);
  for (const Reading& reading : OtherReadings(claim, account, books)) {
    const auto figure = FigureOf(books, reading.account, reading.period);
    if (figure && Meets(range, figure->amount)) {
      return fmt::format("would agree with {}: {}", reading.name,
                         AmountText(figure->amount, reading.account.unit));
    }
  }
  return SlipHint(claim, account, books);
}

std::string ChangeHint(const Claim& claim, const Comparison& asked, const Books& books) {
  if (IsOpen(claim))
    return {};
  const Range range = RangeOf(claim);
  std::vector<std::string> possible;
  bool measure_is_possible = false;
  for (const Comparison& other : OtherComparisons(claim, asked)) {
    for (const Ratio& ratio : RatiosOf(claim, books, other)) {
      std::string hint = fmt::format("would agree with {}: {}", other.name, ratio.working);
      if (Meets(range, ratio.point, ratio.point))
        return hint;
      if (!Meets(range, ratio.low, ratio.high))
        continue;
      measure_is_possible |= other.measure != asked.measure;
      possible.push_back(std::move(hint));
    }
  }
  if (possible.size() == 1 && measure_is_possible)
    return possible.front();
  if (std::string turned = TurnedHint(claim, asked, books); !turned.empty())
    return turned;
  return WorldHint(claim, asked, books);
}

}  // namespace timeline
