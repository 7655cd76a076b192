#include "rules/extract.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "tests/rules/shipped.h"
#include "tests/support/catch.h"

namespace {

using namespace std::chrono_literals;

feeds::Document Story(std::string title, std::string text) {
  feeds::Document document;
  document.title = std::move(title);
  document.text = std::move(text);
  document.published_at = std::chrono::sys_days{std::chrono::year{2025} / 7 / 14} + 9h;
  return document;
}

// The facts' lines without their rules.
std::vector<std::string> Lines(const feeds::Document& document,
                               const rules::Defaults& defaults = {},
                               rules::Scope scope = rules::Scope::kFacts) {
  std::vector<std::string> out;
  for (const rules::Fact& fact : rules::Extract(Shipped(), document, defaults, scope)) {
    const std::string line = rules::ToText(fact);
    out.push_back(line.substr(0, line.rfind(" [")));
  }
  return out;
}

bool Has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("Extract tells the story of June", "[rules][extract]") {
  const auto lines = Lines(Story("China's rare earth exports climb in June",
                                 "China exported 7,742.2 tonnes of rare earths in June, up 60.3% "
                                 "from a year earlier, customs data "
                                 "showed on Monday. In May it had exported 5,864.6 tonnes.\n\n"
                                 "The export value came to 170 million yuan, up 30.8% on May."));
  CHECK(Has(lines, "quantity 7742.2 t subject=rare-earths flow=export period=2025-06 reporter=CN"));
  CHECK(
      Has(lines,
          "change 60.3 % measure=quantity basis=yoy subject=rare-earths flow=export period=2025-06 "
          "reporter=CN"));
  CHECK(Has(lines, "quantity 5864.6 t subject=rare-earths flow=export period=2025-05 reporter=CN"));
}

TEST_CASE("Extract reads the story in Chinese", "[rules][extract]") {
  const auto lines = Lines(Story("6月份我国稀土出口量上升",
                                 "据海关统计，6月份我国出口稀土7742.2吨，同比增长60.3%"
                                 "。\n\n当月稀土出口值1.7亿元，环比增长30.8%。"));
  CHECK(Has(lines, "quantity 7742.2 t subject=rare-earths flow=export period=2025-06 reporter=CN"));
  CHECK(
      Has(lines,
          "change 60.3 % measure=quantity basis=yoy subject=rare-earths flow=export period=2025-06 "
          "reporter=CN"));
  CHECK(
      Has(lines, "money 170000000 CNY subject=rare-earths flow=export period=2025-06 reporter=CN"));
  CHECK(Has(lines,
            "change 30.8 % measure=money basis=mom subject=rare-earths flow=export period=2025-06 "
            "reporter=CN"));
}

TEST_CASE("A price of now is not of the month told before it", "[rules][extract]") {
  const auto lines = Lines(
      Story("",
            "Europium oxide, quoted at $59 a kg in March, now changes hands for $38 a kg. Terbium "
            "averaged $117 a kg in the quarter to May; on 30 June it was $113 a kg."));
  CHECK(Has(lines, "price 59 USD/kg subject=europium period=2025-03"));
  CHECK(Has(lines, "price 38 USD/kg subject=europium period=2025-07"));
  CHECK(Has(lines, "price 117 USD/kg subject=terbium period=2025-03/2025-05"));
  CHECK(Has(lines, "price 113 USD/kg subject=terbium period=2025-06-30"));
}

TEST_CASE("A glance at a month leaves the report its quarter", "[rules][extract]") {
  const auto lines = Lines(Story(
      "",
      "In the March quarter the plant in Malaysia produced 3,650 tonnes of rare earth oxide. A "
      "cut of water held back output in February. The average price was A$64.9/kg."));
  CHECK(Has(lines, "price 64.9 AUD/kg subject=rare-earths period=2025-01/2025-03 reporter=MY"));
}

TEST_CASE("A text from Taiwan has Taiwan's own country and bodies", "[rules][extract]") {
  const auto lines = Lines(
      Story("水泥進口創三年新高",
            "財政部今（14）日宣布，對越南水泥展開反傾銷調查。據關務署統計，6月我國自中國大陸進口"
            "銅材5200公噸，年增12%。"));
  CHECK(Has(lines,
            "quantity 5200 t subject=copper flow=import period=2025-06 reporter=TW partner=CN"));
  CHECK(Has(lines, "event investigation actor=TW target=VN date=2025-07-14 subject=cement"));
  // The same words from the mainland.
  const auto mainland = Lines(Story("", "6月我国进口铜材5200吨，财政部7月14日宣布下调关税。"));
  CHECK(Has(mainland, "quantity 5200 t subject=copper flow=import period=2025-06 reporter=CN"));
}

TEST_CASE("该国 is the country named last", "[rules][extract]") {
  const auto lines = Lines(
      Story("某公司年报", "公司约八成原料来自刚果（金）。2025年2月22日起，该国对钴实施出口禁令。"));
  CHECK(Has(lines, "event export-ban actor=CD date=2025-02-22 mast=P31 subject=cobalt"));
}

TEST_CASE("Quotes are the very bytes of the document", "[rules][extract]") {
  const feeds::Document document = Story("China&#8217;s exports of “rare earths”",
                                         "６月，我国出口稀土７７４２．２吨。 China exported "
                                         "5,864.6&nbsp;tonnes of rare earths in May.");
  const std::string full = feeds::FullText(document);
  const auto facts = rules::Extract(Shipped(), document);
  REQUIRE_FALSE(facts.empty());
  for (const rules::Fact& fact : facts) {
    CAPTURE(rules::ToText(fact));
    REQUIRE(fact.evidence.start < fact.evidence.end);
    CHECK(full.substr(fact.evidence.start, fact.evidence.end - fact.evidence.start) == fact.quote);
  }
}

TEST_CASE("What is denied did not happen", "[rules][extract]") {
  for (const char* text : {"China has not banned exports of gallium.",
                           "Beijing denied that it had imposed export controls on copper.",
                           "The United States did not impose tariffs on copper."}) {
    CAPTURE(text);
    CHECK(Lines(Story("", text)).empty());
  }
}

TEST_CASE("A suspended ban is an easing, and its end is not its date", "[rules][extract]") {
  const auto lines = Lines(Story(
      "",
      "China's Ministry of Commerce on 4 July 2025 suspended export controls on gallium until "
      "27 November 2026."));
  CHECK(lines ==
        std::vector<std::string>{"event easing actor=CN.MOFCOM date=2025-07-04 subject=gallium"});
  const auto chinese = Lines(Story("", "商务部宣布暂停实施对镓、锗的出口禁令至2026年11月27日。"));
  CHECK(chinese == std::vector<std::string>{"event easing actor=CN.MOFCOM subject=gallium"});
}

TEST_CASE("What is denied, compared or told of a day is no figure of the month",
          "[rules][extract]") {
  for (const char* text : {"Exports of gallium from China did not fall 20% in June 2025.",
                           "商务部发言人7月8日表示，中方从未禁止对印度出口稀土。",
                           "China exported 600 tons of rare earths a day in June 2025."}) {
    CAPTURE(text);
    CHECK(Lines(Story("", text)).empty());
  }
}

TEST_CASE("What follows the number at once says what a change is of", "[rules][extract]") {
  const auto lines = Lines(Story("", "Chile's copper exports fell 3% by value in May 2025."));
  CHECK(Has(
      lines,
      "change -3 % measure=money basis=yoy subject=copper flow=export period=2025-05 reporter=CL"));
}

TEST_CASE("One foreign word does not change the language of a sentence", "[rules][extract]") {
  const auto lines = Lines(Story(
      "", "China's exports of rare earths (稀土) fell 12.3% from a year earlier in May 2025."));
  CHECK(Has(lines,
            "change -12.3 % measure=quantity basis=yoy subject=rare-earths flow=export "
            "period=2025-05 reporter=CN"));
}

TEST_CASE("Numbers that no analyst would note are not facts", "[rules][extract]") {
  for (const char* text : {"The marathon was won in 2:11:05 by a runner aged 31.",
                           "Add 250 g of flour and bake for 40 minutes.",
                           "The index closed 1.2% lower.", "There are 17 rare earth elements."}) {
    CAPTURE(text);
    CHECK(Lines(Story("", text)).empty());
  }
}

TEST_CASE("A source's defaults stand in for what a document leaves out", "[rules][extract]") {
  const feeds::Document document = Story("", "Exports came to 120 tonnes in May.");
  CHECK(Lines(document).empty());
  CHECK(Lines(document, {.reporter = "CN", .subject = "gallium"}) ==
        std::vector<std::string>{
            "quantity 120 t subject=gallium flow=export period=2025-05 reporter=CN"});
}

TEST_CASE("Scope::kAll adds the numbers that no rule claimed", "[rules][extract]") {
  const feeds::Document document =
      Story("", "The bridge weighs 12 tonnes, cost €3 million and sags 2%.");
  CHECK(Lines(document).empty());
  CHECK(Lines(document, {}, rules::Scope::kAll) ==
        std::vector<std::string>{"quantity 12 t", "money 3000000 EUR", "percent 2 %"});
}

TEST_CASE("Every fact says how its keys were found", "[rules][extract]") {
  const auto facts = rules::Extract(
      Shipped(), Story("China's exports of gallium", "Last month 4,260 kg were shipped."));
  REQUIRE(facts.size() == 1);
  const std::vector<std::string>& steps = facts[0].steps;
  CHECK(std::find(steps.begin(), steps.end(), "subject = gallium (title or lead)") != steps.end());
  CHECK(std::find(steps.begin(), steps.end(), "flow = export (sentence)") != steps.end());
  CHECK(std::find(steps.begin(), steps.end(), "reporter = CN (title or lead)") != steps.end());
}

TEST_CASE("Extract survives what is no text", "[rules][extract]") {
  std::string bytes;
  for (int i = 0; i < 4096; ++i)
    bytes += static_cast<char>(i * 37);
  CHECK_NOTHROW(rules::Extract(Shipped(), Story(bytes, bytes), {}, rules::Scope::kAll));
  CHECK(Lines(Story("", "")).empty());
}

TEST_CASE("An event has the PLOVER class of its type, or the one of its rule", "[rules][event]") {
  CHECK(rules::PloverOf(rules::EventType::kTalks) == "CONSULT");
  CHECK(rules::PloverOf(rules::EventType::kEasing) == "YIELD");
  CHECK(rules::PloverOf(rules::EventType::kDisruption).empty());
  CHECK(rules::IsPloverClass("ASSAULT"));
  CHECK_FALSE(rules::IsPloverClass("assault"));
  const auto plover = [](const std::string& text) {
    feeds::Document document;
    document.text = text;
    std::string out;
    for (const rules::Fact& fact : rules::Extract(Shipped(), document)) {
      if (const auto* event = std::get_if<rules::Event>(&fact.what))
        out += event->plover + ' ';
    }
    return out;
  };
  CHECK(plover("On April 4 2025 China imposed export controls on terbium.") == "SANCTION ");
  CHECK(plover("On July 10 2025 Trump threatened to impose tariffs on copper.") == "THREATEN ");
}
