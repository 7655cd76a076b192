// Words that name a stretch of time by another: "last year", "a year earlier", weekdays.
#include <array>

#include "rules/cursor.h"
#include "rules/number.h"
#include "rules/period_parts.h"

namespace rules {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;
using Tense = Calendar::Tense;

enum class Kind {
  kYear,     // years from that of publication
  kMonth,    // months from that of publication
  kQuarter,  // quarters from that of publication
  kHalf,     // the latest half of a year that was over on the day of publication
  kDay,      // days from that of publication
  kFiscal,   // fiscal years from that of publication
  kToDate,   // January to the month of publication
  kShift,    // months from the antecedent
  kDays,     // days from the antecedent
  kSame,
  kWholeYear,
  kCumulative,
};

struct Row {
  std::string_view phrase;
  Kind kind;
  int by = 0;
};

constexpr auto kRows = std::to_array<Row>({
    {"last year", Kind::kYear, -1},
    {"this year", Kind::kYear, 0},
    {"the current year", Kind::kYear, 0},
    {"next year", Kind::kYear, 1},
    {"the end of the year", Kind::kYear, 0},
    {"the year's end", Kind::kYear, 0},
    {"the year is out", Kind::kYear, 0},
    {"year end", Kind::kYear, 0},
    {"the year before last", Kind::kYear, -2},
    {"last month", Kind::kMonth, -1},
    {"this month", Kind::kMonth, 0},
    {"the current month", Kind::kMonth, 0},
    {"next month", Kind::kMonth, 1},
    {"last quarter", Kind::kQuarter, -1},
    {"this quarter", Kind::kQuarter, 0},
    {"the current quarter", Kind::kQuarter, 0},
    {"next quarter", Kind::kQuarter, 1},
    {"the half year", Kind::kHalf},
    {"today", Kind::kDay, 0},
    {"tonight", Kind::kDay, 0},
    {"yesterday", Kind::kDay, -1},
    {"tomorrow", Kind::kDay, 1},
    {"current fiscal", Kind::kFiscal, 0},
    {"current fiscal year", Kind::kFiscal, 0},
    {"current financial year", Kind::kFiscal, 0},
    {"this fiscal", Kind::kFiscal, 0},
    {"this fiscal year", Kind::kFiscal, 0},
    {"this financial year", Kind::kFiscal, 0},
    {"last fiscal", Kind::kFiscal, -1},
    {"last fiscal year", Kind::kFiscal, -1},
    {"last financial year", Kind::kFiscal, -1},
    {"previous fiscal", Kind::kFiscal, -1},
    {"so far this year", Kind::kToDate},
    {"this year so far", Kind::kToDate},
    {"this year to date", Kind::kToDate},
    {"thus far this year", Kind::kToDate},
    {"year to date", Kind::kToDate},
    {"the year to date", Kind::kToDate},
    {"the year so far", Kind::kToDate},
    {"=YTD", Kind::kToDate},
    {"=ytd", Kind::kToDate},
    {"a year earlier", Kind::kShift, -12},
    {"one year earlier", Kind::kShift, -12},
    {"a year ago", Kind::kShift, -12},
    {"one year ago", Kind::kShift, -12},
    {"a year before", Kind::kShift, -12},
    {"a year previously", Kind::kShift, -12},
    {"a year prior", Kind::kShift, -12},
    {"the year before", Kind::kShift, -12},
    {"the year earlier", Kind::kShift, -12},
    {"the year ago period", Kind::kShift, -12},
    {"the year earlier period", Kind::kShift, -12},
    {"year earlier period", Kind::kShift, -12},
    {"year ago period", Kind::kShift, -12},
    {"year ago month", Kind::kShift, -12},
    {"year earlier month", Kind::kShift, -12},
    {"year ago quarter", Kind::kShift, -12},
    {"year earlier quarter", Kind::kShift, -12},
    {"year ago level", Kind::kShift, -12},
    {"the previous year", Kind::kShift, -12},
    {"the preceding year", Kind::kShift, -12},
    {"the prior year", Kind::kShift, -12},
    {"previous year", Kind::kShift, -12},
    {"prior year", Kind::kShift, -12},
    {"the previous season", Kind::kShift, -12},
    {"the previous campaign", Kind::kShift, -12},
    {"the previous marketing year", Kind::kShift, -12},
    {"the previous crop year", Kind::kShift, -12},
    {"the previous fiscal year", Kind::kShift, -12},
    {"the previous financial year", Kind::kShift, -12},
    {"the season before", Kind::kShift, -12},
    {"a season earlier", Kind::kShift, -12},
    {"a season ago", Kind::kShift, -12},
    {"last season", Kind::kShift, -12},
    {"twelve months earlier", Kind::kShift, -12},
    {"12 months earlier", Kind::kShift, -12},
    {"the same month a year earlier", Kind::kShift, -12},
    {"the same month a year ago", Kind::kShift, -12},
    {"the same period a year earlier", Kind::kShift, -12},
    {"the same period a year ago", Kind::kShift, -12},
    {"the same quarter a year earlier", Kind::kShift, -12},
    {"the same quarter a year ago", Kind::kShift, -12},
    {"the same time a year earlier", Kind::kShift, -12},
    {"a month earlier", Kind::kShift, -1},
    {"one month earlier", Kind::kShift, -1},
    {"a month ago", Kind::kShift, -1},
    {"one month ago", Kind::kShift, -1},
    {"a month before", Kind::kShift, -1},
    {"the month before", Kind::kShift, -1},
    {"the previous month", Kind::kShift, -1},
    {"the preceding month", Kind::kShift, -1},
    {"the prior month", Kind::kShift, -1},
    {"previous month", Kind::kShift, -1},
    {"prior month", Kind::kShift, -1},
    {"preceding month", Kind::kShift, -1},
    {"a week earlier", Kind::kDays, -7},
    {"one week earlier", Kind::kDays, -7},
    {"a week before", Kind::kDays, -7},
    {"the week before", Kind::kDays, -7},
    {"a week previously", Kind::kDays, -7},
    {"the month after", Kind::kShift, 1},
    {"the following month", Kind::kShift, 1},
    {"the previous quarter", Kind::kShift, -3},
    {"the preceding quarter", Kind::kShift, -3},
    {"the prior quarter", Kind::kShift, -3},
    {"previous quarter", Kind::kShift, -3},
    {"prior quarter", Kind::kShift, -3},
    {"the quarter before", Kind::kShift, -3},
    {"a quarter earlier", Kind::kShift, -3},
    {"a quarter ago", Kind::kShift, -3},
    {"the same month", Kind::kSame},
    {"that month", Kind::kSame},
    {"the same period", Kind::kSame},
    {"that quarter", Kind::kSame},
    {"that half", Kind::kSame},
    {"the half", Kind::kSame},
    {"the quarter", Kind::kSame},
    {"the month", Kind::kSame},
    {"the period", Kind::kSame},
    {"the same quarter", Kind::kSame},
    {"the same year", Kind::kWholeYear},
    {"that year", Kind::kWholeYear},
    {"the whole year", Kind::kWholeYear},
    {"the full year", Kind::kWholeYear},
    {"full year", Kind::kWholeYear},
    {"for the year", Kind::kWholeYear},
    {"for the year to date", Kind::kCumulative},
    {"cumulative for the year", Kind::kCumulative},
    {"finish the year", Kind::kWholeYear},
    {"end the year", Kind::kWholeYear},
    {"ended the year", Kind::kWholeYear},
    {"close the year", Kind::kWholeYear},
    {"the year's total", Kind::kWholeYear},
    {"the year's figure", Kind::kWholeYear},
    {"the year's output", Kind::kWholeYear},
    {"the year's imports", Kind::kWholeYear},
    {"the year's exports", Kind::kWholeYear},
    {"the year as a whole", Kind::kWholeYear},
    {"cumulative", Kind::kCumulative},
    {"cumulatively", Kind::kCumulative},
});

// Whether the words around a phrase make it the date that it looks like: "year to date" is one, but
// "a year before the ban" is none; "in the quarter" is, "in the quarter to March" says which.
bool IsDated(std::string_view text, const Row& row, Span span) {
  constexpr auto kUntil = std::to_array<std::string_view>({"by", "before"});
  constexpr auto kWithin = std::to_array<std::string_view>({"in", "for", "during", "over"});
  constexpr auto kSays = std::to_array<std::string_view>(
      {"to", "of", "from", "ended", "ending", "through", "until", "between", "since", "before",
       "after", "when", "that", "immediately", "ahead", "and"});
  constexpr auto kEnds = std::to_array<std::string_view>({"to", "ended", "ending", "through"});
  const std::string_view before = WordBefore(text, span.start);
  const std::string_view next = WordAt(text, SkipSpaces(text, span.end));
  if (row.phrase.ends_with("before"))
    return !SameLetters(next, "the");
  if (row.kind == Kind::kYear && (row.phrase.ends_with("end") || row.phrase.ends_with("out") ||
                                  row.phrase.starts_with("the end")))
    return IsOneOf(before, kUntil);
  // "guidance for the year to June"
  if (row.phrase == "for the year")
    return !IsOneOf(next, kEnds);
  constexpr auto kBare =
      std::to_array<std::string_view>({"the half", "the quarter", "the month", "the period"});
  // "5% over the quarter" is a change since the one before.
  const bool changes = SameLetters(before, "over") && row.phrase != "the half";
  return !IsOneOf(row.phrase, kBare) ||
         (IsOneOf(before, kWithin) && !changes && !IsOneOf(next, kSays));
}

year_month QuarterStart(year_month ym) {
  const unsigned first = (unsigned{ym.month()} - 1) / 3 * 3 + 1;
  return ym.year() / std::chrono::month(first);
}

std::optional<Period> AbsoluteOf(const Calendar& calendar, const Row& row) {
  if (!calendar.known()) {
    return std::nullopt;
  }
  const year_month now = calendar.this_month();
  switch (row.kind) {
    case Kind::kYear:
      return YearPeriod(calendar.this_year() + std::chrono::years(row.by));
    case Kind::kMonth:
      return MonthPeriod(now + months(row.by));
    case Kind::kQuarter: {
      const year_month first = QuarterStart(now) + months(3 * row.by);
      return MonthsPeriod(first, first + months(2));
    }
    case Kind::kHalf:
      return unsigned{now.month()} > 6 ? PartOf(now.year(), 0, 6)
                                       : PartOf(now.year() - std::chrono::years(1), 1, 6);
    case Kind::kDay:
      return DayPeriod(sys_days(calendar.today()) + days(row.by));
    case Kind::kFiscal:
      return FiscalYear((now + months(9)).year() + std::chrono::years(row.by));
    case Kind::kToDate:
      return MonthsPeriod(now.year() / std::chrono::January, now);
    case Kind::kShift:
    case Kind::kDays:
    case Kind::kSame:
    case Kind::kWholeYear:
    case Kind::kCumulative:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<PeriodShift> ShiftOf(const Row& row) {
  switch (row.kind) {
    case Kind::kShift:
      return PeriodShift{.months = row.by};
    case Kind::kDays:
      return PeriodShift{.days = row.by};
    case Kind::kSame:
      return PeriodShift{.same = true};
    case Kind::kWholeYear:
      return PeriodShift{.whole_year = true};
    case Kind::kCumulative:
      return PeriodShift{.year_to_date = true};
    case Kind::kYear:
    case Kind::kMonth:
    case Kind::kQuarter:
    case Kind::kHalf:
    case Kind::kDay:
    case Kind::kFiscal:
    case Kind::kToDate:
      return std::nullopt;
  }
  return std::nullopt;
}

constexpr auto kSame =
    std::to_array<std::string_view>({"same", "corresponding", "comparable", "equivalent", "like"});

// "the same stage of the previous season", "… last season", "… of the previous one": past these.
std::optional<std::size_t> PastPreviousSeason(std::string_view text, std::size_t at) {
  constexpr auto kLinks = std::to_array<std::string_view>({"of", "in", "the", "a"});
  constexpr auto kPrevious =
      std::to_array<std::string_view>({"previous", "last", "prior", "preceding", "past"});
  constexpr auto kSeasons =
      std::to_array<std::string_view>({"one", "season", "campaign", "cycle", "marketing", "crop",
                                       "fiscal", "financial", "harvest"});
  std::size_t next = SkipSpaces(text, at);
  for (std::string_view link = WordAt(text, next); IsOneOf(link, kLinks);
       link = WordAt(text, next)) {
    next = SkipSpaces(text, next + link.size());
  }
  const std::string_view previous = WordAt(text, next);
  if (!IsOneOf(previous, kPrevious))
    return std::nullopt;
  const std::string_view season = WordAt(text, SkipSpaces(text, next + previous.size()));
  if (!IsOneOf(season, kSeasons))
    return std::nullopt;
  const std::size_t end = OffsetOf(text, season) + season.size();
  const std::string_view year = WordAt(text, SkipSpaces(text, end));
  return SameLetters(year, "year") ? OffsetOf(text, year) + year.size() : end;
}

// "the same month of 2024", "the corresponding period of last year", "the same period in FY20": as
// many years from the antecedent as that year is from the one of publication.
std::optional<Mention> SamePartOf(const DatedText& dated, std::size_t at) {
  constexpr auto kPart =
      std::to_array<std::string_view>({"month", "period", "quarter", "half", "time", "months",
                                       "stretch", "stage", "point", "span"});
  const std::string_view text = dated.text;
  const std::string_view first = WordAt(text, at);
  const std::size_t start = SameLetters(first, "the") ? SkipSpaces(text, at + first.size()) : at;
  const std::string_view same = WordAt(text, start);
  if (!IsOneOf(same, kSame)) {
    return std::nullopt;
  }
  std::string_view part = WordAt(text, SkipSpaces(text, start + same.size()));
  if (!IsOneOf(part, kPart)) {
    // "the same seven months of 2024"
    const std::optional<Number> count = NumberAt(text, SkipSpaces(text, start + same.size()));
    part = count ? WordAt(text, SkipSpaces(text, count->span.end)) : part;
  }
  if (IsOneOf(part, kPart)) {
    if (const auto end = PastPreviousSeason(text, OffsetOf(text, part) + part.size()))
      return LeaningMention({at, *end}, {.months = -12});
  }
  const std::optional<YearTail> tail = IsOneOf(part, kPart) && dated.calendar.known()
                                           ? YearTailAt(dated, OffsetOf(text, part) + part.size())
                                           : std::nullopt;
  if (!tail) {
    return std::nullopt;
  }
  const year_month now = dated.calendar.this_month();
  const std::chrono::year current = tail->fiscal ? (now + months(9)).year() : now.year();
  const auto years_back = static_cast<int>((tail->year - current).count());
  return years_back == 0
             ? std::nullopt
             : std::optional(LeaningMention({at, tail->end}, {.months = 12 * years_back}));
}

// "two years ago", "three months earlier", "10 years before"
std::optional<Mention> CountedBack(std::string_view text, std::size_t at) {
  const std::optional<Number> count = NumberAt(text, at);
  if (!count || count->exponent != 0 || count->mantissa < 1 || count->mantissa > 100) {
    return std::nullopt;
  }
  const std::string_view unit = WordAt(text, SkipSpaces(text, count->span.end));
  const bool years = SameLetters(unit, "years");
  if (!years && !SameLetters(unit, "months")) {
    return std::nullopt;
  }
  const std::size_t unit_end = OffsetOf(text, unit) + unit.size();
  const std::string_view back = WordAt(text, SkipSpaces(text, unit_end));
  constexpr auto kBack = std::to_array<std::string_view>({"ago", "earlier", "previously", "prior"});
  const bool later = SameLetters(back, "later");
  if (!IsOneOf(back, kBack) && !later) {
    return std::nullopt;
  }
  const int by = static_cast<int>(count->mantissa) * (years ? 12 : 1) * (later ? 1 : -1);
  return LeaningMention({at, OffsetOf(text, back) + back.size()}, {.months = by});
}

}  // namespace

void AddLeaningStarts(StartWords& words) {
  words.AddPhrases(kRows);
  words.AddWords(kSame);
  AddWeekdayStarts(words);
  words.Add("the");
  AddNumberStarts(words);
}

std::optional<Mention> EnglishLeaningAt(const DatedText& dated, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<Row>(kRows);
  if (std::optional<Mention> part = SamePartOf(dated, at)) {
    return part;
  }
  if (const std::optional<PhraseIndex::Hit> hit = index.Find(dated.text, at)) {
    const Row& row = kRows[hit->phrase];
    if (!IsDated(dated.text, row, {at, hit->end})) {
      return std::nullopt;
    }
    if (const std::optional<PeriodShift> shift = ShiftOf(row)) {
      return LeaningMention({at, hit->end}, *shift);
    }
    const std::optional<Period> period = AbsoluteOf(dated.calendar, row);
    return period ? std::optional(PeriodMention({at, hit->end}, *period)) : std::nullopt;
  }
  if (std::optional<Mention> back = CountedBack(dated.text, at)) {
    return back;
  }
  return WeekdayAt(dated, at);
}

}  // namespace rules
