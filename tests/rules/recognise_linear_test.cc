// Time grows with the length of the text only: each of these texts would keep an algorithm that
// looks back or ahead without a bound busy beyond the limit of the test. Builds without
// optimisation read short ones.
#include <string>

#include "rules/mention.h"
#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

#ifdef __OPTIMIZE__
constexpr std::size_t kBytes = 400'000;
#else
constexpr std::size_t kBytes = 20'000;
#endif

std::string Repeated(std::string_view part) {
  std::string text;
  text.reserve(kBytes + part.size());
  while (text.size() < kBytes)
    text += part;
  return text;
}

std::vector<rules::Mention> Read(const std::string& text) {
  return rules::Recognise(text, rules::ReadingOf(text, InJuly2025().published));
}

TEST_CASE("Long runs of one thing are read in linear time", "[rules][recognise][linear]") {
  for (const std::string_view part : {"1",
                                      "1,",
                                      "1,111,",
                                      "1 111 ",
                                      "1.",
                                      "1/",
                                      "1/2 ",
                                      "1-",
                                      "-1",
                                      "1e9",
                                      "$",
                                      "$1-",
                                      "$1 to ",
                                      "5% to ",
                                      "from 5 to ",
                                      "5, ",
                                      "5 and ",
                                      "million ",
                                      "one hundred ",
                                      "two and a ",
                                      "five point ",
                                      "half of a ",
                                      "twenty-",
                                      "about ",
                                      "minus ",
                                      "5 lb ",
                                      "US dollars ",
                                      "Danish ",
                                      "two thousand, ",
                                      "and a half ",
                                      "亿",
                                      "万",
                                      "一",
                                      "百分之",
                                      "1亿",
                                      "两",
                                      "块",
                                      "五毛",
                                      "每吨",
                                      "分之",
                                      "从1至",
                                      "翻",
                                      "人民币",
                                      "点五",
                                      " ",
                                      "\n",
                                      "(",
                                      "-",
                                      "a"}) {
    CAPTURE(part);
    CHECK(Read(Repeated(part)).size() <= kBytes);
  }
}

TEST_CASE("A long run between two amounts hides neither", "[rules][recognise][linear]") {
  for (const std::string_view part : {"1", "million ", "亿"}) {
    CAPTURE(part);
    const std::string text = "It paid $5.25 for ore. " + Repeated(part) + ". It paid $7.75.";
    const std::vector<rules::Mention> found = Read(text);
    REQUIRE(found.size() >= 2);
    CHECK(found.front().amount.value == 5.25);
    CHECK(found.back().amount.value == 7.75);
  }
}

}  // namespace
