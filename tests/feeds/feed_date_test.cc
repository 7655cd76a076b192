#include "feeds/feed_date.h"

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
      {"Mon, 14 Jul 2025 03:20:00 XYZ", std::nullopt},
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
      {"20250714T032000Z", std::nullopt},
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
      {"12345", std::nullopt},
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

}  // namespace
