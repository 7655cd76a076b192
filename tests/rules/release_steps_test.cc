#include <string>
#include <vector>

#include "tests/rules/shipped.h"
#include "tests/rules/table_text.h"

namespace {

using test_tables::Changed;
using test_tables::Data;
using test_tables::DocumentOf;
using test_tables::MustObserve;
using Steps = std::vector<std::string>;

// The steps of the observation with this line.
Steps StepsOf(const rules::Observed& observed, const std::string& line) {
  for (const rules::Observation& observation : observed.observations) {
    if (test_tables::LineOf(observation) == line)
      return observation.steps;
  }
  return {"no such observation: " + line};
}

const std::string kTitle = "(5) China's Major Exports by Quantity and Value, June 2025 (in CNY)";
const std::string kWidth =
    "checked: the row has a cell for each of the 10 columns; title and unit row say CNY";

}  // namespace

TEST_CASE("A figure of a table tells the cell, good, unit, months and checks", "[rules][steps]") {
  const rules::Observed observed = MustObserve(DocumentOf("", {Data("goods-2025-06.en.table")}));
  CHECK(StepsOf(observed, "CN/export/rare-earths/quantity 2025-06 7742.2 t") ==
        Steps{"printed: 7,742.2 in table 1, row 7, column '6 Quantity'",
              "good: the row 'Rare earth' is rare-earths", "unit: 'Ton' is 1 t",
              "period: the column '6 Quantity' under the title '" + kTitle + "' is 2025-06",
              kWidth + "; 7,742.2 in the month is no more than 32,569.2 in '1-6 Total Quantity'"});
  CHECK(StepsOf(observed, "CN/export/grain/quantity 2025-01/2025-06 1206000 t") ==
        Steps{"printed: 120.6 in table 1, row 6, column '1-6 Total Quantity'",
              "good: the row 'Grain' is grain", "unit: '10,000 Tons' is 10,000 t",
              "period: the column '1-6 Total Quantity' under the title '" + kTitle +
                  "' is 2025-01/2025-06",
              kWidth + "; 20.0 % is the change of 120.6 on 100.5; 20.1 in the month is no more "
                       "than 120.6 in '1-6 Total Quantity'"});
  CHECK(StepsOf(observed, "CN/export/rare-earths/money 2025-06 170000000 CNY").at(2) ==
        "unit: the unit row says 100,000,000 CNY");
}

TEST_CASE("A unit put right, a mark and a total that is proven are steps", "[rules][steps]") {
  std::string drawing = Changed(
      Data("goods-2025-06.en.table"),
      "Rare earth | Ton | 7,742.2 | 1.7 | 32,569.2 | 13.8 | 29,095.2 | 17.9 | 11.9 | -22.9",
      "Unwrought aluminium and aluminium products | Ton | 50.5(r) | 1.7 | - | - | - | - | - | -");
  const Steps fixed = StepsOf(MustObserve(DocumentOf("", {drawing})),
                              "CN/export/aluminium/quantity 2025-06 505000 t revised");
  REQUIRE(fixed.size() == 6);
  CHECK(fixed[2].find("unit: 'Ton' is known to be wrong for figures below") == 0);
  CHECK(fixed[2].find("put right to 10,000 t") != std::string::npos);
  CHECK(fixed[4] == "status: revised, by the mark in '50.5(r)'");

  const auto edition = [](const std::string& months, const std::string& figures) {
    return kTitle + " | < | < | < | < | < | < | < | < | <\n" +
           "Unit: CNY 100 Million | < | < | < | < | < | < | < | < | <\n"
           "Commodity | Quantity Unit | " +
           months +
           "\n^ | ^ | Quantity | Value | Quantity | Value | Quantity | Value | "
           "Quantity | Value\nRare earth | Ton | " +
           figures + "\n";
  };
  const std::string june =
      edition("6 | < | 1-6 Total | < | 1-6 Total, 2024 | < | 1-6 Total, Year-On-Year(%) | <",
              "7,742.2 | 1.7 | 32,569.2 | 13.8 | 29,095.2 | 17.9 | 11.9 | -22.9");
  const std::string may = Changed(
      edition("5 | < | 1-5 Total | < | 1-5 Total, 2024 | < | 1-5 Total, Year-On-Year(%) | <",
              "5,864.6 | 1.3 | 24,827.0 | 12.1 | 24,266.5 | 15.1 | 2.3 | -19.9"),
      "June 2025", "May 2025");
  const Steps total = StepsOf(MustObserve(DocumentOf("", {may, june})),
                              "CN/export/rare-earths/quantity 2025-01/2025-06 32569.2 t");
  CHECK(total.back() ==
        "checked: 32569.2 is 24827 + 7742.2 (2025-01/2025-05 and 2025-06), within rounding");
}

TEST_CASE("A figure of a record tells the cell, the code and the unit, a sum its parts",
          "[rules][steps]") {
  const auto& pack = Shipped();
  const std::string header =
      "period | reporterCode | flowCode | partnerCode | partner2Code | cmdCode | cmdDesc | "
      "customsCode | motCode | netWgt | isNetWgtEstimated | primaryValue\n";
  const auto row = [](const std::string& code, const std::string& kilograms) {
    return "202506 | 156 | X | 392 | 0 | " + code + " | Stuff | C00 | 0 | " + kilograms +
           " | false | 1000\n";
  };
  const auto observed =
      rules::Observe(pack.releases(), pack.labels(),
                     DocumentOf("", {header + row("280530", "61500") + row("284610", "10000.5") +
                                     row("284690", "8000")}));
  REQUIRE(observed.has_value());
  CHECK(StepsOf(*observed, "CN/export/rare-earth-metals/quantity/JP 2025-06 61.5 t") ==
        Steps{"printed: 61500 in table 1, row 2, column 'netWgt'",
              "good: the code 280530 (Stuff) is rare-earth-metals", "of: CN, exports, partner JP",
              "unit: the definition says 0.001 t", "period: 2025-06"});
  CHECK(StepsOf(*observed, "CN/export/rare-earths/quantity/JP 2025-06 79.5005 t") ==
        Steps{"part: 280530 61.5 t in table 1, row 2", "part: 284610 10.0005 t in table 1, row 3",
              "part: 284690 8 t in table 1, row 4", "sum: 79.5005 t is 3 parts together"});
}
