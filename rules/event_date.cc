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

std::string_view TextOf(const Scene& scene, const SentenceContext& context) {
  return context.folded().substr(scene.span.start, scene.span.end - scene.span.start);
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

// "Five weeks after Beijing put": so long before the date of the sentence.
std::optional<Period> WeeksBefore(const Scene& scene, const SentenceContext& context, Span match) {
  for (const Item& item : scene.items) {
    if (!item.Is(MentionType::kNumber) || item.span.end > match.start)
      continue;
    Span found;
    const std::string_view after =
        context.folded().substr(item.span.end, match.start - item.span.end);
    if (!context.words().Find(EventWord::kWeeksBefore, after, found))
      continue;
    for (std::size_t i = 0; i < scene.items.size(); ++i) {
      const auto date = context.Resolved(i);
      const auto day =
          date && scene.items[i].span.end <= item.span.start ? DayOf(*date) : std::nullopt;
      const double weeks = item.mention->amount.value;
      if (day && weeks >= 1 && weeks < 53)
        return MonthOf(*day - kWeek * static_cast<int>(std::lround(weeks)));
    }
  }
  return std::nullopt;
}

// Words that count days from the date of the passage, or weeks from today.
std::optional<Period> CountedDate(const Scene& scene, const SentenceContext& context) {
  const std::string_view text = TextOf(scene, context);
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
  if (words.Holds(EventWord::kMonthEnd, text))
    return MonthOf(*today);
  if (words.Holds(EventWord::kLastWeek, text))
    return MonthOfWeek(*today - kWeek);
  if (words.Holds(EventWord::kNextWeek, text))
    return MonthOfWeek(*today + kWeek);
  if (words.Holds(EventWord::kThisWeek, text))
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

// 昨日表示，…，并预定下周与欧盟磋商: the words of the verb's own Chinese clause before it.
std::string_view HanClauseBefore(const Scene& scene, const SentenceContext& context, Span match) {
  if (scene.script != Script::kChinese)
    return {};
  const std::string_view before =
      context.folded().substr(scene.span.start, match.start - scene.span.start);
  std::size_t from = 0;
  for (const std::string_view stop : {"，", "；"}) {
    const std::size_t at = before.rfind(stop);
    from = at == std::string_view::npos ? from : std::max(from, at + stop.size());
  }
  return before.substr(from);
}

// The month of the week that such a clause names; nullopt where a date stands in it too.
std::optional<Period> WeekOfHanClause(const Scene& scene, const SentenceContext& context,
                                      Span match) {
  const auto& today = context.discourse().published;
  const std::string_view clause = HanClauseBefore(scene, context, match);
  const bool dated = std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(MentionType::kPeriod) && item.span.end <= match.start &&
           item.span.start + clause.size() >= match.start;
  });
  if (!today || clause.empty() || dated)
    return std::nullopt;
  if (context.words().Holds(EventWord::kLastWeek, clause))
    return MonthOfWeek(*today - kWeek);
  if (context.words().Holds(EventWord::kNextWeek, clause))
    return MonthOfWeek(*today + kWeek);
  return std::nullopt;
}

// "took back a plantation last week, and the court on Friday": of what the verb's own clause says.
std::optional<Period> WeekOfClause(const Scene& scene, const SentenceContext& context, Span match) {
  const auto& today = context.discourse().published;
  const std::string_view after = context.folded().substr(match.end, scene.span.end - match.end);
  const std::string_view clause = after.substr(0, after.find(", "));
  const bool dated = std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return item.Is(MentionType::kPeriod) && item.span.start >= match.start &&
           item.span.end <= match.end + clause.size();
  });
  if (!today || dated || clause.size() == after.size())
    return std::nullopt;
  if (context.words().Holds(EventWord::kLastWeek, clause))
    return MonthOfWeek(*today - kWeek);
  if (context.words().Holds(EventWord::kNextWeek, clause))
    return MonthOfWeek(*today + kWeek);
  return std::nullopt;
}

}  // namespace

std::optional<Found<std::string>> DateHeld(const SentenceContext& context, Span match) {
  const auto held = context.DateNear(match, DateUse::kHeld);
  return held ? std::optional(Found<std::string>{ToText(held->value), held->where}) : std::nullopt;
}

std::optional<Found<std::string>> DateSaid(const Scene& scene, const SentenceContext& context,
                                           Span match) {
  if (LeansAtOnce(scene, match)) {
    if (const auto month = LeaningMonth(scene, context, match))
      return Found<std::string>{ToText(*month), "sentence"};
  }
  if (const auto weeks = WeeksBefore(scene, context, match))
    return Found<std::string>{ToText(*weeks), "weeks before"};
  if (const auto week = WeekOfClause(scene, context, match))
    return Found<std::string>{ToText(*week), "week"};
  if (const auto week = WeekOfHanClause(scene, context, match))
    return Found<std::string>{ToText(*week), "week"};
  if (const auto near = context.DateNear(match, DateUse::kSaid))
    return Found<std::string>{ToText(near->value), near->where};
  if (const auto month = LeaningMonth(scene, context, match))
    return Found<std::string>{ToText(*month), "previous sentence"};
  if (const auto counted = CountedDate(scene, context))
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
