#include "rules/records.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/rules/shipped.h"
#include "tests/rules/table_text.h"

namespace {

using test_tables::Changed;
using test_tables::Data;
using test_tables::DocumentOf;
using test_tables::SortedLines;
using test_tables::TableOf;
using Kind = rules::ReleaseError::Kind;

// A table drawn as text, in a document that came from `url`.
feeds::Document From(const std::string& drawing, const std::string& url = {},
                     const std::string& text = {}) {
  feeds::Document document = DocumentOf("", {drawing});
  document.url = url;
  document.text = text;
  return document;
}

tl::expected<rules::Observed, rules::ReleaseError> Observe(const feeds::Document& document) {
  return rules::Observe(Shipped().releases(), Shipped().labels(), document);
}

rules::Observed MustObserve(const feeds::Document& document) {
  auto observed = Observe(document);
  INFO((observed ? std::string() : observed.error().detail));
  REQUIRE(observed.has_value());
  return *observed;
}

// With "= codes" where the value is a sum.
std::vector<std::string> LinesOf(const rules::Observed& observed) {
  std::vector<std::string> lines;
  for (const rules::Observation& observation : observed.observations)
    lines.push_back(test_tables::LineOf(observation) +
                    (observation.derived.empty() ? "" : " = " + observation.derived));
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> Read(const feeds::Document& document) {
  return LinesOf(MustObserve(document));
}

using Lines = std::vector<std::string>;

const std::string kComtrade =
    "period | reporterCode | flowCode | partnerCode | partner2Code | cmdCode | cmdDesc | "
    "customsCode | motCode | netWgt | isNetWgtEstimated | primaryValue\n";
const std::string kCensus = "CTY_CODE | I_COMMODITY | GEN_QY1_MO | UNIT_QY1 | GEN_VAL_MO | time\n";
const std::string kComext =
    "DATAFLOW | freq | reporter | partner | product | flow | indicators | TIME_PERIOD | "
    "OBS_VALUE | OBS_FLAG\n";
const std::string kIndia =
    "S.No. | HS Code | Commodity | Feb-2025 (R) | Feb-2026 (F) | %Growth | Apr-Feb2025 (R) | "
    "Apr-Feb2026 (F) | %Growth\n";
const std::string kIndiaTungsten =
    "1 | 81011000 | TUNGSTEN POWDER | 2.00 | 2.50 | 25.0 | 30.00 | 27.00 | -10.0\n";
const std::string kIndiaUrl = "https://tradestat.example/meidb/commoditywise_export";
const std::string kIndiaText = "Values in US $ Million";

}  // namespace

TEST_CASE("Records of Comtrade are told by their codes, parts of others are left out",
          "[rules][records]") {
  const auto observed = MustObserve(
      From(kComtrade +
           "202504 | 36 | M | 0 | 0 | 811010 | Antimony | C00 | 0 | 40500 | false | 900000\n"
           "202504 | 36 | M | 842 | 0 | 811010 | Antimony | C00 | 0 | 500 | true | 20000\n"
           "202504 | 36 | M | 842 | 0 | 811010 | Antimony | C00 | 2100 | 300 | false | 9000\n"
           "202504 | 36 | M | 842 | 156 | 811010 | Antimony | C00 | 0 | 200 | false | 8000\n"
           "202504 | 36 | M | 842 | 0 | 811010 | Antimony | C01 | 0 | 200 | false | 8000\n"
           "202504 | 36 | RM | 842 | 0 | 811010 | Antimony | C00 | 0 | 200 | false | 8000\n"
           "202504 | 36 | M | 899 | 0 | 811010 | Antimony | C00 | 0 | 200 | false | 8000\n"
           "202504 | 36 | M | 0 | 0 | TOTAL | All | C00 | 0 |  | false | 5000000\n"
           "2024 | 36 | X | 0 | 0 | 811010 | Antimony | C00 | 0 |  | false | 0\n"
           "202504 | 36 | M | 0 | 0 | 010121 | Horses | C00 | 0 | 500 | false | 20000\n"));
  CHECK(LinesOf(observed) == Lines{"AU/export/unwrought-antimony/money 2024 0 USD",
                                   "AU/import/unwrought-antimony/money 2025-04 900000 USD",
                                   "AU/import/unwrought-antimony/money/US 2025-04 20000 USD",
                                   "AU/import/unwrought-antimony/quantity 2025-04 40.5 t",
                                   "AU/import/unwrought-antimony/quantity/US 2025-04 0.5 t "
                                   "estimated"});
  CHECK(observed.release == "un-comtrade");
  CHECK(observed.unknown == Lines{"table 1, row 11: no subject for the code '010121' (Horses)"});
}

TEST_CASE("Rare earths are the sum of three heads, when none is missing", "[rules][records]") {
  const auto row = [](const std::string& code, const std::string& kg) {
    return "202503 | 156 | X | 0 | 0 | " + code + " | - | C00 | 0 | " + kg + " | false | 1000\n";
  };
  const std::string metals = row("280530", "1500");
  const std::string cerium = row("284610", "2500");
  const std::string others = row("284690", "3000");
  struct Case {
    std::string rows;
    bool quantity;
    bool money;
  };
  const Case cases[] = {{metals + cerium + others, true, true},
                        {metals + cerium, false, false},
                        {metals + others + row("284620", "1"), false, false},
                        {metals + cerium + row("284690", ""), false, true}};
  for (const Case& c : cases) {
    CAPTURE(c.rows);
    const Lines lines = Read(From(kComtrade + c.rows));
    CHECK(test_tables::Contains(lines,
                                "CN/export/rare-earths/quantity 2025-03 7 t = "
                                "280530+284610+284690") == c.quantity);
    CHECK(test_tables::Contains(lines,
                                "CN/export/rare-earths/money 2025-03 3000 USD = "
                                "280530+284610+284690") == c.money);
  }
}

TEST_CASE("Lines of one good are added up, a line within another one is not", "[rules][records]") {
  const auto row = [](const std::string& code, const std::string& kg) {
    return "2025-03 | 1220 | " + code + " | " + kg + "\n";
  };
  const std::string header = "time | CTY_CODE | E_COMMODITY | QTY_1_MO | UNIT_QY1\n";
  const auto with_unit = [&](const std::string& rows) {
    std::string text;
    for (const char c : rows)
      text += c == '\n' ? " | KG\n" : std::string(1, c);
    return text;
  };
  CHECK(Read(From(header + with_unit(row("7208360030", "1000") + row("7208370030", "500")))) ==
        Lines{"US/export/hot-rolled-coil/quantity/CA 2025-03 1.5 t = 7208360030+7208370030"});
  CHECK(Read(From(header + with_unit(row("720836", "1200") + row("7208360030", "1000")))) ==
        Lines{"US/export/hot-rolled-coil/quantity/CA 2025-03 1.2 t"});
  CHECK(Read(From(header + with_unit(row("7208360030", "1000") + row("7208370030", "")))).empty());
  CHECK(Read(From(header + with_unit(row("7208360030", "70") + row("7208360030", "70")))) ==
        Lines{"US/export/hot-rolled-coil/quantity/CA 2025-03 0.07 t"});
  const auto twice =
      Observe(From(header + with_unit(row("72083600", "70") + row("72083600", "71"))));
  REQUIRE_FALSE(twice.has_value());
  CHECK(twice.error().kind == Kind::kCheck);
}

TEST_CASE("Census: groups of countries and lines without a unit are left out", "[rules][records]") {
  CHECK(Read(From(kCensus + "5700 | 8505110070 | 250 | KG | 9000 | 2025-04\n"
                            "- | 8505110070 | 1000 | KG | 20000 | 2025-04\n"
                            "0003 | 8505110070 | 10 | KG | 200 | 2025-04\n"
                            "4XXX | 8505110070 | 10 | KG | 200 | 2025-04\n"
                            "5880 | 8505110090 | 0 | - | 300 | 2025-04\n"
                            "4280 | 8507600020 | 12 | NO | 0 | 2025-04\n"
                            "4280 | 2818200000 | 3 | T | 5 | 2025-04\n")) ==
        Lines{"US/import/alumina/money/DE 2025-04 5 USD",
              "US/import/alumina/quantity/DE 2025-04 3 t",
              "US/import/electric-vehicle-batteries/money/DE 2025-04 0 USD",
              "US/import/electric-vehicle-batteries/quantity/DE 2025-04 12 u",
              "US/import/other-metal-magnets/money/JP 2025-04 300 USD",
              "US/import/rare-earth-magnets/money 2025-04 20000 USD",
              "US/import/rare-earth-magnets/money/CN 2025-04 9000 USD",
              "US/import/rare-earth-magnets/quantity 2025-04 1 t",
              "US/import/rare-earth-magnets/quantity/CN 2025-04 0.25 t"});
}

TEST_CASE("Census: a name that is known counts before the code, a group is one by either",
          "[rules][records]") {
  const std::string header = "CTY_NAME | " + kCensus;
  CHECK(Read(From(header + "VIETNAM | 5520 | 8505110070 |  | KG | 9 | 2025-04\n"
                           "NOWHERE | 5520 | 8505110090 |  | KG | 8 | 2025-04\n"
                           "EUROPEAN UNION | 0003 | 8505110070 |  | KG | 7 | 2025-04\n"
                           "TOTAL FOR ALL COUNTRIES | - | 8505110070 |  | KG | 6 | 2025-04\n")) ==
        Lines{"US/import/other-metal-magnets/money/VN 2025-04 8 USD",
              "US/import/rare-earth-magnets/money 2025-04 6 USD",
              "US/import/rare-earth-magnets/money/VN 2025-04 9 USD"});
}

TEST_CASE("Comext: the indicator says what a figure is, a flag whether it stands",
          "[rules][records]") {
  const auto row = [](const std::string& product, const std::string& indicator,
                      const std::string& value) {
    return "D | M | DE | JP | " + product + " | 2 | " + indicator + " | 2024-11 | " + value + "\n";
  };
  CHECK(
      Read(From(kComext + row("85051110", "QUANTITY_IN_100KG", "12.5 | ") +
                row("85051190", "QUANTITY_KG", "1250 | e") + row("81101000", "VALUE_EUR", "7 | p") +
                row("81101000", "QUANTITY_IN_100KG", " | c") +
                row("81019400", "VALUE_IN_EUROS", "1.5E3 | r") +
                row("81019400", "QUANTITY_IN_100KG", ": | ") +
                row("81019400", "SUPPLEMENTARY_QUANTITY", "4 | ") +
                row("TOTAL", "VALUE_IN_EUROS", "99 | "))) ==
      Lines{"DE/export/other-metal-magnets/quantity/JP 2024-11 1.25 t estimated",
            "DE/export/rare-earth-magnets/quantity/JP 2024-11 1.25 t",
            "DE/export/unwrought-antimony/money/JP 2024-11 7 EUR preliminary",
            "DE/export/unwrought-tungsten/money/JP 2024-11 1500 EUR revised"});
}

TEST_CASE("Comext: columns come in any order, and with other names in JSON-stat",
          "[rules][records]") {
  CHECK(Read(From("value | time | indicators | flow | product | partner | reporter\n"
                  "30 | 2025M02 | QUANTITY_IN_100KG | 1 | 811010 | EXT_EU27_2020 | EU27_2020\n"
                  "40 | 2025-02 | QUANTITY_IN_100KG | 1 | 811010 | WORLD | EU27_2020\n"
                  "50 | 2025-02 | QUANTITY_IN_100KG | 1 | 811010 | CN | EL\n")) ==
        Lines{"EU/import/unwrought-antimony/quantity 2025-02 4 t",
              "GR/import/unwrought-antimony/quantity/CN 2025-02 5 t"});
}

TEST_CASE("Japan: zeros at the end of a year are months to come, others are zeros",
          "[rules][records]") {
  CHECK(
      Read(From("Exp or Imp | Year | HS | Country | Unit1 | Unit2 | Quantity2-Year | Value-Year | "
                "Quantity1-Jan | Quantity2-Jan | Value-Jan | Quantity1-Feb | Quantity2-Feb | "
                "Value-Feb | Quantity1-Mar | Quantity2-Mar | Value-Mar\n"
                "1 | 2024 | '811010000' | 304 |  | KG | 5 | 7 | 0 | 0 | 0 | 0 | 5000 | 7 | 0 | 0 "
                "| 0\n"
                "2 | 2024 | '850760000' | 103 | NO |  | 5 | 7 | 4 | 0 | 2 | 0 | 0 | 0 | 0 | 0 "
                "| 0\n")) == Lines{"JP/export/unwrought-antimony/money/US 2024-01 0 JPY",
                                   "JP/export/unwrought-antimony/money/US 2024-02 7000 JPY",
                                   "JP/export/unwrought-antimony/quantity/US 2024-01 0 t",
                                   "JP/export/unwrought-antimony/quantity/US 2024-02 5 t",
                                   "JP/import/lithium-batteries/money/KR 2024-01 2000 JPY"});
}

TEST_CASE("Japan's search page says period, flow and scale above the header", "[rules][records]") {
  const std::string drawing =
      "対象年月：2024年11月 | 区分：輸出 | 金額単位：千円\n"
      "国・地域コード | 統計品目番号 | 品名 | 単位１ | 単位２ | 第２数量 | 金額 | "
      "第２数量（１月からの累計） | 金額（１月からの累計）\n"
      "304 | 811010000 | x |  | KG | 1,500 | 2,000 | 9,000 | 12,000\n";
  CHECK(Read(From(drawing)) ==
        Lines{"JP/export/unwrought-antimony/money/US 2024-01/2024-11 12000000 JPY",
              "JP/export/unwrought-antimony/money/US 2024-11 2000000 JPY",
              "JP/export/unwrought-antimony/quantity/US 2024-01/2024-11 9 t",
              "JP/export/unwrought-antimony/quantity/US 2024-11 1.5 t"});
  struct Case {
    std::string without;
    Kind kind;
  };
  const Case cases[] = {{"対象年月：2024年11月", Kind::kPeriod},
                        {"区分：輸出", Kind::kColumns},
                        {"金額単位：千円", Kind::kUnit}};
  for (const Case& c : cases) {
    CAPTURE(c.without);
    const auto refused = Observe(From(Changed(drawing, c.without, "")));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == c.kind);
  }
}

TEST_CASE("Japan's totals: a month of nothing is a month to come", "[rules][records]") {
  CHECK(Read(From(
            "Years/Months | Exp-Total | Imp-Total\n2024/12 | 9910 | 9780\n2025/01 | 0 | 0\n")) ==
        Lines{"JP/export/goods/money 2024-12 9910000 JPY",
              "JP/import/goods/money 2024-12 9780000 JPY"});
}

TEST_CASE("Korea: a row has both flows, and the first is a total", "[rules][records]") {
  CHECK(Read(From("year | hsCode | expWgt | expDlr | impWgt | impDlr\n"
                  "총계 | - | 9 | 9 | 9 | 9\n"
                  "2024.12 | 8110100000 | 0 |  | 2500 | 60\n")) ==
        Lines{"KR/export/unwrought-antimony/quantity 2024-12 0 t",
              "KR/import/unwrought-antimony/money 2024-12 60 USD",
              "KR/import/unwrought-antimony/quantity 2024-12 2.5 t"});
}

TEST_CASE("India: months and status in the header, the fiscal year from April",
          "[rules][records]") {
  const std::string total = " |  | India's Total | 10.00 | 20.00 | 100.0 | 10.00 | 20.00 | 100.0\n";
  CHECK(Read(From(kIndia + kIndiaTungsten + total, kIndiaUrl, kIndiaText)) ==
        Lines{"IN/export/tungsten-powder/money 2024-04/2025-02 30000000 USD revised",
              "IN/export/tungsten-powder/money 2025-02 2000000 USD revised",
              "IN/export/tungsten-powder/money 2025-04/2026-02 27000000 USD final",
              "IN/export/tungsten-powder/money 2026-02 2500000 USD final"});
  CHECK(Read(From(kIndia + kIndiaTungsten, "file:///export/in_import.html", "Values in ₹ Crore"))
            .front() == "IN/import/tungsten-powder/money 2024-04/2025-02 300000000 INR revised");
}

TEST_CASE("India: a change of nothing is no percentage", "[rules][records]") {
  const std::string row = "1 | 81011000 | TUNGSTEN POWDER | 0.00 | 2.50 | Inf | 0.00 | 2.50 | \n";
  CHECK(Read(From(kIndia + row, kIndiaUrl, kIndiaText)).size() == 4);
  CHECK_FALSE(Observe(From(kIndia + Changed(row, "0.00 | 2.50 | Inf", "1.00 | 2.50 | Inf"),
                           kIndiaUrl, kIndiaText)));
}

TEST_CASE("India: what the page does not say, or says twice, refuses it", "[rules][records]") {
  struct Case {
    std::string rows;
    std::string url;
    std::string text;
    Kind kind;
  };
  const Case cases[] = {
      {kIndiaTungsten, "", kIndiaText, Kind::kColumns},
      {kIndiaTungsten, kIndiaUrl, "", Kind::kUnit},
      {kIndiaTungsten, kIndiaUrl, "Values in US $ Million\nValues in ₹ Crore", Kind::kCurrency},
      {Changed(kIndiaTungsten, "25.0", "52.0"), kIndiaUrl, kIndiaText, Kind::kCheck},
      {Changed(kIndiaTungsten, "81011000 |", ""), kIndiaUrl, kIndiaText, Kind::kShifted},
      {Changed(kIndiaTungsten, "81011000", "TUNGSTEN"), kIndiaUrl, kIndiaText, Kind::kShifted},
      {Changed(kIndiaTungsten, "2.50", "abc"), kIndiaUrl, kIndiaText, Kind::kShifted}};
  for (const Case& c : cases) {
    CAPTURE(c.rows, c.url, c.text);
    const auto refused = Observe(From(kIndia + c.rows, c.url, c.text));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == c.kind);
  }
}

TEST_CASE("Australia: a column gives the scale, labels may stand behind the codes",
          "[rules][records]") {
  const std::string header =
      "COMMODITY_SITC | COUNTRY_DEST | STATE_ORIGIN | TIME_PERIOD | OBS_VALUE | UNIT_MEASURE | "
      "UNIT_MULT | OBS_STATUS\n";
  const std::string row =
      "281: Iron ore | CHIN: China | TOT: Total | 2024-09 | 1234 | AUD: Dollars | 3: Thousands | "
      "\n";
  CHECK(Read(From(header + row +
                  "281 | TOT | TOT | 2024-09 | 5 | AUD | 6 | r: revised\n"
                  "TOT | TOT | 1 | 2024-09 | 5 | AUD | 6 | \n"
                  "TOT | TOT | TOT | 2024-09 | 9 | AUD | 6 | \n"
                  "281 | NCD: No Country Details | TOT | 2024-09 | 5 | AUD | 6 | \n")) ==
        Lines{"AU/export/goods/money 2024-09 9000000 AUD",
              "AU/export/iron-ore/money 2024-09 5000000 AUD revised",
              "AU/export/iron-ore/money/CN 2024-09 1234000 AUD"});
  const auto observed = MustObserve(From(header + Changed(row, "281", "282")));
  CHECK(observed.observations.empty());
  CHECK(observed.unknown.size() == 1);
  for (const std::string scale : {"", "Thousands", "-3"}) {
    CAPTURE(scale);
    const auto refused = Observe(From(header + Changed(row, "3: Thousands", scale)));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == Kind::kUnit);
  }
}

TEST_CASE("China's online query: the last header names the currency, parts are added up",
          "[rules][records]") {
  const std::string drawing =
      "数据年月 | 商品编码 | 贸易伙伴名称 | 贸易方式名称 | 第一数量 | 第一计量单位 | 人民币\n"
      "202502 | 85051110 | 越南 | 一般贸易 | 1,500 | 千克 | 40\n"
      "202502 | 85051110 | 越南 | 进料加工贸易 | 500 | 千克 | 2\n";
  CHECK(Read(From(drawing, "file:///tmp/cn_export_202502.csv")) ==
        Lines{"CN/export/rare-earth-magnets/money/VN 2025-02 42 CNY = sum of 2 rows",
              "CN/export/rare-earth-magnets/quantity/VN 2025-02 2 t = sum of 2 rows"});
  const auto refused = Observe(From(drawing, "file:///export/202502.csv"));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == Kind::kColumns);
}

TEST_CASE("A table of records is refused whole with the place and the reason", "[rules][records]") {
  const std::string sound = "5700 | 8505110070 | 250 | KG | 9000 | 2025-04\n";
  struct Case {
    std::string row;
    Kind kind;
    std::string detail;
  };
  const Case cases[] = {{"5700 | 8505110070 | 250 | KG | 2025-04\n", Kind::kShifted,
                         "table 1, row 3: 5 cells under 6 columns: '5700', …"},
                        {"5700 | 8505110070 | KG | 250 | 9000 | 2025-04\n", Kind::kShifted,
                         "table 1, row 3: 'KG' in the column 'GEN_QY1_MO' is no number"},
                        {"5700 | 8505110070 | 250 | 9000 | 9000 | 2025-04\n", Kind::kShifted,
                         "table 1, row 3: '9000' in the column of units"},
                        {"5700 | 8505110070 | 250 | WEY | 9000 | 2025-04\n", Kind::kUnit,
                         "table 1, row 3: nobody knows the unit 'WEY'"},
                        {"5700 | 8505110070 | 250 | KG | 9000 | April\n", Kind::kPeriod,
                         "table 1, row 3: 'April' names no months"},
                        {"5700 | 250 KG | 250 | KG | 9000 | 2025-04\n", Kind::kShifted,
                         "table 1, row 3: '250 KG' is no code of a good"}};
  for (const Case& c : cases) {
    CAPTURE(c.row);
    const auto refused = Observe(From(kCensus + sound + c.row));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == c.kind);
    CHECK(refused.error().detail == c.detail);
  }
}

TEST_CASE("Notes, blank lines and a repeated header are no records", "[rules][records]") {
  const std::string row = "5700 | 8505110070 | 250 | KG | 9000 | 2025-04\n";
  CHECK(Read(From("Imports of goods\n" + kCensus + row + " |  |  |  |  | \n" + kCensus +
                  "Source: our own | < | < | < | < | <\n"))
            .size() == 2);
  CHECK(Read(From(kCensus)).empty());
}

TEST_CASE("A row made longer than others by a comma of a label is not left out unseen",
          "[rules][records]") {
  const std::string header =
      "COMMODITY_SITC | COUNTRY_DEST | STATE_ORIGIN | TIME_PERIOD | OBS_VALUE | UNIT_MEASURE | "
      "UNIT_MULT | OBS_STATUS\n";
  const std::string sound = "281 | JAP: Japan | TOT | 2025-03 | 7 | AUD | 3 | \n";
  const std::string longer = "281 | KORS: Korea | Republic of | TOT | 2025-03 | 7 | AUD | 3 | \n";
  const auto refused = Observe(From(header + sound + longer));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == Kind::kShifted);
  CHECK(refused.error().detail == "table 1, row 3: 9 cells under 8 columns: '281', …");
  // A delimiter at the end of every line shifts nothing.
  const auto padded = [](const std::string& row) { return row.substr(0, row.size() - 1) + "| \n"; };
  const std::string state = Changed(sound, "| TOT |", "| 1 |");
  CHECK(Read(From(header + padded(sound) + padded(state))).size() == 1);
  const auto nothing = MustObserve(From(header + state));
  CHECK(nothing.observations.empty());
  CHECK(nothing.unknown == Lines{"table 1: none of its rows is read (1): all are left out as "
                                 "parts, totals or groups"});
}

TEST_CASE("An indicator that nobody knows is told with its name", "[rules][records]") {
  const auto observed = MustObserve(
      From("reporter | partner | product | flow | indicators | TIME_PERIOD | OBS_VALUE\n"
           "DE | CN | 85051110 | 1 | QUANTITY_IN_BARRELS | 2025-04 | 7\n"
           "DE | CN | 85051110 | 1 | VALUE_IN_EUROS | 2025-04 | : c\n"
           "DE | JP | 85051110 | 1 | VALUE_IN_EUROS | 2025-04 | 9\n"));
  CHECK(LinesOf(observed) == Lines{"DE/import/rare-earth-magnets/money/JP 2025-04 9 EUR"});
  CHECK(observed.unknown ==
        Lines{"table 1, row 2: no measure for its figure: indicators 'QUANTITY_IN_BARRELS'"});
}

TEST_CASE("A code or a country that nobody knows is told once, the rest is read",
          "[rules][records]") {
  const auto observed = MustObserve(From(kCensus + "5700 | 0101210010 | 2 | WEY | 9 | 2025-03\n"
                                                   "5700 | 0101210010 | 2 | WEY | 9 | 2025-04\n"
                                                   "9999 | 8505110070 | 2 | KG | 9 | 2025-04\n"
                                                   "5700 | 8505110070 | 2 | KG | 9 | 2025-04\n"));
  CHECK(observed.observations.size() == 2);
  CHECK(observed.unknown == Lines{"table 1, row 2: no subject for the code '0101210010'",
                                  "table 1, row 4: no country for '9999'"});
}

TEST_CASE("A document is recognised by its columns, or it says why not", "[rules][records]") {
  const auto none = Observe(From("CTY_CODE | I_COMMODITY | GEN_QY1_MO\n5700 | 1 | 2\n"));
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().kind == Kind::kNoDefinition);
  CHECK(none.error().detail.find("nearest is 'us-census-imports', but there is no column 'time'") !=
        std::string::npos);
  const auto both = Observe(From("I_COMMODITY | E_COMMODITY | GEN_VAL_MO | ALL_VAL_MO | time\n"));
  REQUIRE_FALSE(both.has_value());
  CHECK(both.error().kind == Kind::kAmbiguous);
  CHECK(both.error().detail ==
        "two release definitions fit: 'us-census-imports' by the columns 'i_commodity', 'time', "
        "'us-census-exports' by the columns 'e_commodity', 'time'; name one of them");
  CHECK(Observe(feeds::Document{})->observations.empty());
}
