#include <string>

#include "tests/rules/shipped.h"
#include "tests/rules/table_text.h"

namespace {

using test_tables::Changed;
using test_tables::Contains;
using test_tables::DocumentOf;
using test_tables::LinesOf;
using Kind = rules::ReleaseError::Kind;

tl::expected<rules::Observed, rules::ReleaseError> Observe(const feeds::Document& document) {
  return rules::Observe(Shipped().releases(), Shipped().labels(), document);
}

// A Japanese line: three columns for the year and for each month.
std::string JapaneseHeader() {
  std::string header = "Exp or Imp | Year | HS | Country | Unit1 | Unit2";
  for (const char* const month :
       {"Year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"})
    header += std::string(" | Quantity1-") + month + " | Quantity2-" + month + " | Value-" + month;
  return header + "\n";
}

std::string JapaneseRow(const std::string& year, const std::string& january,
                        const std::string& february) {
  std::string row =
      "2 | 2025 | '280530000' | 105 | | KG | " + year + " | " + january + " | " + february;
  for (int month = 3; month <= 12; ++month)
    row += " | 0 | 0 | 0";
  return row + "\n";
}

std::string ComtradeRows(int count) {
  std::string drawing =
      "period | reporterCode | flowCode | partnerCode | partner2Code | cmdCode | customsCode | "
      "motCode | netWgt | primaryValue\n";
  for (int i = 0; i < count; ++i)
    drawing += "202506 | 156 | X | 0 | 0 | 280530 | C00 | 0 | 61500 | 1000\n";
  return drawing;
}

feeds::Document Said(const std::string& caption, const std::string& drawing) {
  feeds::Document document = DocumentOf("", {drawing});
  document.tables.front().caption = caption;
  return document;
}

}  // namespace

TEST_CASE("A year that is not its twelve months together refuses the file", "[rules][records]") {
  struct Case {
    std::string year;  // of quantity 1, quantity 2 and value
    std::string refused;
  };
  const Case cases[] = {
      {"0 | 1500 | 300", ""},
      {"0 | 1502 | 300", ""},  // digits were cut off
      {"0 | - | 300", ""},
      {"0 |  | 300", ""},
      {"7 | 1500 | 300", ""},  // nobody reads the first quantity
      {"0 | 1600 | 300",
       "table 1, row 2: 1600 in the column 'Quantity2-Year' is not the sum of its months, 1500"},
      {"0 | 1500 | 3000",
       "table 1, row 2: 3000 in the column 'Value-Year' is not the sum of its months, 300"}};
  for (const Case& c : cases) {
    CAPTURE(c.year);
    const auto observed = Observe(
        DocumentOf("", {JapaneseHeader() + JapaneseRow(c.year, "0 | 900 | 100", "0 | 600 | 200")}));
    if (c.refused.empty()) {
      REQUIRE(observed.has_value());
      CHECK(LinesOf(*observed) ==
            std::vector<std::string>{"JP/import/rare-earth-metals/money/CN 2025-01 100000 JPY",
                                     "JP/import/rare-earth-metals/money/CN 2025-02 200000 JPY",
                                     "JP/import/rare-earth-metals/quantity/CN 2025-01 0.9 t",
                                     "JP/import/rare-earth-metals/quantity/CN 2025-02 0.6 t"});
      continue;
    }
    REQUIRE_FALSE(observed.has_value());
    CHECK(observed.error().kind == Kind::kCheck);
    CHECK(observed.error().detail == c.refused);
  }
}

TEST_CASE("A year beside fewer months than twelve proves nothing", "[rules][records]") {
  const auto observed = Observe(
      DocumentOf("", {"Exp or Imp | Year | HS | Country | Unit2 | Quantity2-Year | Quantity2-Jan\n"
                      "2 | 2025 | '280530000' | 105 | KG | 1600 | 900\n"}));
  REQUIRE(observed.has_value());
  CHECK(observed->observations.size() == 1);
}

TEST_CASE("An answer that was cut off is refused", "[rules][records]") {
  struct Case {
    std::string caption;
    int records;
    std::string refused;
  };
  const Case cases[] = {
      {"", 3, ""},
      {"elapsedTime: 0.31 secs\ncount: 3\nerror: ", 3, ""},
      {"count: 4", 3, "table 1 has 3 records, but says that it has 4: cut off"},
      {"count: 2", 3, "table 1 has 3 records, but says that it has 2: cut off"},
      {"", 499, ""},
      {"count: 501", 501, ""},
      {"count: 500", 500,
       "table 1 has 500 records, the most that its server gives: probably cut off; ask for less "
       "at a time"}};
  for (const Case& c : cases) {
    CAPTURE(c.caption, c.records);
    const auto observed = Observe(Said(c.caption, ComtradeRows(c.records)));
    CHECK(observed.has_value() == c.refused.empty());
    if (!observed) {
      CHECK(observed.error().kind == Kind::kCheck);
      CHECK(observed.error().detail == c.refused);
    }
  }
}

TEST_CASE("A header without a row is an answer without data", "[rules][records]") {
  const auto none = Observe(DocumentOf("", {ComtradeRows(0)}));
  REQUIRE(none.has_value());
  CHECK(none->release.empty());
  CHECK(none->observations.empty());
  const auto one = Observe(DocumentOf("", {ComtradeRows(1)}));
  REQUIRE(one.has_value());
  CHECK(one->release == "un-comtrade");
  // Rows that are left out are data all the same.
  const auto other = Observe(DocumentOf("", {Changed(ComtradeRows(1), "280530", "TOTAL")}));
  REQUIRE(other.has_value());
  CHECK(other->release == "un-comtrade");
}
