#include "rules/cursor.h"

#include "tests/support/catch.h"

namespace {

TEST_CASE("The longest phrase that stands at a position is found", "[rules][cursor]") {
  const rules::PhraseIndex index({"ton", "metric ton", "metric tons", "=Mt", "吨", "吨位", "%"});
  struct Case {
    std::string_view text;
    std::size_t at;
    std::size_t end;  // 0: none
  };
  const Case cases[] = {
      {"metric tons", 0, 11}, {"METRIC TON", 0, 10},
      {"metric  ton", 0, 11}, {"metric\nton", 0, 10},
      {"metric-ton", 0, 10},  {"metric\n\nton", 0, 0},
      {"tone", 0, 0},         {"toné", 0, 0},
      {"ton吨", 0, 3},        {"ton5", 0, 3},
      {"Mt", 0, 2},           {"mt", 0, 0},
      {"吨位", 0, 6},         {"吨x", 0, 3},
      {"%x", 0, 1},           {"", 0, 0},
      {"ton", 3, 0},          {"ton", 9, 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text, c.at);
    const auto hit = index.Find(c.text, c.at);
    CHECK((hit ? hit->end : 0) == c.end);
  }
}

TEST_CASE("Characters and words are read safely at every position", "[rules][cursor]") {
  CHECK(rules::CharAt("吨", 0).code == U'吨');
  CHECK(rules::CharAt("吨", 0).length == 3);
  CHECK(rules::CharAt("\xE5\x90", 0).code == 0xFFFD);
  CHECK(rules::CharAt("", 0).length == 0);
  CHECK(rules::CharBefore("a吨", 4).code == U'吨');
  CHECK(rules::CharBefore("a", 0).length == 0);
  CHECK(rules::WordAt("tons of", 0) == "tons");
  CHECK(rules::WordAt("tons", 4).empty());
  CHECK(rules::WordBefore("in about 5", 9) == "about");
  CHECK(rules::WordBefore("5", 0).empty());
  CHECK(rules::SkipSpaces("a \n b", 1) == 4);
  CHECK(rules::SkipSpaces("a\n\nb", 1) == 1);
}

}  // namespace
