#include "feeds/feed_date.h"

#include <string>

#include "tests/support/catch.h"

namespace {

using feeds::ParseFeedDate;
using std::chrono::sys_seconds;

// Seconds since 1970 as `date -u -d … +%s` gives them.
std::optional<sys_seconds> At(long long seconds) {
  return sys_seconds{std::chrono::seconds{seconds}};
}

TEST_CASE("ParseFeedDate reads the dates of RFC 822 and 2822", "[feeds][feed_date]") {
  struct Case {
    std::string_view text;
    std::optional<sys_seconds> moment;
  };
  const Case cases[] = {
      {"Mon, 14 Jul 2025 11:20:00 +0800", At(1752463200)},
      {"Mon, 14 Jul 2025 03:20:00 GMT", At(1752463200)},
      {"14 Jul 2025 03:20 UT", At(1752463200)},
      {"14 Jul 25 03:20 Z", At(1752463200)},
      {"Mon,14 Jul 2025 03:20:00 UTC", At(1752463200)},
      {"  Monday, 14 July 2025 03:20:00 GMT\n", At(1752463200)},
      {"Mon, 14 Jul 2025 03:20:00 GMT (Greenwich)", At(1752463200)},
      {"Sun, 13 Jul 2025 23:20:00 EDT", At(1752463200)},
      {"Sun, 13 Jul 2025 20:20:00 PDT", At(1752463200)},
      {"Mon, 14 Jul 2025 05:20:00 CEST", At(1752463200)},
      {"Mon, 14 Jul 2025 12:20:00 JST", At(1752463200)},
      {"Mon, 14 Jul 2025 03:20:00", At(1752463200)},
      {"14-Jul-2025 03:20:00 GMT", At(1752463200)},
      {"Mon, 14 Jul 2025 11:20:00 GMT+08:00", At(1752463200)},
      {"Sat, 07 Sep 02 00:00:01 GMT", At(1031356801)},
      {"31 Dec 99 23:59:59 GMT", At(946684799)},
      {"Thu, 31 Dec 98 23:59:60 GMT", At(915148800)},
      {"14 Jul 2025", At(1752451200)},
      {"Mon, 14 Jul 2025 03:20:00 XYZ", At(1752463200)},
      {"Mon, 14 Jul 2025 03:20:00 xyz", std::nullopt},
      {"Mon, 14 Jul 03:20:00 XYZ", std::nullopt},
      {"Mon, 14 Jul 2025 XYZ", std::nullopt},
      {"Mon, 14 Jul 2025 11:20:00 +0800 XYZ", At(1752463200)},
      {"Mon, 14 Jul 2025 03:20:00 XYZ ABC", std::nullopt},
      {"Mon, 31 Feb 2025 03:20:00 GMT", std::nullopt},
      {"Mon, 14 Foo 2025 03:20:00 GMT", std::nullopt},
      {"Foo, 14 Jul 2025 03:20:00 GMT", std::nullopt},
      {"Mon, 14 Jul 2025 25:20:00 GMT", std::nullopt},
      {"Mon, 14 Jul 2025 03:61:00 GMT", std::nullopt},
      {"Mon, 14 Jul 2025 03:20:00 +9900", std::nullopt},
      {"Mon, 14 Jul 2025 03:20:00 GMT and more", std::nullopt},
      {"Mon, 14 Jul", std::nullopt},
      {"yesterday", std::nullopt},
      {"", std::nullopt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(ParseFeedDate(c.text) == c.moment);
  }
}

TEST_CASE("ParseFeedDate reads RFC 3339 and the partial dates of W3CDTF", "[feeds][feed_date]") {
  struct Case {
    std::string_view text;
    std::optional<sys_seconds> moment;
  };
  const Case cases[] = {
      {"2025-07-14T03:20:00Z", At(1752463200)},
      {"2025-07-14t03:20:00z", At(1752463200)},
      {"2025-07-14T11:20:00+08:00", At(1752463200)},
      {"2025-07-14T11:20:00.999+0800", At(1752463200)},
      {"2025-07-14T11:20:00,5+08", At(1752463200)},
      {"2025-07-13T20:20-07:00", At(1752463200)},
      {"2025-07-14 03:20:00", At(1752463200)},
      {"2025-07-14 11:20:00 +0800", At(1752463200)},
      {"2025/7/14 3:20", At(1752463200)},
      {"20250714T032000Z", At(1752463200)},
      {"20250714", At(1752451200)},
      {"2025-07-14", At(1752451200)},
      {"2025-07-14Z", At(1752451200)},
      {"2025/07/14", At(1752451200)},
      {"2025-07", At(1751328000)},
      {"2025", At(1735689600)},
      {"2024-02-29", At(1709164800)},
      {"2025-07-13T24:00:00Z", At(1752451200)},
      {"2025-02-29", std::nullopt},
      {"2025-13-01", std::nullopt},
      {"2025-00-01", std::nullopt},
      {"2025-07-14T", At(1752451200)},
      {"2025-07-14T11", std::nullopt},
      {"2025-07-14T24:00:01Z", std::nullopt},
      {"2025-07-14T11:20:00+99:00", std::nullopt},
      {"2025-07-", std::nullopt},
      {"2025-07/14", std::nullopt},
      {"12399", std::nullopt},
      {"0000-00-00T00:00:00Z", std::nullopt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(ParseFeedDate(c.text) == c.moment);
  }
}

TEST_CASE("a zone of the source counts for times without one only", "[feeds][feed_date]") {
  const std::chrono::minutes beijing{480};
  CHECK(ParseFeedDate("2025-07-14 11:20", beijing) == At(1752463200));
  CHECK(ParseFeedDate("2025-07-14 03:20Z", beijing) == At(1752463200));
  CHECK(ParseFeedDate("2025-07-14", beijing) == At(1752451200));
}

std::optional<sys_seconds> On(int year, unsigned month, unsigned day, int hour = 0, int minute = 0,
                              int second = 0) {
  using namespace std::chrono_literals;
  return std::chrono::sys_days{std::chrono::year{year} / month / day} + hour * 1h + minute * 1min +
         second * 1s;
}

struct Case {
  std::string_view text;
  std::optional<sys_seconds> moment;
};

template <std::size_t kSize>
void CheckAll(const Case (&cases)[kSize]) {
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(ParseFeedDate(c.text) == c.moment);
  }
}

TEST_CASE("ParseFeedDate reads ISO 8601 basic, week and ordinal dates", "[feeds][feed_date]") {
  const Case cases[] = {
      // 14 July 2025 is the 195th day of its year and the Monday of its 29th week.
      {"2025-195", On(2025, 7, 14)},
      {"2025195", On(2025, 7, 14)},
      {"2025-195T11:20:00Z", On(2025, 7, 14, 11, 20)},
      {"2024-366", On(2024, 12, 31)},
      {"2025-366", std::nullopt},
      {"2025-000", std::nullopt},
      {"2025-W29-1", On(2025, 7, 14)},
      {"2025W291", On(2025, 7, 14)},
      {"2025-W29", On(2025, 7, 14)},
      {"2025-W29-1T11:20+08:00", On(2025, 7, 14, 3, 20)},
      {"2025-w01-1", On(2024, 12, 30)},
      {"2020-W53-7", On(2021, 1, 3)},
      {"2025-W53-1", std::nullopt},  // 2025 has 52 weeks
      {"2025-W00-1", std::nullopt},
      {"2025-W29-8", std::nullopt},
      {"2025-W29-0", std::nullopt},
      {"20250714T1120Z", On(2025, 7, 14, 11, 20)},
      {"20250714T112005,75+0800", On(2025, 7, 14, 3, 20, 5)},
      {"20250714112000", On(2025, 7, 14, 11, 20)},
      {"202507141120", On(2025, 7, 14, 11, 20)},
      {"20250732", std::nullopt},
      {"2025-07-14T11Z", On(2025, 7, 14, 11)},
      {"2025-07-14T11:20.5Z", On(2025, 7, 14, 11, 20, 30)},
      {"2025-07-14T11:20:00\u221208:00", On(2025, 7, 14, 19, 20)},
      {"2025-07-14T11:20:00-0000", On(2025, 7, 14, 11, 20)},
      {"2025-07-14T11:20:00 PDT", On(2025, 7, 14, 18, 20)},
      {"2025-07-14 11:20:00.0", On(2025, 7, 14, 11, 20)},
      {"2025-07-14 11:20:00.123456789 +0800 CST", On(2025, 7, 14, 3, 20)},
      {"2025-007-14T11:20:00+00:00", On(2025, 7, 14, 11, 20)},
      {"2025-257-14T11:20:00+00:00", std::nullopt},
      {"2003-12-31T25:14:55Z", std::nullopt},
      {"2003-12-31T10:61:55Z", std::nullopt},
      {"2003-12-31T10:14:61Z", std::nullopt},
      {"2003-12-aT10:14:55Z", std::nullopt},
      {"2004-02-28T18:14:55-08:00", On(2004, 2, 29, 2, 14, 55)},
      {"2003-02-28T18:14:55-08:00", On(2003, 3, 1, 2, 14, 55)},
      {"2016-12-31T23:59:60Z", On(2017, 1, 1)},
      {"0001-01-01T00:00:00Z", std::nullopt},
      {"0100-01-01", On(100, 1, 1)},
      {"9999-12-31T23:59:59Z", On(9999, 12, 31, 23, 59, 59)},
      {"10000-01-01", std::nullopt},
      {"2025-07-14T11:20:00:+0800", On(2025, 7, 14, 3, 20)},
      {"2025-07-14T11:20:00+08:00:00", On(2025, 7, 14, 3, 20)},
      {"2025-07-14T11:20:00:", std::nullopt},
  };
  CheckAll(cases);
}

TEST_CASE("ParseFeedDate reads the years of two digits that ISO 8601 once had",
          "[feeds][feed_date]") {
  const Case cases[] = {
      {"25-07-14", On(2025, 7, 14)},
      {"25-07-14T11:20:00+08:00", On(2025, 7, 14, 3, 20)},
      {"25-07-14 11:20", On(2025, 7, 14, 11, 20)},
      {"250714", On(2025, 7, 14)},
      {"25195", On(2025, 7, 14)},
      {"-25-07", On(2025, 7, 1)},
      {"-2507", On(2025, 7, 1)},
      {"25-7-14", std::nullopt},
      {"99-12-31", On(1999, 12, 31)},
      {"25-07-2014", On(2014, 7, 25)},
      {"25-13-14", std::nullopt},
      {"251314", std::nullopt},
      {"25366", std::nullopt},
      {"25-07", std::nullopt},
      {"-25", std::nullopt},
      {"-250714", std::nullopt},
  };
  CheckAll(cases);
}

TEST_CASE("ParseFeedDate forgives what feeds do to RFC 822", "[feeds][feed_date]") {
  const Case cases[] = {
      {"Monday, 14-Jul-25 03:20:00 GMT", On(2025, 7, 14, 3, 20)},
      {"Fri, 14 Jul 2025 03:20:00 GMT", On(2025, 7, 14, 3, 20)},
      {"Thu,  5 Apr 2012 10:00:00 GMT", On(2012, 4, 5, 10)},
      {"Mon, 13 Feb, 2012 06:28:00 UTC", On(2012, 2, 13, 6, 28)},
      {"Mon. 14 Jul. 2025 03:20:00 GMT", On(2025, 7, 14, 3, 20)},
      {"Sunday, 14 Sept 2025 03:20 GMT", On(2025, 9, 14, 3, 20)},
      {"Thu, 01 Jan 2004", On(2004, 1, 1)},
      {"Thu, 01 Jan 2004 00:00 GMT", On(2004, 1, 1)},
      {"Thu, 01 Jan 2004 24:00:00 GMT", On(2004, 1, 2)},
      {"Thu, 01 Jan 0100 00:00:01 +0100", On(99, 12, 31, 23, 0, 1)},
      {"Thu, 01 Jan 104 00:00:00 GMT", On(2004, 1, 1)},
      {"Wed, 19 Aug 2009 18:28:00 Etc/GMT", On(2009, 8, 19, 18, 28)},
      {"Wed, 19 Aug 2009 18:28:00 Etc/GMT+5", std::nullopt},
      {"Wed, 19 Feb 2012 22:40:00 GMT-01:01", On(2012, 2, 19, 23, 41)},
      {"Mon, 14 Jul 2025 11:20:00 (a (nested) comment) +0800", On(2025, 7, 14, 3, 20)},
      {"Mon Jul 14 2025 11:20:00 GMT+0800 (China Standard Time)", On(2025, 7, 14, 3, 20)},
      {"Mon, 14 Jul 2025 03:20:00 -0000", On(2025, 7, 14, 3, 20)},
      {"Mon, 14 Jul 2025 03:20:00 A", On(2025, 7, 14, 3, 20)},
      {"Mon, 14 Jul 2025 03:20:00 y", On(2025, 7, 14, 3, 20)},
      {"Mon, 14 Jul 2025 03:20:00 J", std::nullopt},
      {"Mon, 14 Jul 2025 03:20:00 MESZ", On(2025, 7, 14, 1, 20)},
      {"Mon, 14 Jul 2025 03:20:00 NST", On(2025, 7, 14, 6, 50)},
      {"Mon, 26 January 2004 16:31:00 ET", On(2004, 1, 26, 21, 31)},
      {"Mon, 26 January 2004 16:31:00 PT", On(2004, 1, 27, 0, 31)},
      {"Mon, 14 July 2025 16:31:00 ET", On(2025, 7, 14, 20, 31)},
      {"Sun, 9 Mar 2025 01:59:00 ET", On(2025, 3, 9, 6, 59)},
      {"Sun, 9 Mar 2025 02:00:00 ET", On(2025, 3, 9, 6)},
      {"Sun, 2 Nov 2025 12:00:00 CT", On(2025, 11, 2, 18)},
      {"Thu Aug 30 2012 17:26:16 +0200", On(2012, 8, 30, 15, 26, 16)},
      {"Sun Jan  4 16:29:06 2004", On(2004, 1, 4, 16, 29, 6)},
      {"Sun Jan  4 16:29:06 PST 2004", On(2004, 1, 5, 0, 29, 6)},
      {"Sun Jul 15 01:16:00 +0000 2012", On(2012, 7, 15, 1, 16)},
      {"Jul 14, 2025 11:20 AM", On(2025, 7, 14, 11, 20)},
      {"July 14th, 2025 at 3:20pm EDT", On(2025, 7, 14, 19, 20)},
      {"Monday, July 14, 2025 - 15:20", On(2025, 7, 14, 15, 20)},
      {"14 Jul 2025 12:20 AM", On(2025, 7, 14, 0, 20)},
      {"14 Jul 2025 12:20 p.m.", On(2025, 7, 14, 12, 20)},
      {"14 Jul 2025 3 PM", On(2025, 7, 14, 15)},
      {"14 Jul 2025 13:20 AM", std::nullopt},
      {"14 Jul 2025 PM", std::nullopt},
      {"Jul 14, 2025 at 3:20pm (EDT)", On(2025, 7, 14, 19, 20)},
      {"Mon, 14 Jul 2025 11:20:00 (CEST)", On(2025, 7, 14, 9, 20)},
      {"Mon, 14 Jul 2025 11:20:00 +0800 (CST)", On(2025, 7, 14, 3, 20)},
      {"Mon, 14 Jul 2025 11:20:00 (updated)", On(2025, 7, 14, 11, 20)},
      {"Thu, 30 Apr 2015 08:57:00 MET", On(2015, 4, 30, 7, 57)},
      {"Sun, 16 Dec 2012 1:2:3:4 GMT", std::nullopt},
      {"Sun, 16 zzz 2012 11:47:32 GMT", std::nullopt},
      {"Sun, Dec x 2012 11:47:32 GMT", std::nullopt},
      {"Sun, Dec 16 zz 11:47:32 GMT", std::nullopt},
      {"Sun, Dec 16 2012 11:47:32 +zz:00", std::nullopt},
      {"Sun, Dec 16 2012 11:47:32 +00:zz", std::nullopt},
      {"Sun, 99 Jun 2009 12:00:00 GMT", std::nullopt},
      {"Mon, 14 Jul 2025 2026 03:20 GMT", std::nullopt},
      {"Mon, 14 Jul Aug 2025 03:20 GMT", std::nullopt},
      {"Mon, 14 Jul 2025 03:20 04:20 GMT", std::nullopt},
      {"Mon, 14 Jul 2025 GMT", std::nullopt},
      {"Mon, 14 Jul 0000 03:20:00 GMT", std::nullopt},
      {"Thu, 30 Jun 16:25:01 GMT", std::nullopt},
      {"July 2025", std::nullopt},
  };
  CheckAll(cases);
}

TEST_CASE("numbers alone are a date only where one order of day and month makes one",
          "[feeds][feed_date]") {
  const Case cases[] = {
      {"07/14/2025 11:20", On(2025, 7, 14, 11, 20)},
      {"14/07/2025 11:20", On(2025, 7, 14, 11, 20)},
      {"14-07-2025", On(2025, 7, 14)},
      {"14.07.2025 11:20:05", On(2025, 7, 14, 11, 20, 5)},
      {"8.7.2025", On(2025, 7, 8)},
      {"8. 7. 2025 11:20", On(2025, 7, 8, 11, 20)},
      {"2025. 7. 8.", On(2025, 7, 8)},
      {"07/07/2025", On(2025, 7, 7)},
      {"07/08/2025 11:20", std::nullopt},
      {"14/14/2025", std::nullopt},
      {"07.14.2025", std::nullopt},
      {"7/14/25", std::nullopt},
      {"2025-14-07", std::nullopt},
      {"Fri, 2006/09/15 08:19:53 EDT", On(2006, 9, 15, 12, 19, 53)},
      {"2025/07/14 11:20:00 Mon", On(2025, 7, 14, 11, 20)},
      {"1752463200", On(2025, 7, 14, 3, 20)},
      {"1752463200.75", On(2025, 7, 14, 3, 20)},
      {"1752463200750", On(2025, 7, 14, 3, 20)},
      {"0752463200", std::nullopt},
      {"2025071411", std::nullopt},  // an hour of the calendar or a second of 2034
      {"9999999999", std::nullopt},
      {"17524632", std::nullopt},
      {"0", std::nullopt},
      {"10.1.2.3", std::nullopt},
  };
  CheckAll(cases);
}

TEST_CASE("ParseFeedDate reads dates in Chinese, Japanese and Korean", "[feeds][feed_date]") {
  const Case cases[] = {
      {"2025年7月14日 11时20分", On(2025, 7, 14, 11, 20)},
      {"2025年07月14日11:20:05", On(2025, 7, 14, 11, 20, 5)},
      {"2025年7月14日 星期一 下午3时20分5秒", On(2025, 7, 14, 15, 20, 5)},
      {"2025年7月14日上午12:20", On(2025, 7, 14, 0, 20)},
      {"2025 年 7 月 14 日", On(2025, 7, 14)},
      {"2025年7月14號 週一 下午 3:20", On(2025, 7, 14, 15, 20)},
      {"周一, 14 7月 2025 03:20:00 +0000", On(2025, 7, 14, 3, 20)},
      {"星期一, 14 七月 2025 11:20:00 +0800", On(2025, 7, 14, 3, 20)},
      {"十二月 14, 2025", On(2025, 12, 14)},
      {"2025年7月14日（月） 午後3時20分", On(2025, 7, 14, 15, 20)},
      {"2025年7月14日(月) 15時", On(2025, 7, 14, 15)},
      {"月曜日, 14 7月 2025 12:20:00 JST", On(2025, 7, 14, 3, 20)},
      {"2025년 07월 14일 오후 03:20:00", On(2025, 7, 14, 6, 20)},
      {"2004년 05월 28일  01:31:15", On(2004, 5, 27, 16, 31, 15)},
      {"2025년 7월 14일 월요일 오전 11시 20분", On(2025, 7, 14, 2, 20)},
      {"2025-07-14 오후 03:20:00", On(2025, 7, 14, 6, 20)},
      {"2025-07-14 오전 12:20:00", On(2025, 7, 13, 15, 20)},
      {"2025. 7. 14. 오후 3:20", On(2025, 7, 14, 6, 20)},
      {"2025년 7월 14일", On(2025, 7, 14)},
      {"2025년 7월 14일 11:20 GMT", On(2025, 7, 14, 11, 20)},
      {"2025년 2월 30일", std::nullopt},
      {"2025年13月1日", std::nullopt},
      {"25年7月14日", std::nullopt},
      {"民國114年7月14日", std::nullopt},
      {"7月14日 11时20分", std::nullopt},
      {"2025年7月14日 20分", std::nullopt},
      {"2025年7月14日 来源：新华社", std::nullopt},
  };
  CheckAll(cases);
}

TEST_CASE("ParseFeedDate reads names of months and days in European languages",
          "[feeds][feed_date]") {
  const Case cases[] = {
      {"Κυρ, 11 Ιούλ 2004 12:00:00 EST", On(2004, 7, 11, 17)},
      {"Δευ, 14 Ιούλ 2025 11:20:00 EET", On(2025, 7, 14, 9, 20)},
      {"Τρί, 03 Ιουν 2025 11:20:00 EEST", On(2025, 6, 3, 8, 20)},
      {"Παρ, 14 Μάρ 2025 11:20:00 +0200", On(2025, 3, 14, 9, 20)},
      {"Τετ, 14 Μαΐ 2025 11:20:00 +0300", On(2025, 5, 14, 8, 20)},
      {"14 Αυγούστου 2025", On(2025, 8, 14)},
      {"14 ΔΕΚ 2025", On(2025, 12, 14)},
      {"14 Ιου 2025", std::nullopt},  // June or July
      {"2025-július-14T11:20-00:00", On(2025, 7, 14, 11, 20)},
      {"2004-július-13T9:15-05:00", On(2004, 7, 13, 14, 15)},
      {"2004-feburár-13T9:15-05:00", On(2004, 2, 13, 14, 15)},
      {"2025. július 14., hétfő 11:20", On(2025, 7, 14, 11, 20)},
      {"Szo, 12 ápr. 2025 10:00:00 +0200", On(2025, 4, 12, 8)},
      {"14 июля 2025", On(2025, 7, 14)},
      {"Пн, 14 июл 2025 11:20:00 +0300", On(2025, 7, 14, 8, 20)},
      {"ПН, 14 МАЙ 2025 11:20 MSK", On(2025, 5, 14, 8, 20)},
      {"14 мая 2025 г. в 11:20", On(2025, 5, 14, 11, 20)},
      {"14 липня 2025", On(2025, 7, 14)},
      {"14 січня 2025", On(2025, 1, 14)},
      {"Mo, 14 Jul 2025 11:20:00 +0200", On(2025, 7, 14, 9, 20)},
      {"Freitag, 14. März 2025, 11:20 Uhr", On(2025, 3, 14, 11, 20)},
      {"Mi, 14 Mai 2025 11:20:00 CEST", On(2025, 5, 14, 9, 20)},
      {"Di, 14 Okt 2025 11:20:00 MESZ", On(2025, 10, 14, 9, 20)},
      {"So, 14 Dez 2025 11:20:00 GMT", On(2025, 12, 14, 11, 20)},
      {"lun., 14 juil. 2025 11:20:00 +0200", On(2025, 7, 14, 9, 20)},
      {"14 août 2025 à 11h20", On(2025, 8, 14, 11, 20)},
      {"14 août 2025 11h20", On(2025, 8, 14, 11, 20)},
      {"jeu. 14 févr. 2025", On(2025, 2, 14)},
      {"1er décembre 2025", On(2025, 12, 1)},
      {"14 jui 2025", std::nullopt},  // juin or juillet
      {"lun, 14 jul 2025 11:20:00 +0200", On(2025, 7, 14, 9, 20)},
      {"14 de julio de 2025", On(2025, 7, 14)},
      {"mié, 14 ene 2025 11:20:00 GMT", On(2025, 1, 14, 11, 20)},
      {"mar, 15 jul 2025 11:20:00 GMT", On(2025, 7, 15, 11, 20)},
      {"mar, 15 mar 2025 11:20:00 GMT", On(2025, 3, 15, 11, 20)},
      {"Mar 15, 2025 11:20", On(2025, 3, 15, 11, 20)},
      {"sáb, 14 ago 2025 11:20:00 GMT", On(2025, 8, 14, 11, 20)},
      {"14 dic 2025, 3:20 p. m.", On(2025, 12, 14, 15, 20)},
      {"gio, 14 ago 2025 11:20:00 +0200", On(2025, 8, 14, 9, 20)},
      {"14 maggio 2025", On(2025, 5, 14)},
      {"qui, 14 fev 2025 11:20:00 BRT", On(2025, 2, 14, 14, 20)},
      {"segunda-feira, 14 de março de 2025", On(2025, 3, 14)},
      {"ma, 14 mrt 2025 11:20:00 CET", On(2025, 3, 14, 10, 20)},
      {"pon, 14 lip 2025 11:20:00 +0200", On(2025, 7, 14, 9, 20)},
      {"14 października 2025", On(2025, 10, 14)},
      {"Paz, 13 Tem 2025 11:20:00 +0300", On(2025, 7, 13, 8, 20)},
      {"14 Ağustos 2025", On(2025, 8, 14)},
      {"14 Kasım 2025", On(2025, 11, 14)},
      {"14 ŞUBAT 2025", On(2025, 2, 14)},
      {"14 Juliember 2025", std::nullopt},
  };
  CheckAll(cases);
}

TEST_CASE("a date of any length and bytes is no trouble", "[feeds][feed_date]") {
  CHECK(ParseFeedDate(std::string(100000, '1')) == std::nullopt);
  CHECK(ParseFeedDate(std::string(100000, '(')) == std::nullopt);
  CHECK(ParseFeedDate("14 J\xFC"
                      "l 2025") == std::nullopt);
  CHECK(ParseFeedDate(std::string_view("14 Jul 2025\0", 12)) == std::nullopt);
  CHECK(ParseFeedDate("Mon, 14 Jul 2025 11:20:0") == On(2025, 7, 14, 11, 20));
}

}  // namespace
