// What a change or a number of comparison is measured against.
#include <algorithm>

#include "rules/context.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";
constexpr int kMonthsOfCumulated = 4;

int MonthsApart(std::chrono::year_month from, std::chrono::year_month to) {
  return static_cast<int>((to - from).count());
}

}  // namespace

std::optional<Basis> SentenceContext::BasisFromPeriod(const PeriodView& view,
                                                      std::optional<Period> main) const {
  if (view.leans) {
    switch (scene_.items[view.item].mention->shift.months) {
      case -12:
        return Basis::kYoy;
      case -3:
        return Basis::kQoq;
      case -1:
        return Basis::kMom;
      default:
        return std::nullopt;
    }
  }
  if (view.role != PeriodRole::kBase || !view.period || !main)
    return std::nullopt;
  const int months = MonthsApart(view.period->last, main->last);
  const int length = MonthCount(*main);
  if (length != MonthCount(*view.period) || main->day.has_value() != view.period->day.has_value())
    return Basis::kOther;
  if (months == 12)
    return Basis::kYoy;
  if (months == 1 && length == 1)
    return Basis::kMom;
  if (months == 3 && length == 3)
    return Basis::kQoq;
  return Basis::kOther;
}

std::vector<SentenceContext::BasisView> SentenceContext::BasesFor(
    std::optional<Period> period) const {
  std::vector<BasisView> candidates;
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (!scene_.items[i].Is(LexiconClass::kBasis))
      continue;
    if (const auto basis = ParseBasis(scene_.items[i].word->id))
      candidates.push_back({*basis, i});
  }
  const auto inherited = discourse_.Inherited(&Told::period);
  std::optional<Period> main = period ? period : main_period_;
  if (!main && inherited)
    main = inherited->value;
  for (const PeriodView& view : periods_) {
    if (const auto basis = BasisFromPeriod(view, main))
      candidates.push_back({*basis, view.item});
  }
  return candidates;
}

// English says the base after the number, Chinese before it.
std::size_t SentenceContext::BasisCost(std::size_t item, std::size_t base) const {
  const bool follows = base > item;
  const std::string_view between = follows ? Between(item, base) : Between(base, item);
  // "nearly double the 88,000 t shipped a year ago": the number of comparison has the base.
  const bool of_comparison = follows && base > item + 1 && IsComparison(item + 1);
  const bool crosses_number =
      follows ? NumberBetween(of_comparison ? item + 1 : item, base) : NumberBetween(base, item);
  // 较5月的1238吨大增: the number between is the base's own.
  const bool of_base = !follows && scene_.script == Script::kChinese && item == base + 2 &&
                       Between(base, base + 1) == "的";
  const bool is_usual_side = follows == (scene_.script == Script::kEnglish);
  const bool of_another =
      !is_usual_side &&
      (CrossesClause(between) ||
       (scene_.script == Script::kEnglish && (between.find(" but ") != std::string_view::npos ||
                                              between.find(" and ") != std::string_view::npos)));
  return between.size() * (is_usual_side ? 1 : 2) + (crosses_number && !of_base ? 300 : 0) +
         (of_another ? 60 : 0);
}

// 环比 is against the period before: that of a quarter is a quarter, that of a week a week.
Basis SentenceContext::AsChained(const BasisView& view, std::optional<Period> period) const {
  if (view.basis != Basis::kMom || TextOf(view.item) != "环比")
    return view.basis;
  constexpr int kQuarter = 3;
  if (period && MonthCount(*period) == kQuarter)
    return Basis::kQoq;
  const std::string_view before =
      folded_.substr(scene_.span.start, scene_.items[view.item].span.start - scene_.span.start);
  const EventWords& words = rules_.event_words;
  const bool of_week = words.Holds(EventWord::kLastWeek, before) ||
                       words.Holds(EventWord::kThisWeek, before) ||
                       words.Holds(EventWord::kThatWeek, before);
  return of_week ? Basis::kOther : view.basis;
}

std::optional<Found<Basis>> SentenceContext::BasisOf(std::size_t item, std::optional<Period> period,
                                                     std::optional<Measure> measure) const {
  const std::vector<BasisView> candidates = BasesFor(period);
  const auto best = std::min_element(candidates.begin(), candidates.end(),
                                     [&](const BasisView& a, const BasisView& b) {
                                       return BasisCost(item, a.item) < BasisCost(item, b.item);
                                     });
  if (best != candidates.end())
    return Found<Basis>{AsChained(*best, period), kSentence};
  // "Tin rose 1.9% on Monday" is against the day before, "5% so far this year" against its start.
  if (measure == Measure::kPrice && !IsOfStatistics(item))
    return Found<Basis>{Basis::kOther, "custom for prices"};
  const bool cumulated = period && MonthCount(*period) >= kMonthsOfCumulated;
  // What another passage compared with stands for that passage alone, but for the year before.
  if (const auto inherited = discourse_.Inherited(&Told::basis);
      inherited && !(cumulated && inherited->value == Basis::kMom) &&
      !(inherited->where == "earlier sentence" && inherited->value != Basis::kYoy))
    return inherited;
  // Statistics compare with the year before unless they say so.
  if (period && measure != Measure::kPrice)
    return Found<Basis>{Basis::kYoy, "custom of statistics"};
  return std::nullopt;
}

}  // namespace rules
