#include "rules/lint.h"

#include <algorithm>
#include <string>
#include <vector>

#include "rules/lint_patterns.h"
#include "rules/rule_tests.h"
#include "tests/rules/small_pack.h"
#include "tests/support/catch.h"

namespace {

// "gap 14:11 '.*' has no end …", a line each.
std::string LinesOf(const std::string& rules) {
  std::string out;
  for (const rules::LintFinding& finding : rules::Lint(SmallPack(rules)))
    out += finding.check + " " + std::to_string(finding.fault.line) + ":" +
           std::to_string(finding.fault.column) + " " + finding.fault.message + "\n";
  return out;
}

const std::string kSound =
    ChangeRule("up", "{commodity} <rise> {percent}", "Gallium rose 12 percent.");

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Lint finds nothing in a sound pack", "[rules][lint]") {
  CHECK(LinesOf(kSound).empty());
}

TEST_CASE("Lint names check, line and column of what is wrong", "[rules][lint]") {
  // The words take 15 lines; a rule's pattern stands in its fourth line, from column 10.
  struct Case {
    std::string rules;
    std::string finding;
  };
  const Case cases[] = {
      {ChangeRule("a", "up .* {percent}", "up 12%") + kSound, "gap 19:13 '.*' has no end"},
      {ChangeRule("a", "up [^,]+{percent}", "up 12%") + kSound, "gap 19:13 '[^,]+' has no end"},
      {ChangeRule("a", "价 .{2,}{percent}", "up 12%") + kSound, "gap 19:12 '.{2,}' has no end"},
      {ChangeRule("a", "(?:{percent})?", "up 12%") + kSound, "empty 19:10 rule 'my/a' matches"},
      {"[words.en]\nfall = ['(?:down)?']\n", "load 16:"},
      {ChangeRule("a", "{percnt}", "up 12%"), "load 19:10 unknown slot {percnt}"},
      {"[[rule]]\nid = \"a\"\nlanguage = \"en\"\nmatch = 'up {percent}'\n"
       "gives = [{ kind = \"change\" }]\n",
       "load 16:1 rule 'a' needs samples"},
      {kSound + ChangeRule("b", "{commodity} <rise> {percent}", "Gallium rose 12 percent."),
       "duplicate 25:10 the same pattern as 'my/up': the first of them wins"},
      {kSound + ChangeRule("b", "{commodity} <rise> {percent}", "Gallium rose 12 percent.",
                           "priority = 2\n"),
       "duplicate 25:10 the same pattern as 'my/up', which has a lower priority"},
      {kSound +
           ChangeRule("wide", "<rise> {percent}", "Gallium rose 12 percent.", "priority = 5\n"),
       "shadowed 19:10 'my/up' wins none of its own samples: my/wide wins there"},
      {ChangeRule("a", "soared {percent}", "Gallium rose 12 percent.") + kSound,
       "shadowed 19:10 'my/a' matches none of its own samples"},
      {kSound + ChangeRule("a", "(?:abcdefghijklmnopqrstuvwxyz){1,900} {percent}", "x 12%"),
       "huge 25:10 the pattern has"},
      {kSound + "[[commodity]]\nid = \"gallium-metal\"\nen = ['gallium']\n",
       "duplicate 24:8 'gallium' has this pattern too"},
      {kSound + "[[commodity]]\nid = \"ga\"\nzh = ['\\S+镓']\n", "gap 24:8 '\\S+' has no end"}};
  for (const Case& c : cases) {
    const std::string lines = LinesOf(c.rules);
    CAPTURE(c.rules, c.finding, lines);
    CHECK(Contains("\n" + lines, "\n" + c.finding));
  }
}

TEST_CASE("Lint knows ids of the lexicon and codes of export measures", "[rules][lint]") {
  struct Case {
    std::string gives;
    std::string finding;  // empty: none
  };
  const Case cases[] = {{"subject = \"gallium\"", ""},
                        {"subject = \"galium\"", "no [[commodity]] has the id 'galium'"},
                        {"subject = \"{commodity}\"", ""},
                        {"reporter = \"CN\"", ""},
                        {"reporter = \"XX\"", "no [[country]] has the id 'XX'"},
                        {"partner = \"none\"", ""},
                        {"reporter = \"topic\"", ""},
                        {"actor = \"Acme Metals\"", ""},
                        {"actor = \"CN.NOBODY\"", "no [[agency]] has the id 'CN.NOBODY'"},
                        {"mast = \"P33\"", ""},
                        {"mast = \"P4\"", ""},
                        {"mast = \"P84\"", "'P84' is no code"},
                        {"mast = \"P35\"", "'P35' is no code"},
                        {"plover = \"THREATEN\"", ""},
                        {"plover = \"THREAT\"", "'THREAT' is no class of PLOVER"}};
  for (const Case& c : cases) {
    const std::string lines =
        LinesOf(kSound +
                "[[rule]]\nid = \"ban\"\nlanguage = \"en\"\nmatch = '{commodity} was banned'\n"
                "gives = [{ kind = \"event\", type = \"export-ban\", " +
                c.gives +
                " }]\n"
                "yes = [{ text = \"Gallium was banned.\", gives = [\"event export-ban\"] }]\n");
    CAPTURE(c.gives, lines);
    CHECK(lines.empty() == c.finding.empty());
    CHECK(Contains(lines, c.finding));
  }
}

TEST_CASE("Lint tells word lists that no pattern names", "[rules][lint]") {
  const std::string rules = ChangeRule("up", "up {percent}", "up 12%");
  CHECK(Contains(LinesOf(rules), "unused 2:10 no pattern names the word list <rise>"));
  CHECK(LinesOf(kSound).empty());
}

TEST_CASE("UnboundedGaps sees gaps in classes and escapes as they are meant", "[rules][lint]") {
  struct Case {
    std::string pattern;
    std::vector<std::string> gaps;
  };
  const Case cases[] = {{"a.*b.+c", {".*", ".+"}},
                        {"a.{0,20}b", {}},
                        {"a.{3}", {}},
                        {"a.{3,}?", {".{3,}"}},
                        {R"(a\.*)", {}},
                        {"[.*]+", {}},
                        {"[^]*]*", {"[^]*]*"}},
                        {R"(\w+ \S*\s*)", {R"(\S*)"}},
                        {"a*(?:the )*", {}}};
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    std::vector<std::string> gaps;
    for (const rules::Gap& gap : rules::UnboundedGaps(c.pattern))
      gaps.push_back(gap.text);
    CHECK(gaps == c.gaps);
  }
}

TEST_CASE("No rule that is shipped comes near the bound of huge patterns", "[rules][lint]") {
  const auto pack = rules::Pack::Load(rules::ShippedPacks());
  REQUIRE(pack);
  int largest = 0;
  for (const rules::Rule* rule : rules::RulesOf(*pack))
    largest = std::max(largest, rule->regex.program_size());
  CHECK(largest < rules::kProgramMax / 2);
}
