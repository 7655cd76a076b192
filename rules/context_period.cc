#include <algorithm>
#include <limits>

#include "rules/context.h"
#include "rules/cursor.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

}  // namespace

// What a leaning period leans on: 同日 and "the same day" on a day, others on the months told.
std::optional<Period> SentenceContext::AntecedentOf(std::size_t item) const {
  const std::string_view text = TextOf(item);
  const bool is_day = text.find("日") != std::string_view::npos || text.ends_with("day") ||
                      scene_.items[item].mention->shift.days != 0;
  const auto inherited = discourse_.Inherited(&Told::period);
  // 全年进口4.8亿吨，上年是5.43亿吨: the year that comes later is another one.
  const bool is_before = scene_.items[item].mention->shift.whole_year && main_item_ > item;
  if (is_before)
    return inherited ? std::optional(inherited->value) : discourse_.publication_month;
  // "62.9 million t for the month; in 2024-25 China took 84%": that is of another clause.
  if (!is_day && inherited && main_item_ > item && scene_.script == Script::kEnglish &&
      Between(item, main_item_).find("; ") != std::string_view::npos)
    return inherited->value;
  if (!is_day)
    return main_period_ ? main_period_
                        : (inherited ? std::optional(inherited->value) : std::nullopt);
  for (const PeriodView& view : periods_) {
    if (view.item < item && view.role == PeriodRole::kDay && view.period)
      return view.period;
  }
  const auto date = discourse_.Inherited(&Told::date);
  const auto day = date ? ParsePeriod(date->value) : std::optional<Period>();
  return day && day->day ? day : std::nullopt;
}

void SentenceContext::Lean(PeriodView& view, const Period& antecedent) const {
  const PeriodShift& shift = scene_.items[view.item].mention->shift;
  const std::chrono::year year = antecedent.last.year();
  view.period = Shifted(antecedent, shift.months);
  if (shift.days != 0 && view.period->day) {
    const std::chrono::year_month_day day = antecedent.last / *antecedent.day;
    view.period = DayPeriod(std::chrono::sys_days(day) + std::chrono::days(shift.days));
  }
  if (shift.year_to_date)
    view.period = MonthsPeriod(year / std::chrono::January, antecedent.last);
  if (shift.whole_year)
    view.period = YearPeriod(year);
  if (view.period->day)
    view.role = PeriodRole::kDay;
  // 当月 and 累计 are what the sentence is about; "a year earlier" is what it compares with.
  if (shift.months == 0 && shift.days == 0)
    view.leans = false;
  // "A year earlier the total was 26 t": at the head of a sentence it is what that is about.
  const bool is_head = scene_.items[view.item].span.start - scene_.span.start <= 4;
  if (is_head && periods_.size() == 1 && view.role == PeriodRole::kMain) {
    view.leans = false;
    view.is_shifted = shift.months != 0 || shift.days != 0;
  }
}

void SentenceContext::ReadPeriods() {
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    const Mention* mention = scene_.items[i].mention;
    if (mention == nullptr || mention->type != MentionType::kPeriod || NamesContract(i))
      continue;
    PeriodView view{i, mention->period, PeriodRole::kMain, !mention->period};
    Narrow(view);
    SetRole(view);
    periods_.push_back(view);
    if (!main_period_ && view.role == PeriodRole::kMain && view.period) {
      main_period_ = view.period;
      main_item_ = i;
    }
  }
  for (PeriodView& view : periods_) {
    const auto antecedent = view.leans ? AntecedentOf(view.item) : std::optional<Period>();
    if (antecedent)
      Lean(view, *antecedent);
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
  item = kind == Kind::kMoney ? PastAside(item).value_or(item) : item;
  for (const PeriodView& view : periods_) {
    if (view.item <= item)
      continue;
    std::string_view between = Between(item, view.item);
    // "864kt (gross) has been shipped so far this year"
    if (between.starts_with(" (") && between.find(')') < 16)
      between.remove_prefix(between.find(')') + 1);
    if (NumberBetween(item, view.item) || between.size() > 60 || CrossesClause(between)) {
      const bool in_brackets =
          between == " (" && folded_.substr(scene_.items[view.item].span.end).starts_with(")");
      if (!in_brackets)
        break;
    }
    if (view.role == PeriodRole::kDay || view.role == PeriodRole::kReport)
      continue;
    const bool is_base = (view.role == PeriodRole::kBase && !view.of_comparison) ||
                         ((view.leans || view.of_comparison) && kind == Kind::kChange);
    if (!is_base && view.period)
      return view.period;
  }
  return std::nullopt;
}

// "; a year earlier the total had been 2,210 kg": the clause is about the period at its head.
bool SentenceContext::HeadsClause(const PeriodView& view, std::size_t item) const {
  constexpr std::size_t kBytesMax = 40;
  const std::size_t start = scene_.items[view.item].span.start;
  const std::string_view before = folded_.substr(scene_.span.start, start - scene_.span.start);
  const std::string_view between = Between(view.item, item);
  return (before.ends_with("; ") || before.ends_with("; in ") || before.ends_with("；") ||
          before.ends_with("，")) &&
         between.size() <= kBytesMax && !CrossesClause(between) && !NumberBetween(view.item, item);
}

// "which were 23,200 t a year ago, shrank to 10,100 t": told of the number before it.
bool SentenceContext::IsOfNumberBefore(const PeriodView& view) const {
  return scene_.script == Script::kEnglish && view.item > 0 && view.leans &&
         scene_.items[view.item - 1].mention != nullptr &&
         !scene_.items[view.item - 1].Is(MentionType::kPeriod) &&
         Between(view.item - 1, view.item).size() <= 4 &&
         folded_.substr(scene_.items[view.item].span.end).starts_with(", ");
}

// "4.8% more than in the year before, when imports had come to 5,200 t": what follows up to the
// next comma is of it.
bool SentenceContext::OpensWhen(const PeriodView& view, std::size_t item) const {
  const std::string_view between = Between(view.item, item);
  return scene_.script == Script::kEnglish && between.starts_with(", ") &&
         between.find(", ", 2) == std::string_view::npos &&
         rules_.event_words.Holds(EventWord::kWhen, between.substr(2));
}

// "rose 30.8% from May to 7,742.2 t" is June's; 比5月份的5864.6吨 is May's.
bool SentenceContext::IsAdjacent(const PeriodView& view, std::size_t item) const {
  if (IsOfNumberBefore(view))
    return false;
  return (Between(view.item, item).size() <= 15 && !NumberBetween(view.item, item) &&
          (view.role != PeriodRole::kBase || scene_.script == Script::kChinese)) ||
         (view.leans && HeadsClause(view, item));
}

// The period that the number's clause has opened with. A change compares, so of several it takes
// the latest; a quantity takes the nearest.
std::optional<Period> SentenceContext::PeriodBefore(std::size_t item, Kind kind) const {
  std::optional<Period> best;
  for (const PeriodView& view : periods_) {
    if (view.item >= item || !view.period || view.role == PeriodRole::kDay ||
        view.role == PeriodRole::kReport)
      continue;
    if (view.is_labelled) {
      if (Between(view.item, item) == ": ")
        return view.period;
      continue;
    }
    if (OpensWhen(view, item)) {
      best = view.period;
      continue;
    }
    if (kind == Kind::kChange) {
      if (view.role == PeriodRole::kBase || view.leans || view.is_shifted)
        continue;
      // "the strongest month this year: 490,700 tonnes in October": a part of what was named.
      const bool is_part = best && best->first <= view.period->first;
      if (best && view.period->last < best->last && !is_part)
        continue;
    } else if ((view.role == PeriodRole::kBase || view.leans) && !IsAdjacent(view, item)) {
      continue;
    }
    best = view.period;
  }
  return best;
}

// "Prices have risen 92% since March": up to now, which has no period.
bool SentenceContext::IsUpToNow() const {
  return !main_period_ &&
         std::any_of(periods_.begin(), periods_.end(), [&](const PeriodView& view) {
           return view.role == PeriodRole::kBase && Precedes(rules_.since, view.item);
         });
}

// "39 million t; in June the volume was 35 million": the period of a later clause with numbers.
bool SentenceContext::MainIsOfLaterClause(std::size_t item) const {
  if (main_item_ <= item || !NumberBetween(item, main_item_))
    return main_item_ > item && Between(item, main_item_).find(';') != std::string_view::npos;
  const std::string_view between = Between(item, main_item_);
  return between.find(';') != std::string_view::npos ||
         between.find("；") != std::string_view::npos;
}

// "up from 5,864.6 t a month earlier", "compared with 1,911 t": as long before as the base says.
std::optional<Found<Period>> SentenceContext::PeriodOfComparison(std::size_t item) const {
  const auto basis = BasisOf(item, std::nullopt, std::nullopt);
  const auto inherited = InheritedPeriod();
  std::optional<Period> main = PeriodBefore(item, Kind::kChange);
  if (!main)
    main = main_period_;
  if (!main && inherited)
    main = inherited->value;
  if (!basis || !main)
    return std::nullopt;
  constexpr int kYear = 12;
  if (basis->value == Basis::kYoy)
    return Found<Period>{Shifted(*main, -kYear), kSentence};
  if (basis->value == Basis::kMom && MonthCount(*main) == 1)
    return Found<Period>{Shifted(*main, -1), kSentence};
  if (basis->value == Basis::kQoq && MonthCount(*main) == 3)
    return Found<Period>{Shifted(*main, -3), kSentence};
  return std::nullopt;
}

std::optional<Found<Period>> SentenceContext::PeriodOf(std::size_t item, Kind kind,
                                                       std::optional<Measure> measure,
                                                       std::optional<Flow> flow) const {
  const bool moves = kind == Kind::kChange && measure == Measure::kPrice;
  if (kind == Kind::kPrice)
    return PeriodOfPrice(item);
  if (moves && IsOfMarket(item))
    return PeriodOfPriceMove(item);
  if (const auto own = RespectivePeriod(item); own && Resolved(*own))
    return Found<Period>{*Resolved(*own), kSentence};
  if (const auto column = ColumnOf(item, kind))
    return Found<Period>{*column, "previous sentence"};
  const auto found = kind == Kind::kQuantity && !flow ? DayOfFind(item) : std::nullopt;
  if (found)
    return Found<Period>{*found, kSentence};
  if (const auto own = kind != Kind::kChange ? OwnRightBefore(item) : std::nullopt)
    return Found<Period>{*own, kSentence};
  if (const auto after = PeriodAfter(item, kind))
    return Found<Period>{*after, kSentence};
  if (const auto since = SinceThen(item, kind))
    return Found<Period>{*since, kSentence};
  if (IsComparison(item) && IsOfPlan(item) && main_period_)
    return Found<Period>{*main_period_, kSentence};
  if (IsComparison(item) && kind != Kind::kChange)
    return PeriodOfComparison(item);
  if (const auto before = PeriodBefore(item, kind))
    return Found<Period>{*before, kSentence};
  const auto inherited = InheritedPeriod();
  if (main_period_ && !(inherited && MainIsOfLaterClause(item)))
    return Found<Period>{*main_period_, kSentence};
  return PeriodUntold(kind, flow);
}

// Where the sentence names no months of the number.
std::optional<Found<Period>> SentenceContext::PeriodUntold(Kind kind,
                                                           std::optional<Flow> flow) const {
  if (flow == Flow::kStock && !main_period_ && kind != Kind::kMoney)
    return PeriodOfStock();
  // Money that nobody trades is of the day on which it was promised, or of none.
  if (kind == Kind::kMoney && !flow)
    return PeriodOfPromise();
  if (const auto year = flow == Flow::kQuota ? YearOfDay() : std::optional<Period>())
    return Found<Period>{*year, kSentence};
  // What lay in store at the end of the months told.
  const auto inherited = InheritedPeriod();
  if (inherited && flow == Flow::kStock && kind == Kind::kQuantity && IsRange(inherited->value))
    return Found<Period>{MonthPeriod(inherited->value.last), inherited->where};
  return inherited;
}

}  // namespace rules
