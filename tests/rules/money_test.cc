#include "rules/money.h"

#include "rules/currencies.h"
#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

void CheckAll(const std::vector<Told>& cases) {
  for (const Told& c : cases) {
    CAPTURE(c.text);
    CHECK(MentionsOf(c.text, InJuly2025()) == c.mentions);
  }
}

TEST_CASE("Sums are read by the sign or code before them", "[rules][money]") {
  CheckAll({
      {"$23.66 million", "[$23.66 million] money 23660000 USD"},
      {"$5m", "[$5m] money 5000000 USD"},
      {"$4.48bn", "[$4.48bn] money 4480000000 USD"},
      {"US$5 million", "[US$5 million] money 5000000 USD"},
      {"A$5m", "[A$5m] money 5000000 AUD"},
      {"C$5.5bn", "[C$5.5bn] money 5500000000 CAD"},
      {"HK$300 million", "[HK$300 million] money 300000000 HKD"},
      {"NT$30 billion", "[NT$30 billion] money 30000000000 TWD"},
      {"R$2.5 bn", "[R$2.5 bn] money 2500000000 BRL"},
      {"€2 billion", "[€2 billion] money 2000000000 EUR"},
      {"£14.5m", "[£14.5m] money 14500000 GBP"},
      {"¥500", "[¥500] money 500 CNY"},
      {"JP¥500", "[JP¥500] money 500 JPY"},
      {"RMB 5 million", "[RMB 5 million] money 5000000 CNY"},
      {"₹7,280 crore", "[₹7,280 crore] money 72800000000 INR"},
      {"Rs 16,300 crore", "[Rs 16,300 crore] money 163000000000 INR"},
      {"₩5 trillion", "[₩5 trillion] money 5000000000000 KRW"},
      {"USD 5 million", "[USD 5 million] money 5000000 USD"},
      {"KZT 40bn", "[KZT 40bn] money 40000000000 KZT"},
      {"-$5 million",
       ""
       "[-$5 million] money -5000000 USD"},
      {"a $400 million plant", "[$400 million] money 400000000 USD"},
      {"人民币5000万元", "[人民币5000万元] money 50000000 CNY"},
      {"新台币300亿元", "[新台币300亿元] money 30000000000 TWD"},
      {"US$5亿", "[US$5亿] money 500000000 USD"},
      {"ALL 5,000 workers", "[5,000] number 5000"},
      {"TOP 10", "[10] number 10"},
      {"COP 28", "[28] number 28"},
  });
}

TEST_CASE("Sums are read by the name after them", "[rules][money]") {
  CheckAll({
      {"170 million yuan", "[170 million yuan] money 170000000 CNY"},
      {"10.7 trillion yen", "[10.7 trillion yen] money 10700000000000 JPY"},
      {"5 million dollars", "[5 million dollars] money 5000000 USD"},
      {"5 million Canadian dollars", "[5 million Canadian dollars] money 5000000 CAD"},
      {"5m USD", "[5m USD] money 5000000 USD"},
      {"300 trillion rupiah", "[300 trillion rupiah] money 300000000000000 IDR"},
      {"5 billion won", "[5 billion won] money 5000000000 KRW"},
      {"2,000 pounds sterling", "[2,000 pounds sterling] money 2000 GBP"},
      {"5 million Swiss francs", "[5 million Swiss francs] money 5000000 CHF"},
      {"5,000 Mexican pesos", "[5,000 Mexican pesos] money 5000 MXN"},
      {"75 US cents", "[75 US cents] money 0.75 USD"},
      {"5€", "[5€] money 5 EUR"},
      {"1.7亿元", "[1.7亿元] money 170000000 CNY"},
      {"21.79万亿元", "[21.79万亿元] money 21790000000000 CNY"},
      {"3251.8亿美元", "[3251.8亿美元] money 325180000000 USD"},
      {"１２亿澳元", "[12亿澳元] money 1200000000 AUD"},
      {"300亿日元", "[300亿日元] money 30000000000 JPY"},
      {"5000卢比", "[5000卢比] money 5000 INR"},
      // Several countries have pesos and kroner; without the country they are no currency.
      {"5,000 pesos", "[5,000] number 5000"},
      {"Smith, who scored 30 won the cup", "[30] number 30"},
      {"17种元素", "[17] number 17"},
      {"三元锂电池", "[三元] money 3 CNY"},
  });
}

TEST_CASE("Every currency is known by the adjective of its country", "[rules][money]") {
  CheckAll({
      {"1.4 billion Aussie dollars", "[1.4 billion Aussie dollars] money 1400000000 AUD"},
      {"200 Afghan afghanis", "[200 Afghan afghanis] money 200 AFN"},
      {"3m Lebanese pounds", "[3m Lebanese pounds] money 3000000 LBP"},
      {"50 Costa Rican colones", "[50 Costa Rican colones] money 50 CRC"},
      {"7 billion Turkish liras", "[7 billion Turkish liras] money 7000000000 TRY"},
      {"12 million East Caribbean dollars",
       "[12 million East Caribbean dollars] money 12000000 XCD"},
      {"a Mauritian rupee", ""},
      {"5 Swedish dollars", "[5] number 5"},
      {"澳元3000万", "[澳元3000万] money 30000000 AUD"},
      {"韩元20亿", "[韩元20亿] money 2000000000 KRW"},
  });
}

TEST_CASE("Coins belong to the sum before them", "[rules][money]") {
  CheckAll({
      {"about 5 dollars and 25 cents", "[5 dollars and 25 cents] money 5.25 USD"},
      {"5 dollars 5 cents", "[5 dollars 5 cents] money 5.05 USD"},
      {"thirty euros and fifty euro cents", "[thirty euros and fifty euro cents] money 30.5 EUR"},
      {"5 dollars and 25 euro cents", "[5 dollars] money 5 USD; [25 euro cents] money 0.25 EUR"},
      {"$5 and 25 tonnes", "[$5] money 5 USD; [25 tonnes] quantity 25 t"},
      {"between 5 dollars and 250 cents", "[5 dollars] money 5 USD; [250 cents] money 2.5 USD"},
      {"5元3角", "[5元3角] money 5.3 CNY"},
      {"每斤2元3角5分", "[每斤2元3角5分] price 4.7 CNY/kg"},
  });
}

TEST_CASE("Ranges of money share sign and scale", "[rules][money]") {
  CheckAll({
      {"$1.2-1.4 billion", "[$1.2-1.4 billion] money 1200000000..1400000000 USD"},
      {"€3bn to €4bn", "[€3bn to €4bn] money 3000000000..4000000000 EUR"},
      {"$5m-$10m", "[$5m-$10m] money 5000000..10000000 USD"},
      {"6–7 trillion rupiah", "[6-7 trillion rupiah] money 6000000000000..7000000000000 IDR"},
      {"from $965 to $3,000", "[$965] money 965 USD; [$3,000] money 3000 USD"},
      {"between $5 and $6 million", "[$5 and $6 million] money 5000000..6000000 USD"},
      {"$12 a day", "[$12] money 12 USD rate"},
      {"$5m per year", "[$5m] money 5000000 USD rate"},
      {"$600m over $1.1 billion",
       "[$600m] money 600000000 USD; [$1.1 billion] money 1100000000 USD"},
  });
}

TEST_CASE("Prices keep the unit that they are quoted for", "[rules][money][price]") {
  CheckAll({
      {"$800–850/kg", "[$800-850/kg] price 800..850 USD/kg"},
      {"$800-$850/kg", "[$800-$850/kg] price 800..850 USD/kg"},
      {"$39,000 a metric ton", "[$39,000 a metric ton] price 39000 USD/t"},
      {"$59,500–61,000/t", "[$59,500-61,000/t] price 59500..61000 USD/t"},
      {"$800/mt", "[$800/mt] price 800 USD/t"},
      {"6,550 yuan a kilogram", "[6,550 yuan a kilogram] price 6550 CNY/kg"},
      {"1,655 yuan/kg", "[1,655 yuan/kg] price 1655 CNY/kg"},
      {"3,068 yuan per ton", "[3,068 yuan per ton] price 3068 CNY/t"},
      {"USD 59,500/t", "[USD 59,500/t] price 59500 USD/t"},
      {"59,500 USD/t", "[59,500 USD/t] price 59500 USD/t"},
      {"$4.76 a pound", "[$4.76 a pound] price 4.76 USD/lb"},
      {"450 US cents/lb", "[450 US cents/lb] price 4.5 USD/lb"},
      {"$2,350 an ounce", "[$2,350 an ounce] price 2350 USD/oz"},
      {"$340-350/mtu", "[$340-350/mtu] price 340..350 USD/mtu"},
      {"$5 per short ton", "[$5 per short ton] price 5 USD/st"},
      {"9392美元/吨", "[9392美元/吨] price 9392 USD/t"},
      {"62.49万元/吨", "[62.49万元/吨] price 624900 CNY/t"},
      {"每吨3.9万美元", "[每吨3.9万美元] price 39000 USD/t"},
      {"每公斤约850美元", "[每公斤约850美元] price 850 USD/kg"},
      {"5000元每吨", "[5000元每吨] price 5000 CNY/t"},
      {"5美分/磅", "[5美分/磅] price 0.05 USD/lb"},
      // A jin is half a kilogram.
      {"3元/斤", "[3元/斤] price 6 CNY/kg"},
      // A rise for each tonne is no price.
      {"每吨上涨500元", "[500元] money 500 CNY"},
      {"元/吨", ""},
  });
}

TEST_CASE("Prices for what is no mass say so", "[rules][money][price]") {
  CheckAll({
      {"$65.99 a barrel", "[$65.99 a barrel] price 65.99 USD/bbl"},
      {"65美元/桶", "[65美元/桶] price 65 USD/bbl"},
      {"$30.03 per share", "[$30.03 per share] price 30.03 USD/share"},
      {"$1.20 a litre", "[$1.20 a litre] price 1.2 USD/l"},
      {"$80/MWh", "[$80/MWh] price 80 USD/MWh"},
      {"$5 per capita", "[$5] money 5 USD rate"},
      {"$5 a year earlier", "[$5] money 5 USD; [a year earlier] period -12 months"},
  });
}

TEST_CASE("Currency codes are those of ISO 4217", "[rules][money]") {
  for (const std::string_view code : {"USD", "CNY", "EUR", "AED", "ZWL", "XOF", "KZT"}) {
    CAPTURE(code);
    CHECK(rules::IsCurrencyCode(code));
  }
  for (const std::string_view code : {"usd", "US", "USDD", "XXX", "DFN", "AAA", "", " AE", "N A"}) {
    CAPTURE(code);
    CHECK_FALSE(rules::IsCurrencyCode(code));
  }
}

}  // namespace
