// The day on which an event was, or is to be.
#include <algorithm>
#include <limits>

#include "rules/context.h"
#include "rules/cursor.h"
#include "rules/number.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";
constexpr std::size_t kUntilMax = 16;  // bytes between two days of a stretch

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

namespace {

// 次日全面停产: a day that counts from one told before.
bool IsNextDay(const Scene& scene, std::size_t item) {
  return scene.script == Script::kChinese && scene.items[item].mention->shift.days > 0;
}

// What a date costs that is said of a thing: "an edict of December", 暂停10月9日公布的管制,
// 暂停去年12月的禁令. Chinese dates stand before their verbs, and neither inside of what they tell
// nor in the clause behind it.
std::size_t CostOfThing(const Scene& scene, std::string_view folded, Span at, Span evidence,
                        const EventWords& words) {
  constexpr std::size_t kLittle = 30;
  constexpr std::size_t kMuch = 200;
  if (scene.script == Script::kEnglish)
    return folded.substr(0, at.start).ends_with(" of ") ? kLittle : 0;
  const std::string_view after = folded.substr(at.end, 24);
  if (after.starts_with("起"))
    return 0;
  const bool inside = at.start > evidence.start && at.end < evidence.end;
  const bool is_next = at.start >= evidence.end &&
                       CrossesComma(folded.substr(evidence.end, at.start - evidence.end));
  return inside || is_next || words.Holds(EventWord::kDatedThing, after) ? kMuch : 0;
}

}  // namespace

// nullopt: the period is not the date of what `evidence` tells.
std::optional<std::size_t> SentenceContext::DateCost(const PeriodView& view, Span evidence,
                                                     DateUse use) const {
  if ((view.leans && !IsNextDay(scene_, view.item)) || !view.period ||
      !IsDateOf(view, evidence, use))
    return std::nullopt;
  const Span at = scene_.items[view.item].span;
  const std::string_view before = folded_.substr(scene_.span.start, at.start - scene_.span.start);
  const bool follows = at.start >= evidence.end;
  const std::string_view between =
      follows ? folded_.substr(evidence.end, at.start - evidence.end)
              : folded_.substr(at.end, evidence.start > at.end ? evidence.start - at.end : 0);
  constexpr std::size_t kHead = 8;
  const bool is_english = scene_.script == Script::kEnglish;
  const bool is_year = MonthCount(*view.period) >= 12;
  // "set a 2025 mining quota": the year of the quota, not of the setting.
  const bool is_year_of_thing =
      is_year && is_english && !IsYearOfDoing(before, folded_.substr(at.start, 5));
  const std::string_view clause = follows ? between : LastClause(between);
  const bool fits = use == DateUse::kAfter     ? Holds(clause, " after ")
                    : use == DateUse::kInForce ? !Holds(clause, " after ")
                                               : !IsOfAnotherTime(clause);
  if ((IsRange(*view.period) && !is_year) || is_year_of_thing || !fits)
    return std::nullopt;
  // "In August 2023, though, Beijing began": what heads the sentence is said of all of it.
  const bool heads = !follows && before.size() <= kHead;
  const std::size_t clause_start = heads ? evidence.start - clause.size() : at.end;
  return between.size() + (view.role == PeriodRole::kDay ? 0 : 20) +
         CostOfThing(scene_, folded_, at, evidence, rules_.event_words) +
         (is_year && (between.size() > 8 || !follows) ? 200 : 0) +
         (between.find("; ") != std::string_view::npos ? 100 : 0) +
         (CrossesVerb(follows ? Span{evidence.end, at.start} : Span{clause_start, evidence.start})
              ? 40
              : 0);
}

// 财政部9日公告，自4月1日起取消: the day on which that was said, before the one from which it
// holds.
const SentenceContext::PeriodView* SentenceContext::SaidBefore(const PeriodView& start,
                                                               Span evidence) const {
  const Span at = scene_.items[start.item].span;
  const std::string_view before = folded_.substr(scene_.span.start, at.start - scene_.span.start);
  const bool starts = IsInForce(before) ||
                      rules_.event_words.Holds(EventWord::kHoldsFrom, folded_.substr(at.end, 12));
  if (scene_.script != Script::kChinese || !starts || at.start > evidence.start)
    return nullptr;
  for (const PeriodView& view : periods_) {
    if (view.item >= start.item || view.role != PeriodRole::kDay || !view.period || view.leans)
      continue;
    const std::string_view between = Between(view.item, start.item);
    if (rules_.event_words.Holds(EventWord::kSays, between) && !Holds(between, "；"))
      return &view;
  }
  return nullptr;
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
  if (const PeriodView* said = use == DateUse::kSaid ? SaidBefore(*best, evidence) : nullptr)
    best = said;
  return Found<Period>{AsTold(*best), kSentence};
}

std::optional<Period> SentenceContext::MonthOfWeek() const {
  const std::string_view text =
      folded_.substr(scene_.span.start, scene_.span.end - scene_.span.start);
  const EventWords& words = rules_.event_words;
  const bool this_week = words.Holds(EventWord::kThisWeek, text);
  const bool last = !this_week && words.Holds(EventWord::kLastWeek, text);
  if ((!last && !this_week) || !discourse_.published)
    return std::nullopt;
  constexpr std::chrono::days kWeek{7};
  const std::chrono::sys_days day = *discourse_.published - (last ? kWeek : std::chrono::days{0});
  const std::chrono::weekday weekday{day};
  const std::chrono::sys_days monday = day - (weekday - std::chrono::Monday);
  const std::chrono::year_month_day first{monday};
  const std::chrono::year_month_day end{monday + std::chrono::days{6}};
  if (first.month() != end.month())
    return std::nullopt;
  return MonthPeriod(first.year() / first.month());
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
  // 9月将赴华盛顿: Chinese says it right behind the date as well.
  constexpr std::size_t kNear = 6;
  const EventWords& words = rules_.event_words;
  const bool will =
      words.Holds(EventWord::kWill, folded_.substr(from, at.start > from ? at.start - from : 0)) ||
      (scene_.script == Script::kChinese &&
       words.Holds(EventWord::kWill,
                   folded_.substr(at.end, std::min(kNear, scene_.span.end - at.end))));
  const bool leans = Holds(text, "ast ") || Holds(text, "去") || Holds(text, "上");
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

// "from December 1 to May 31", "from June 1 until the end of …"
bool SentenceContext::LeadsTo(std::size_t first, std::size_t last) const {
  const std::size_t start = scene_.items[last].span.start;
  return RangeJoinEnd(folded_, scene_.items[first].span.end) == start ||
         (last == first + 1 && Between(first, last).size() <= kUntilMax &&
          Precedes(rules_.until, last));
}

// A quota that is set on a day is that year's; one "from December 1 to May 31" is of those months.
std::optional<Period> SentenceContext::YearOfDay() const {
  std::optional<Period> year;
  for (std::size_t i = 0; i < periods_.size(); ++i) {
    const PeriodView& view = periods_[i];
    if (view.role != PeriodRole::kDay || !view.period)
      continue;
    if (!year)
      year = YearPeriod(view.period->last.year());
    const PeriodView* until = i + 1 < periods_.size() ? &periods_[i + 1] : nullptr;
    if (until == nullptr || !until->period || !until->period->day ||
        !LeadsTo(view.item, until->item))
      continue;
    const auto begin = view.period->last;
    const auto end = until->period->last < begin ? until->period->last + std::chrono::years(1)
                                                 : until->period->last;
    return begin == end ? MonthPeriod(end) : MonthsPeriod(begin, end);
  }
  return year;
}

}  // namespace rules
