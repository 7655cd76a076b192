#include <algorithm>
#include <limits>

#include "rules/context.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";
constexpr int kMonthsOfCumulated = 4;

bool IsRange(const Period& period) {
  return period.first != period.last;
}

int MonthsApart(std::chrono::year_month from, std::chrono::year_month to) {
  return static_cast<int>((to - from).count());
}

}  // namespace

// Does the period stand right after a number told for comparison?
bool SentenceContext::FollowsComparison(std::size_t item) const {
  for (std::size_t i = item; i-- > 0;) {
    const Item& other = scene_.items[i];
    if (other.mention == nullptr)
      continue;
    if (other.mention->type == MentionType::kPeriod || !IsComparison(i))
      return false;
    const std::string_view between = Between(i, item);
    return between.size() <= 40 && !CrossesClause(between);
  }
  return false;
}

void SentenceContext::SetRole(PeriodView& view) const {
  const bool is_range = view.period && IsRange(*view.period);
  const std::string_view words = folded_.substr(scene_.items[view.item].span.start);
  if (view.period && view.period->day) {
    view.role = PeriodRole::kDay;
  } else if (Precedes(rules_.base, view.item) && !(is_range && words.starts_with("Jan"))) {
    view.role = PeriodRole::kBase;
  } else if (FollowsComparison(view.item)) {
    view.role = PeriodRole::kBase;
    view.of_comparison = true;
  }
}

void SentenceContext::ReadPeriods() {
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    const Mention* mention = scene_.items[i].mention;
    if (mention == nullptr || mention->type != MentionType::kPeriod)
      continue;
    PeriodView view{i, mention->period, PeriodRole::kMain, !mention->period};
    SetRole(view);
    periods_.push_back(view);
    if (!main_period_ && view.role == PeriodRole::kMain && view.period)
      main_period_ = view.period;
  }
  const std::optional<Period> antecedent =
      main_period_ ? main_period_
                   : (discourse_.period ? std::optional(discourse_.period->value) : std::nullopt);
  for (PeriodView& view : periods_) {
    const PeriodShift& shift = scene_.items[view.item].mention->shift;
    if (!view.leans || !antecedent)
      continue;
    const std::chrono::year year = antecedent->last.year();
    view.period = Shifted(*antecedent, shift.months);
    if (shift.year_to_date)
      view.period = MonthsPeriod(year / std::chrono::January, antecedent->last);
    if (shift.whole_year)
      view.period = YearPeriod(year);
    // 当月 and 累计 are what the sentence is about; "a year earlier" is what it compares with.
    if (shift.months == 0)
      view.leans = false;
  }
}

std::optional<Period> SentenceContext::Resolved(std::size_t item) const {
  for (const PeriodView& view : periods_) {
    if (view.item == item)
      return view.period;
  }
  return std::nullopt;
}

// "5,864.6 in May", "29,095.2 tons in the first half of last year".
std::optional<Period> SentenceContext::PeriodAfter(std::size_t item, Kind kind) const {
  for (const PeriodView& view : periods_) {
    if (view.item <= item)
      continue;
    const std::string_view between = Between(item, view.item);
    if (NumberBetween(item, view.item) || between.size() > 60 || CrossesClause(between))
      break;
    if (view.role == PeriodRole::kDay)
      continue;
    const bool is_base = (view.role == PeriodRole::kBase && !view.of_comparison) ||
                         ((view.leans || view.of_comparison) && kind == Kind::kChange);
    if (!is_base && view.period)
      return view.period;
  }
  return std::nullopt;
}

// The period that the number's clause has opened with. A change compares, so of several it takes
// the latest; a quantity takes the nearest.
std::optional<Period> SentenceContext::PeriodBefore(std::size_t item, Kind kind) const {
  std::optional<Period> best;
  for (const PeriodView& view : periods_) {
    if (view.item >= item || !view.period || view.role == PeriodRole::kDay)
      continue;
    // "rose 30.8% from May to 7,742.2 t" is June's; 比5月份的5864.6吨 is May's.
    const bool is_adjacent = Between(view.item, item).size() <= 15 &&
                             !NumberBetween(view.item, item) &&
                             (view.role != PeriodRole::kBase || scene_.script == Script::kChinese);
    if (kind == Kind::kChange) {
      if (view.role == PeriodRole::kBase || view.leans)
        continue;
      if (best && view.period->last < best->last)
        continue;
    } else if ((view.role == PeriodRole::kBase || view.leans) && !is_adjacent) {
      continue;
    }
    best = view.period;
  }
  return best;
}

std::optional<Period> SentenceContext::PriceDay() const {
  for (const PeriodView& view : periods_) {
    if (view.role == PeriodRole::kDay)
      return view.period;
  }
  return std::nullopt;
}

std::optional<Found<Period>> SentenceContext::PeriodOf(std::size_t item, Kind kind) const {
  if (kind == Kind::kPrice) {
    if (const auto day = PriceDay())
      return Found<Period>{*day, kSentence};
  }
  if (const auto after = PeriodAfter(item, kind))
    return Found<Period>{*after, kSentence};
  if (IsComparison(item) && kind != Kind::kChange) {
    const auto basis = BasisOf(item, std::nullopt);
    const auto main =
        main_period_ ? main_period_
                     : (discourse_.period ? std::optional(discourse_.period->value) : std::nullopt);
    if (basis && main && basis->value == Basis::kYoy)
      return Found<Period>{Shifted(*main, -12), kSentence};
    if (basis && main && basis->value == Basis::kMom)
      return Found<Period>{Shifted(*main, -1), kSentence};
    return std::nullopt;
  }
  if (const auto before = PeriodBefore(item, kind))
    return Found<Period>{*before, kSentence};
  if (main_period_)
    return Found<Period>{*main_period_, kSentence};
  if (kind == Kind::kPrice && discourse_.publication_month) {
    return Found<Period>{*discourse_.publication_month, "publication"};
  }
  return discourse_.period;
}

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
  if (length != MonthCount(*view.period))
    return Basis::kOther;
  if (months == 12)
    return Basis::kYoy;
  if (months == 1 && length == 1)
    return Basis::kMom;
  if (months == 3 && length == 3)
    return Basis::kQoq;
  return Basis::kOther;
}

std::optional<Found<Basis>> SentenceContext::BasisOf(std::size_t item,
                                                     std::optional<Period> period) const {
  struct Candidate {
    Basis basis;
    std::size_t item;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    if (!scene_.items[i].Is(LexiconClass::kBasis))
      continue;
    if (const auto basis = ParseBasis(scene_.items[i].word->id))
      candidates.push_back({*basis, i});
  }
  const std::optional<Period> main = period ? period : main_period_;
  for (const PeriodView& view : periods_) {
    if (const auto basis = BasisFromPeriod(view, main))
      candidates.push_back({*basis, view.item});
  }
  // English says the base after the number, Chinese before it.
  const Candidate* best = nullptr;
  std::size_t best_cost = std::numeric_limits<std::size_t>::max();
  for (const Candidate& candidate : candidates) {
    const bool follows = candidate.item > item;
    const std::string_view between =
        follows ? Between(item, candidate.item) : Between(candidate.item, item);
    const bool crosses_number =
        follows ? NumberBetween(item, candidate.item) : NumberBetween(candidate.item, item);
    const bool is_usual_side = follows == (scene_.script == Script::kEnglish);
    const std::size_t cost = between.size() * (is_usual_side ? 1 : 2) + (crosses_number ? 300 : 0);
    if (cost < best_cost) {
      best_cost = cost;
      best = &candidate;
    }
  }
  if (best != nullptr)
    return Found<Basis>{best->basis, kSentence};
  if (discourse_.basis)
    return discourse_.basis;
  // Statistics compare half-years, years and years to date with the year before unless they say so.
  if (period && MonthCount(*period) >= kMonthsOfCumulated)
    return Found<Basis>{Basis::kYoy, "custom for cumulated periods"};
  return std::nullopt;
}

std::optional<Found<Period>> SentenceContext::DateNear(Span evidence) const {
  const PeriodView* best = nullptr;
  std::size_t best_cost = std::numeric_limits<std::size_t>::max();
  for (const PeriodView& view : periods_) {
    if (view.role == PeriodRole::kBase || view.leans || !view.period ||
        Precedes(rules_.until, view.item))
      continue;
    const Span at = scene_.items[view.item].span;
    const std::size_t gap = at.start >= evidence.end   ? at.start - evidence.end
                            : at.end <= evidence.start ? evidence.start - at.end
                                                       : 0;
    const bool is_year = MonthCount(*view.period) >= 12;
    const std::size_t cost = gap + (view.role == PeriodRole::kDay ? 0 : 20) + (is_year ? 200 : 0);
    if (IsRange(*view.period) && !is_year)
      continue;
    if (cost < best_cost) {
      best_cost = cost;
      best = &view;
    }
  }
  if (best == nullptr)
    return std::nullopt;
  return Found<Period>{*best->period, kSentence};
}

}  // namespace rules
