// Days of the week, the last before the day of publication or the next after it.
#include <array>

#include "rules/cursor.h"
#include "rules/period_parts.h"

namespace rules {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;
using Tense = Calendar::Tense;

constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

std::optional<weekday> WeekdayOf(std::string_view word) {
  for (unsigned i = 0; i < kWeekdays.size(); ++i) {
    if (SameLetters(kWeekdays[i], word) && IsUpper(word.front())) {
      return weekday(i);
    }
  }
  return std::nullopt;
}

// Whether a day of the week is still to come: "next Sunday", "planned for Monday", "until Friday".
bool IsAhead(std::string_view text, std::size_t at) {
  constexpr auto kAhead =
      std::to_array<std::string_view>({"next", "until", "till", "by", "for", "from", "coming"});
  constexpr auto kDue = std::to_array<std::string_view>(
      {"due", "scheduled", "planned", "expected", "will", "takes", "take"});
  const std::string_view before = WordBefore(text, at);
  if (IsOneOf(before, kAhead)) {
    const std::string_view earlier = WordBefore(text, OffsetOf(text, before));
    const bool compares = SameLetters(before, "from") && !SameLetters(earlier, "that");
    return !compares && (!SameLetters(before, "by") || !SameLetters(earlier, "followed"));
  }
  std::string_view word = before;
  for (int i = 0; i < 3 && !word.empty(); ++i) {
    if (IsOneOf(word, kDue)) {
      return true;
    }
    word = WordBefore(text, OffsetOf(text, word));
  }
  return false;
}

}  // namespace

void AddWeekdayStarts(StartWords& words) {
  words.AddWords(kWeekdays);
}

std::optional<Mention> WeekdayAt(const DatedText& dated, std::size_t at) {
  const std::string_view word = WordAt(dated.text, at);
  const std::optional<weekday> w = WeekdayOf(word);
  if (!w || !dated.calendar.known()) {
    return std::nullopt;
  }
  const bool ahead = IsAhead(dated.text, at);
  std::optional<year_month_day> found =
      dated.calendar.Weekday(*w, ahead ? Tense::kFuture : Tense::kPast);
  const std::string_view before = WordBefore(dated.text, at);
  if (*found == dated.calendar.today() && SameLetters(before, "last")) {
    found = sys_days(*found) - days(7);
  } else if (*found == dated.calendar.today() && SameLetters(before, "next")) {
    found = sys_days(*found) + days(7);
  }
  return PeriodMention({at, at + word.size()}, DayPeriod(*found));
}

}  // namespace rules
