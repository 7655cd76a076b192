// Dates in figures, fiscal years and bare years.
#include <array>

#include "rules/cursor.h"
#include "rules/number.h"
#include "rules/period_parts.h"

namespace rules {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

struct Figures {
  unsigned value = 0;
  std::size_t end = 0;
};

std::optional<Figures> FiguresOf(std::string_view text, std::size_t at, std::size_t most) {
  std::size_t end = at;
  unsigned value = 0;
  while (end < text.size() && IsDigit(text[end]) && end - at <= most) {
    value = value * 10 + static_cast<unsigned>(text[end] - '0');
    ++end;
  }
  return end == at || end - at > most ? std::nullopt : std::optional(Figures{value, end});
}

bool IsMark(char c) {
  return c == '-' || c == '/' || c == '.';
}

// "2025-07-18", "2025/7/18", "2025.07.18T09:30"
std::optional<Mention> YearFirst(std::string_view text, std::size_t at) {
  const std::optional<YearTail> y = FiguresOf(text, at, 4).value_or(Figures{}).end == at + 4
                                        ? std::optional(YearTail{year(0), at + 4})
                                        : std::nullopt;
  const char mark = ByteAt(text, at + 4);
  if (!y || !IsMark(mark)) {
    return std::nullopt;
  }
  const unsigned number = FiguresOf(text, at, 4)->value;
  const std::optional<Figures> m = FiguresOf(text, at + 5, 2);
  if (!m || number < 1900 || number > 2099 || !month(m->value).ok()) {
    return std::nullopt;
  }
  const std::optional<Figures> d =
      ByteAt(text, m->end) == mark ? FiguresOf(text, m->end + 1, 2) : std::nullopt;
  if (d) {
    const year_month_day found = year(static_cast<int>(number)) / month(m->value) / day(d->value);
    return found.ok() ? std::optional(PeriodMention({at, d->end}, DayPeriod(found))) : std::nullopt;
  }
  const bool two = m->end == at + 7;
  if (mark == '.' || !two || !EndsWord(text, m->end) || IsMark(ByteAt(text, m->end))) {
    const bool sentence_end = ByteAt(text, m->end) == '.' && !IsDigit(ByteAt(text, m->end + 1));
    if (mark == '.' || !two || !sentence_end) {
      return std::nullopt;
    }
  }
  return PeriodMention({at, m->end}, MonthPeriod(year(static_cast<int>(number)) / month(m->value)));
}

// "18/07/2025", "07/18/2025", "18.07.2025", "06/2025"; "3/4/2025" may be two days and is none.
std::optional<Mention> YearLast(std::string_view text, std::size_t at) {
  const std::optional<Figures> a = FiguresOf(text, at, 2);
  const char mark = a ? ByteAt(text, a->end) : '\0';
  if (!a || !IsMark(mark)) {
    return std::nullopt;
  }
  if (const std::optional<YearTail> y = YearAt(text, a->end + 1); y && mark == '/') {
    return month(a->value).ok()
               ? std::optional(PeriodMention({at, y->end}, MonthPeriod(y->year / month(a->value))))
               : std::nullopt;
  }
  const std::optional<Figures> b = FiguresOf(text, a->end + 1, 2);
  const std::optional<YearTail> y =
      b && ByteAt(text, b->end) == mark ? YearAt(text, b->end + 1) : std::nullopt;
  if (!y) {
    return std::nullopt;
  }
  const bool day_first = a->value > 12 || mark == '.';
  if (!day_first && b->value <= 12 && a->value != b->value) {
    return std::nullopt;
  }
  const unsigned m = day_first ? b->value : a->value;
  const unsigned d = day_first ? a->value : b->value;
  const year_month_day found = y->year / month(m) / day(d);
  return found.ok() ? std::optional(PeriodMention({at, y->end}, DayPeriod(found))) : std::nullopt;
}

constexpr auto kCues = std::to_array<std::string_view>(
    {"in",    "of",    "since",    "from",       "to",    "by",      "for",   "during", "than",
     "until", "till",  "through",  "before",     "after", "on",      "above", "below",  "against",
     "with",  "late",  "early",    "mid",        "end",   "between", "vs",    "versus", "year",
     "over",  "least", "calendar", "throughout", "into",  "as",      "circa"});
constexpr auto kOwners = std::to_array<std::string_view>(
    {"its", "their", "our", "the", "his", "her", "s", "this", "full", "a"});

bool IsYearJoin(std::string_view word) {
  constexpr auto kJoins = std::to_array<std::string_view>({"and", "or", "to"});
  return IsOneOf(word, kJoins);
}

// Another year directly before, as in "in 2023, 2024 and 2025".
bool FollowsYear(std::string_view text, std::size_t at) {
  std::size_t end = SkipSpacesBack(text, at);
  const std::string_view join = WordBefore(text, at);
  if (IsYearJoin(join)) {
    end = SkipSpacesBack(text, OffsetOf(text, join));
  }
  while (end > 0 && (text[end - 1] == ',' || text[end - 1] == '-' || text[end - 1] == '/')) {
    --end;
  }
  return end >= 4 && end != at && YearAt(text.substr(0, end), end - 4).has_value() &&
         StartsWord(text, end - 4);
}

bool StartsItem(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || HasSuffix(text, at, "•") || text[at - 1] == '*')) {
    at -= CharBefore(text, at).length;
  }
  return at == 0 || text[at - 1] == '\n';
}

bool HasCue(const DatedText& dated, std::size_t at, const YearTail& found) {
  const std::string_view text = dated.text;
  // "mid-2022", "end-2024"
  const bool hyphened = at > 0 && text[at - 1] == '-' && at > 1 && IsLetter(text[at - 2]);
  const std::string_view before = WordBefore(text, hyphened ? at - 1 : at);
  const char next = ByteAt(text, found.end);
  if (IsOneOf(before, kCues) || FollowsYear(text, at) || HasPrefix(text, found.end, "'s")) {
    return true;
  }
  if (ByteAt(text, at - 1) == '(' && at > 0 && (next == ')' || next == ',' || next == ':')) {
    return true;
  }
  const std::optional<YearTail> next_year =
      next == '-' ? YearAt(text, found.end + 1) : std::nullopt;
  if (next_year && next_year->year > found.year) {
    return true;
  }
  if (StartsItem(text, at) && (HasPrefix(text, found.end, " -") || next == ':')) {
    return true;
  }
  // "its 2025 target": near the day of publication only, so that "the 2000 workers" are none.
  const bool owned =
      IsOneOf(before, kOwners) && next == ' ' && IsLetter(ByteAt(text, found.end + 1));
  if (!owned || !dated.calendar.known()) {
    return false;
  }
  const auto away = static_cast<int>((found.year - dated.calendar.this_year()).count());
  return away >= -15 && away <= 10;
}

// "2024", and "2020-2023", "between 2020 and 2023", "from 2020 to 2023".
std::optional<Mention> BareYear(const DatedText& dated, std::size_t at) {
  const std::optional<YearTail> found = YearAt(dated.text, at);
  if (!found || !HasCue(dated, at, *found)) {
    return std::nullopt;
  }
  const std::string_view before = WordBefore(dated.text, at);
  const bool between = SameLetters(before, "between");
  std::optional<std::size_t> join = RangeJoinEnd(dated.text, found->end);
  const std::string_view word = WordAt(dated.text, SkipSpaces(dated.text, found->end));
  const bool or_word = SameLetters(word, "or");
  join = between ? PairJoinEnd(dated.text, found->end) : join;
  const std::optional<YearTail> last = join && !or_word ? YearAt(dated.text, *join) : std::nullopt;
  if (last && last->year > found->year) {
    return PeriodMention({at, last->end}, MonthsPeriod(found->year / std::chrono::January,
                                                       last->year / std::chrono::December));
  }
  return PeriodMention({at, found->end}, YearPeriod(found->year));
}

// "2025/26 July-June", "2024/25 (October-September)": the months of a season.
std::optional<Mention> SeasonAt(const DatedText& dated, std::size_t at, const YearTail& fiscal) {
  const std::string_view text = dated.text;
  std::size_t next = SkipSpaces(text, fiscal.end);
  const bool in_brackets = ByteAt(text, next) == '(';
  next = in_brackets ? next + 1 : next;
  const std::optional<MonthName> first = MonthNameAt(text, next);
  const std::optional<std::size_t> join = first ? RangeJoinEnd(text, first->end) : std::nullopt;
  const std::optional<MonthName> last = join ? MonthNameAt(text, *join) : std::nullopt;
  if (!last || last->month >= first->month)
    return std::nullopt;
  const bool closes = in_brackets && ByteAt(text, last->end) == ')';
  return PeriodMention({at, last->end + (closes ? 1U : 0U)},
                       MonthsPeriod((fiscal.year - std::chrono::years(1)) / first->month,
                                    fiscal.year / last->month));
}

// "the 2024/25 fertiliser year, which ended in June": the twelve months that the words bound.
std::optional<Mention> BoundedSeason(const DatedText& dated, std::size_t at,
                                     const YearTail& fiscal) {
  const std::optional<SeasonBound> bound = SeasonBoundAt(dated.text, fiscal.end);
  if (!bound)
    return std::nullopt;
  const auto before = fiscal.year - std::chrono::years(1);
  const std::chrono::year_month first =
      bound->is_end ? fiscal.year / bound->month - std::chrono::months(11) : before / bound->month;
  return PeriodMention({at, bound->end}, MonthsPeriod(first, first + std::chrono::months(11)));
}

}  // namespace

std::optional<Mention> FiguresAt(const DatedText& dated, std::size_t at) {
  if (IsDigit(dated.text[at])) {
    if (std::optional<Mention> first = YearFirst(dated.text, at)) {
      // "2011-12" is a fiscal year in one country and a month in another; both agree from 2013 on.
      return first;
    }
    if (std::optional<Mention> last = YearLast(dated.text, at)) {
      return last;
    }
  }
  const bool names = Lower(dated.text[at]) == 'f' || Lower(dated.text[at]) == 'm';
  if (names || IsDigit(dated.text[at])) {
    if (const std::optional<YearTail> fiscal = FiscalYearAt(dated, at)) {
      if (std::optional<Mention> season = SeasonAt(dated, at, *fiscal))
        return season;
      if (std::optional<Mention> season = BoundedSeason(dated, at, *fiscal))
        return season;
      return PeriodMention({at, fiscal->end}, FiscalYear(fiscal->year));
    }
  }
  return IsDigit(dated.text[at]) ? BareYear(dated, at) : std::nullopt;
}

}  // namespace rules
