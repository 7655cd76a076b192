#include "rules/word_index.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/literal_scan.h"
#include "tests/support/catch.h"

namespace {

using rules::FiniteWord;
using rules::LetterCase;
using rules::WordEdges;
using rules::WordIndex;

std::set<std::string> TextsOf(std::string_view pattern, LetterCase letters = LetterCase::kExact) {
  std::set<std::string> texts;
  const auto words = rules::WordsOf(pattern, letters, 100);
  REQUIRE(words);
  for (const FiniteWord& word : *words) {
    CHECK(word.exact.size() == word.text.size());
    texts.insert(word.text);
  }
  return texts;
}

void AddPattern(WordIndex& index, std::string_view pattern, WordEdges edges, std::uint32_t owner) {
  const LetterCase letters = edges == WordEdges::kWhole ? LetterCase::kEither : LetterCase::kExact;
  const auto words = rules::WordsOf(pattern, letters, 100);
  REQUIRE(words);
  for (const FiniteWord& word : *words) {
    index.Add(word, edges, owner);
  }
}

// "2 @4-9": the owner and where; "" when there is none.
std::string Found(const WordIndex& index, std::string_view text, std::size_t from = 0) {
  const std::optional<WordIndex::Hit> hit = index.Find(text, from);
  return hit ? std::to_string(hit->owner) + " @" + std::to_string(hit->span.start) + "-" +
                   std::to_string(hit->span.end)
             : "";
}

TEST_CASE("a finite pattern is told word by word", "[rules][words]") {
  using Texts = std::set<std::string>;
  CHECK(TextsOf("tin") == Texts{"tin"});
  CHECK(TextsOf("tin|zinc") == Texts{"tin", "zinc"});
  CHECK(TextsOf("ores?") == Texts{"ore", "ores"});
  CHECK(TextsOf("(?:light )?rare[- ]earths?") ==
        Texts{"rare-earth", "rare-earths", "rare earth", "rare earths", "light rare-earth",
              "light rare-earths", "light rare earth", "light rare earths"});
  CHECK(TextsOf("铁矿(?:石|砂)?") == Texts{"铁矿", "铁矿石", "铁矿砂"});
  CHECK(TextsOf("[较比]上年") == Texts{"较上年", "比上年"});
  CHECK(TextsOf(R"(U\.S\.)") == Texts{"U.S."});
  CHECK(TextsOf("(?i:USA)|EU") == Texts{"usa", "EU"});
  CHECK(TextsOf("Tin", LetterCase::kEither) == Texts{"tin"});
  CHECK(TextsOf("a(?:|b)c") == Texts{"ac", "abc"});
}

TEST_CASE("what is not finite, or too much, is left to the regex engine", "[rules][words]") {
  for (const std::string_view pattern :
       {"a+",      "a*",
        "a{2}",    "a??",
        "a?+",     ".",
        "a.b",     R"(\d)",
        R"(\bus)", "^a",
        "a$",      "[^a]",
        "[a-z]",   R"([\d])",
        "(a)",     "(?P<x>a)",
        "(?:a",    "a)",
        "[",       "[]",
        R"(a\)",   "(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)"}) {
    CAPTURE(pattern);
    CHECK_FALSE(rules::WordsOf(pattern, LetterCase::kExact, 100));
  }
  CHECK_FALSE(rules::WordsOf("Türkei", LetterCase::kEither, 100));
  CHECK(rules::WordsOf("Türkei", LetterCase::kExact, 100));
  CHECK_FALSE(rules::WordsOf(std::string(200, '(') + "?:a", LetterCase::kExact, 100));
}

TEST_CASE("the first word wins, then the longest, then the first owner", "[rules][words]") {
  WordIndex index;
  AddPattern(index, "iron", WordEdges::kWhole, 3);
  AddPattern(index, "iron ores?", WordEdges::kWhole, 5);
  AddPattern(index, "ore|iron", WordEdges::kWhole, 1);
  AddPattern(index, "铁矿", WordEdges::kAnywhere, 7);
  CHECK(Found(index, "Iron ORES rose") == "5 @0-9");
  CHECK(Found(index, "iron rose") == "1 @0-4");
  CHECK(Found(index, "iron oresome") == "1 @0-4");
  CHECK(Found(index, "environs of ironing, ore") == "1 @21-24");
  CHECK(Found(index, "iron ore", 1) == "1 @5-8");
  CHECK(Found(index, "进口铁矿石") == "7 @6-12");
  CHECK(Found(index, "").empty());
  CHECK(Found(index, "iro").empty());
  CHECK(Found(index, "iron_ore").empty());
}

TEST_CASE("a word may insist on its capitals", "[rules][words]") {
  WordIndex index;
  AddPattern(index, "(?-i:US)|(?-i:E)u|polish", WordEdges::kWhole, 0);
  AddPattern(index, "us", WordEdges::kWhole, 9);
  CHECK(Found(index, "the US said") == "0 @4-6");
  CHECK(Found(index, "let us see") == "9 @4-6");
  CHECK(Found(index, "EU") == "0 @0-2");
  CHECK(Found(index, "eu").empty());
  CHECK(Found(index, "POLISH") == "0 @0-6");
}

TEST_CASE("all literals of a text are found, within one another too", "[rules][words]") {
  const std::vector<std::string> literals = {"she", "he", "his", "hers", "\x01", "矿石"};
  const rules::LiteralScan scan(literals);
  const auto found = [&](std::string_view text) {
    std::set<std::string> out;
    for (const int index : scan.Find(text)) {
      out.insert(literals[static_cast<std::size_t>(index)]);
    }
    return out;
  };
  CHECK(found("ushers") == std::set<std::string>{"she", "he", "hers"});
  CHECK(found("THIS") == std::set<std::string>{"his"});
  CHECK(found("shis") == std::set<std::string>{"his"});
  CHECK(found("a\x01 b铁矿石") == std::set<std::string>{"\x01", "矿石"});
  CHECK(found("").empty());
  CHECK(found("xyz").empty());
  CHECK(rules::LiteralScan({}).Find("abc").empty());
}

}  // namespace
