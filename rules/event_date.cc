// When it was done: a date of the sentence, or one that leans on the passage.
#include "rules/event_date.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>

#include "rules/event_actor.h"

namespace rules {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;

constexpr days kWeek{7};

// The part of the sentence, between semicolons, in which this stands.
std::string_view PartOf(const Scene& scene, const SentenceContext& context, Span match) {
  const std::string_view text =
      context.folded().substr(scene.span.start, scene.span.end - scene.span.start);
  const std::size_t from = text.substr(0, match.start - scene.span.start).rfind("; ");
  const std::size_t start = from == std::string_view::npos ? 0 : from;
  const std::size_t end = text.find("; ", match.end - scene.span.start);
  return text.substr(start, end == std::string_view::npos ? end : end - start);
}

std::optional<sys_days> DayOf(const Period& period) {
  if (!period.day)
    return std::nullopt;
  return sys_days(period.first / *period.day);
}

Period DayPeriodOf(sys_days day) {
  return DayPeriod(year_month_day(day));
}

Period MonthOf(sys_days day) {
  const year_month_day date(day);
  return MonthPeriod(date.year() / date.month());
}

// The month in which the week of this day lies; nullopt where it lies in two.
std::optional<Period> MonthOfWeek(sys_days day) {
  const sys_days monday = day - (weekday(day) - std::chrono::Monday);
  const Period first = MonthOf(monday);
  return first == MonthOf(monday + days{6}) ? std::optional(first) : std::nullopt;
}

std::optional<Period> PassageDate(const SentenceContext& context) {
  const Discourse& discourse = context.discourse();
  const auto& date = discourse.paragraph.date ? discourse.paragraph.date : discourse.earlier.date;
  return date ? ParsePeriod(*date) : std::nullopt;
}

// "That month", "the month after", 同月: months from the one that the sentence or passage named.
std::optional<Period> LeaningMonth(const Scene& scene, const SentenceContext& context, Span match) {
  const auto passage = PassageDate(context);
  std::optional<Period> named;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const Item& item = scene.items[i];
    if (!item.Is(MentionType::kPeriod))
      continue;
    if (item.mention->period) {
      named = item.mention->period;
      continue;
    }
    const PeriodShift& shift = item.mention->shift;
    const bool is_near = item.span.start >= match.start || match.start - item.span.end <= 80;
    const auto& base = named ? named : passage;
    const bool leans = shift.same || (shift.months != 0 && !context.IsBase(i));
    if (!leans || !base || !is_near || MonthCount(*base) != 1)
      continue;
    return Shifted(MonthPeriod(base->first), shift.months);
  }
  return std::nullopt;
}

// "Five weeks after Beijing put", "three days after Washington widened": so long before the date of
// the sentence.
std::optional<Period> LongBefore(const Scene& scene, const SentenceContext& context, Span match) {
  constexpr double kMost = 60;
  for (const Item& item : scene.items) {
    if (!item.Is(MentionType::kNumber) || item.span.end > match.start)
      continue;
    Span found;
    const std::string_view after =
        context.folded().substr(item.span.end, match.start - item.span.end);
    const double count = item.mention->amount.value;
    const bool weeks = context.words().Find(EventWord::kWeeksBefore, after, found);
    if ((!weeks && !context.words().Find(EventWord::kDaysBefore, after, found)) || count < 1 ||
        count > kMost)
      continue;
    for (std::size_t i = 0; i < scene.items.size(); ++i) {
      const auto date = context.Resolved(i);
      const auto day =
          date && scene.items[i].span.end <= item.span.start ? DayOf(*date) : std::nullopt;
      const int many = static_cast<int>(std::lround(count));
      if (day)
        return weeks ? MonthOf(*day - kWeek * many) : DayPeriodOf(*day - days{many});
    }
  }
  return std::nullopt;
}

// The last day that the sentence names before this place, else that of the passage.
std::optional<sys_days> DayBefore(const Scene& scene, const SentenceContext& context,
                                  std::size_t at) {
  std::optional<sys_days> day;
  bool is_named = false;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const auto date = context.Resolved(i);
    if (!date || !scene.items[i].Is(MentionType::kPeriod) || scene.items[i].span.end > at)
      continue;
    is_named = true;
    day = DayOf(*date);
  }
  if (is_named)
    return day;
  const auto passage = PassageDate(context);
  return passage ? DayOf(*passage) : std::nullopt;
}

// The words around a verb up to the next comma or date: where it says when it was.
std::string_view OwnWords(const Scene& scene, const SentenceContext& context, Span match) {
  const std::string_view after = context.folded().substr(match.end, scene.span.end - match.end);
  std::size_t end = after.size();
  for (const std::string_view stop : {", ", "; ", " and ", " but "})
    end = std::min(end, after.find(stop));
  for (const Item& item : scene.items) {
    if (item.Is(MentionType::kPeriod) && item.span.start >= match.end)
      end = std::min(end, item.span.start - match.end);
  }
  return after.substr(0, end);
}

// "stopped making ammonia two days later", "A day earlier the ministry accused", "halted mining the
// next day and declared": counted from the day named before, and said of this verb.
std::optional<Period> CountedDay(const Scene& scene, const SentenceContext& context, Span match) {
  if (scene.script != Script::kEnglish)
    return std::nullopt;
  const EventWords& words = context.words();
  const std::string_view own = OwnWords(scene, context, match);
  const std::size_t own_end = match.end + own.size();
  for (const Item& item : scene.items) {
    const bool is_near =
        item.Is(MentionType::kNumber) && item.span.start >= match.end && item.span.end <= own_end;
    if (!is_near)
      continue;
    const std::string_view after = context.folded().substr(item.span.end, own_end - item.span.end);
    const bool later = words.Holds(EventWord::kDaysLater, after);
    const auto day = later || words.Holds(EventWord::kDaysEarlier, after)
                         ? DayBefore(scene, context, match.start)
                         : std::nullopt;
    const int many = static_cast<int>(std::lround(item.mention->amount.value));
    if (day)
      return DayPeriodOf(later ? *day + days{many} : *day - days{many});
  }
  const bool heads = std::none_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(MentionType::kPeriod) && item.span.end <= match.start;
  });
  const std::string_view part = PartOf(scene, context, match);
  const std::size_t into =
      static_cast<std::size_t>(context.folded().data() + match.start - part.data());
  const std::string_view head = heads ? part.substr(0, into) : std::string_view();
  const auto day = DayBefore(scene, context, match.start);
  const auto says = [&](EventWord list) {
    return words.Holds(list, own) || words.Holds(list, head);
  };
  if (day && says(EventWord::kDayBefore))
    return DayPeriodOf(*day - days{1});
  if (day && says(EventWord::kDayAfter))
    return DayPeriodOf(*day + days{1});
  if (day && says(EventWord::kSameDay))
    return DayPeriodOf(*day);
  return std::nullopt;
}

// Words that count days from the date of the passage, or weeks from today.
std::optional<Period> CountedDate(const Scene& scene, const SentenceContext& context, Span match) {
  const std::string_view whole =
      context.folded().substr(scene.span.start, scene.span.end - scene.span.start);
  const std::string_view text =
      scene.script == Script::kChinese ? whole : PartOf(scene, context, match);
  const EventWords& words = context.words();
  const auto passage = PassageDate(context);
  const auto day = passage ? DayOf(*passage) : std::nullopt;
  if (passage && words.Holds(EventWord::kSameDay, text))
    return passage;
  if (day && words.Holds(EventWord::kDayBefore, text))
    return DayPeriodOf(*day - days{1});
  if (day && words.Holds(EventWord::kDayAfter, text))
    return DayPeriodOf(*day + days{1});
  if (passage && MonthCount(*passage) == 1 && words.Holds(EventWord::kThatWeek, text))
    return MonthPeriod(passage->first);
  const auto& today = context.discourse().published;
  if (!today)
    return std::nullopt;
  if (words.Holds(EventWord::kMonthEnd, whole))
    return MonthOf(*today);
  if (words.Holds(EventWord::kLastWeek, whole))
    return MonthOfWeek(*today - kWeek);
  if (words.Holds(EventWord::kNextWeek, whole))
    return MonthOfWeek(*today + kWeek);
  if (words.Holds(EventWord::kThisWeek, whole))
    return MonthOfWeek(*today);
  return std::nullopt;
}

}  // namespace

namespace {

// "was suspended the month after"
bool LeansAtOnce(const Scene& scene, Span match) {
  constexpr std::size_t kNear = 8;
  return std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(MentionType::kPeriod) && !item.mention->period && item.span.start >= match.end &&
           item.span.start - match.end <= kNear;
  });
}

// "a moratorium, in place since" January 2024: the date that the match itself leads to.
std::optional<Period> DateRightBehind(const Scene& scene, const SentenceContext& context,
                                      Span match) {
  const std::string_view text = context.folded().substr(match.start, match.end - match.start);
  if (!text.ends_with(" since"))
    return std::nullopt;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const Item& item = scene.items[i];
    if (item.Is(MentionType::kPeriod) && item.span.start == match.end + 1)
      return context.Resolved(i);
  }
  return std::nullopt;
}

// "waived the measure for Airbus two months later": in the verb's own words.
bool LeansSoon(const Scene& scene, const SentenceContext& context, Span match) {
  if (scene.script != Script::kEnglish)
    return false;
  const std::size_t end = match.end + OwnWords(scene, context, match).size();
  return std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(MentionType::kPeriod) && !item.mention->period &&
           item.mention->shift.months != 0 && item.span.start >= match.end &&
           item.span.start <= end;
  });
}

// 昨日表示，…，并预定下周与欧盟磋商: the words of the verb's own Chinese clause before it.
std::string_view HanClauseBefore(const Scene& scene, const SentenceContext& context, Span match) {
  if (scene.script != Script::kChinese)
    return {};
  const std::string_view before =
      context.folded().substr(scene.span.start, match.start - scene.span.start);
  return before.substr(HanClauseStart(before));
}

std::optional<Period> WeekNamed(const SentenceContext& context, std::string_view clause) {
  const auto& today = context.discourse().published;
  if (today && context.words().Holds(EventWord::kLastWeek, clause))
    return MonthOfWeek(*today - kWeek);
  if (today && context.words().Holds(EventWord::kNextWeek, clause))
    return MonthOfWeek(*today + kWeek);
  return std::nullopt;
}

// The month of the week that such a clause names; nullopt where a date stands in it too.
std::optional<Period> WeekOfHanClause(const Scene& scene, const SentenceContext& context,
                                      Span match) {
  const std::string_view clause = HanClauseBefore(scene, context, match);
  const bool dated = std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(MentionType::kPeriod) && item.span.end <= match.start &&
           item.span.start + clause.size() >= match.start;
  });
  return clause.empty() || dated ? std::nullopt : WeekNamed(context, clause);
}

// "took back a plantation last week, and the court on Friday": of what the verb's own clause says.
std::optional<Period> WeekOfClause(const Scene& scene, const SentenceContext& context, Span match) {
  const std::string_view after = context.folded().substr(match.end, scene.span.end - match.end);
  const std::string_view clause = after.substr(0, std::min(after.find(", "), after.find("; ")));
  const bool dated = std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(MentionType::kPeriod) && item.span.start >= match.start &&
           item.span.end <= match.end + clause.size();
  });
  return dated ? std::nullopt : WeekNamed(context, clause);
}

}  // namespace

std::optional<Found<std::string>> DateHeld(const SentenceContext& context, Span match) {
  const auto held = context.DateNear(match, DateUse::kHeld);
  return held ? std::optional(Found<std::string>{ToText(held->value), held->where}) : std::nullopt;
}

std::optional<Found<std::string>> DateSaid(const Scene& scene, const SentenceContext& context,
                                           Span match) {
  if (const auto next = DateRightBehind(scene, context, match))
    return Found<std::string>{ToText(*next), "right behind"};
  if (LeansAtOnce(scene, match) || LeansSoon(scene, context, match)) {
    if (const auto month = LeaningMonth(scene, context, match))
      return Found<std::string>{ToText(*month), "sentence"};
  }
  if (const auto before = LongBefore(scene, context, match))
    return Found<std::string>{ToText(*before), "so long before"};
  if (const auto counted = CountedDay(scene, context, match))
    return Found<std::string>{ToText(*counted), "counted"};
  if (const auto week = WeekOfClause(scene, context, match))
    return Found<std::string>{ToText(*week), "week"};
  if (const auto week = WeekOfHanClause(scene, context, match))
    return Found<std::string>{ToText(*week), "week"};
  if (const auto near = context.DateNear(match, DateUse::kSaid))
    return Found<std::string>{ToText(near->value), near->where};
  if (const auto month = LeaningMonth(scene, context, match))
    return Found<std::string>{ToText(*month), "previous sentence"};
  if (const auto counted = CountedDate(scene, context, match))
    return Found<std::string>{ToText(*counted), "week or day"};
  return std::nullopt;
}

std::optional<Found<std::string>> DateOfPassage(const SentenceContext& context,
                                                const std::string& actor, Span match) {
  const Discourse& discourse = context.discourse();
  const auto force = context.DateNear(match, DateUse::kInForce);
  const bool is_past = force && discourse.publication_month &&
                       force->value.last < discourse.publication_month->first;
  // "have been in force since April" is when it was done; "from next month" only where nothing
  // says that.
  if (is_past && context.DateAdjoins(match))
    return Found<std::string>{ToText(force->value), "in force"};
  const auto done = context.DateNear(match, DateUse::kDoneBy);
  if (done && context.DateAdjoins(match))
    return Found<std::string>{ToText(done->value), "done by"};
  if (discourse.paragraph.date)
    return Found<std::string>{*discourse.paragraph.date, "previous sentence"};
  if (is_past)
    return Found<std::string>{ToText(force->value), "in force"};
  if (done)
    return Found<std::string>{ToText(done->value), "done by"};
  const bool same_country = discourse.topic.actor && !actor.empty() &&
                            CountryPart(*discourse.topic.actor) == CountryPart(actor);
  if (discourse.topic.date && same_country)
    return Found<std::string>{*discourse.topic.date, "title or lead"};
  if (force)
    return Found<std::string>{ToText(force->value), "in force"};
  if (const auto after = context.DateNear(match, DateUse::kAfter))
    return Found<std::string>{ToText(MonthPeriod(after->value.first)), "after"};
  return std::nullopt;
}

}  // namespace rules
