// Months and days by name, and the stretches that they bound.
#include <array>

#include "rules/cursor.h"
#include "rules/number.h"
#include "rules/percent.h"
#include "rules/period_parts.h"
#include "rules/quantity.h"

namespace rules {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;
using Tense = Calendar::Tense;

struct NameRow {
  std::string_view phrase;
  unsigned number;
};

// Short forms match with a capital only: "mar", "sep" and "dec" are also parts of other things.
constexpr auto kMonths = std::to_array<NameRow>({
    {"january", 1},   {"february", 2}, {"=March", 3},    {"=MARCH", 3},    {"april", 4},
    {"=May", 5},      {"=MAY", 5},     {"june", 6},      {"july", 7},      {"august", 8},
    {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12}, {"=Jan", 1},
    {"=Feb", 2},      {"=Mar", 3},     {"=Apr", 4},      {"=Jun", 6},      {"=Jul", 7},
    {"=Aug", 8},      {"=Sep", 9},     {"=Sept", 9},     {"=Oct", 10},     {"=Nov", 11},
    {"=Dec", 12},     {"=JAN", 1},     {"=FEB", 2},      {"=MAR", 3},      {"=APR", 4},
    {"=JUN", 6},      {"=JUL", 7},     {"=AUG", 8},      {"=SEP", 9},      {"=SEPT", 9},
    {"=OCT", 10},     {"=NOV", 11},    {"=DEC", 12},
});

constexpr auto kBeforeMay = std::to_array<std::string_view>(
    {"st",   "nd",      "rd",    "th",    "in",    "of",   "from",    "since",  "by",    "until",
     "till", "late",    "early", "mid",   "on",    "to",   "through", "and",    "vs",    "versus",
     "than", "during",  "for",   "over",  "last",  "this", "next",    "before", "after", "between",
     "with", "against", "as",    "below", "above", "end",  "or"});
constexpr auto kAfterMay = std::to_array<std::string_view>(
    {"exports", "imports", "export", "import", "output",   "production", "shipments", "sales",
     "figures", "data",    "total",  "volume", "volumes",  "was",        "were",      "saw",
     "had",     "to",      "and",    "from",   "compared", "at",         "rose",      "fell",
     "after",   "when",    "as",     "on",     "than",     "last",       "this",      "trade",
     "customs", "alone",   "totals", "figure", "of",       "through",    "until",     "is",
     "st",      "nd",      "rd",     "th",     "or",       "that",       "exceeded"});

// "May" as a month: beside a preposition, a figure, or a noun that takes a month.
bool IsMonthOfMay(std::string_view text, std::size_t at, std::size_t end) {
  const std::size_t next = SkipSpaces(text, end);
  const std::string_view after = WordAt(text, next);
  const std::string_view before = WordBefore(text, at);
  const std::size_t space = SkipSpacesBack(text, at);
  const bool after_day = space > 0 && space < at && IsDigit(text[space - 1]);
  if (after_day || IsOneOf(before, kBeforeMay)) {
    return true;
  }
  if (after.empty()) {
    const char c = ByteAt(text, next);
    return c == '\0' || IsDigit(c) || c == ',' || c == '.' || c == ')' || c == '-' || c == '\'' ||
           c == ':' || c == ';' || c == '/' || static_cast<unsigned char>(c) >= 0x80;
  }
  return IsOneOf(after, kAfterMay);
}

struct DayNumber {
  day number{0};
  std::size_t end = 0;
};

// One or two digits, "18th" too, that count neither tonnes nor per cent.
std::optional<DayNumber> DayNumberAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  unsigned value = 0;
  while (end < text.size() && IsDigit(text[end]) && end - at < 3) {
    value = value * 10 + static_cast<unsigned>(text[end] - '0');
    ++end;
  }
  const char next = ByteAt(text, end);
  const bool longer =
      (next == '.' || next == ',' || next == ':' || next == '/') && IsDigit(ByteAt(text, end + 1));
  if (end == at || end - at > 2 || value < 1 || value > 31 || longer) {
    return std::nullopt;
  }
  constexpr auto kSuffixes = std::to_array<std::string_view>({"st", "nd", "rd", "th"});
  const bool ordinal = IsOneOf(WordAt(text, end), kSuffixes);
  if (!ordinal && IsLetter(next)) {
    return std::nullopt;
  }
  return DayNumber{day(value), ordinal ? end + 2 : end};
}

bool CountsUnits(std::string_view text, std::size_t at, std::size_t end) {
  const Number number{.span = {at, end}, .mantissa = 1};
  const Number scaled = WithWordScale(text, number);
  return scaled.span.end != end || PercentUnitAt(text, end) ||
         MassUnitAt(text, end, number, Reading{}).has_value();
}

// Past "-20", " to 20", "/19" after a day: the range is known by its first day.
std::size_t PastDayRange(std::string_view text, std::size_t at) {
  const std::optional<std::size_t> join = RangeJoinEnd(text, at);
  const std::optional<DayNumber> last = join ? DayNumberAt(text, *join) : std::nullopt;
  return last && !CountsUnits(text, *join, last->end) ? last->end : at;
}

std::optional<Mention> DayMention(const DatedText& dated, Span span, month m, day d) {
  if (const std::optional<YearTail> tail = YearTailAt(dated, span.end); tail && !tail->fiscal) {
    const year_month_day found = tail->year / m / d;
    return found.ok() ? std::optional(PeriodMention({span.start, tail->end}, DayPeriod(found)))
                      : std::nullopt;
  }
  const std::optional<year_month_day> found =
      dated.calendar.Day(m, d, DayTenseAt(dated.text, span.start));
  return found ? std::optional(PeriodMention(span, DayPeriod(*found))) : std::nullopt;
}

// A month of the fiscal year from April to March that ends in `tail.year`, or of a calendar year.
year_month InYear(month m, const YearTail& tail) {
  const bool first_part = tail.fiscal && m >= std::chrono::April;
  return (tail.year - std::chrono::years(first_part ? 1 : 0)) / m;
}

struct Months {
  year_month first;
  year_month last;
  std::size_t end = 0;
};

// "in January and February" is one stretch, "each of May and June" is two months.
bool IsPairOfMonths(std::string_view text, std::size_t at, std::size_t second_at) {
  const std::string_view before = WordBefore(text, at);
  const std::optional<MonthName> first = MonthNameAt(text, at);
  const std::optional<MonthName> second = MonthNameAt(text, second_at);
  return first && second && first->month + std::chrono::months(1) == second->month &&
         SameLetters(before, "in");
}

std::optional<std::size_t> MonthJoinEnd(std::string_view text, std::size_t at, std::size_t end) {
  // "January-to-March" too
  const bool hyphened = ByteAt(text, end) == '-' && IsLetter(ByteAt(text, end + 1));
  const std::size_t next = hyphened ? end + 1 : SkipSpaces(text, end);
  const std::string_view word = WordAt(text, next);
  if (hyphened && SameLetters(word, "to") && ByteAt(text, next + word.size()) == '-') {
    return next + word.size() + 1;
  }
  if (SameLetters(word, "through") || SameLetters(word, "thru") || SameLetters(word, "till") ||
      SameLetters(word, "until")) {
    return hyphened ? next + word.size() + 1 : SkipSpaces(text, next + word.size());
  }
  if (SameLetters(word, "and") && SameLetters(WordBefore(text, at), "between")) {
    return SkipSpaces(text, next + word.size());
  }
  if (SameLetters(word, "and")) {
    const std::size_t second = SkipSpaces(text, next + word.size());
    return IsPairOfMonths(text, at, second) ? std::optional(second) : std::nullopt;
  }
  if (SameLetters(word, "or")) {
    return std::nullopt;
  }
  if (ByteAt(text, end) == '/') {
    return end + 1;
  }
  return RangeJoinEnd(text, end);
}

// "January to June", "Apr-Feb FY21", "December 2024 to April 2025"
std::optional<Months> MonthRangeAt(const DatedText& dated, std::size_t at, const MonthName& name) {
  const std::string_view text = dated.text;
  const std::optional<YearTail> own = YearTailAt(dated, name.end);
  const std::size_t end = own ? own->end : name.end;
  const std::optional<std::size_t> join = MonthJoinEnd(text, at, end);
  const std::optional<MonthName> second = join ? MonthNameAt(text, *join) : std::nullopt;
  if (!second) {
    return std::nullopt;
  }
  std::size_t past = second->end;
  std::optional<YearTail> tail = YearTailAt(dated, past);
  if (!tail) {
    // "April-February period of the current fiscal"
    const std::string_view period = WordAt(text, SkipSpaces(text, past));
    tail = SameLetters(period, "period") ? YearTailAt(dated, OffsetOf(text, period) + period.size())
                                         : std::nullopt;
  }
  std::optional<year_month> last;
  if (tail && tail->fiscal && second->month < name.month) {
    // "July-June 2025/26"
    return Months{(tail->year - std::chrono::years(1)) / name.month, tail->year / second->month,
                  tail->end};
  }
  if (tail) {
    last = InYear(second->month, *tail);
    past = tail->end;
  } else if (own) {
    last = own->year / second->month;
    last = second->month < name.month ? *last + std::chrono::years(1) : *last;
  } else {
    const bool from = SameLetters(WordBefore(text, at), "from");
    last = dated.calendar.Month(second->month, from ? Tense::kPast : TenseAt(text, at));
  }
  if (!last) {
    return std::nullopt;
  }
  year_month first = own ? own->year / name.month : last->year() / name.month;
  first = !own && first > *last ? first - std::chrono::years(1) : first;
  return first <= *last ? std::optional(Months{first, *last, past}) : std::nullopt;
}

// "June quarter", "March quarter 2025"
std::optional<Mention> NamedQuarter(const DatedText& dated, std::size_t at, const MonthName& name) {
  const std::string_view word = WordAt(dated.text, SkipSpaces(dated.text, name.end));
  if (!SameLetters(word, "quarter") || unsigned{name.month} % 3 != 0) {
    return std::nullopt;
  }
  const std::size_t end = OffsetOf(dated.text, word) + word.size();
  const std::optional<YearTail> tail = YearTailAt(dated, end);
  const std::optional<year_month> last = tail ? std::optional(tail->year / name.month)
                                              : dated.calendar.Month(name.month, Tense::kPast);
  if (!last) {
    return std::nullopt;
  }
  return PeriodMention({at, tail ? tail->end : end}, MonthsPeriod(*last - months(2), *last));
}

std::optional<Mention> PlainMonth(const DatedText& dated, std::size_t at, const MonthName& name) {
  if (const std::optional<YearTail> tail = YearTailAt(dated, name.end)) {
    return PeriodMention({at, tail->end}, MonthPeriod(InYear(name.month, *tail)));
  }
  Tense tense = TenseAt(dated.text, at);
  const std::string_view before = WordBefore(dated.text, at);
  std::optional<year_month> found = dated.calendar.Month(name.month, tense);
  if (found && SameLetters(before, "last") && *found == dated.calendar.this_month()) {
    found = *found - std::chrono::years(1);
  }
  return found ? std::optional(PeriodMention({at, name.letters_end}, MonthPeriod(*found)))
               : std::nullopt;
}

}  // namespace

std::optional<MonthName> MonthNameAt(std::string_view text, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<NameRow>(kMonths);
  const std::optional<PhraseIndex::Hit> hit = index.Find(text, at);
  if (!hit || !StartsWord(text, at)) {
    return std::nullopt;
  }
  const NameRow& row = kMonths[hit->phrase];
  if (row.number == 5 && !IsMonthOfMay(text, at, hit->end)) {
    return std::nullopt;
  }
  const bool is_short = row.phrase.front() == '=' && row.number != 5;
  const bool point = is_short && ByteAt(text, hit->end) == '.';
  return MonthName{month(row.number), hit->end, hit->end + (point ? 1 : 0)};
}

void AddMonthStarts(StartWords& words) {
  words.AddPhrases(kMonths);
}

std::optional<Mention> EnglishMonthAt(const DatedText& dated, std::size_t at) {
  const std::string_view text = dated.text;
  const std::optional<MonthName> name = MonthNameAt(text, at);
  if (!name) {
    return std::nullopt;
  }
  if (const std::optional<Months> range = MonthRangeAt(dated, at, *name)) {
    return PeriodMention({at, range->end}, MonthsPeriod(range->first, range->last));
  }
  if (std::optional<Mention> quarter = NamedQuarter(dated, at, *name)) {
    return quarter;
  }
  const std::size_t next = SkipSpaces(text, name->end);
  const bool joined = ByteAt(text, name->end) == '-' && IsDigit(ByteAt(text, name->end + 1));
  const std::size_t day_at = joined ? name->end + 1 : next;
  const std::optional<DayNumber> d = DayNumberAt(text, day_at);
  if (d && day_at != name->end && !CountsUnits(text, day_at, d->end)) {
    const std::size_t end = PastDayRange(text, d->end);
    return DayMention(dated, {at, end}, name->month, d->number);
  }
  return PlainMonth(dated, at, *name);
}

std::optional<Mention> EnglishDayAt(const DatedText& dated, std::size_t at) {
  const std::string_view text = dated.text;
  const std::optional<DayNumber> d = DayNumberAt(text, at);
  if (!d) {
    return std::nullopt;
  }
  const std::size_t end = PastDayRange(text, d->end);
  std::size_t next = SkipSpaces(text, end);
  const bool joined = ByteAt(text, end) == '-';
  next = joined ? end + 1 : next;
  const std::string_view of = WordAt(text, next);
  next = SameLetters(of, "of") ? SkipSpaces(text, next + 2) : next;
  const std::optional<MonthName> name = next == end ? std::nullopt : MonthNameAt(text, next);
  return name ? DayMention(dated, {at, name->end}, name->month, d->number) : std::nullopt;
}

}  // namespace rules
