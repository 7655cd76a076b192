#include "rules/rule_tests.h"

#include <string>
#include <vector>

#include "tests/rules/small_pack.h"
#include "tests/support/catch.h"

namespace {

std::string RuleWith(const std::string& yes, const std::string& no) {
  return "[[rule]]\nid = \"up\"\nlanguage = \"en\"\nmatch = '{commodity} <rise> {percent}'\n"
         "gives = [{ kind = \"change\", sign = \"+\" }]\nyes = [" +
         yes + "]\nno = [" + no + "]\n";
}

}  // namespace

TEST_CASE("RunSamples tells what is missing and what must not be", "[rules][samples]") {
  const std::string good =
      "{ text = \"Gallium rose 12%.\", gives = [\"change 12 subject=gallium\"] }";
  struct Case {
    std::string yes;
    std::string no;
    std::vector<std::string> missing;
    std::size_t unexpected;
    int line;  // of the sample that fails; 0: none does
  };
  const Case cases[] = {
      {good, "\"Gallium rose.\"", {}, 0, 0},
      {"{ text = \"Gallium rose 12%.\", gives = [\"change 13\"] }", "", {"change 13"}, 0, 21},
      {"{ text = \"Gallium fell 12%.\", gives = [\"change 12\"] }", "", {"change 12"}, 0, 21},
      {"{ text = \"Gallium rose 12%.\", gives = [\"none\"] }", "", {}, 1, 21},
      {good, "\"Gallium rose 12%.\"", {}, 1, 22}};
  for (const Case& c : cases) {
    CAPTURE(c.yes, c.no);
    auto pack = rules::Pack::Load(SmallPack(RuleWith(c.yes, c.no)));
    REQUIRE(pack);
    std::vector<std::string> missing;
    std::size_t unexpected = 0;
    int line = 0;
    for (const rules::SampleResult& result : rules::RunSamples(*pack, rules::RulesOf(*pack))) {
      missing.insert(missing.end(), result.missing.begin(), result.missing.end());
      unexpected += result.unexpected.size();
      line = result.holds() ? line : result.sample->place.line;
    }
    CHECK(missing == c.missing);
    CHECK(unexpected == c.unexpected);
    CHECK(line == c.line);
    CHECK(rules::CheckSamples(*pack).empty() == (c.line == 0));
  }
}

TEST_CASE("WordsMissing names the words that a fact lacks", "[rules][samples]") {
  const std::string line = "change 12 % subject=gallium [my/up]";
  CHECK(rules::WordsMissing(line, "change 12 subject=gallium").empty());
  CHECK(rules::WordsMissing(line, "change 13 % flow=export") ==
        std::vector<std::string>{"13", "flow=export"});
}
