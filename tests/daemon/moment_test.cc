#include "daemon/cli/setup.h"
#include "tests/support/catch.h"

namespace {

TEST_CASE("ParseMoment reads RFC 3339 and bare days", "[daemon][cli]") {
  struct Case {
    const char* text;
    std::optional<std::int64_t> seconds;  // since 1970
  };
  const Case cases[] = {{"1970-01-02", 86400},
                        {"1970-01-01T00:00:10Z", 10},
                        {"1970-01-01T00:00:10.900Z", 10},
                        {"1970-01-01T02:00:00+02:00", 0},
                        {"2025-07-18T09:30:00Z", 1752831000},
                        {"2025-07-18T05:30:00-04:00", 1752831000},
                        {"2025-02-30", std::nullopt},
                        {"2025-07-18T09:30:00", std::nullopt},
                        {"2025-07-18T09:30:00Zx", std::nullopt},
                        {"18 July 2025", std::nullopt},
                        {"yesterday", std::nullopt},
                        {"", std::nullopt}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto moment = cli::ParseMoment(c.text);
    CHECK(moment.has_value() == c.seconds.has_value());
    if (moment && c.seconds)
      CHECK(moment->time_since_epoch().count() == *c.seconds);
  }
}

TEST_CASE("As of a day means its end, published on a day its begin", "[daemon][cli]") {
  CHECK(cli::AsOf("1970-01-01")->time_since_epoch().count() == 86399);
  CHECK(cli::PublishedAt("1970-01-02")->time_since_epoch().count() == 86400);
  CHECK_FALSE(cli::AsOf("").has_value());
  CHECK_THROWS_AS(cli::AsOf("soon"), cli::Stop);
}

}  // namespace
