#include <string>
#include <vector>

#include "rules/code_book.h"
#include "rules/pack.h"
#include "rules/release.h"
#include "tests/support/catch.h"

namespace {

// "3:9 message" of each fault of a pack that stands alone.
std::vector<std::string> FaultsOf(const std::string& toml) {
  std::vector<std::string> texts;
  const auto pack = rules::Pack::Load({{"my", "my.toml", toml}});
  if (pack)
    return texts;
  for (const rules::Fault& fault : pack.error())
    texts.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column) + " " +
                    fault.message);
  return texts;
}

// A definition that is right, with room for lines of its head and more at its end.
std::string Definition(const std::string& head, const std::string& more = {}) {
  return "[[release]]\nid = 'mine'\nlayout = 'records'\nreporter = 'US'\nneeds = ['Month']\n" +
         head +
         "\n[release.period]\ncolumns = ['Month']\nforms = ['(?P<year>\\d{4})']\n"
         "[[release.figure]]\nheader = 'Weight'\nis = 'quantity'\nunit = 't'\n" +
         more;
}

}  // namespace

TEST_CASE("Faults of a definition of records say where they are", "[rules][records]") {
  struct Case {
    std::string toml;
    std::vector<std::string> faults;
  };
  const std::string sound = "subject = 'goods'";
  const Case cases[] = {
      {Definition(sound), {}},
      {Definition(""), {"1:1 neither 'code' nor 'subject' says what the rows are about"}},
      {Definition("subjct = 'goods'\nsubject = 'goods'"),
       {"6:1 unknown key 'subjct'; did you mean 'subject'?"}},
      {Definition(sound + "\nskip = { Month = '(' }"),
       {"7:18 bad regular expression: missing ): ("}},
      {Definition(sound + "\nskip = 'x'"), {"7:8 'skip' must be a table"}},
      {Definition(sound + "\nflow = 'exports'"),
       {"7:8 unknown flow 'exports'; known here: export, import, trade"}},
      {Definition(sound, "covers = 'decade'"),
       {"14:10 unknown covers 'decade'; known here: month, to-date, year"}},
      {Definition(sound, "[release.cut_off]\nat = [500, 0, 'x']\ncount = '(?P<n>1)'\nrows = 1"),
       {"17:1 unknown key 'rows'; known here: at, count",
        "16:9 the group 'n' has no meaning here; known here: count",
        "15:12 a number of records must be whole and greater than 0",
        "15:15 a number of records must be whole and greater than 0"}},
      {Definition(sound, "[release.cut_off]\nat = 500"),
       {"15:6 'at' must be a list of numbers of records"}},
      {Definition(sound, "[[release.figure]]\nheader = 'X'\nis = 'money'"),
       {"14:1 nothing says the unit: 'unit', 'unit_columns' or [[release.page_unit]]"}},
      {Definition(sound, "[[release.figure]]\nheader = '(?P<day>X)'\nis = 'money'\nunit = 'USD'"),
       {"15:10 the group 'day' has no meaning here; known here: month, from, year"}},
      {Definition(sound, "[release.partner]\ncolumns = ['C']\nplaces = ['moon']"),
       {"16:10 no pack has [[places]] with the id 'moon'"}},
      {Definition(sound,
                  "[[release.unit]]\nnames = ['KG', 'kg']\nunit = 't'\n"
                  "[[release.unit]]\nnames = ['Kg']\nunit = 'u'"),
       {"18:9 the unit 'Kg' has another meaning above"}},
      {"[[release]]\nid = 'x'\nlayout = 'rows'\n",
       {"3:10 unknown layout 'rows'; expected grid or records"}}};
  for (const Case& c : cases) {
    CAPTURE(c.toml);
    std::vector<std::string> faults = FaultsOf(c.toml);
    if (c.toml.find("'rows'") != std::string::npos)
      faults.resize(1);  // a grid lacks more
    CHECK(faults == c.faults);
  }
}

TEST_CASE("Faults of codes and places say where they are", "[rules][records]") {
  struct Case {
    std::string toml;
    std::vector<std::string> faults;
  };
  const Case cases[] = {
      {"[[code]]\nsubject = 'tin'\nhs = ['8001', 'EU:80011000']\nsitc = ['687']\n"
       "[[sum]]\nsubject = 'tins'\nheads = ['8001', '8002']\n"
       "[[union]]\ncode = 'EU'\nmembers = ['DE']\n"
       "[[places]]\nid = 'x'\ncodes = ['DE 4 04']\nnames = ['DE Germany | West Germany']\n",
       {}},
      {"[[code]]\nsubject = 'tin'\nhs = ['80011000']\n",
       {"3:6 '80011000' is no code: up to six digits, or a reporter's own as \"EU:85051110\""}},
      {"[[code]]\nsubject = 'tin'\n", {"1:1 neither 'hs' nor 'sitc' gives codes"}},
      {"[[code]]\nsubject = 'tin'\nhs = ['8001']\n[[code]]\nsubject = 'zinc'\nhs = ['8001']\n",
       {"6:6 '8001' is 'tin' already"}},
      {"[[sum]]\nsubject = 'tins'\nheads = ['80x']\n", {"3:9 '80x' is no prefix of a code"}},
      {"[[union]]\ncode = 'EU'\n", {"1:1 'members' is missing"}},
      {"[[places]]\nid = 'x'\ncodes = ['DE']\n",
       {"3:9 'DE' is not a place, a space and what it is called"}},
      {"[[places]]\nid = 'x'\ncodes = ['DE 4', 'AT 4']\n", {"3:9 '4' is 'DE' already"}}};
  for (const Case& c : cases) {
    CAPTURE(c.toml);
    CHECK(FaultsOf(c.toml) == c.faults);
  }
}

TEST_CASE("The longest prefix of a code counts, national ones with their reporter",
          "[rules][records]") {
  rules::CodeBook book;
  book.AddPrefix("", "8505", "magnets");
  book.AddPrefix("", "850511", "metal-magnets");
  book.AddPrefix("EU", "85051110", "rare-earth-magnets");
  book.AddExact("sitc", "28", "ores");
  book.AddMember("DE", "EU");
  struct Case {
    std::string classification;
    std::string code;
    std::string reporter;
    std::optional<std::string> subject;
  };
  const Case cases[] = {{"hs", "85051110", "EU", "rare-earth-magnets"},
                        {"hs", "85051110", "DE", "rare-earth-magnets"},
                        {"hs", "8505111000", "DE", "rare-earth-magnets"},
                        {"hs", "85051110", "US", "metal-magnets"},
                        {"hs", "85051", "EU", "magnets"},
                        {"hs", "85", "EU", std::nullopt},
                        {"sitc", "28", "AU", "ores"},
                        {"sitc", "281", "AU", std::nullopt}};
  for (const Case& c : cases) {
    CAPTURE(c.classification, c.code, c.reporter);
    CHECK(book.SubjectOf(c.classification, c.code, c.reporter) == c.subject);
  }
}
