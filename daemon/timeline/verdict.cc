#include "daemon/timeline/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "daemon/timeline/hint.h"

namespace timeline {
namespace {

using rules::Basis;
using rules::Kind;
using rules::Measure;

constexpr double kKilograms = 1000;

// Sums of decimal fractions end in noise; a millionth is finer than anything printed.
double Tidy(double value) {
  return std::round(value * 1e6) / 1e6;
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

std::string Listed(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i)
    out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return out;
}

// Why there is no figure of a series in this unit.
std::string WhyNoFigure(const Account& account, const Books& books, const std::string& periods) {
  const std::vector<std::string> units = books.units(account.series);
  if (units.empty())
    return "no such series";
  if (std::find(units.begin(), units.end(), account.unit) == units.end())
    return fmt::format("the series is told in {}, not in {}", Listed(units), account.unit);
  return fmt::format("no figure in {} for {}", account.unit, periods);
}

// --- quantities and money ---------------------------------------------------------------------

Verdict CheckAmount(const Claim& claim, const Books& books) {
  const Measure measure = claim.kind == Kind::kMoney ? Measure::kMoney : Measure::kQuantity;
  const Account account{SeriesOf(claim, claim.flow, measure), claim.unit};
  const auto figure = FigureOf(books, account, *claim.period);
  if (!figure)
    return Unchecked(account.series, WhyNoFigure(account, books, ToText(*claim.period)));
  const std::string official = AmountText(figure->amount, account.unit);
  const std::string sum = figure->is_derived ? figure->working + " = " + official : official;
  Verdict verdict{
      .kind = Verdict::Kind::kAgrees,
      .series = account.series,
      .official = Tidy(figure->amount.value),
      .working = fmt::format("the series says {}; the claim says {}", sum, WordsOf(claim)),
      .hint = {}};
  if (!Meets(RangeOf(claim), figure->amount)) {
    verdict.kind = Verdict::Kind::kDiffers;
    verdict.working += fmt::format(" ({})", DifferenceWords(claim, figure->amount.value));
    verdict.hint = AmountHint(claim, account, books);
  }
  return verdict;
}

// --- changes ----------------------------------------------------------------------------------

std::string WhyNoRatio(const Account& account, const Books& books, const Comparison& asked) {
  std::vector<std::string> missing;
  for (const rules::Period& period : {asked.period, asked.base}) {
    if (!FigureOf(books, account, period))
      missing.push_back(ToText(period));
  }
  if (missing.empty())
    return fmt::format("the figure of {} may be nothing by its rounding", ToText(asked.base));
  return fmt::format("no figure{} for {}", missing.size() > 1 ? "s" : "", Listed(missing));
}

// The first of the ratios that agrees, else the first.
Verdict JudgedBy(const std::vector<Ratio>& ratios, const Claim& claim, std::string series) {
  const Range range = RangeOf(claim);
  const auto agreeing = std::find_if(ratios.begin(), ratios.end(), [&](const Ratio& ratio) {
    return Meets(range, ratio.low, ratio.high);
  });
  const bool agrees = agreeing != ratios.end();
  const Ratio& chosen = agrees ? *agreeing : ratios.front();
  Verdict verdict{.kind = agrees ? Verdict::Kind::kAgrees : Verdict::Kind::kDiffers,
                  .series = std::move(series),
                  .official = Tidy(chosen.point),
                  .working = fmt::format("{}; the claim says {}", chosen.working, WordsOf(claim)),
                  .hint = {}};
  if (!agrees)
    verdict.working += fmt::format(" ({})", DifferenceWords(claim, chosen.point));
  return verdict;
}

Verdict CheckChange(const Claim& claim, const Books& books) {
  if (claim.unit != "%")
    return Unchecked({}, "the claim is in percentage points");
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
    const std::vector<std::string> units = books.units(series);
    return Unchecked(series, units.empty() ? "no such series"
                                           : WhyNoRatio({series, units.front()}, books, asked));
  }
  Verdict verdict = JudgedBy(ratios, claim, series);
  if (verdict.kind == Verdict::Kind::kDiffers)
    verdict.hint = ChangeHint(claim, asked, books);
  return verdict;
}

// --- shares and prices ------------------------------------------------------------------------

// One figure by another, times a factor, with the bounds that their rounding allows.
struct Part {
  Account above;
  Account below;
  double factor = 1;
};

std::optional<Ratio> QuotientOf(const Part& part, const Claim& claim, const Books& books) {
  const auto above = FigureOf(books, part.above, *claim.period);
  const auto below = FigureOf(books, part.below, *claim.period);
  if (!above || !below || below->amount.value - below->amount.tolerance <= 0)
    return std::nullopt;
  const auto [top, top_width] = above->amount;
  const auto [bottom, bottom_width] = below->amount;
  Ratio ratio{.point = part.factor * top / bottom,
              .low = part.factor * (top - top_width) / (bottom + bottom_width),
              .high = part.factor * (top + top_width) / (bottom - bottom_width),
              .working = {}};
  const double width = std::max(claim.amount.tolerance, (ratio.high - ratio.low) / 2);
  ratio.working =
      fmt::format("{} / {} = {}", AmountText(above->amount, part.above.unit),
                  AmountText(below->amount, part.below.unit),
                  AmountText({ratio.point, std::min(width, std::abs(ratio.point))}, claim.unit));
  return ratio;
}

std::optional<Verdict> CheckShare(const Claim& claim, const Books& books) {
  if (claim.partner.empty())
    return std::nullopt;
  Claim world = claim;
  world.partner.clear();
  std::vector<Ratio> ratios;
  for (const Measure measure : {Measure::kQuantity, Measure::kMoney}) {
    const std::string part = SeriesOf(claim, claim.flow, measure);
    for (const std::string& unit : books.units(part)) {
      const Account whole{SeriesOf(world, claim.flow, measure), unit};
      if (auto ratio = QuotientOf({{part, unit}, whole, 100}, claim, books))
        ratios.push_back(std::move(*ratio));
    }
  }
  const std::string series = SeriesOf(claim, claim.flow, Measure::kQuantity);
  if (ratios.empty())
    return Unchecked(series,
                     "no figures of the partner and of the world for " + ToText(*claim.period));
  return JudgedBy(ratios, claim, series);
}

// "USD/t" and "CNY/kg" only: other units measure otherwise than customs do.
std::optional<Verdict> CheckPrice(const Claim& claim, const Books& books) {
  const std::string currency = claim.unit.substr(0, claim.unit.find('/'));
  const bool is_kilo = claim.unit == currency + "/kg";
  if (!is_kilo && claim.unit != currency + "/t")
    return std::nullopt;
  const Account value{SeriesOf(claim, claim.flow, Measure::kMoney), currency};
  const Account quantity{SeriesOf(claim, claim.flow, Measure::kQuantity), "t"};
  const auto ratio = QuotientOf({value, quantity, is_kilo ? 1 / kKilograms : 1}, claim, books);
  if (!ratio)
    return Unchecked(value.series, WhyNoFigure(value, books, ToText(*claim.period)));
  return JudgedBy({*ratio}, claim, value.series);
}

}  // namespace

std::optional<Verdict> Check(const Claim& claim, const Books& books) {
  const bool is_ratio = claim.kind == Kind::kShare || claim.kind == Kind::kPrice;
  const bool is_checked =
      claim.kind == Kind::kQuantity || claim.kind == Kind::kMoney || claim.kind == Kind::kChange;
  if (!is_checked && (!is_ratio || claim.flow.empty()))
    return std::nullopt;
  if (claim.kind == Kind::kShare && claim.partner.empty())
    return std::nullopt;
  if (auto missing = MissingKey(claim))
    return Unchecked({}, std::move(*missing));
  if (claim.kind == Kind::kShare)
    return CheckShare(claim, books);
  if (claim.kind == Kind::kPrice)
    return CheckPrice(claim, books);
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
