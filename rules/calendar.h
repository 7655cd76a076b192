#pragma once

#include <chrono>
#include <optional>

#include "rules/mention.h"
#include "rules/period.h"

namespace rules {

// The calendar as an item's readers see it on its day of publication.
// Everything is nullopt where the day of publication is not known.
class Calendar {
 public:
  explicit Calendar(const Reading& reading);

  // How the words around a date without a year lean. kSoon: past, unless the day is at most two
  // months ahead.
  enum class Tense { kPast, kFuture, kNearest, kSoon };

  bool known() const { return today_.has_value(); }
  std::chrono::year_month_day today() const { return *today_; }  // needs known()
  std::chrono::year_month this_month() const { return today_->year() / today_->month(); }
  std::chrono::year this_year() const { return today_->year(); }

  // kPast: the latest that began not after publication; kFuture: the first not before it.
  std::optional<std::chrono::year_month> Month(std::chrono::month month, Tense tense) const;
  std::optional<std::chrono::year_month_day> Day(std::chrono::month month, std::chrono::day day,
                                                 Tense tense) const;
  // A bare day ("18日"): of the month of publication, or of the one before where that is still to
  // come.
  std::optional<std::chrono::year_month_day> DayOfMonth(std::chrono::day day) const;
  std::optional<std::chrono::year_month_day> Weekday(std::chrono::weekday weekday,
                                                     Tense tense) const;
  // A quarter or a half: `length` months from month 1 + part * length of its year.
  std::optional<Period> Part(int part, int length, Tense tense) const;

  // From the month of publication, or the next one from the 20th on, to December; the whole year
  // when it is another. Needs known().
  Period RestOf(std::chrono::year year) const;

 private:
  std::optional<std::chrono::year_month_day> today_;
};

// `part` from 0: the second quarter is PartOf(year, 1, 3).
Period PartOf(std::chrono::year y, int part, int length);
// April of the year before to March of `ends`.
Period FiscalYear(std::chrono::year ends);

}  // namespace rules
