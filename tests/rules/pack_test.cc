#include "rules/pack.h"

#include <string>
#include <vector>

#include "rules/extract.h"
#include "tests/support/catch.h"

namespace {

// A pack that is sound, to which a case adds what it is about.
constexpr const char* kSound = R"(
[words.en]
rise = ['rose', 'up']
approximation = ['about']
[[commodity]]
id = "gallium"
en = ['gallium']
[[flow]]
id = "export"
en = ['exports?']
)";

std::vector<std::string> FaultsOf(const std::string& toml) {
  std::vector<std::string> out;
  auto pack = rules::Pack::Load({{"my", "my.toml", toml}});
  if (pack)
    return out;
  for (const rules::Fault& fault : pack.error())
    out.push_back(rules::ToText(fault));
  return out;
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Pack::Load names the place and the reason of every fault", "[rules][pack]") {
  struct Case {
    std::string toml;
    std::vector<std::string> faults;  // a piece of each, in order
  };
  const Case cases[] = {
      {"title = \"unclosed", {"my.toml:1:"}},
      {"surprise = 1", {"my.toml:1:1: unknown key 'surprise' in a pack"}},
      {"[[commodity]]\nid = \"x\"", {"my.toml:1:1: 'x' needs patterns in en or zh"}},
      {"[[commodity]]\nid = \"x\"\nen = ['(gal']", {"my.toml:3:8: bad pattern: missing )"}},
      {"[[rule]]\nid = \"r\"\nlanguage = \"en\"\nmatch = '<nowhere> {percent}'\n"
       "gives = [{ kind = \"change\" }]\nyes = [{ text = \"x\", gives = [\"none\"] }]",
       {"my.toml:4:10: unknown word list <nowhere>"}},
      {"[[rule]]\nid = \"r\"\nlanguage = \"en\"\nmatch = 'up {percnt}'\n"
       "gives = [{ kind = \"change\" }]\nyes = [{ text = \"x\", gives = [\"none\"] }]",
       {"my.toml:4:13: unknown slot {percnt}; there are {quantity}"}},
      {"[[rule]]\nid = \"r\"\nlanguage = \"en\"\nmatch = 'up {percent} (or|and)'\n"
       "gives = [{ kind = \"change\" }]\nyes = [{ text = \"x\", gives = [\"none\"] }]",
       {"only slots may capture"}},
      {"[[rule]]\nid = \"r\"\nlanguage = \"en\"\nmatch = 'up {percent}'\n"
       "gives = [{ kind = \"chnage\", sign = \"*\" }]\nyes = [{ text = \"x\", gives = [\"none\"] "
       "}]",
       {"my.toml:5:20: 'chnage' is no kind", "'*' is no sign"}},
      {"[[rule]]\nid = \"r\"\nlanguage = \"en\"\nmatch = 'banned'\n"
       "gives = [{ kind = \"event\" }]\nyes = [{ text = \"x\", gives = [\"none\"] }]",
       {"an event needs a type"}},
      {"[[rule]]\nid = \"r\"\nlanguage = \"fr\"\nmatch = 'up {percent}'\ngives = [{ kind = "
       "\"change\" }]",
       {"needs language = \"en\" or \"zh\"", "needs samples"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.toml);
    const std::vector<std::string> faults = FaultsOf(c.toml);
    REQUIRE(faults.size() == c.faults.size());
    for (std::size_t i = 0; i < faults.size(); ++i) {
      CAPTURE(faults[i]);
      CHECK(Contains(faults[i], c.faults[i]));
    }
  }
}

TEST_CASE("A fault shows its line with a caret below the place", "[rules][pack]") {
  const std::vector<std::string> faults =
      FaultsOf("[[commodity]]\nid = \"x\"\nen = ['ok', '(gal']");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0] ==
        "my.toml:3:14: bad pattern: missing )\n"
        "  en = ['ok', '(gal']\n"
        "               ^");
}

TEST_CASE("Faults of all rules are reported in one go", "[rules][pack]") {
  const std::string rule =
      "[[rule]]\nid = \"%\"\nlanguage = \"en\"\nmatch = '{nothing}'\ngives = [{ kind = \"change\" "
      "}]\n"
      "yes = [{ text = \"x\", gives = [\"none\"] }]\n";
  std::string toml = kSound;
  for (const char* id : {"a", "b", "c"})
    toml += std::string(rule).replace(rule.find('%'), 1, id);
  CHECK(FaultsOf(toml).size() == 3);
}

TEST_CASE("The shipped packs are sound and their samples hold", "[rules][pack]") {
  auto pack = rules::Pack::Load(rules::ShippedPacks());
  if (!pack) {
    for (const rules::Fault& fault : pack.error())
      UNSCOPED_INFO(rules::ToText(fault));
  }
  REQUIRE(pack);
  const std::vector<rules::Fault> faults = rules::CheckSamples(*pack);
  for (const rules::Fault& fault : faults)
    UNSCOPED_INFO(rules::ToText(fault));
  CHECK(faults.empty());
}

TEST_CASE("CheckSamples finds a sample that does not hold and one that must not match",
          "[rules][pack]") {
  const std::string toml =
      std::string(kSound) +
      "[[rule]]\nid = \"r\"\nlanguage = \"en\"\nmatch = '<rise> {percent}'\n"
      "gives = [{ kind = \"change\", sign = \"+\" }]\n"
      "yes = [{ text = \"Gallium exports rose 5%.\", gives = [\"change 6 %\"] }]\n"
      "no = [\"Gallium exports are up 7%.\"]\n";
  auto pack = rules::Pack::Load({{"my", "my.toml", toml}});
  REQUIRE(pack);
  const std::vector<rules::Fault> faults = rules::CheckSamples(*pack);
  REQUIRE(faults.size() == 2);
  CHECK(Contains(faults[0].message, "expected\n    change 6 %"));
  CHECK(Contains(faults[0].message, "change 5 % "));
  CHECK(Contains(faults[1].message, "must not match here"));
}

TEST_CASE("A later pack adds words and rules to an earlier one", "[rules][pack]") {
  const std::string extra =
      "[words.en]\nrise = ['ballooned']\n[[commodity]]\nid = \"unobtainium\"\nen = "
      "['unobtainium']\n"
      "[[rule]]\nid = \"r\"\nlanguage = \"en\"\nmatch = '<rise> {percent}'\n"
      "gives = [{ kind = \"change\", sign = \"+\", needs = [\"subject\"] }]\n"
      "yes = [{ text = \"Unobtainium exports ballooned 5%.\", gives = [\"change 5 % "
      "subject=unobtainium\"] }]\n";
  auto pack = rules::Pack::Load({{"one", "one.toml", kSound}, {"two", "two.toml", extra}});
  REQUIRE(pack);
  CHECK(rules::CheckSamples(*pack).empty());
  feeds::Document document;
  document.text = "Exports of unobtainium ballooned about 12%.";
  const std::vector<rules::Fact> facts = rules::Extract(*pack, document);
  REQUIRE(facts.size() == 1);
  CHECK(rules::ToText(facts[0]) ==
        "change 12 % measure=quantity subject=unobtainium flow=export [two/r]");
}
