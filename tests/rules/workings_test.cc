#include "rules/workings.h"

#include <string>
#include <vector>

#include "rules/coverage.h"
#include "rules/extract.h"
#include "rules/fact_diff.h"
#include "rules/pattern_parts.h"
#include "rules/sample_document.h"
#include "tests/rules/small_pack.h"
#include "tests/support/catch.h"

namespace {

rules::Pack PackOf(const std::string& rules) {
  auto pack = rules::Pack::Load(SmallPack(rules));
  REQUIRE(pack);
  return std::move(*pack);
}

std::vector<rules::SentenceWorkings> Workings(const std::string& rules, const std::string& text,
                                              std::size_t almost = 5) {
  const rules::PackDraft draft = DraftOf(SmallPack(rules));
  rules::NearMissFinder finder(draft);
  const rules::Pack pack = PackOf(rules);
  auto out = rules::WorkingsOf(pack, finder, rules::SampleDocument(text), almost);
  // The rules themselves go with the pack.
  for (rules::SentenceWorkings& sentence : out) {
    for (rules::RuleMatch& match : sentence.matches) {
      match.quote = match.rule->id + ": " + match.quote;
      match.rule = nullptr;
    }
  }
  return out;
}

const std::string kUp =
    ChangeRule("up", "{commodity} <rise> {percent}", "Gallium rose 12 percent.");

}  // namespace

TEST_CASE("PartsOf cuts a pattern where a prefix is a pattern", "[rules][try]") {
  struct Case {
    std::string pattern;
    std::vector<std::string> parts;  // in brackets: does not count
  };
  const Case cases[] = {
      {"{commodity} loadings of {quantity:new}",
       {"{commodity}", "[ ]", "loadings", "[ ]", "of", "[ ]", "{quantity:new}"}},
      {"<rise>(?: by|(?:to )?){1,2} .{0,9}{percent}?",
       {"<rise>", "(?: by|(?:to )?){1,2}", "[ ]", "[.{0,9}]", "[{percent}?]"}},
      {"shipments?", {"shipment", "[s?]"}},
      {R"(\bup[ -]{percent}\p{Han}*)", {R"([\b])", "up", "[[ -]]", "{percent}", R"([\p{Han}*])"}},
      {"出口约?{quantity}", {"出口", "[约?]", "{quantity}"}}};
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    const auto alternatives = rules::PartsOf(c.pattern);
    REQUIRE(alternatives.size() == 1);
    std::vector<std::string> parts;
    for (const rules::PatternPart& part : alternatives.front()) {
      const std::string text = c.pattern.substr(part.begin, part.end - part.begin);
      parts.push_back(part.counts() ? text : "[" + text + "]");
    }
    CHECK(parts == c.parts);
  }
  CHECK(rules::PartsOf("up {percent}|{percent} more").size() == 2);
  CHECK(rules::PartsOf("(?:a|b) c").size() == 1);
}

TEST_CASE("WorkingsOf shows things, what rules see, and facts", "[rules][try]") {
  const auto sentences = Workings(kUp, "In June gallium rose about 12 percent.");
  REQUIRE(sentences.size() == 1);
  const rules::SentenceWorkings& sentence = sentences.front();
  CHECK(sentence.masked == "In {period} {commodity} rose {percent}.");
  REQUIRE(sentence.things.size() == 3);
  CHECK(sentence.things[1].quote == "gallium");
  CHECK(sentence.things[1].slot == "{commodity}");
  CHECK(sentence.things[1].is == "commodity gallium");
  REQUIRE(sentence.matches.size() == 1);
  CHECK(sentence.matches[0].quote == "my/up: gallium rose about 12 percent");
  REQUIRE(sentence.matches[0].facts.size() == 1);
  CHECK(sentence.matches[0].facts[0].starts_with("change 12 % "));
  CHECK(sentence.almost.empty());
}

TEST_CASE("WorkingsOf says why a claim loses", "[rules][try]") {
  using rules::Fate;
  struct Case {
    std::string rules;
    std::string text;
    Fate fate;  // of the last match that is no winner
    std::string to;
  };
  const Case cases[] = {
      {kUp + ChangeRule("wide", "<rise> {percent}", "up 12%", "priority = 5\n"),
       "Gallium rose 12 percent.", Fate::kLostByPriority, "my/wide"},
      {kUp + ChangeRule("short", "<rise> {percent}", "up 12%"), "Gallium rose 12 percent.",
       Fate::kLostByLength, "my/up"},
      {kUp + ChangeRule("twin", "{commodity} rose {percent}", "Gallium rose 12 percent."),
       "Gallium rose 12 percent.", Fate::kLostByOrder, "my/up"},
      {kUp + ChangeRule("none", "not {commodity} rose {percent}", "x 12%"),
       "It is not true that gallium rose 12 percent.", Fate::kNegated, "not"}};
  for (const Case& c : cases) {
    CAPTURE(c.rules, c.text);
    std::vector<rules::ClaimOutcome> lost;
    const auto sentences = Workings(c.rules, c.text);
    for (const rules::RuleMatch& match : sentences.at(0).matches) {
      for (const rules::ClaimOutcome& outcome : match.outcomes) {
        if (outcome.fate != Fate::kWon)
          lost.push_back(outcome);
      }
    }
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].fate == c.fate);
    CHECK(lost[0].to == c.to);
  }
}

TEST_CASE("WorkingsOf shows where a rule that almost matched stopped", "[rules][try]") {
  const std::string pattern = "{commodity} loadings of {percent}";
  const auto sentences =
      Workings(ChangeRule("load", pattern, "Gallium loadings of 12%"),
               "Exports of gallium loadings reached 12 percent. Nothing is here.");
  REQUIRE(sentences.size() == 2);
  REQUIRE(sentences[0].almost.size() == 1);
  const rules::NearRule& near = sentences[0].almost[0];
  CHECK(near.rule == "my/load");
  CHECK(near.found == 2);
  CHECK(near.parts == 4);
  CHECK(pattern.substr(near.stopped) == "of {percent}");
  CHECK(near.matched == "gallium loadings ");
  CHECK(near.rest == "reached 12 percent.");
  CHECK(sentences[1].almost.empty());
}

TEST_CASE("CoverageOf counts numbers that no rule claims and rules that lose",
          "[rules][coverage]") {
  const rules::Pack pack = PackOf(kUp + ChangeRule("wide", "<rise> {percent}", "up 12%") +
                                  ChangeRule("never", "soared {percent}", "soared 12%"));
  const rules::DocumentCoverage of = rules::CoverageOf(
      pack, rules::SampleDocument("Gallium rose 12 percent. Stocks were 40 t in 2024. It rained."));
  CHECK(of.sentences == 3);
  CHECK(of.with_numbers == 2);
  CHECK(of.numbers == 2);
  CHECK(of.unclaimed_numbers == 1);
  REQUIRE(of.unclaimed.size() == 1);
  CHECK(of.unclaimed[0].text == "Stocks were 40 t in 2024.");
  const rules::Span number = of.unclaimed[0].numbers.at(0);
  CHECK(of.unclaimed[0].text.substr(number.start, number.end - number.start) == "40 t");
  REQUIRE(of.won.size() == 1);
  CHECK((*of.won.begin())->id == "my/up");
  REQUIRE(of.matched.size() == 1);
  CHECK((*of.matched.begin())->id == "my/wide");
}

TEST_CASE("DiffOf tells gained, lost and changed facts apart", "[rules][diff]") {
  const rules::Pack before = PackOf(kUp);
  const rules::Pack renamed =
      PackOf(ChangeRule("other", "{commodity} <rise> {percent}", "Gallium rose 12 percent."));
  const rules::Pack wider =
      PackOf(kUp +
             "[[rule]]\nid = \"flow\"\nlanguage = \"en\"\nmatch = 'exported {quantity}'\n"
             "gives = [{ kind = \"quantity\" }]\n"
             "yes = [{ text = \"China exported 12 t.\", gives = [\"quantity 12\"] }]\n");
  std::string falls = kUp;
  falls.replace(falls.find("sign = \"+\""), 10, "sign = \"-\"");
  const rules::Pack turned = PackOf(falls);
  const feeds::Document document =
      rules::SampleDocument("Gallium rose 12 percent. China exported 40 t of gallium.");
  const auto diff = [&](const rules::Pack& a, const rules::Pack& b) {
    std::string out;
    for (const rules::FactChange& change :
         rules::DiffOf(rules::Extract(a, document), rules::Extract(b, document)))
      out += !change.before  ? "gained " + change.after->rule
             : !change.after ? "lost " + change.before->rule
                             : "changed " + change.before->quote;
    return out;
  };
  CHECK(diff(before, before).empty());
  CHECK(diff(before, renamed).empty());
  CHECK(diff(before, wider) == "gained my/flow");
  CHECK(diff(wider, before) == "lost my/flow");
  CHECK(diff(before, turned) == "changed Gallium rose 12 percent");
}
