#include "rules/regex_options.h"

#include <string>

#include "tests/support/catch.h"

namespace {

TEST_CASE("WithAsciiCase writes out s and k where case does not count, and nothing else",
          "[rules]") {
  struct Case {
    std::string pattern;
    std::string expected;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"tusks", "tusks"},
      {"(?i)as", "(?i)a(?-i:[sS])"},
      {"(?i)K?", "(?i)(?-i:[kK])?"},
      {"s(?i:s)s", "s(?i:(?-i:[sS]))s"},
      {"(?i)a(?-i:s)s", "(?i)a(?-i:s)(?-i:[sS])"},
      {"(?i)(s|(?-i)s)s", "(?i)((?-i:[sS])|(?-i)s)(?-i:[sS])"},
      {"(?im-s)s", "(?im-s)(?-i:[sS])"},
      {"(?i)(?P<sk>s)", "(?i)(?P<sk>(?-i:[sS]))"},
      {R"((?i)\s\pS\p{Sk}\x{73}\xsks)", R"((?i)\s\pS\p{Sk}\x{73}\xs(?-i:[kK])(?-i:[sS]))"},
      {R"((?i)[s\]s]s)", R"((?i)[s\]s](?-i:[sS]))"},
      {"(?i)[^]s][]s][[:space:]s]", "(?i)[^]s][]s][[:space:]s]"},
      {R"((?i)\Qs(\Es)", R"((?i)\Qs(\E(?-i:[sS]))"},
      {"(?i)(s", "(?i)((?-i:[sS])"},
      {"(?i)s)s", "(?i)(?-i:[sS]))(?-i:[sS])"},
      {"(?i)[s", "(?i)[s"},
      {"(?i)s\\", "(?i)(?-i:[sS])\\"},
      {"(?", "(?"},
      {"(?i)[[:s", "(?i)[[:s"},
  }));
  CAPTURE(c.pattern);
  CHECK(rules::WithAsciiCase(c.pattern) == c.expected);
}

TEST_CASE("A pattern without regard to case finds every ASCII spelling", "[rules]") {
  const auto regex = rules::Regex::Compile("(?i)(s)ink(?:s|ing)");
  REQUIRE(regex);
  rules::Span span;
  for (const std::string text : {"sinks", "SINKS", "Sinking", "sInKING"})
    CHECK(regex->FindSpan(text, 0, span));
  for (const std::string text : {"inks", "zinks", "\u017Finks", "sin\u212As"})
    CHECK_FALSE(regex->FindSpan(text, 0, span));
  CHECK(regex->group_count() == 1);
}

}  // namespace
