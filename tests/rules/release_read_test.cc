#include <algorithm>
#include <string>
#include <vector>

#include "rules/release.h"
#include "tests/support/catch.h"

namespace {

struct Read {
  std::vector<rules::ReleaseDefinition> releases;
  rules::LabelIndex labels;
  std::vector<rules::Fault> faults;
};

Read ReadPack(const std::string& toml) {
  Read read;
  rules::ReadReleases("pack.toml", toml, read.releases, read.labels, read.faults);
  return read;
}

// "3:9 message" of each fault.
std::vector<std::string> FaultsOf(const std::string& toml) {
  std::vector<std::string> texts;
  for (const rules::Fault& fault : ReadPack(toml).faults)
    texts.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column) + " " +
                    fault.message);
  return texts;
}

// A definition that is right, and room for one line more in its head.
std::string Release(const std::string& line) {
  return "[[release]]\n" + line +
         "\nid = 'goods'\nreporter = 'CN'\n"
         "[[release.title]]\nmatch = 'Exports'\n"
         "[[release.month]]\nmatch = '(?P<month>\\d+)/(?P<year>\\d+)'\n"
         "[[release.column]]\nheader = 'Goods'\nis = 'label'\n"
         "[[release.coverage]]\nheader = 'month'\nis = 'month'\n"
         "[[release.unit]]\nnames = ['Ton']\nunit = 't'\n";
}

std::string WithTitleFlow(std::string toml) {
  const std::string title = "match = 'Exports'\n";
  return toml.insert(toml.find(title) + title.size(), "flow = 'export'\n");
}

}  // namespace

TEST_CASE("A sound definition is read without a fault, other tables are not looked at",
          "[rules][release]") {
  const Read read = ReadPack(Release("nil = ['-']") +
                             "[[rule]]\nanything = 1\n"
                             "[[label]]\nsubject = 'grain'\nnames = ['Grain', '粮食']\n");
  CHECK(read.faults.empty());
  REQUIRE(read.releases.size() == 1);
  CHECK(read.releases[0].id == "goods");
  CHECK(read.labels.Find("粮食*") == "grain");
}

TEST_CASE("Faults of a definition say where they are and what to write instead",
          "[rules][release]") {
  struct Case {
    std::string line;
    std::string fault;
  };
  const Case cases[] = {
      {"skp = 'x'", "2:1 unknown key 'skp'; did you mean 'skip'?"},
      {"skip = 3", "2:8 'skip' must be a string"},
      {"nil = '-'", "2:7 'nil' must be an array of strings"},
      {"nil = ['-', 7]", "2:13 every element of 'nil' must be a string"},
      {"partner = 1", "2:11 'partner' must be written [[partner]]"},
      {"skip = '('", "2:8 bad regular expression: missing ): ("},
      {"unit_row = '(?P<size>x)'", "2:12 the group 'size' has no meaning here; known here: unit"},
      {"mark = [{match = 'r', state = 'revised'}]",
       "2:23 unknown key 'state'; did you mean 'status'?"},
      {"row_unit = [{unit = 'Tonne', subjects = ['grain']}]",
       "2:21 no [[release.unit]] has the name 'Tonne'"},
      {"partner = [{code = 'DE', names = ['Germany']}]",
       "1:1 a release with partners needs the subject of its rows"}};
  for (const Case& c : cases) {
    CAPTURE(c.line);
    const std::vector<std::string> faults = FaultsOf(Release(c.line));
    CAPTURE(faults);
    CHECK(std::find(faults.begin(), faults.end(), c.fault) != faults.end());
    CHECK(ReadPack(Release(c.line)).releases.empty());
  }
}

TEST_CASE("All faults of a file come in one pass, with their lines", "[rules][release]") {
  const std::string toml =
      "[[release]]\n"
      "id = 'goods'\n"
      "[[release.title]]\n"
      "match = 'Exports'\n"
      "flow = 'outwards'\n"
      "[[release.column]]\n"
      "header = 'Goods'\n"
      "is = 'name'\n"
      "[[release.coverage]]\n"
      "header = '(?P<week>\\d)'\n"
      "is = 'week'\n"
      "[[label]]\n"
      "subject = 'grain'\n"
      "names = ['Grain']\n"
      "[[label]]\n"
      "subject = 'corn'\n"
      "names = ['GRAIN']\n";
  CHECK(FaultsOf(toml) ==
        std::vector<std::string>{
            "1:1 'reporter' is missing",
            "5:8 unknown flow 'outwards'; expected export, import or trade",
            "1:1 'month' is missing",
            "8:6 unknown column 'name'; expected label, unit, quantity or money",
            "11:6 unknown coverage 'week'; expected month, to-date, prior, change or month-change",
            "10:10 the group 'week' has no meaning here; known here: month, year",
            "1:1 'unit' is missing", "17:9 the label 'GRAIN' is 'grain' already"});
  CHECK(ReadPack(toml).faults.at(1).source == "flow = 'outwards'");
}

TEST_CASE("A text that is not TOML gives one fault with its place", "[rules][release]") {
  const Read read = ReadPack("[[release]]\nid = \n");
  REQUIRE(read.faults.size() == 1);
  CHECK(read.faults[0].file == "pack.toml");
  CHECK(read.faults[0].line == 2);
  CHECK(read.releases.empty());
}

TEST_CASE("The flow of every figure is said by a title or a column", "[rules][release]") {
  const std::string column = "[[release.column]]\nheader = 'Value'\nis = 'money'\n";
  CHECK(FaultsOf(Release("") + column) ==
        std::vector<std::string>{
            "1:1 neither every title nor every column of figures says its flow"});
  CHECK(FaultsOf(Release("") + column + "flow = 'export'\n").empty());
  CHECK(FaultsOf(WithTitleFlow(Release("") + column)).empty());
}

TEST_CASE("A release is defined once, its units mean one thing", "[rules][release]") {
  CHECK(FaultsOf(Release("") + Release("")).at(0) == "18:1 a release 'goods' is defined already");
  CHECK(FaultsOf(Release("") + "[[release.unit]]\nnames = ['TON']\nunit = 't'\nscale = 10").at(0) ==
        "19:9 the unit 'TON' has another meaning above");
  CHECK(FaultsOf(Release("") + "[[release.unit]]\nnames = ['kg']\nunit = 't'\nscale = 0").at(0) ==
        "21:9 the scale must be greater than 0");
}
