#include <string>
#include <vector>

#include "tests/rules/table_text.h"

namespace {

using test_tables::Contains;
using test_tables::DocumentOf;
using test_tables::LinesOf;
using test_tables::MustObserve;
using test_tables::MustRefuse;

std::vector<std::string> ChangesOf(const rules::Observed& observed) {
  std::vector<std::string> lines;
  for (const rules::Observation& change : observed.changes)
    lines.push_back(rules::ChangeKey(change) + " " + rules::ToText(change.period) + " " +
                    rules::NumberText(change.amount.value) + " " + change.unit);
  std::sort(lines.begin(), lines.end());
  return lines;
}

const std::string kGoods =
    "China's Major Exports by Quantity and Value, June 2026 (in CNY)\nUnit: CNY 100 Million\n"
    "Commodity | Quantity Unit | 6 | < | 1-6 Total | < | 1-6 Total, 2025 | < | 1-6 Total, "
    "Year-On-Year(%) | <\n"
    "^ | ^ | Quantity | Value | Quantity | Value | Quantity | Value | Quantity | Value\n"
    "Toys | - | - | 20.0 | - | 120.0 | - | 100.0 | - | 20.0\n"
    "Rare earth | Ton | 10.0 | 1.0 | 60.0 | 6.0 | 80.0 | 5.0 | -25.0 | 20.0\n";

std::string Partners(const std::string& japan) {
  return "China's Total Export & Import Values by Country/Region, June 2026 (in CNY)\n"
         "Unit: CNY 100 Million\n"
         "Import Source | Export & Import | < | Export | < | Import | < | 1-6 Year-on-Year(%) | < "
         "| "
         "<\n"
         "Export Destination | 6 | 1-6 | 6 | 1-6 | 6 | 1-6 | Export & Import | Export | Import\n"
         "Total | 20.0 | 90.0 | 12.0 | 50.0 | 8.0 | 40.0 | 1.5 | 2.5 | -0.3\n" +
         japan + "\n";
}

// The bulletin's table; `head` and `row` behind the unit column.
std::string Bulletin(const std::string& months, const std::string& head, const std::string& row) {
  return "（13）2026年" + months +
         "出口主要商品量值表（美元值）\n单位：千美元\n商品名称 | 计量单位 | " + head +
         "\n^ | ^ | 数量 | 金额 | 数量 | 金额\n稀土 | 吨 | " + row + "\n";
}

}  // namespace

TEST_CASE("Percentages are kept beside the observations, with the period that they compare",
          "[rules][release]") {
  const rules::Observed goods = MustObserve(DocumentOf("", {kGoods}));
  CHECK(goods.observations.size() == 9);
  CHECK(ChangesOf(goods) ==
        std::vector<std::string>{"CN/export/rare-earths/money-yoy 2026-01/2026-06 20 %",
                                 "CN/export/rare-earths/quantity-yoy 2026-01/2026-06 -25 %",
                                 "CN/export/toys/money-yoy 2026-01/2026-06 20 %"});
  CHECK(ChangesOf(MustObserve(DocumentOf(
            "", {Partners("Japan | 2.0 | 9.0 | 1.0 | 5.0 | 1.0 | 4.0 | - | 3.0 | -")}))) ==
        std::vector<std::string>{"CN/export/goods/money-yoy 2026-01/2026-06 2.5 %",
                                 "CN/export/goods/money-yoy/JP 2026-01/2026-06 3 %",
                                 "CN/import/goods/money-yoy 2026-01/2026-06 -0.3 %",
                                 "CN/trade/goods/money-yoy 2026-01/2026-06 1.5 %"});
}

TEST_CASE("A row that lost a cell ends in a blank where its percentage should be",
          "[rules][release]") {
  const rules::ReleaseError error = MustRefuse(
      DocumentOf("", {Partners("Japan | 2.0 | 9.0 | 5.0 | 5.0 | 1.0 | 4.0 | 3.0 | 1.0 |")}));
  CHECK(error.kind == rules::ReleaseError::Kind::kCheck);
  CHECK(error.detail == "table 1, row 6 (Japan): no percentage beside 4.0: a cell is missing");
}

TEST_CASE("The bulletin compares the month alone, or January and February together",
          "[rules][release]") {
  const rules::Observed june = MustObserve(
      DocumentOf("", {Bulletin("6月", "6月 | < | 比去年同期±% | <", "10.5 | 320 | 5.0 | -4.0")}));
  CHECK(LinesOf(june) == std::vector<std::string>{"CN/export/rare-earths/money 2026-06 320000 USD",
                                                  "CN/export/rare-earths/quantity 2026-06 10.5 t"});
  CHECK(ChangesOf(june) ==
        std::vector<std::string>{"CN/export/rare-earths/money-yoy 2026-06 -4 %",
                                 "CN/export/rare-earths/quantity-yoy 2026-06 5 %"});
  const rules::Observed two = MustObserve(DocumentOf(
      "", {Bulletin("1至2月", "1至2月 | < | 比去年同期±% | <", "10.5 | 320 | 5.0 | -4.0")}));
  CHECK(Contains(LinesOf(two), "CN/export/rare-earths/quantity 2026-01/2026-02 10.5 t"));
  CHECK(Contains(ChangesOf(two), "CN/export/rare-earths/quantity-yoy 2026-01/2026-02 5 %"));
}

TEST_CASE("The bulletin until 2019 has the percentages of the month and of the months so far",
          "[rules][release]") {
  const std::string old =
      "（14）2017年6月进口主要商品量值表\n单位：千美元\n"
      "商品名称 | 计量单位 | 6月 | < | 1至6月累计 | < | 6月比去年同期±% | < | 累计比去年同期±% | "
      "<\n"
      "^ | ^ | 数量 | 金额 | 数量 | 金额 | 数量 | 金额 | 数量 | 金额\n"
      "大豆 | 万吨 | 8 | 40 | 44 | 190 | 13.2 | 14.0 | -1.1 | 2.0\n";
  CHECK(ChangesOf(MustObserve(DocumentOf("", {old}))) ==
        std::vector<std::string>{"CN/import/soybeans/money-yoy 2017-01/2017-06 2 %",
                                 "CN/import/soybeans/money-yoy 2017-06 14 %",
                                 "CN/import/soybeans/quantity-yoy 2017-01/2017-06 -1.1 %",
                                 "CN/import/soybeans/quantity-yoy 2017-06 13.2 %"});
}

TEST_CASE("A title may name February alone for January and February", "[rules][release]") {
  const std::string table =
      "(5)China's Major Exports by Quantity and Value,Feb.2026 (in USD)\nUnit: US$1 Million\n"
      "Commodity | Quantity Unit | 1 to 2 Total | < | 1 to 2 Total, 2025 | < | 1 to 2 Total, "
      "Year-On-Year(%) | <\n"
      "^ | ^ | Quantity | Value | Quantity | Value | Quantity | Value\n"
      "Rare earth | Ton | 60.0 | 6.0 | 80.0 | 5.0 | -25.0 | 20.0\n";
  CHECK(Contains(LinesOf(MustObserve(DocumentOf("", {table}))),
                 "CN/export/rare-earths/quantity 2026-01/2026-02 60 t"));
}
