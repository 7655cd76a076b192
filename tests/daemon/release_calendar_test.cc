#include "daemon/release_calendar.h"

#include "tests/support/catch.h"

namespace {

using lodewatch::Expectation;
using lodewatch::ReleaseCalendar;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_seconds;
using std::chrono::year;

sys_seconds At(int month, int day, int hour, int minute = 0, int in_year = 2026) {
  return std::chrono::sys_days{year{in_year} / month / day} + hours(hour) + minutes(minute);
}
std::chrono::local_days Day(int month, int day) {
  return std::chrono::local_days{year{2026} / month / day};
}

// 10:30 in Beijing is 02:30 UTC.
ReleaseCalendar Beijing() {
  ReleaseCalendar calendar;
  calendar.time_of_day = hours(10) + minutes(30);
  calendar.zone = "Asia/Shanghai";
  calendar.grace = hours(6);
  return calendar;
}

TEST_CASE("Listed days are expected at their hour in the publisher's zone", "[calendar]") {
  ReleaseCalendar calendar = Beijing();
  calendar.days = {Day(7, 14), Day(8, 7)};
  CHECK(NextExpected(calendar, At(7, 1, 0)) == At(7, 14, 2, 30));
  CHECK(NextExpected(calendar, At(7, 14, 2, 30)) == At(8, 7, 2, 30));
  CHECK(LastExpected(calendar, At(7, 14, 2, 29)) == std::nullopt);
  CHECK(LastExpected(calendar, At(7, 14, 2, 30)) == At(7, 14, 2, 30));
  CHECK(NextExpected(calendar, At(9, 1, 0)) == std::nullopt);
}

TEST_CASE("A day of the month is kept in short months and moved by working days", "[calendar]") {
  ReleaseCalendar calendar;
  calendar.day_of_month = 31;
  CHECK(NextExpected(calendar, At(2, 1, 0)) == At(2, 28, 0));
  CHECK(LastExpected(calendar, At(3, 1, 0)) == At(2, 28, 0));
  calendar.on_working_days = true;  // 31 January and 28 February 2026 are Saturdays
  CHECK(NextExpected(calendar, At(2, 1, 0)) == At(2, 2, 0));
  CHECK(NextExpected(calendar, At(2, 3, 0)) == At(3, 2, 0));
  calendar.holidays = {Day(3, 2)};
  CHECK(NextExpected(calendar, At(2, 3, 0)) == At(3, 3, 0));
  calendar.day_of_month = 18;
  CHECK(NextExpected(calendar, At(12, 20, 0)) == At(1, 18, 0, 0, 2027));
}

TEST_CASE("What the first poll finds is the last edition expected, never the next one",
          "[calendar]") {
  ReleaseCalendar calendar = Beijing();
  calendar.days = {Day(7, 14), Day(8, 7)};
  const sys_seconds night_before = At(8, 6, 22);
  const sys_seconds first = FirstEditionAt(calendar, night_before);
  CHECK(first == At(7, 14, 2, 30));
  CHECK(PollAt(calendar, first, At(8, 7, 4), night_before) == At(8, 7, 2, 30));
  CHECK(ExpectationAt(calendar, first, night_before) == Expectation::kNothing);
  CHECK(ExpectationAt(calendar, first, At(8, 7, 2, 31)) == Expectation::kDue);
  CHECK(IsEarly(calendar, first, night_before));

  calendar.days = {Day(8, 7)};
  const sys_seconds before_any = FirstEditionAt(calendar, night_before);
  CHECK(ExpectationAt(calendar, before_any, At(8, 7, 2, 31)) == Expectation::kDue);
  CHECK(FirstEditionAt(calendar, At(1, 2, 3)) == At(1, 2, 3));
  calendar.days.clear();
  CHECK(FirstEditionAt(calendar, night_before) == night_before);
}

TEST_CASE("Summer time moves the moment", "[calendar]") {
  ReleaseCalendar calendar;
  calendar.day_of_month = 5;
  calendar.time_of_day = hours(8) + minutes(30);
  calendar.zone = "America/New_York";
  CHECK(NextExpected(calendar, At(2, 1, 0)) == At(2, 5, 13, 30));
  CHECK(NextExpected(calendar, At(7, 1, 0)) == At(7, 5, 12, 30));
  CHECK(lodewatch::IsZone("America/New_York"));
  CHECK_FALSE(lodewatch::IsZone("Asia/Beijing-ish"));
}

TEST_CASE("An edition is due from its hour, late after the grace, and then it has come",
          "[calendar]") {
  ReleaseCalendar calendar = Beijing();
  calendar.days = {Day(6, 9), Day(7, 14)};
  const sys_seconds may = At(6, 9, 2, 31);
  CHECK(ExpectationAt(calendar, may, At(7, 14, 2, 29)) == Expectation::kNothing);
  CHECK(ExpectationAt(calendar, may, At(7, 14, 2, 30)) == Expectation::kDue);
  CHECK(ExpectationAt(calendar, may, At(7, 14, 8, 30)) == Expectation::kDue);
  CHECK(ExpectationAt(calendar, may, At(7, 14, 8, 31)) == Expectation::kLate);
  CHECK(ExpectationAt(calendar, At(7, 14, 2, 33), At(7, 14, 9)) == Expectation::kNothing);
  CHECK(ExpectationAt(calendar, At(7, 12, 2), At(7, 14, 9)) == Expectation::kNothing);  // early
  CHECK(ExpectationAt(calendar, std::nullopt, At(6, 1, 0)) == Expectation::kNothing);
  CHECK(ExpectationAt(calendar, std::nullopt, At(6, 10, 0)) == Expectation::kLate);
}

TEST_CASE("What comes days before its time is early, what comes at its hour is not", "[calendar]") {
  ReleaseCalendar calendar = Beijing();
  calendar.days = {Day(6, 9), Day(7, 14)};
  const sys_seconds may = At(6, 9, 2, 31);
  CHECK(IsEarly(calendar, may, At(7, 12, 0)));
  CHECK_FALSE(IsEarly(calendar, may, At(7, 14, 2, 5)));  // half an hour is no surprise
  CHECK_FALSE(IsEarly(calendar, may, At(7, 14, 3)));
  CHECK_FALSE(IsEarly(calendar, may, At(6, 20, 0)));          // a correction of May
  CHECK_FALSE(IsEarly(calendar, At(5, 9, 0), At(7, 12, 0)));  // that is May's, late
}

TEST_CASE("A source is asked at the expected moment and every minute while it is due",
          "[calendar]") {
  ReleaseCalendar calendar = Beijing();
  calendar.days = {Day(6, 9), Day(7, 14)};
  const sys_seconds may = At(6, 9, 2, 31);
  const auto next = [&](sys_seconds now, sys_seconds last) {
    return PollAt(calendar, last, now + hours(1), now);
  };
  CHECK(next(At(7, 13, 0), may) == At(7, 13, 1));
  CHECK(next(At(7, 14, 2), may) == At(7, 14, 2, 30));
  CHECK(next(At(7, 14, 2, 30), may) == At(7, 14, 2, 31));
  CHECK(next(At(7, 14, 8, 31), may) == At(7, 14, 9, 31));  // late: as usual again
  CHECK(next(At(7, 14, 2, 33), At(7, 14, 2, 33)) == At(7, 14, 3, 33));
  CHECK(next(At(7, 14, 2), At(7, 12, 0)) == At(7, 14, 3));  // it has come already
}

}  // namespace
