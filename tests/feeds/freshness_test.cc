#include "feeds/freshness.h"

#include "tests/support/catch.h"

namespace {

using feeds::TimeHeaders;
using std::chrono::seconds;
using std::chrono::sys_seconds;

TEST_CASE("the three forms of a date in HTTP are one moment", "[feeds][freshness]") {
  const sys_seconds moment{seconds{784111777}};
  CHECK(feeds::ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT") == moment);
  CHECK(feeds::ParseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT") == moment);
  CHECK(feeds::ParseHttpDate("Sun Nov  6 08:49:37 1994") == moment);
  CHECK(feeds::ParseHttpDate(" Sun, 06 Nov 1994 08:49:37 GMT ") == moment);
}

TEST_CASE("what is no date in HTTP is none", "[feeds][freshness]") {
  for (const char* text :
       {"", "0", "-1", "soon", "Sun, 06 Nov 1994", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0800", "Sun, 06 Nov 1994 8:49 GMT",
        "Sun, 06 Nov 19994 08:49:37 GMT", "a b c d e f g h i j k"}) {
    CAPTURE(text);
    CHECK_FALSE(feeds::ParseHttpDate(text));
  }
}

TEST_CASE("how long an answer stays good", "[feeds][freshness]") {
  const char* const date = "Mon, 14 Jul 2025 03:20:00 GMT";
  const char* const later = "Mon, 14 Jul 2025 03:50:00 GMT";
  const char* const earlier = "Mon, 14 Jul 2025 02:50:00 GMT";
  struct Case {
    TimeHeaders headers;
    std::optional<int> seconds;
  };
  const Case cases[] = {
      {{}, std::nullopt},
      {{.cache_control = "max-age=600"}, 600},
      {{.cache_control = "public, Max-Age = 600 "}, 600},
      {{.cache_control = "max-age=\"600\""}, 600},
      {{.cache_control = "max-age=600", .age = "100"}, 500},
      {{.cache_control = "max-age=600", .age = "700"}, 0},
      {{.cache_control = "max-age=600", .age = "junk"}, 600},
      {{.cache_control = "max-age=60, s-maxage=600"}, 600},
      {{.cache_control = "max-age=600", .expires = later, .date = date}, 600},
      {{.cache_control = "max-age=junk"}, 0},
      {{.cache_control = "max-age"}, 0},
      {{.cache_control = "max-age=-5"}, 0},
      {{.cache_control = "max-age=99999999999999999999999"}, 366 * 86400},
      {{.cache_control = "no-cache, max-age=600"}, 0},
      {{.cache_control = "no-store"}, 0},
      {{.cache_control = "private, must-revalidate"}, std::nullopt},
      {{.cache_control = "x-max-age=600"}, std::nullopt},
      {{.expires = later, .date = date}, 1800},
      {{.expires = earlier, .date = date}, 0},
      {{.expires = "0", .date = date}, 0},
      {{.expires = "-1"}, 0},
      {{.expires = later}, std::nullopt},  // whose clock?
      {{.cache_control = "public", .expires = later, .date = date}, 1800},
  };
  for (const Case& c : cases) {
    CAPTURE(c.headers.cache_control, c.headers.age, c.headers.expires, c.headers.date);
    const auto fresh = feeds::FreshFor(c.headers);
    CHECK((fresh ? std::optional(fresh->count()) : std::nullopt) == c.seconds);
  }
}

TEST_CASE("Retry-After is seconds, or a date by the server's own clock", "[feeds][freshness]") {
  const sys_seconds now{seconds{784111777}};  // Sun, 06 Nov 1994 08:49:37 GMT
  const char* const in_five_minutes = "Sun, 06 Nov 1994 08:54:37 GMT";
  struct Case {
    TimeHeaders headers;
    int seconds;
  };
  const Case cases[] = {
      {{}, 0},
      {{.retry_after = "120"}, 120},
      {{.retry_after = "0"}, 0},
      {{.retry_after = "-5"}, 0},
      {{.retry_after = "soon"}, 0},
      {{.retry_after = "99999999999999999999"}, 366 * 86400},
      {{.retry_after = in_five_minutes}, 300},
      {{.date = "Sun, 06 Nov 1994 08:53:37 GMT", .retry_after = in_five_minutes}, 60},
      {{.date = "Mon, 14 Jul 2025 03:20:00 GMT", .retry_after = "Mon, 14 Jul 2025 03:20:30 GMT"},
       30},
      {{.date = "Mon, 14 Jul 2025 03:20:00 GMT", .retry_after = in_five_minutes}, 0},
      {{.date = "junk", .retry_after = in_five_minutes}, 300},
  };
  for (const Case& c : cases) {
    CAPTURE(c.headers.retry_after, c.headers.date);
    CHECK(feeds::RetryAfter(c.headers, now).count() == c.seconds);
  }
}

}  // namespace
