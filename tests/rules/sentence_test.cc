#include "rules/sentence.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace {

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> out;
  for (const rules::Sentence& sentence : rules::SplitSentences(text)) {
    out.push_back(text.substr(sentence.span.start, sentence.span.end - sentence.span.start));
  }
  return out;
}

}  // namespace

TEST_CASE("SplitSentences ends sentences where readers do", "[rules][sentence]") {
  struct Case {
    std::string text;
    std::vector<std::string> sentences;
  };
  const Case cases[] = {
      {"", {}},
      {"  \n\n ", {}},
      {"Exports rose. Imports fell.", {"Exports rose.", "Imports fell."}},
      {"It came to 7,742.2 t. May had 5,864.6 t.", {"It came to 7,742.2 t.", "May had 5,864.6 t."}},
      {"The U.S. commerce secretary spoke.", {"The U.S. commerce secretary spoke."}},
      {"They met in the U.S. The ministry left.", {"They met in the U.S.", "The ministry left."}},
      {"It cost Rs. 3.4 crore. Mt. Isa paid.", {"It cost Rs. 3.4 crore.", "Mt. Isa paid."}},
      {"Output was 1,080 MT. Pithead stocks fell.",
       {"Output was 1,080 MT.", "Pithead stocks fell."}},
      {"It sold 3.4 Mt. Sales at Mt. Isa rose.", {"It sold 3.4 Mt.", "Sales at Mt. Isa rose."}},
      {"A stake in Lynas Corp. It sold ore.", {"A stake in Lynas Corp.", "It sold ore."}},
      {"It was signed in Dec. The bank paid.", {"It was signed in Dec.", "The bank paid."}},
      {"Lynas Corp. Chairman Smith left.", {"Lynas Corp. Chairman Smith left."}},
      {"They took the max. They left.", {"They took the max.", "They left."}},
      {"Notice No. 18 of Apr. 4 holds.", {"Notice No. 18 of Apr. 4 holds."}},
      {"He said: \"It rose.\" Nobody asked.", {"He said: \"It rose.\"", "Nobody asked."}},
      {"Really? Yes! Good.", {"Really?", "Yes!", "Good."}},
      {"稀土出口7742.2吨。同比增长60.3%；环比增长32%。",
       {"稀土出口7742.2吨。", "同比增长60.3%；", "环比增长32%。"}},
      {"他说：“增长。”会后散去。", {"他说：“增长。”", "会后散去。"}},
      {"Title without a stop\n\nThe body.", {"Title without a stop", "The body."}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(Split(c.text) == c.sentences);
  }
}

TEST_CASE("SplitSentences counts paragraphs from the title", "[rules][sentence]") {
  const auto sentences = rules::SplitSentences("Title\n\nOne. Two.\n\nThree.");
  REQUIRE(sentences.size() == 4);
  CHECK(sentences[0].paragraph == 0);
  CHECK(sentences[1].paragraph == 1);
  CHECK(sentences[2].paragraph == 1);
  CHECK(sentences[3].paragraph == 2);
}

TEST_CASE("A run without a stop is cut into bounded sentences", "[rules][sentence]") {
  std::string prose;
  while (prose.size() < 50'000)
    prose += "China exported 5 t of gallium, and ";
  std::string chinese;
  while (chinese.size() < 50'000)
    chinese += "中国出口稀土";
  for (const std::string& text : {prose, chinese, std::string(50'000, 'x')}) {
    std::size_t covered = 0;
    for (const rules::Sentence& sentence : rules::SplitSentences(text)) {
      CHECK(sentence.span.end - sentence.span.start <= rules::kSentenceBytesMax);
      // Never inside a character.
      CHECK((static_cast<unsigned char>(text[sentence.span.start]) & 0xC0) != 0x80);
      covered += sentence.span.end - sentence.span.start;
    }
    CHECK(covered > text.size() * 9 / 10);
  }
}
