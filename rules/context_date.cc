// The day on which an event was, or is to be.
#include <algorithm>
#include <array>
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
  if (ends_it || EndsStretch(view) || (Precedes(rules_.until, view.item) && !IsHeadBy(view)))
    return false;
  if (use == DateUse::kHeld)
    return at.start >= evidence.end;
  const bool is_english = scene_.script == Script::kEnglish;
  const bool in_force = IsInForce(before) && !words.Holds(EventWord::kTookEffect, before) &&
                        (is_english || at.start >= evidence.start);
  // "cut its duty to 15% from 35% in July", "Since June beef has faced": when it was done.
  const bool is_doing = is_english && ((before.ends_with(" in ") && at.start >= evidence.start) ||
                                       before == "Since ");
  // 自2020年1月起禁止
  const bool is_start = !is_english && words.Holds(EventWord::kHoldsFrom, folded_.substr(end));
  const bool is_base = view.role == PeriodRole::kBase && !is_doing && !is_start;
  return in_force == (use == DateUse::kInForce) && (!is_base || in_force);
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
    // "on 15 September and banned": a date before it joins nothing.
    const bool joins = std::any_of(scene_.items.begin(), scene_.items.end(), [&](const Item& item) {
      return item.span.start == from + kAnd.size() ||
             (item.span.end == from && !item.Is(MentionType::kPeriod));
    });
    if (!joins)
      return true;
  }
  return false;
}

// "from 15 February to 30 June": the end of a stretch of days.
bool SentenceContext::EndsStretch(const PeriodView& view) const {
  return std::any_of(periods_.begin(), periods_.end(), [&](const PeriodView& other) {
    return other.item < view.item && Between(other.item, view.item) == " to ";
  });
}

namespace {

std::size_t CostOfSemicolon(std::string_view between) {
  return Holds(between, "; ") ? 100 : 0;
}

// Does what stands between a date and a verb let it be a date of this use?
bool FitsUse(DateUse use, std::string_view between) {
  if (use == DateUse::kAfter)
    return Holds(between, " after ");
  return use == DateUse::kInForce ? !Holds(between, " after ") : !IsOfAnotherTime(between);
}

// "an edict of December", "last month's truce", "its October rules", "The ban that Beijing placed
// in October was lifted": how little a date is that of the doing where it may be that of a thing.
std::size_t ThingCost(std::string_view folded, Span sentence, Span at, Span evidence) {
  const std::string_view before = folded.substr(sentence.start, at.start - sentence.start);
  const bool is_of_thing = before.ends_with(" of ") || before.ends_with(" its ") ||
                           before.ends_with(" their ") || folded.substr(at.end).starts_with("'s ");
  const bool inside_relative =
      at.start > evidence.start && at.end < evidence.end &&
      Holds(folded.substr(evidence.start, at.start - evidence.start), " that ");
  return (is_of_thing ? 60U : 0U) + (inside_relative ? 60U : 0U);
}

// 暂停10月9日公布的管制, 暂停去年12月的禁令: likewise. Chinese dates stand before their verbs.
std::size_t HanThingCost(std::string_view folded, Span at, Span evidence, const EventWords& words) {
  const std::string_view after = folded.substr(at.end, 24);
  if (after.starts_with("起"))
    return 0;
  const bool inside = at.start > evidence.start && at.end < evidence.end;
  const bool is_behind = at.start >= evidence.end &&
                         CrossesComma(folded.substr(evidence.end, at.start - evidence.end));
  return inside || is_behind || words.Holds(EventWord::kDatedThing, after) ? 200 : 0;
}

}  // namespace

// "lifted the ban that it had put in place in July", 暂停10月9日公布的管制: of what it is done to.
bool SentenceContext::IsDateOfThing(Span date, Span evidence) const {
  const EventWords& words = rules_.event_words;
  if (date.start >= evidence.end) {
    return scene_.script == Script::kEnglish &&
           words.Holds(EventWord::kOfRelative,
                       folded_.substr(evidence.end, date.start - evidence.end));
  }
  return scene_.script == Script::kChinese && date.start > evidence.start &&
         words.Holds(EventWord::kDatedThing, folded_.substr(date.end, 24));
}

// nullopt: the period is not the date of what `evidence` tells.
std::optional<std::size_t> SentenceContext::DateCost(const PeriodView& view, Span evidence,
                                                     DateUse use) const {
  // 次日全面停产: a day that counts from one told before.
  const bool is_next_day = view.leans && scene_.items[view.item].mention->shift.days > 0 &&
                           scene_.script == Script::kChinese;
  if ((view.leans && !is_next_day) || !view.period || !IsDateOf(view, evidence, use))
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
  const bool fits = FitsUse(use, clause);
  if ((IsRange(*view.period) && !is_year) || is_year_of_thing || !fits ||
      IsDateOfThing(at, evidence))
    return std::nullopt;
  // "In August 2023, though, Beijing began": what heads the sentence is said of all of it.
  const bool heads = !follows && before.size() <= kHead;
  const std::size_t clause_start = heads ? evidence.start - clause.size() : at.end;
  const Span stretch = follows ? Span{evidence.end, at.start} : Span{clause_start, evidence.start};
  return between.size() + (view.role == PeriodRole::kDay ? 0 : 20) +
         (is_english ? ThingCost(folded_, scene_.span, at, evidence)
                     : HanThingCost(folded_, at, evidence, rules_.event_words)) +
         (view.role == PeriodRole::kBase ? 60 : 0) +
         (is_year && (between.size() > 8 || !follows) ? 200 : 0) + CostOfSemicolon(between) +
         (CrossesVerb(stretch) ? 40 : 0);
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

// The words before a place, from where its relative clause begins: "will lift the ban that it
// imposed in".
std::string_view SentenceContext::ClauseUpTo(std::size_t at) const {
  const std::size_t from = scene_.span.start;
  const std::string_view before = folded_.substr(from, at > from ? at - from : 0);
  std::size_t opens = 0;
  for (const std::string_view word : {" that ", " which "}) {
    const std::size_t found = before.rfind(word);
    opens = found == std::string_view::npos ? opens : std::max(opens, found);
  }
  return before.substr(opens);
}

// "outlawed it in June 2023; police seized 40 trucks that October": of the year told last.
Period SentenceContext::InYearOfPassage(const PeriodView& view) const {
  const std::size_t at = scene_.items[view.item].span.start;
  const std::string_view before = folded_.substr(scene_.span.start, at - scene_.span.start);
  if (!before.ends_with(" that ") || MonthCount(*view.period) != 1 || view.period->day)
    return *view.period;
  std::optional<Period> told;
  for (const PeriodView& other : periods_) {
    if (other.item < view.item && other.period)
      told = other.period;
  }
  const auto& date =
      discourse_.paragraph.date ? discourse_.paragraph.date : discourse_.earlier.date;
  if (!told && date)
    told = ParsePeriod(*date);
  if (!told)
    return *view.period;
  return MonthPeriod(told->first.year() / view.period->first.month());
}

// "will tax exports from 1 September": not the one of last year.
Period SentenceContext::AsTold(const PeriodView& view) const {
  const Period period = InYearOfPassage(view);
  const Span at = scene_.items[view.item].span;
  const std::string_view text = folded_.substr(at.start, at.end - at.start);
  const bool says_year = text.find("20") != std::string_view::npos ||
                         text.find("19") != std::string_view::npos || MonthCount(period) > 1;
  constexpr std::chrono::months kLong{5};
  const bool is_past =
      discourse_.publication_month && period.last + kLong < discourse_.publication_month->first;
  // 9月将赴华盛顿: Chinese says it right behind the date as well.
  constexpr std::size_t kNear = 6;
  const EventWords& words = rules_.event_words;
  const bool will =
      words.Holds(EventWord::kWill, ClauseUpTo(at.start)) ||
      (scene_.script == Script::kChinese &&
       words.Holds(EventWord::kWill,
                   folded_.substr(at.end, std::min(kNear, scene_.span.end - at.end))));
  const bool leans = Holds(text, "ast ") || Holds(text, "去") || Holds(text, "上");
  constexpr int kYear = 12;
  return is_past && will && !says_year && !leans ? Shifted(period, kYear) : period;
}

bool SentenceContext::DateAdjoins(Span match) const {
  constexpr std::size_t kNear = 60;
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
