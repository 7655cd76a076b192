// Quarters, halves, and runs of months: "Q2 2025", "first half", "first 11 months of 2024".
#include <algorithm>
#include <array>

#include "rules/cursor.h"
#include "rules/number.h"
#include "rules/period_parts.h"

namespace rules {
namespace {

using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month;
using Tense = Calendar::Tense;

struct PartRow {
  std::string_view phrase;
  int part;
  int months;
};

constexpr auto kParts = std::to_array<PartRow>({
    {"first quarter", 0, 3},
    {"opening quarter", 0, 3},
    {"closing quarter", 3, 3},
    {"second quarter", 1, 3},
    {"third quarter", 2, 3},
    {"fourth quarter", 3, 3},
    {"final quarter", 3, 3},
    {"1st quarter", 0, 3},
    {"2nd quarter", 1, 3},
    {"3rd quarter", 2, 3},
    {"4th quarter", 3, 3},
    {"=Q1", 0, 3},
    {"=Q2", 1, 3},
    {"=Q3", 2, 3},
    {"=Q4", 3, 3},
    {"=1Q", 0, 3},
    {"=2Q", 1, 3},
    {"=3Q", 2, 3},
    {"=4Q", 3, 3},
    {"first half", 0, 6},
    {"second half", 1, 6},
    {"opening half", 0, 6},
    {"latter half", 1, 6},
    {"1st half", 0, 6},
    {"2nd half", 1, 6},
    {"=H1", 0, 6},
    {"=H2", 1, 6},
    {"=1H", 0, 6},
    {"=2H", 1, 6},
    {"first three quarters", 0, 9},
    {"first two quarters", 0, 6},
});

// "Q4-25", "1H25": two figures are a year here.
std::optional<YearTail> ShortYearAt(std::string_view text, std::size_t at) {
  const std::size_t start = ByteAt(text, at) == '-' || ByteAt(text, at) == '/' ? at + 1 : at;
  const bool two = IsDigit(ByteAt(text, start)) && IsDigit(ByteAt(text, start + 1));
  if (!two || !EndsWord(text, start + 2)) {
    return std::nullopt;
  }
  const int number = (text[start] - '0') * 10 + (text[start + 1] - '0');
  return YearTail{year(2000 + number), start + 2};
}

Period InFiscalYear(const PartRow& row, year ends) {
  const year_month first = FiscalYear(ends).first + months(row.part * row.months);
  return MonthsPeriod(first, first + months(row.months - 1));
}

std::optional<Mention> NumberedPart(const DatedText& dated, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<PartRow>(kParts);
  const std::optional<PhraseIndex::Hit> hit = index.Find(dated.text, at);
  if (!hit) {
    return std::nullopt;
  }
  const PartRow& row = kParts[hit->phrase];
  const bool lettered = hit->end - at == 2;
  std::optional<YearTail> tail = lettered ? ShortYearAt(dated.text, hit->end) : std::nullopt;
  if (!tail) {
    tail = lettered && IsDigit(ByteAt(dated.text, hit->end)) ? YearAt(dated.text, hit->end)
                                                             : YearTailAt(dated, hit->end);
  }
  if (tail) {
    const Period period =
        tail->fiscal ? InFiscalYear(row, tail->year) : PartOf(tail->year, row.part, row.months);
    return PeriodMention({at, tail->end}, period);
  }
  if (!EndsWord(dated.text, hit->end)) {
    return std::nullopt;
  }
  const std::optional<Period> period =
      dated.calendar.Part(row.part, row.months, TenseAt(dated.text, at));
  return period ? std::optional(PeriodMention({at, hit->end}, *period)) : std::nullopt;
}

struct MonthsWord {
  int count = 0;
  std::size_t end = 0;
};

// "11 months", "six-month", "seven month"
std::optional<MonthsWord> MonthsAt(std::string_view text, std::size_t at) {
  const std::optional<Number> number = NumberAt(text, at);
  if (!number || number->exponent != 0 || number->mantissa < 1 || number->mantissa > 60) {
    return std::nullopt;
  }
  const std::size_t end = number->span.end;
  const std::size_t next = ByteAt(text, end) == '-' ? end + 1 : SkipSpaces(text, end);
  const std::string_view word = WordAt(text, next);
  const bool months_word = SameLetters(word, "months") || SameLetters(word, "month");
  return next != end && months_word
             ? std::optional(MonthsWord{static_cast<int>(number->mantissa), next + word.size()})
             : std::nullopt;
}

// Past " to", " ended", " ending in", … before the month that ends a stretch.
std::optional<std::size_t> PastEnding(std::string_view text, std::size_t at) {
  const std::size_t next = SkipSpaces(text, at);
  const std::string_view word = WordAt(text, next);
  constexpr auto kEnding =
      std::to_array<std::string_view>({"to", "ended", "ending", "through", "until", "till"});
  if (next == at || !IsOneOf(word, kEnding)) {
    return std::nullopt;
  }
  // "to the end of December", "ended in June", "to end-March"
  constexpr auto kLinks =
      std::to_array<std::string_view>({"in", "on", "the", "end", "close", "of"});
  std::size_t past = SkipSpaces(text, next + word.size());
  for (std::string_view link = WordAt(text, past); IsOneOf(link, kLinks);
       link = WordAt(text, past)) {
    past += link.size();
    past = ByteAt(text, past) == '-' ? past + 1 : SkipSpaces(text, past);
  }
  return past;
}

// "12 months to June", "the three months ended June 30, 2025", "fiscal year to March 2026"
std::optional<Mention> EndingStretch(const DatedText& dated, std::size_t at,
                                     const MonthsWord& run) {
  const std::optional<std::size_t> next = PastEnding(dated.text, run.end);
  if (!next) {
    return std::nullopt;
  }
  // "30 June" and "June 30" are told by their month.
  std::optional<Mention> last = EnglishDayAt(dated, *next);
  last = last ? last : EnglishMonthAt(dated, *next);
  if (!last || !last->period) {
    return std::nullopt;
  }
  const year_month end = last->period->last;
  return PeriodMention({at, last->span.end}, MonthsPeriod(end - months(run.count - 1), end));
}

struct LengthRow {
  std::string_view phrase;
  int months;
};

constexpr auto kLengths = std::to_array<LengthRow>({{"year", 12},
                                                    {"fiscal year", 12},
                                                    {"financial year", 12},
                                                    {"quarter", 3},
                                                    {"half year", 6},
                                                    {"half", 6}});

std::optional<Mention> StretchTo(const DatedText& dated, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<LengthRow>(kLengths);
  const std::optional<PhraseIndex::Hit> hit = index.Find(dated.text, at);
  if (hit) {
    return EndingStretch(dated, at, {kLengths[hit->phrase].months, hit->end});
  }
  const std::optional<MonthsWord> run = MonthsAt(dated.text, at);
  return run ? EndingStretch(dated, at, *run) : std::nullopt;
}

Period Run(const YearTail& tail, bool first, int count) {
  const year_month begins = tail.fiscal ? FiscalYear(tail.year).first : tail.year / month(1);
  const year_month start = begins + months(first ? 0 : 12 - count);
  return MonthsPeriod(start, start + months(count - 1));
}

constexpr auto kFirst = std::to_array<std::string_view>({"first", "opening", "initial"});
constexpr auto kLast = std::to_array<std::string_view>({"last", "final"});

// "first 11 months of 2024", "last two months of 2025"
std::optional<Mention> CountedMonths(const DatedText& dated, std::size_t at) {
  const std::string_view word = WordAt(dated.text, at);
  const bool first = IsOneOf(word, kFirst);
  const bool last = IsOneOf(word, kLast);
  if (!first && !last) {
    return std::nullopt;
  }
  const std::size_t next = SkipSpaces(dated.text, at + word.size());
  std::optional<MonthsWord> run = MonthsAt(dated.text, next);
  if (!run && first && SameLetters(WordAt(dated.text, next), "month")) {
    run = MonthsWord{1, next + 5};
  }
  if (!run || run->count > 11) {
    return std::nullopt;
  }
  if (const std::optional<YearTail> tail = YearTailAt(dated, run->end)) {
    return PeriodMention({at, tail->end}, Run(*tail, first, run->count));
  }
  // "the first seven months of the fiscal year that began in April"
  const std::optional<SeasonBound> bound =
      dated.calendar.known() ? SeasonBoundAt(dated.text, run->end) : std::nullopt;
  if (bound && !bound->is_end) {
    const std::optional<year_month> start = dated.calendar.Month(bound->month, Tense::kPast);
    return PeriodMention({at, bound->end}, MonthsPeriod(*start, *start + months(run->count - 1)));
  }
  // "the first month of controls" is no January.
  if (!first || run->count == 1 || !dated.calendar.known()) {
    return std::nullopt;
  }
  const std::optional<year_month> end =
      dated.calendar.Month(month(static_cast<unsigned>(run->count)), Tense::kPast);
  return PeriodMention({at, run->end},
                       Run({.year = end->year(), .end = run->end}, true, run->count));
}

constexpr auto kSeasons = std::to_array<std::string_view>(
    {"season", "campaign", "marketing", "crop", "fiscal", "financial", "sugar", "coffee"});

// "the season that began in July", "the marketing year which started in October": up to now.
std::optional<Mention> SeasonFrom(const DatedText& dated, std::size_t at) {
  if (!IsOneOf(WordAt(dated.text, at), kSeasons) || !dated.calendar.known())
    return std::nullopt;
  const std::optional<SeasonBound> bound = SeasonBoundAt(dated.text, at);
  if (!bound || bound->is_end)
    return std::nullopt;
  const std::optional<year_month> first = dated.calendar.Month(bound->month, Tense::kPast);
  if (!first)
    return std::nullopt;
  const year_month last = std::min(*first + months(11), dated.calendar.this_month());
  return PeriodMention({at, bound->end}, MonthsPeriod(*first, last));
}

constexpr auto kRest = std::to_array<std::string_view>({"rest", "remainder"});

// "the rest of 2025", "the remainder of this year"
std::optional<Mention> RestOfYear(const DatedText& dated, std::size_t at) {
  const std::string_view word = WordAt(dated.text, at);
  if (!IsOneOf(word, kRest)) {
    return std::nullopt;
  }
  const std::size_t end = at + word.size();
  const std::string_view of = WordAt(dated.text, SkipSpaces(dated.text, end));
  const std::optional<YearTail> tail =
      SameLetters(of, "of") ? YearTailAt(dated, end) : std::nullopt;
  if (!tail || !dated.calendar.known()) {
    return std::nullopt;
  }
  return PeriodMention({at, tail->end}, dated.calendar.RestOf(tail->year));
}

}  // namespace

std::optional<SeasonBound> SeasonBoundAt(std::string_view text, std::size_t at) {
  constexpr std::size_t kWordsMost = 6;
  constexpr auto kYears = std::to_array<std::string_view>({"year", "season", "campaign", "cycle"});
  constexpr auto kThat = std::to_array<std::string_view>({"that", "which"});
  constexpr auto kBegan = std::to_array<std::string_view>(
      {"began", "started", "begins", "starts", "opened", "commenced", "runs"});
  constexpr auto kEnded =
      std::to_array<std::string_view>({"ended", "ends", "closed", "finished", "expired"});
  constexpr auto kLinks = std::to_array<std::string_view>({"in", "on", "from", "last", "this"});
  std::size_t next = SkipSpaces(text, at);
  std::string_view word = WordAt(text, next);
  for (std::size_t i = 0; i < kWordsMost && !word.empty() && !IsOneOf(word, kYears); ++i) {
    next = SkipSpaces(text, next + word.size());
    word = WordAt(text, next);
  }
  if (!IsOneOf(word, kYears))
    return std::nullopt;
  next += word.size();
  next = SkipSpaces(text, ByteAt(text, next) == ',' ? next + 1 : next);
  const std::string_view that = WordAt(text, next);
  if (!IsOneOf(that, kThat))
    return std::nullopt;
  next = SkipSpaces(text, next + that.size());
  const std::string_view verb = WordAt(text, next);
  const bool is_end = IsOneOf(verb, kEnded);
  if (!is_end && !IsOneOf(verb, kBegan))
    return std::nullopt;
  next = SkipSpaces(text, next + verb.size());
  for (std::string_view link = WordAt(text, next); IsOneOf(link, kLinks); link = WordAt(text, next))
    next = SkipSpaces(text, next + link.size());
  const std::optional<MonthName> name = MonthNameAt(text, next);
  return name ? std::optional(SeasonBound{name->month, is_end, name->letters_end}) : std::nullopt;
}

void AddPartStarts(StartWords& words) {
  words.AddPhrases(kParts);
  words.AddPhrases(kLengths);
  words.AddWords(kFirst);
  words.AddWords(kLast);
  words.AddWords(kRest);
  words.AddWords(kSeasons);
  AddNumberStarts(words);
}

std::optional<Mention> EnglishPartAt(const DatedText& dated, std::size_t at) {
  using Reader = std::optional<Mention> (*)(const DatedText&, std::size_t);
  constexpr std::array<Reader, 5> kReaders = {NumberedPart, CountedMonths, StretchTo, RestOfYear,
                                              SeasonFrom};
  for (const Reader read : kReaders) {
    if (std::optional<Mention> found = read(dated, at)) {
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace rules
