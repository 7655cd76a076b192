#include "daemon/timeline/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace timeline {
namespace {

using rules::Basis;
using rules::Kind;
using rules::Measure;
using rules::Period;

// Ranges that touch agree: where the printer rounded a half is not ours to guess. The slack is for
// sums of decimal fractions.
constexpr double kSlack = 1e-9;

bool Meets(const rules::Amount& claim, double low, double high) {
  const double slack = kSlack * std::max({1.0, std::abs(low), std::abs(high)});
  return claim.value - claim.tolerance <= high + slack &&
         claim.value + claim.tolerance >= low - slack;
}

bool Holds(const rules::Amount& claim, double point) {
  return Meets(claim, point, point);
}

bool Meets(const rules::Amount& claim, const rules::Amount& figure) {
  return Meets(claim, figure.value - figure.tolerance, figure.value + figure.tolerance);
}

// Sums of decimal fractions end in noise; a millionth is finer than anything printed.
double Tidy(double value) {
  return std::round(value * 1e6) / 1e6;
}

std::string SeriesOf(const Claim& claim, std::string_view flow, Measure measure) {
  std::string key =
      fmt::format("{}/{}/{}/{}", claim.reporter, flow, claim.subject, rules::ToText(measure));
  return claim.partner.empty() ? key : key + '/' + claim.partner;
}

Verdict Unchecked(std::string series, std::string why) {
  return {.kind = Verdict::Kind::kUnchecked,
          .series = std::move(series),
          .official = std::nullopt,
          .working = std::move(why),
          .hint = {}};
}

std::optional<std::string> MissingKey(const Claim& claim) {
  if (claim.reporter.empty())
    return "the claim names no country";
  if (claim.flow.empty())
    return "the claim does not say which flow it means";
  if (claim.subject.empty())
    return "the claim names no goods";
  if (!claim.period)
    return "the claim names no period";
  if (claim.period->day)
    return "the claim is of a day; series have months";
  return std::nullopt;
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

Period YearToDate(const Period& period) {
  return rules::MonthsPeriod(period.last.year() / std::chrono::January, period.last);
}

// --- quantities and money ---------------------------------------------------------------------

struct Reading {
  std::string name;  // "2025-05", "the imports"
  Account account;
  Period period;
};

std::vector<Reading> OtherReadings(const Claim& claim, const Account& account) {
  const Period& period = *claim.period;
  const Measure measure = claim.kind == Kind::kMoney ? Measure::kMoney : Measure::kQuantity;
  std::vector<Reading> readings;
  for (const int months : {-1, 1, -12}) {
    const Period other = rules::Shifted(period, months);
    if (rules::MonthCount(period) == 1 || months == -12)
      readings.push_back({rules::ToText(other), account, other});
  }
  if (const Period total = YearToDate(period); total != period)
    readings.push_back({rules::ToText(total), account, total});
  if (const Period month = rules::MonthPeriod(period.last); month != period)
    readings.push_back({rules::ToText(month), account, month});
  const bool is_export = claim.flow == "export";
  if (is_export || claim.flow == "import") {
    const std::string_view flow = is_export ? "import" : "export";
    readings.push_back(
        {fmt::format("the {}s", flow), {SeriesOf(claim, flow, measure), account.unit}, period});
  }
  return readings;
}

std::string AmountHint(const Claim& claim, const Account& account, const Books& books) {
  for (const Reading& reading : OtherReadings(claim, account)) {
    const auto figure = FigureOf(books, reading.account, reading.period);
    if (figure && Meets(claim.amount, figure->amount)) {
      return fmt::format("would agree with {}: {}", reading.name,
                         AmountText(figure->amount, account.unit));
    }
  }
  return {};
}

Verdict CheckAmount(const Claim& claim, const Books& books) {
  const Measure measure = claim.kind == Kind::kMoney ? Measure::kMoney : Measure::kQuantity;
  const Account account{SeriesOf(claim, claim.flow, measure), claim.unit};
  const auto figure = FigureOf(books, account, *claim.period);
  if (!figure) {
    return Unchecked(account.series,
                     fmt::format("no figure in {} for {}", claim.unit, ToText(*claim.period)));
  }
  const std::string official = AmountText(figure->amount, account.unit);
  const std::string sum = figure->is_derived ? figure->working + " = " + official : official;
  Verdict verdict{.kind = Verdict::Kind::kAgrees,
                  .series = account.series,
                  .official = Tidy(figure->amount.value),
                  .working = fmt::format("the series says {}; the claim says {}", sum,
                                         AmountText(claim.amount, claim.unit)),
                  .hint = {}};
  if (!Meets(claim.amount, figure->amount)) {
    verdict.kind = Verdict::Kind::kDiffers;
    verdict.hint = AmountHint(claim, account, books);
  }
  return verdict;
}

// --- changes ----------------------------------------------------------------------------------

struct Comparison {
  Measure measure = Measure::kQuantity;
  Period period;
  Period base;
  std::string name;  // "the rise in value"
};

// In every unit that the series is told in, for yuan and dollars move apart.
std::vector<Ratio> RatiosOf(const Claim& claim, const Books& books, const Comparison& comparison) {
  std::vector<Ratio> ratios;
  const std::string series = SeriesOf(claim, claim.flow, comparison.measure);
  for (const std::string& unit : books.units(series)) {
    if (auto ratio = RatioOf(books, {series, unit}, comparison.period, comparison.base))
      ratios.push_back(std::move(*ratio));
  }
  return ratios;
}

std::string_view WordOf(Measure measure) {
  return measure == Measure::kMoney ? "value" : "quantity";
}

// What else the number might be, the likeliest mistake first.
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
  for (const int months : {-1, 1}) {
    const Period near = rules::Shifted(period, months);
    if (is_month) {
      list.push_back({asked.measure, near, *BaseOf(near, *claim.basis),
                      fmt::format("the {} of {}", move, ToText(near))});
    }
  }
  return list;
}

// A coarse figure agrees with much, so its point must hold, or the other measure be the only one
// that is possible at all.
std::string ChangeHint(const Claim& claim, const Comparison& asked, const Books& books) {
  std::vector<std::string> possible;
  bool measure_is_possible = false;
  for (const Comparison& other : OtherComparisons(claim, asked)) {
    for (const Ratio& ratio : RatiosOf(claim, books, other)) {
      std::string hint = fmt::format("would agree with {}: {}", other.name, ratio.working);
      if (Holds(claim.amount, ratio.point))
        return hint;
      if (!Meets(claim.amount, ratio.low, ratio.high))
        continue;
      measure_is_possible |= other.measure != asked.measure;
      possible.push_back(std::move(hint));
    }
  }
  return possible.size() == 1 && measure_is_possible ? possible.front() : std::string();
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

Verdict CheckChange(const Claim& claim, const Books& books) {
  if (!claim.basis || claim.basis == Basis::kOther)
    return Unchecked({}, "the claim names no base that a series has");
  if (claim.measure == Measure::kPrice)
    return Unchecked({}, "no series of prices");
  const auto base = BaseOf(*claim.period, *claim.basis);
  const Measure measure = MeasureOf(claim, books);
  const std::string series = SeriesOf(claim, claim.flow, measure);
  if (!base) {
    return Unchecked(series, fmt::format("{} is not of one {}", ToText(*claim.period),
                                         claim.basis == Basis::kMom ? "month" : "quarter"));
  }
  const Comparison asked{measure, *claim.period, *base, {}};
  const std::vector<Ratio> ratios = RatiosOf(claim, books, asked);
  if (ratios.empty()) {
    return Unchecked(series,
                     fmt::format("no figures for {} and {}", ToText(*claim.period), ToText(*base)));
  }
  const Ratio* chosen = &ratios.front();
  Verdict verdict{
      .kind = Verdict::Kind::kDiffers, .series = series, .official = {}, .working = {}, .hint = {}};
  for (const Ratio& ratio : ratios) {
    if (verdict.kind == Verdict::Kind::kDiffers && Meets(claim.amount, ratio.low, ratio.high)) {
      verdict.kind = Verdict::Kind::kAgrees;
      chosen = &ratio;
    }
  }
  verdict.official = Tidy(chosen->point);
  verdict.working = fmt::format("{}; the claim says {}", chosen->working,
                                PercentText(claim.amount.value, PrintedDecimals(claim.amount)));
  if (verdict.kind == Verdict::Kind::kDiffers)
    verdict.hint = ChangeHint(claim, asked, books);
  return verdict;
}

}  // namespace

std::optional<Verdict> Check(const Claim& claim, const Books& books) {
  if (claim.kind != Kind::kQuantity && claim.kind != Kind::kMoney && claim.kind != Kind::kChange)
    return std::nullopt;
  if (auto missing = MissingKey(claim))
    return Unchecked({}, std::move(*missing));
  return claim.kind == Kind::kChange ? CheckChange(claim, books) : CheckAmount(claim, books);
}

std::string_view ToText(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::kAgrees:
      return "agrees";
    case Verdict::Kind::kDiffers:
      return "differs";
    case Verdict::Kind::kUnchecked:
      return "unchecked";
  }
  return {};
}

}  // namespace timeline
