#include <algorithm>
#include <limits>

#include "rules/context.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

bool IsRange(const Period& period) {
  return period.first != period.last;
}

}  // namespace

// Does the period stand right after a number told for comparison?
bool SentenceContext::FollowsComparison(std::size_t item) const {
  for (std::size_t i = item; i-- > 0;) {
    const Item& other = scene_.items[i];
    if (other.mention == nullptr)
      continue;
    // "Negotiators from the two sides agreed last month": two is no figure.
    const char begins = folded_[other.span.start];
    const bool in_words =
        other.mention->type == MentionType::kNumber && (begins < '0' || begins > '9');
    if (other.mention->type == MentionType::kPeriod || in_words || !IsComparison(i))
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
  const auto inherited = discourse_.Inherited(&Told::period);
  const std::optional<Period> antecedent =
      main_period_ ? main_period_ : (inherited ? std::optional(inherited->value) : std::nullopt);
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
    // "A year earlier the total was 26 t": at the head of a sentence it is what that is about.
    const bool is_head = scene_.items[view.item].span.start - scene_.span.start <= 4;
    if (is_head && periods_.size() == 1 && view.role == PeriodRole::kMain) {
      view.leans = false;
      view.is_shifted = true;
    }
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
    if (NumberBetween(item, view.item) || between.size() > 60 || CrossesClause(between)) {
      const bool in_brackets =
          between == " (" && folded_.substr(scene_.items[view.item].span.end).starts_with(")");
      if (!in_brackets)
        break;
    }
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
      if (view.role == PeriodRole::kBase || view.leans || view.is_shifted)
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

// The day that the sentence names, else the one of the prices before it, else the month in which
// the text appeared.
std::optional<Found<Period>> SentenceContext::PeriodOfPrice(std::size_t item) const {
  for (const PeriodView& view : periods_) {
    if (view.role == PeriodRole::kDay)
      return Found<Period>{*view.period, kSentence};
  }
  if (const auto after = PeriodAfter(item, Kind::kPrice))
    return Found<Period>{*after, kSentence};
  if (const auto before = PeriodBefore(item, Kind::kPrice))
    return Found<Period>{*before, kSentence};
  if (discourse_.paragraph.day)
    return Found<Period>{*discourse_.paragraph.day, "previous sentence"};
  // "The average selling price", of the months that the report is of.
  constexpr std::size_t kBytesMax = 80;
  const std::size_t start = scene_.items[item].span.start;
  const std::size_t from = std::max(scene_.span.start, start > kBytesMax ? start - kBytesMax : 0);
  const std::string_view before = folded_.substr(from, start - from);
  const bool is_average = before.find("average") != std::string_view::npos ||
                          before.find("unit value") != std::string_view::npos ||
                          before.find("realised") != std::string_view::npos ||
                          before.find("口均价") != std::string_view::npos;
  const auto inherited = discourse_.Inherited(&Told::period);
  if (is_average && main_period_)
    return Found<Period>{*main_period_, kSentence};
  if (is_average && inherited)
    return inherited;
  if (discourse_.publication_month)
    return Found<Period>{*discourse_.publication_month, "publication"};
  return std::nullopt;
}

// "up from 5,864.6 t a month earlier", "compared with 1,911 t": as long before as the base says.
std::optional<Found<Period>> SentenceContext::PeriodOfComparison(std::size_t item) const {
  const auto basis = BasisOf(item, std::nullopt, std::nullopt);
  const auto inherited = discourse_.Inherited(&Told::period);
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
                                                       std::optional<Measure> measure) const {
  const bool has_day = std::any_of(periods_.begin(), periods_.end(), [](const PeriodView& view) {
    return view.role == PeriodRole::kDay;
  });
  const bool price_moves = kind == Kind::kChange && measure == Measure::kPrice &&
                           (has_day || (periods_.empty() && discourse_.paragraph.day));
  // "Prices have risen 92% since March": up to now, which has no period.
  const bool up_to_now = kind == Kind::kChange && measure == Measure::kPrice && !main_period_ &&
                         !periods_.empty() && !price_moves;
  if (up_to_now)
    return std::nullopt;
  if (kind == Kind::kPrice || price_moves) {
    auto found = PeriodOfPrice(item);
    // "1,655 yuan on Aug 31, having shed 9% over the month"
    const auto basis = price_moves ? BasisOf(item, std::nullopt, measure) : std::nullopt;
    if (found && basis && basis->value == Basis::kMom && found->value.day)
      found->value = MonthPeriod(found->value.last);
    return found;
  }
  if (const auto own = RespectivePeriod(item); own && Resolved(*own))
    return Found<Period>{*Resolved(*own), kSentence};
  if (const auto after = PeriodAfter(item, kind))
    return Found<Period>{*after, kSentence};
  if (IsComparison(item) && kind != Kind::kChange)
    return PeriodOfComparison(item);
  if (const auto before = PeriodBefore(item, kind))
    return Found<Period>{*before, kSentence};
  if (main_period_)
    return Found<Period>{*main_period_, kSentence};
  return discourse_.Inherited(&Told::period);
}

namespace {

bool Holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "five weeks after Beijing put": the date before belongs to what came later.
bool IsOfAnotherTime(std::string_view between) {
  return Holds(between, " after ") || Holds(between, " before ") || Holds(between, " since ");
}

bool CrossesComma(std::string_view between) {
  return Holds(between, ", ") || Holds(between, "; ") || Holds(between, "，");
}

// "as of Nov. 1", "to take effect on": the day from which something holds.
bool IsInForce(std::string_view before) {
  for (const std::string_view word :
       {" from ", " as of ", " starting ", " effective ", " effect on ", " force on ",
        " beginning ", " effect ", " from the ", " since ", " since early ", " since late ",
        " since mid-", "自", "将于"}) {
    if (before.ends_with(word))
      return true;
  }
  return false;
}

}  // namespace

bool SentenceContext::HoldsFrom(const PeriodView& view) const {
  const std::size_t at = scene_.items[view.item].span.start;
  const std::string_view before = folded_.substr(scene_.span.start, at - scene_.span.start);
  return (IsInForce(before) && !rules_.event_words.Holds(EventWord::kTookEffect, before)) ||
         (Precedes(rules_.until, view.item) && !IsHeadBy(view));
}

// "By Sunday it was Beijing's turn": at the head of a sentence it is the day that this is about.
bool SentenceContext::IsHeadBy(const PeriodView& view) const {
  const std::size_t at = scene_.items[view.item].span.start;
  return at - scene_.span.start <= 3 &&
         rules_.event_words.Holds(EventWord::kBy,
                                  folded_.substr(scene_.span.start, at - scene_.span.start));
}

namespace {

// What stands between a date and a verb behind it: "In May, after rebels took the town, China" has
// an aside that is no other time.
std::string_view LastClause(std::string_view between) {
  const std::size_t comma = between.rfind(", ");
  return comma == std::string_view::npos ? between : between.substr(comma + 1);
}

// "last year": a year that is said of what was done, and not of a thing ("a 2025 quota").
bool IsYearOfDoing(std::string_view before, std::string_view text) {
  return before.ends_with(" in ") || before.ends_with("In ") || text.starts_with("last ") ||
         text.starts_with("Last ") || text.starts_with("this ") || text.starts_with("next ");
}

}  // namespace

bool SentenceContext::IsDateOf(const PeriodView& view, Span evidence, DateUse use) const {
  const Span at = scene_.items[view.item].span;
  const std::string_view before = folded_.substr(scene_.span.start, at.start - scene_.span.start);
  const EventWords& words = rules_.event_words;
  if (use == DateUse::kDoneBy)
    return words.Holds(EventWord::kBy, before) && at.start >= evidence.start;
  const std::size_t end = scene_.items[view.item].span.end;
  const bool ends_it = words.Holds(EventWord::kUntilAfter, folded_.substr(end));
  if (ends_it || (Precedes(rules_.until, view.item) && !IsHeadBy(view)))
    return false;
  if (use == DateUse::kHeld)
    return at.start >= evidence.end;
  const bool is_english = scene_.script == Script::kEnglish;
  const bool in_force = IsInForce(before) && !words.Holds(EventWord::kTookEffect, before) &&
                        (is_english || at.start >= evidence.start);
  return in_force == (use == DateUse::kInForce) && (view.role != PeriodRole::kBase || in_force);
}

// Does another verb stand between? "gallium and germanium" are no two verbs.
bool SentenceContext::CrossesVerb(Span stretch) const {
  if (stretch.start >= stretch.end)
    return false;
  const std::string_view between = folded_.substr(stretch.start, stretch.end - stretch.start);
  if (CrossesComma(between))
    return true;
  constexpr std::string_view kAnd = " and ";
  for (std::size_t at = between.find(kAnd); at != std::string_view::npos;
       at = between.find(kAnd, at + 1)) {
    const std::size_t from = stretch.start + at;
    const bool joins = std::any_of(scene_.items.begin(), scene_.items.end(), [&](const Item& item) {
      return item.span.start == from + kAnd.size() || item.span.end == from;
    });
    if (!joins)
      return true;
  }
  return false;
}

// nullopt: the period is not the date of what `evidence` tells.
std::optional<std::size_t> SentenceContext::DateCost(const PeriodView& view, Span evidence,
                                                     DateUse use) const {
  if (view.leans || !view.period || !IsDateOf(view, evidence, use))
    return std::nullopt;
  const Span at = scene_.items[view.item].span;
  const std::string_view before = folded_.substr(scene_.span.start, at.start - scene_.span.start);
  const bool follows = at.start >= evidence.end;
  const std::string_view between =
      follows ? folded_.substr(evidence.end, at.start - evidence.end)
              : folded_.substr(at.end, evidence.start > at.end ? evidence.start - at.end : 0);
  const bool is_year = MonthCount(*view.period) >= 12;
  // "set a 2025 mining quota": the year of the quota, not of the setting.
  const bool is_year_of_thing = is_year && scene_.script == Script::kEnglish &&
                                !IsYearOfDoing(before, folded_.substr(at.start, 5));
  const std::string_view clause = follows ? between : LastClause(between);
  const bool fits = use == DateUse::kAfter     ? Holds(clause, " after ")
                    : use == DateUse::kInForce ? !Holds(clause, " after ")
                                               : !IsOfAnotherTime(clause);
  if ((IsRange(*view.period) && !is_year) || is_year_of_thing || !fits)
    return std::nullopt;
  return between.size() + (view.role == PeriodRole::kDay ? 0 : 20) +
         (is_year && (between.size() > 8 || !follows) ? 200 : 0) +
         (between.find("; ") != std::string_view::npos ? 100 : 0) +
         (CrossesVerb(follows ? Span{evidence.end, at.start} : Span{at.end, evidence.start}) ? 40
                                                                                             : 0);
}

std::optional<Found<Period>> SentenceContext::DateNear(Span evidence, DateUse use) const {
  const PeriodView* best = nullptr;
  std::size_t best_cost = std::numeric_limits<std::size_t>::max();
  for (const PeriodView& view : periods_) {
    const std::optional<std::size_t> cost = DateCost(view, evidence, use);
    if (cost && *cost < best_cost) {
      best_cost = *cost;
      best = &view;
    }
  }
  if (best == nullptr)
    return std::nullopt;
  return Found<Period>{AsTold(*best), kSentence};
}

// "will tax exports from 1 September": not the one of last year.
Period SentenceContext::AsTold(const PeriodView& view) const {
  const Period& period = *view.period;
  const Span at = scene_.items[view.item].span;
  const std::string_view text = folded_.substr(at.start, at.end - at.start);
  const bool says_year = text.find("20") != std::string_view::npos ||
                         text.find("19") != std::string_view::npos || MonthCount(period) > 1;
  constexpr std::chrono::months kLong{5};
  const std::size_t from = scene_.span.start;
  const bool is_past =
      discourse_.publication_month && period.last + kLong < discourse_.publication_month->first;
  const bool will = rules_.event_words.Holds(
      EventWord::kWill, folded_.substr(from, at.start > from ? at.start - from : 0));
  const bool leans =
      Holds(text, "ast ") || Holds(text, "\xE5\x8E\xBB") || Holds(text, "\xE4\xB8\x8A");
  constexpr int kYear = 12;
  return is_past && will && !says_year && !leans ? Shifted(period, kYear) : period;
}

bool SentenceContext::DateAdjoins(Span match) const {
  constexpr std::size_t kNear = 24;
  return std::any_of(periods_.begin(), periods_.end(), [&](const PeriodView& view) {
    const std::size_t at = scene_.items[view.item].span.start;
    return at >= match.end && at - match.end <= kNear &&
           !CrossesClause(folded_.substr(match.end, at - match.end));
  });
}

}  // namespace rules
