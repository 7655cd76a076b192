#include <string>
#include <vector>

#include "tests/rules/table_text.h"

namespace {

using test_tables::Changed;
using test_tables::Contains;
using test_tables::Data;
using test_tables::DocumentOf;
using test_tables::LinesOf;
using test_tables::MustObserve;
using test_tables::MustRefuse;
using test_tables::Observe;
using Kind = rules::ReleaseError::Kind;

// A table of rare earths alone; its money is left out.
std::string RareEarths(const std::string& title, const std::string& month,
                       const std::string& figures) {
  return title + "\nUnit: CNY 100 Million\nCommodity | Quantity Unit | " + month + " | < | 1-" +
         month + " Total | < | 1-" + month + " Total, 2024 | < | 1-" + month +
         " Total, Year-On-Year(%) | <\n"
         "^ | ^ | Quantity | Value | Quantity | Value | Quantity | Value | Quantity | Value\n"
         "Rare earth | Ton | " +
         figures + "\n";
}

const std::string kMayTitle = "China's Major Exports by Quantity and Value, May 2025 (in CNY)";
const std::string kJuneTitle = "China's Major Exports by Quantity and Value, June 2025 (in CNY)";

std::string May(const std::string& to_date = "24,827.0") {
  return RareEarths(kMayTitle, "5", "5,864.6 | - | " + to_date + " | - | - | - | - | -");
}

std::string June() {
  return RareEarths(kJuneTitle, "6", "7,742.2 | - | 32,569.2 | - | - | - | - | -");
}

}  // namespace

TEST_CASE("Two months on one page are both read, each under its own title", "[rules][release]") {
  const std::vector<std::string> expected = {
      "CN/export/rare-earths/quantity 2025-01/2025-05 24827 t",
      "CN/export/rare-earths/quantity 2025-01/2025-06 32569.2 t",
      "CN/export/rare-earths/quantity 2025-05 5864.6 t",
      "CN/export/rare-earths/quantity 2025-06 7742.2 t"};
  CHECK(LinesOf(MustObserve(DocumentOf("", {May(), June()}))) == expected);
  CHECK(LinesOf(MustObserve(DocumentOf(kJuneTitle, {May(), June()}))) == expected);
  CHECK(LinesOf(MustObserve(DocumentOf("", {May() + June()}))) == expected);
}

TEST_CASE("A month and the months before it must add up to the next sum", "[rules][release]") {
  CHECK(Observe(DocumentOf("", {May("24,827.1"), June()})).has_value());
  const rules::ReleaseError error = MustRefuse(DocumentOf("", {May("24,872.0"), June()}));
  CHECK(static_cast<int>(error.kind) == static_cast<int>(Kind::kCheck));
  CHECK(error.detail ==
        "CN/export/rare-earths/quantity 2025-01/2025-06 (Rare earth): 32569.2 is not 24872 + "
        "7742.2");
}

TEST_CASE("The same figure twice must agree, unless one is marked revised", "[rules][release]") {
  const std::string again = Changed(June(), "7,742.2", "7,742.3");
  const std::string other = Changed(June(), "7,742.2", "7,743.0");
  const std::string revised = Changed(June(), "7,742.2", "7,743.0(r)");
  CHECK(LinesOf(MustObserve(DocumentOf("", {June(), again}))) ==
        LinesOf(MustObserve(DocumentOf("", {June()}))));
  const rules::ReleaseError error = MustRefuse(DocumentOf("", {June(), other}));
  CHECK(static_cast<int>(error.kind) == static_cast<int>(Kind::kCheck));
  CHECK(error.detail == "CN/export/rare-earths/quantity 2025-06 (Rare earth) is 7742.2 and 7743");
  const std::string line = "CN/export/rare-earths/quantity 2025-06 7743 t revised";
  CHECK(Contains(LinesOf(MustObserve(DocumentOf("", {June(), revised}))), line));
  CHECK(Contains(LinesOf(MustObserve(DocumentOf("", {revised, June()}))), line));
}

TEST_CASE("A page whose title fits none of its tables is refused", "[rules][release]") {
  struct Case {
    std::string title;
    Kind kind;
  };
  const Case cases[] = {{kMayTitle, Kind::kPeriod},
                        {Changed(kJuneTitle, "Exports", "Imports"), Kind::kPeriod},
                        {Changed(kJuneTitle, "in CNY", "in USD"), Kind::kCurrency}};
  for (const Case& c : cases) {
    CAPTURE(c.title);
    const rules::ReleaseError error = MustRefuse(DocumentOf(c.title, {June()}));
    CHECK(static_cast<int>(error.kind) == static_cast<int>(c.kind));
    CHECK(error.detail.find("the page is '" + c.title + "'") == 0);
  }
}

TEST_CASE("Imports and other months are read from their titles", "[rules][release]") {
  struct Case {
    std::string title;
    std::string line;
  };
  const Case cases[] = {
      {"(6) China's Major Imports by Quantity and Value, June 2025 (in CNY)",
       "CN/import/rare-earths/quantity 2025-06 7742.2 t"},
      {"(6) China's Major Imports by Quantity and Value, Jun. 2025",
       "CN/import/rare-earths/quantity 2025-06 7742.2 t"},
      {"（6）2025年6月全国进口重点商品量值表（人民币值）",
       "CN/import/rare-earths/quantity 2025-06 7742.2 t"},
      {"2025年6月出口主要商品量值表", "CN/export/rare-earths/quantity 2025-06 7742.2 t"}};
  for (const Case& c : cases) {
    CAPTURE(c.title);
    const std::string drawing = Changed(June(), kJuneTitle, c.title);
    CHECK(Contains(LinesOf(MustObserve(DocumentOf("", {drawing}))), c.line));
  }
}

TEST_CASE("A page that no definition knows, or whose table is not there, is refused",
          "[rules][release]") {
  struct Case {
    feeds::Document document;
    Kind kind;
    std::string says;
  };
  const Case cases[] = {
      {DocumentOf("Opening hours", {"Monday | 9-17"}), Kind::kNoDefinition, "'Opening hours'"},
      {DocumentOf(kJuneTitle, {"Start | News"}), Kind::kColumns, "none of its 1 tables"},
      {DocumentOf(kJuneTitle, {}), Kind::kColumns, "none of its 0 tables"},
      {DocumentOf("", {June(), Data("partners-2025-06.en.table")}), Kind::kAmbiguous,
       "two release definitions fit: 'cn-gacc-goods' by the title 'China's Major Exports by "
       "Quantity and Value, June 2025 (in CNY)' of a table, 'cn-gacc-partners' by the title '(4)"}};
  for (const Case& c : cases) {
    CAPTURE(c.says);
    const rules::ReleaseError error = MustRefuse(c.document);
    CAPTURE(error.detail);
    CHECK(static_cast<int>(error.kind) == static_cast<int>(c.kind));
    CHECK(error.detail.find(c.says) != std::string::npos);
  }
}

TEST_CASE("Another table of the same width is not taken for the rest of the one before",
          "[rules][release]") {
  const std::string other =
      "Port | Berths | A | B | C | D | E | F | G | H\n"
      "Rare earth | Ton | 1.0 | - | 2.0 | - | - | - | - | -\n";
  CHECK(MustObserve(DocumentOf("", {June(), other})).observations.size() == 2);
}

TEST_CASE("A definition may be named, and must exist", "[rules][release]") {
  const feeds::Document both = DocumentOf("", {June(), Data("partners-2025-06.en.table")});
  const auto goods = Observe(both, "cn-gacc-goods");
  REQUIRE(goods.has_value());
  CHECK(goods->observations.size() == 2);
  const auto partners = Observe(both, "cn-gacc-partners");
  REQUIRE(partners.has_value());
  CHECK(partners->observations.size() == 18);
  const auto none = Observe(both, "cn-gacc-good");
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().detail == "no pack defines the release 'cn-gacc-good'");
}
