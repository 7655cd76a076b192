#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "rules/calendar.h"
#include "rules/mention.h"
#include "rules/starts.h"

namespace rules {

// The parts that period_words.h is made of. Each function reads what begins at `at`; nullopt:
// nothing of its kind begins there.

struct DatedText {
  std::string_view text;
  const Calendar& calendar;
  bool has_han = true;  // false: certainly no Chinese character is in it
};

Mention PeriodMention(Span span, const Period& period);
Mention LeaningMention(Span span, const PeriodShift& shift);

// "June", "Jun.", "JUNE"; "May" and "March" only where they are no verbs.
struct MonthName {
  std::chrono::month month;
  std::size_t letters_end = 0;
  std::size_t end = 0;  // past the point of "Jun."
};
std::optional<MonthName> MonthNameAt(std::string_view text, std::size_t at);

// A year after a month, quarter or half: "2024", ", 2024", "of 2024", "of last year", "this year".
struct YearTail {
  std::chrono::year year;
  std::size_t end = 0;
  bool fiscal = false;  // "FY25", "2024-25": the fiscal year that ends in `year`
};
std::optional<YearTail> YearTailAt(const DatedText& dated, std::size_t at);
// Four digits 1900–2099 that are not the beginning of something longer or of an amount.
std::optional<YearTail> YearAt(std::string_view text, std::size_t at);
// "FY2024-25", "FY25", "fiscal 2025", "2024-25".
std::optional<YearTail> FiscalYearAt(const DatedText& dated, std::size_t at);

// Behind "2024/25" or "the first five months": " marketing year, which ended in June", " of the
// fiscal year that began in April".
struct SeasonBound {
  std::chrono::month month;
  bool is_end = false;
  std::size_t end = 0;
};
std::optional<SeasonBound> SeasonBoundAt(std::string_view text, std::size_t at);

// Which way a date without a year leans, by the words before it.
Calendar::Tense TenseAt(std::string_view text, std::size_t at);
// Likewise for a day: without a verb that tells the past, a day soon to come is meant.
Calendar::Tense DayTenseAt(std::string_view text, std::size_t at);

// Months, days and stretches with a month's name.
std::optional<Mention> EnglishMonthAt(const DatedText& dated, std::size_t at);
// "18 July 2025", "12 months to June".
std::optional<Mention> EnglishDayAt(const DatedText& dated, std::size_t at);
// Quarters, halves, first N months.
std::optional<Mention> EnglishPartAt(const DatedText& dated, std::size_t at);
// The words with which each of these three can begin, and those of fiscal years.
void AddMonthStarts(StartWords& words);
void AddPartStarts(StartWords& words);
void AddLeaningStarts(StartWords& words);
void AddFiscalStarts(StartWords& words);
// "last year", "a year earlier", "the same month of 2024", "so far this year", weekdays, "today".
std::optional<Mention> EnglishLeaningAt(const DatedText& dated, std::size_t at);
// "Monday", "on Friday"; and the words with which they can begin.
std::optional<Mention> WeekdayAt(const DatedText& dated, std::size_t at);
void AddWeekdayStarts(StartWords& words);
// "2025-07-18", "06/2025", "2024-25", and bare years after a cue.
std::optional<Mention> FiguresAt(const DatedText& dated, std::size_t at);
// Chinese dates, and Chinese words that lean on another date.
std::optional<Mention> HanPeriodAt(const DatedText& dated, std::size_t at);
std::optional<Mention> HanWordAt(const DatedText& dated, std::size_t at);

// A whole number from 1 to `most`, in figures or Chinese numerals.
struct SmallNumber {
  int value = 0;
  std::size_t end = 0;
};
std::optional<SmallNumber> SmallNumberAt(std::string_view text, std::size_t at, int most);

}  // namespace rules
