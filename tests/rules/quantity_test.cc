#include "rules/quantity.h"

#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

void CheckAll(const std::vector<Told>& cases) {
  for (const Told& c : cases) {
    CAPTURE(c.text);
    CHECK(MentionsOf(c.text, InJuly2025()) == c.mentions);
  }
}

TEST_CASE("Masses are told in tonnes", "[rules][quantity]") {
  CheckAll({
      {"7,742.2 metric tons", "[7,742.2 metric tons] quantity 7742.2 t"},
      {"7,742.2 T", "[7,742.2 T] quantity 7742.2 t"},
      {"5,994.3 tonns", "[5,994.3 tonns] quantity 5994.3 t"},
      {"12,000-tonne cargo", "[12,000-tonne] quantity 12000 t"},
      {"1.6 million tonnes", "[1.6 million tonnes] quantity 1600000 t"},
      {"1.2m tonnes", "[1.2m tonnes] quantity 1200000 t"},
      {"500k t", "[500k t] quantity 500000 t"},
      {"816kt of copper", "[816kt] quantity 816000 t"},
      {"3 Gt", "[3 Gt] quantity 3000000000 t"},
      {"29.5 lakh tonnes", "[29.5 lakh tonnes] quantity 2950000 t"},
      {"26,037 kg", "[26,037 kg] quantity 26.037 t"},
      {"25-kg bags", "[25-kg] quantity 0.025 t"},
      {"two kilos of terbium", "[two kilos] quantity 0.002 t"},
      {"half a kilo", "[half a kilo] quantity 0.0005 t"},
      {"half a million tonnes", "[half a million tonnes] quantity 500000 t"},
      {"31.5 g", "[31.5 g] quantity 3.15e-05 t"},
      {"500 mg", "[500 mg] quantity 5e-07 t"},
      // 900 × 0.45359237 kg
      {"900 pounds", "[900 pounds] quantity 0.408233133 t"},
      {"2,000 lbs", "[2,000 lbs] quantity 0.90718474 t"},
      {"10 troy ounces", "[10 troy ounces] quantity 0.000311034768 t"},
      {"5 short tons", "[5 short tons] quantity 4.5359237 t"},
      {"5 long tons", "[5 long tons] quantity 5.080234544 t"},
      {"3 quintals", "[3 quintals] quantity 0.3 t"},
      {"5,000 dry metric tons", "[5,000 dry metric tons] quantity 5000 t"},
      {"40 wmt", "[40 wmt] quantity 40 t"},
      {"2½ tonnes", "[2½ tonnes] quantity 2.5 t"},
  });
}

TEST_CASE("Chinese masses are told in tonnes", "[rules][quantity]") {
  CheckAll({
      {"出口7742.2吨", "[7742.2吨] quantity 7742.2 t"},
      {"出口７７４２．２噸", "[7742.2噸] quantity 7742.2 t"},
      {"10594.8万吨", "[10594.8万吨] quantity 105948000 t"},
      {"5.92亿吨", "[5.92亿吨] quantity 592000000 t"},
      {"1039萬公噸", "[1039萬公噸] quantity 10390000 t"},
      {"十三万五千吨", "[十三万五千吨] quantity 135000 t"},
      {"三萬八千五百六十三點六公噸", "[三萬八千五百六十三點六公噸] quantity 38563.6 t"},
      {"8100公斤", "[8100公斤] quantity 8.1 t"},
      {"3千克", "[3千克] quantity 0.003 t"},
      {"3千吨", "[3千吨] quantity 3000 t"},
      {"50克", "[50克] quantity 5e-05 t"},
      {"100斤", "[100斤] quantity 0.05 t"},
      {"三四百吨", "[三四百吨] quantity 300..400 t"},
      {"三百余吨", "[三百余吨] quantity 300 t"},
      {"上百吨", "[百吨] quantity 100 t"},
      {"超千万吨", "[千万吨] quantity 10000000 t"},
      {"半吨", "[半吨] quantity 0.5 t"},
      {"数十万吨", ""},
      {"几百吨", ""},
      {"万吨级码头", ""},
      {"5万载重吨", "[5万] number 50000"},
      {"50克朗", "[50] number 50"},
  });
}

TEST_CASE("Mt, MT and mt are told apart by size, spelling and document", "[rules][quantity]") {
  CheckAll({
      {"1.34Mt", "[1.34Mt] quantity 1340000 t"},
      {"350 Mt", "[350 Mt] quantity 350000000 t"},
      {"35,000 Mt", "[35,000 Mt] quantity 35000 t"},
      {"35,000 MT", "[35,000 MT] quantity 35000 t"},
      {"1.2 MT", "[1.2 MT] quantity 1.2 t"},
      {"35,000 mt", "[35,000 mt] quantity 35000 t"},
      {"50 mt", "[50 mt] quantity 50 t"},
      {"1.57mt", "[1.57mt] quantity 1570000 t"},
      {"65mt", "[65mt] quantity 65000000 t"},
      {"12 million mt", "[12 million mt] quantity 12000000 t"},
      {"6,000 MTPA", "[6,000 MTPA] quantity 6000 t rate"},
  });
  rules::Reading indian = InJuly2025();
  indian.mt_is_million = true;
  CHECK(MentionsOf("196.13 MT", indian) == "[196.13 MT] quantity 196130000 t");
  CHECK(MentionsOf("35,000 MT", indian) == "[35,000 MT] quantity 35000 t");
}

TEST_CASE("Ranges share unit and scale", "[rules][quantity]") {
  CheckAll({
      {"80-120 t", "[80-120 t] quantity 80..120 t"},
      {"80 to 120 tonnes", "[80 to 120 tonnes] quantity 80..120 t"},
      {"80 t to 120 t", "[80 t to 120 t] quantity 80..120 t"},
      {"between 80 and 120 tonnes", "[80 and 120 tonnes] quantity 80..120 t"},
      {"1.2–1.4 million tonnes", "[1.2-1.4 million tonnes] quantity 1200000..1400000 t"},
      {"800,000 to 1.2 million tonnes",
       "[800,000 to 1.2 million tonnes] quantity 800000..1200000 t"},
      {"3至5万吨", "[3至5万吨] quantity 30000..50000 t"},
      // Both ends of "from … to" are facts of their own.
      {"from 80 to 120 tonnes", "[80] quantity 80 t; [120 tonnes] quantity 120 t"},
      {"从80吨增至120吨", "[80吨] quantity 80 t; [120吨] quantity 120 t"},
      {"rose by 300 to 7,742 tonnes", "[300] number 300; [7,742 tonnes] quantity 7742 t"},
      {"120 to 80 tonnes", "[120] number 120; [80 tonnes] quantity 80 t"},
      {"10 and 769 tonnes", "[10] quantity 10 t; [769 tonnes] quantity 769 t"},
      {"the total for 2024 to 270,000 tons",
       "[2024] period 2024; [270,000 tons] quantity 270000 t"},
  });
}

TEST_CASE("Rates are flagged", "[rules][quantity]") {
  CheckAll({
      {"2,000 t/yr line", "[2,000 t] quantity 2000 t rate"},
      {"some 15t a month", "[15t] quantity 15 t rate"},
      {"3000tpa", "[3000tpa] quantity 3000 t rate"},
      {"40 ktpa", "[40 ktpa] quantity 40000 t rate"},
      {"10,000 metric tons a year", "[10,000 metric tons] quantity 10000 t rate"},
      {"6,000 tonnes per annum", "[6,000 tonnes] quantity 6000 t rate"},
      {"5万吨/年", "[5万吨] quantity 50000 t rate"},
      {"157.59 tonnes a year ago",
       "[157.59 tonnes] quantity 157.59 t; [a year ago] period -12 months"},
  });
}

TEST_CASE("What is no mass stays a number", "[rules][quantity]") {
  CheckAll({
      {"237,000 deadweight tonnes", "[237,000] number 237000"},
      {"70,000 dwt", "[70,000] number 70000"},
      {"1.7 million barrels", "[1.7 million] number 1700000"},
      {"5 g/t of gold", "[5] number 5"},
      {"20 kg/m3", "[20] number 20"},
      {"5G network", ""},
      {"300 T-shirts", "[300] number 300"},
      {"40 ports", "[40] number 40"},
  });
}

}  // namespace
