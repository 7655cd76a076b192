#include "daemon/toml_reader.h"

#include "tests/support/catch.h"

namespace {

TEST_CASE("Nearest finds the word that a slip of the finger meant", "[daemon][toml]") {
  const std::vector<std::string> known = {"interval", "id", "url", "publisher"};
  struct Case {
    const char* word;
    const char* nearest;
  };
  const Case cases[] = {{"intervall", "interval"}, {"itnerval", "interval"}, {"ulr", "url"},
                        {"publsher", "publisher"}, {"colour", ""},           {"", ""}};
  for (const Case& c : cases) {
    CAPTURE(c.word);
    CHECK(lodewatch::Nearest(c.word, known) == c.nearest);
  }
}

TEST_CASE("ParseInterval reads a count and a unit", "[daemon][toml]") {
  struct Case {
    const char* text;
    std::optional<int> seconds;
  };
  const Case cases[] = {{"90s", 90},          {"15m", 900},
                        {"2h", 7200},         {"1d", 86400},
                        {"15 m", 900},        {"15", std::nullopt},
                        {"m", std::nullopt},  {"-5m", std::nullopt},
                        {"1w", std::nullopt}, {"1.5h", std::nullopt},
                        {"", std::nullopt},   {"99999999999999999999s", std::nullopt}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto interval = lodewatch::ParseInterval(c.text);
    CHECK(interval.has_value() == c.seconds.has_value());
    if (interval && c.seconds)
      CHECK(interval->count() == *c.seconds);
  }
}

TEST_CASE("ParseSize reads bytes and binary units", "[daemon][toml]") {
  struct Case {
    const char* text;
    std::optional<std::size_t> bytes;
  };
  const Case cases[] = {{"512", 512U},         {"512B", 512U},         {"500 KiB", 512000U},
                        {"32MiB", 33554432U},  {"1 GiB", 1073741824U}, {"32 MB", std::nullopt},
                        {"many", std::nullopt}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(lodewatch::ParseSize(c.text) == c.bytes);
  }
}

}  // namespace
