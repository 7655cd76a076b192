#include "rules/fold.h"

#include <string>

#include "tests/support/catch.h"

namespace {

TEST_CASE("Folding leaves one form of each digit, space, dash and quote", "[rules][fold]") {
  struct Case {
    std::string_view original;
    std::string_view folded;
  };
  const Case cases[] = {
      {"", ""},
      {"plain text, 7,742.2 t", "plain text, 7,742.2 t"},
      {"７７４２．２吨", "7742.2吨"},
      {"１，２３４吨", "1,234吨"},
      {"增长５％，１０月", "增长5%，10月"},
      {"7\u00A0250\u2009t\u3000x\ty", "7 250 t x y"},
      {"1–2—3−4‐5－6", "1-2-3-4-5-6"},
      {"‘a’ “b”", "'a' \"b\""},
      {"a\u200Bb\u00ADc\uFEFF", "abc"},
      {"1&nbsp;200&nbsp;kg", "1 200 kg"},
      {"notice&#8217;s &ndash; 10&#37; &#x2013;", "notice's - 10% -"},
      {"windows &#150; dash", "windows - dash"},
      {"&amp;nbsp; once", "&nbsp; once"},
      {"AT&T & sons; R&D", "AT&T & sons; R&D"},
      {"&unknown; &#xZZ; &#0; &", "&unknown; &#xZZ; &#0; &"},
      {"￥５００ ￡３", "¥500 £3"},
      {"句子。完！吗？是；顿、号", "句子。完！吗？是；顿、号"},
      {"line\r\nbreak", "line \nbreak"},
      {"5㎏", "5kg"},
      {"bad \xFF byte", "bad \uFFFD byte"},
      {"cut \xE5\x90", "cut \uFFFD\uFFFD"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.original);
    CHECK(rules::FoldedText(c.original).text() == c.folded);
  }
}

// The original words of the first place where `words` stand in the folded text.
std::string OriginalOf(std::string_view original, std::string_view words) {
  const rules::FoldedText folded(original);
  const std::size_t at = folded.text().find(words);
  REQUIRE(at != std::string::npos);
  const rules::Span span = folded.ToOriginal({at, at + words.size()});
  return std::string(original.substr(span.start, span.end - span.start));
}

TEST_CASE("Every folded span leads back to its bytes", "[rules][fold]") {
  struct Case {
    std::string_view original;
    std::string_view folded_words;
    std::string_view original_words;
  };
  const Case cases[] = {
      {"in June, 7,742.2 tons left", "7,742.2 tons", "7,742.2 tons"},
      {"about 1,200&nbsp;kg of it", "1,200 kg", "1,200&nbsp;kg"},
      {"出口７７４２．２吨。", "7742.2吨", "７７４２．２吨"},
      {"$800&ndash;850/kg", "$800-850/kg", "$800&ndash;850/kg"},
      {"a \u200B12\u200B t", "12", "12"},
      {"x\u200B12 t\u200B y", "12 t", "12 t"},
      {"5㎏ of", "5kg", "5㎏"},
      {"5㎏ of", "5k", "5㎏"},
      {"“5–6%”", "5-6%", "5–6%"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.original);
    CHECK(OriginalOf(c.original, c.folded_words) == c.original_words);
  }
}

TEST_CASE("A span never cuts a character and never leaves the text", "[rules][fold]") {
  const rules::FoldedText folded("吨 x");
  CHECK(folded.ToOriginal({1, 2}) == rules::Span{0, 3});
  CHECK(folded.ToOriginal({3, 3}) == rules::Span{3, 3});
  CHECK(folded.ToOriginal({4, 99}) == rules::Span{4, 5});
  CHECK(folded.ToOriginal({99, 120}) == rules::Span{5, 5});
  CHECK(rules::FoldedText("").ToOriginal({0, 4}) == rules::Span{0, 0});
}

}  // namespace
