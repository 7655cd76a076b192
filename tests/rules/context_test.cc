#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "rules/extract.h"
#include "tests/rules/shipped.h"
#include "tests/support/catch.h"

namespace {

using namespace std::chrono_literals;

// A story told on Thursday, 21 August 2025, with facts that it must give and such as it must not: a
// fact is given when all its words stand in one line of the output.
struct Case {
  std::string title;
  std::string text;
  std::vector<std::string> gives;
  std::vector<std::string> not_gives = {};
};

std::vector<std::string> Lines(const Case& c) {
  feeds::Document document;
  document.title = c.title;
  document.text = c.text;
  document.published_at = std::chrono::sys_days{std::chrono::year{2025} / 8 / 21} + 9h;
  std::vector<std::string> out;
  for (const rules::Fact& fact : rules::Extract(Shipped(), document))
    out.push_back(rules::ToText(fact) + " ");
  return out;
}

bool Gives(const std::vector<std::string>& lines, const std::string& wanted) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    std::size_t at = 0;
    while (at < wanted.size()) {
      const std::size_t end = std::min(wanted.find(' ', at), wanted.size());
      if (line.find(wanted.substr(at, end - at) + " ") == std::string::npos)
        return false;
      at = end + 1;
    }
    return true;
  });
}

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const std::vector<std::string> lines = Lines(c);
    std::string all;
    for (const std::string& line : lines)
      all += line + "\n";
    INFO(c.title << "\n" << c.text << "\n" << all);
    for (const std::string& wanted : c.gives) {
      INFO(wanted);
      CHECK(Gives(lines, wanted));
    }
    for (const std::string& unwanted : c.not_gives) {
      INFO(unwanted);
      CHECK_FALSE(Gives(lines, unwanted));
    }
  }
}

}  // namespace

TEST_CASE("A supplier in an article on imports is a partner", "[rules][context]") {
  Check({
      {"India's coal imports slip in July",
       "India imported 21 million tonnes of coal in July.\n\nSouth Africa supplied 3.1 million "
       "tonnes and Russia 2.2 million tonnes. Arrivals from Mozambique rose 4% to 400,000 tonnes.",
       {"quantity 3100000 subject=coal flow=import period=2025-07 reporter=IN partner=ZA",
        "quantity 2200000 flow=import reporter=IN partner=RU",
        "change 4 flow=import reporter=IN partner=MZ", "quantity 400000 reporter=IN partner=MZ"},
       {"quantity 3100000 reporter=ZA"}},
      {"Coal in July",
       "India imported 21 million tonnes of coal in July. Indonesia exported 38 million tonnes.",
       {"quantity 38000000 flow=export reporter=ID"},
       {"quantity 38000000 reporter=IN"}},
      {"7月大豆进口增加",
       "海关总署数据显示，7月我国进口大豆1167万吨。其中，自巴西进口1039万吨，自美国进口42万吨。",
       {"quantity 10390000 subject=soybeans flow=import reporter=CN partner=BR",
        "quantity 420000 flow=import reporter=CN partner=US"}},
  });
}

TEST_CASE("Lists go together where the text says respectively", "[rules][context]") {
  Check({
      {"Vietnam's coal",
       "Vietnam imported 7.6 million tonnes of coal in July. Indonesia and Australia shipped 3.4 "
       "million and 2.8 million tonnes respectively.",
       {"quantity 3400000 reporter=VN partner=ID", "quantity 2800000 reporter=VN partner=AU"}},
      {"Vietnam's coal",
       "In July Vietnam imported 3.4 million tonnes of coal from Indonesia and 2.8 million tonnes "
       "from Australia.",
       {"quantity 3400000 partner=ID", "quantity 2800000 partner=AU"}},
  });
}

TEST_CASE("A paragraph that names nothing is about what title and lead are about",
          "[rules][context]") {
  Check({
      {"China's tungsten exports fall in July",
       "China exported 1,020 tonnes of tungsten in July.\n\nIts shipments of molybdenum were 640 "
       "tonnes in June.\n\nThe total of seven months was 7,700 tonnes, 12% less.",
       {"quantity 7700 subject=tungsten flow=export reporter=CN", "change -12 subject=tungsten",
        "quantity 640 subject=molybdenum period=2025-06"},
       {"quantity 7700 subject=molybdenum"}},
  });
}

TEST_CASE("A number keeps its months beside other dates", "[rules][context]") {
  Check({
      {"Kestrel's first quarter",
       "Kestrel Nickel of Australia made 9,400 tonnes of nickel in the three months to the end of "
       "March.\n\nOutput of nickel at Byron Creek slipped 7 per cent to 3,100 tonnes because of a "
       "flood in January.",
       {"quantity 9400 subject=nickel period=2025-01/2025-03",
        "quantity 3100 subject=nickel period=2025-01/2025-03",
        "change -7 subject=nickel period=2025-01/2025-03"},
       {"quantity 3100 period=2025-01 "}},
      {"Potash limits",
       "Belarus has set quotas of 900,000 tonnes for exports of potash from 1 December 2024 to 31 "
       "May 2025.",
       {"quantity 900000 flow=quota period=2024-12/2025-05 reporter=BY"}},
      {"Tungsten dear",
       "Tungsten concentrate fetched $610 a kilogram on Monday.\n\nA year ago the same tungsten "
       "cost "
       "$340 a kilogram.",
       {"price 340 USD/kg subject=tungsten period=2024-08"}},
  });
}

TEST_CASE("A figure that a quota is compared with is a quota", "[rules][context]") {
  Check({
      {"Indonesia caps nickel exports",
       "Indonesia capped nickel exports at 240 million tonnes for 2025, down 5 percent from 252 "
       "million tonnes in 2024.",
       {"quantity 240000000 t subject=nickel flow=quota", "change -5 ", "flow=quota period=2025",
        "quantity 252000000 t subject=nickel flow=quota period=2024"},
       {"flow=export"}},
      {"Nickel forecasts",
       "The bureau cut its 2026 forecast of nickel output by 1.4 percent.",
       {"change -1.4 % basis=other subject=nickel"}},
  });
}

TEST_CASE("What a firm takes in is of the good in its name", "[rules][context]") {
  Check({
      {"Kestrel's record quarter",
       "Kestrel Lithium has had its best quarter after record output of tantalum.\n\nThe company "
       "made 80 tonnes of tantalum in the three months to June 30.\n\nSales revenue was $170.2 "
       "million.",
       {"quantity 80 t subject=tantalum", "money 170200000 USD subject=lithium"}},
      {"Tantalum in June",
       "Australian miners sold more lithium in June.\n\nThey made 80 tonnes of tantalum in "
       "June.\n\nSales revenue was $170.2 million.",
       {},
       {"money 170200000 USD subject=lithium"}},
  });
}

TEST_CASE("A number told loosely is told once, two that are near each other are two",
          "[rules][context]") {
  Check({
      {"Chile's cobalt",
       "Chile exported about 14,000 tonnes of cobalt in June, customs said.\n\nExports of cobalt "
       "were 14,315 tonnes in June.",
       {"quantity 14315 subject=cobalt"},
       {"quantity 14000 subject=cobalt"}},
      {"Chile's cobalt",
       "Exports of cobalt in June came to a little over 18.7 million tonnes. Exports of cobalt "
       "were put at 19.1 million tonnes in June by the port.",
       {"quantity 18700000 subject=cobalt", "quantity 19100000 subject=cobalt"}},
  });
}

TEST_CASE("A place or a currency says whose output it is where no country does",
          "[rules][context]") {
  Check({
      {"Copper mines in May",
       "Output of copper at Escondida rose to 120,600 tonnes in May, miner Anglo American said.",
       {"quantity 120600 subject=copper flow=production reporter=CL"},
       {"reporter=US"}},
      {"Cabinet approves magnets",
       "The cabinet set aside ₹7,300 crore for rare earth magnets.",
       {"money 73000000000 INR subject=rare-earth-magnets reporter=IN"}},
  });
}

TEST_CASE("Nothing is a quantity of zero, a duty of zero is none", "[rules][context]") {
  Check({
      {"China's germanium exports",
       "China's exports of germanium fell to zero in July from 4 tonnes in June.",
       {"quantity 0 subject=germanium flow=export period=2025-07", "quantity 4 period=2025-06"}},
      {"China's germanium exports",
       "In July China's exports of germanium were nil.",
       {"quantity 0 subject=germanium period=2025-07"}},
      {"7月锗出口", "7月我国锗出口量降至零。", {"quantity 0 subject=germanium flow=export"}},
      {"Duties", "India's tariff on cobalt imports has come down to zero.", {}, {"quantity 0"}},
  });
}

TEST_CASE("A unit that a document states once counts for its bare numbers", "[rules][context]") {
  Check({
      {"Imports of China in July",
       "Unit of quantity: 10,000 tonnes. Value in 100 million yuan.\n\nImports of iron ore in July "
       "were 10,462.3. Soybeans: 1,166.6.\n\nThe table lists 15 goods.",
       {"quantity 104623000 subject=iron-ore flow=import period=2025-07",
        "quantity 11666000 subject=soybeans"},
       {"quantity 150000"}},
      {"Imports of China in July", "Imports of iron ore in July were 10,462.3.", {}, {"quantity"}},
  });
}

TEST_CASE("A price leaves out its unit and tells its sum again in brackets", "[rules][context]") {
  Check({
      {"Lithium",
       "Lithium carbonate in China was at 60,500 yuan ($8,430) a tonne on Wednesday.",
       {"price 60500 CNY/t subject=lithium period=2025-08-20"},
       {"money"}},
      {"Lithium",
       "Terbium oxide sold for $950 a kilogram in July 2025, against $870 in June 2025.",
       {"price 950 USD/kg", "price 870 USD/kg period=2025-06"},
       {"money"}},
  });
}

TEST_CASE("Traditional characters read as simplified ones", "[rules][context]") {
  Check({{"內地稀土磁鐵輸出回升",
          "7月內地稀土磁鐵出口量達5577噸，按年升5.7%。對美出口619噸。",
          {"quantity 5577 subject=rare-earth-magnets flow=export period=2025-07 reporter=CN",
           "change 5.7 basis=yoy", "quantity 619 partner=US"}}});
}

TEST_CASE("Who acts is the subject of the verb", "[rules][event]") {
  Check({
      {"Trade",
       "On August 14 a commerce ministry official in Beijing accused the United States of "
       "double standards and warned that China would take measures.",
       {"event accusation actor=CN.MOFCOM date=2025-08-14", "event threat actor=CN.MOFCOM"},
       {"actor=US"}},
      {"Trade",
       "China's Ministry of Commerce spoke on August 14. It urged Washington to lift tariffs.",
       {"event appeal actor=CN.MOFCOM date=2025-08-14"},
       {"event easing", "event tariff"}},
      {"Trade",
       "The American Soybean Association asked the White House on August 14 to help.",
       {},
       {"event appeal"}},
      {"Trade", "In July Apple committed $500 million to a magnet maker.", {}, {"event support"}},
      {"Trade",
       "In July Zangge Mining halted its lithium plant.",
       {"event disruption date=2025-07 subject=lithium"}},
      {"Trade", "Exports of soybeans surged in July.", {}, {"event"}},
      {"商务部",
       "8月14日，商务部公告，锑原则上不予许可出口至美国。",
       {"event export-ban actor=CN.MOFCOM date=2025-08-14 subject=antimony"}},
      {"商务部", "商务部没有禁止锑出口。", {}, {"event export-ban"}},
  });
}
