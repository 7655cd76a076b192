#include "rules/percent.h"

#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

void CheckAll(const std::vector<Told>& cases) {
  for (const Told& c : cases) {
    CAPTURE(c.text);
    CHECK(MentionsOf(c.text, InJuly2025()) == c.mentions);
  }
}

TEST_CASE("Percentages are read in every spelling", "[rules][percent]") {
  CheckAll({
      {"60.3%", "[60.3%] percent 60.3 %"},
      {"60.3 %", "[60.3 %] percent 60.3 %"},
      {"32 percent", "[32 percent] percent 32 %"},
      {"32-percent", "[32-percent] percent 32 %"},
      {"75.5 per cent", "[75.5 per cent] percent 75.5 %"},
      {"70 pct", "[70 pct] percent 70 %"},
      {"48pc", "[48pc] percent 48 %"},
      {"14 pc", "[14 pc] percent 14 %"},
      {"13 perecnt", "[13 perecnt] percent 13 %"},
      {"ten per cent", "[ten per cent] percent 10 %"},
      {"half a percent", "[half a percent] percent 0.5 %"},
      {"5‰", "[5‰] percent 0.5 %"},
      {"５．７％", "[5.7%] percent 5.7 %"},
      {"+157.5% m/m", "[+157.5%] percent 157.5 % change"},
      {"–38.1% y/y", "[-38.1%] percent -38.1 % change"},
      {"(−0.6% w/w)", "[-0.6%] percent -0.6 % change"},
      {"minus 5%", "[minus 5%] percent -5 % change"},
      {"10&#37;", "[10%] percent 10 %"},
      {"100 percentages", "[100 percentages] percent 100 %"},
      {"5 PCs", "[5] number 5"},
  });
}

TEST_CASE("Percentage ranges are one mention, from-to are two", "[rules][percent]") {
  CheckAll({
      {"10-15%", "[10-15%] percent 10..15 %"},
      {"10% to 15%", "[10% to 15%] percent 10..15 %"},
      {"10 to 15 per cent", "[10 to 15 per cent] percent 10..15 %"},
      {"5 or 6 per cent", "[5 or 6 per cent] percent 5..6 %"},
      {"between 5% and 6%", "[5% and 6%] percent 5..6 %"},
      {"from 145% to 30%", "[145%] percent 145 %; [30%] percent 30 %"},
      {"from 5% to 6%", "[5%] percent 5 %; [6%] percent 6 %"},
      {"5% and 6%", "[5%] percent 5 %; [6%] percent 6 %"},
      {"5 and 6 per cent", "[5] percent 5 %; [6 per cent] percent 6 %"},
      {"gained 1% to 9,700", "[1%] percent 1 %; [9,700] number 9700"},
      {"5%至6%", "[5%至6%] percent 5..6 %"},
      {"从5%降至3%", "[5%] percent 5 %; [3%] percent 3 %"},
  });
}

TEST_CASE("Points are no percentages", "[rules][percent]") {
  CheckAll({
      {"1.8 percentage points", "[1.8 percentage points] points 1.8 pp"},
      {"one percentage point", "[one percentage point] points 1 pp"},
      {"half a percentage point", "[half a percentage point] points 0.5 pp"},
      {"0.5pp", "[0.5pp] points 0.5 pp"},
      {"25 basis points", "[25 basis points] points 0.25 pp"},
      {"25bps", "[25bps] points 0.25 pp"},
      {"2 % points", "[2 % points] points 2 pp"},
      {"0.9个百分点", "[0.9个百分点] points 0.9 pp"},
      {"10个基点", "[10个基点] points 0.1 pp"},
      {"345 points lower", "[345] number 345"},
  });
}

TEST_CASE("Fractions in words are percentages", "[rules][percent]") {
  CheckAll({
      {"rose by about a third in June", "[a third] percent 33.3 % fraction; [June] period 2025-06"},
      {"cut by two-thirds because", "[two-thirds] percent 66.7 % fraction"},
      {"half of it", "[half] percent 50 % fraction"},
      {"imported half of it", "[half] percent 50 % fraction"},
      {"roughly half the total", "[half] percent 50 % fraction"},
      {"only a quarter of the requests", "[a quarter] percent 25 % fraction"},
      {"by a quarter after record output", "[a quarter] percent 25 % fraction"},
      {"a decline of over a fourth.", "[a fourth] percent 25 % fraction"},
      {"a fifth below November", "[a fifth] percent 20 % fraction; [November] period 2024-11"},
      {"One tenth of volumes", "[One tenth] percent 10 % fraction"},
      {"Four-fifths of exports", "[Four-fifths] percent 80 % fraction"},
      {"three quarters of supply", "[three quarters] percent 75 % fraction"},
      {"nine out of ten", "[nine out of ten] percent 90 % fraction"},
      {"one in five cargoes", "[one in five] percent 20 % fraction"},
      {"a third country", ""},
      {"a third term on", ""},
      {"its third clampdown", ""},
      {"to a tenth of a gram", "[a tenth of a gram] quantity 1e-07 t"},
      {"to a tenth of a second", ""},
      {"the first half", "[first half] period 2025-01/2025-06"},
      {"the third quarter", "[third quarter] period 2025-07/2025-09"},
      {"a half-year high", ""},
      {"for three quarters in a row", "[three] number 3"},
      {"half an hour", ""},
      {"half a dozen mines", "[half a dozen] number 6"},
  });
}

TEST_CASE("Parts of a per cent are small percentages", "[rules][percent]") {
  CheckAll({
      {"half of one percent", "[half of one percent] percent 0.5 %"},
      {"half of a percentage point", "[half of a percentage point] points 0.5 pp"},
      {"half of the total", "[half] percent 50 % fraction"},
      {"半成", "[半成] percent 5 % fraction"},
      {"半成品", ""},
      {"负百分之五", "[负百分之五] percent -5 % change"},
  });
}

TEST_CASE("Multiples are changes with a sign", "[rules][percent]") {
  CheckAll({
      {"Prices doubled", "[doubled] percent 100 % change"},
      {"more than doubled", "[doubled] percent 100 % change"},
      {"imports more than double in May", "[double] percent 100 % change; [May] period 2025-05"},
      {"to double that", "[double] percent 100 % change"},
      {"it trebled", "[trebled] percent 200 % change"},
      {"tripling output", "[tripling] percent 200 % change"},
      {"quadrupled", "[quadrupled] percent 300 % change"},
      {"was halved", "[halved] percent -50 % change"},
      {"wants to halve the quota", "[halve] percent -50 % change"},
      {"more than tenfold", "[tenfold] percent 900 % change"},
      {"a two-fold rise", "[two-fold] percent 100 % change"},
      {"a 10-fold rise", "[10-fold] percent 900 % change"},
      {"twice the level of May", "[twice] percent 100 % change; [May] period 2025-05"},
      {"twice as much", "[twice] percent 100 % change"},
      {"three times as much", "[three times] percent 200 % change"},
      {"2.5 times higher", "[2.5 times] percent 150 % change"},
      {"3x higher", "[3x] percent 200 % change"},
      {"met twice since then", ""},
      {"twice a year", ""},
      {"four times a year", "[four] number 4"},
      {"double-digit growth", ""},
      {"double standards", ""},
      {"the 10X Facility", ""},
  });
}

TEST_CASE("Chinese shares and fractions are percentages", "[rules][percent]") {
  CheckAll({
      {"三成", "[三成] percent 30 % fraction"},
      {"两成三", "[两成三] percent 23 % fraction"},
      {"减少兩成三，", "[兩成三] percent 23 % fraction"},
      {"占八成九；", "[八成九] percent 89 % fraction"},
      {"一成半", "[一成半] percent 15 % fraction"},
      {"七八成", "[七八成] percent 70..80 % fraction"},
      {"3成", "[3成] percent 30 % fraction"},
      {"5成员", "[5] number 5"},
      {"两成立", ""},
      {"百分之三十二点五", "[百分之三十二点五] percent 32.5 %"},
      {"百分之50", "[百分之50] percent 50 %"},
      {"百分之五至六", "[百分之五至六] percent 5..6 %"},
      {"千分之五", "[千分之五] percent 0.5 %"},
      {"四分之一", "[四分之一] percent 25 % fraction"},
      {"近三分之二", "[三分之二] percent 66.7 % fraction"},
      {"十分之一", "[十分之一] percent 10 % fraction"},
      {"一半", "[一半] percent 50 % fraction"},
      {"过半", "[过半] percent 50 % fraction"},
      {"过半年", ""},
      {"十分重要", ""},
  });
}

TEST_CASE("Chinese multiples are changes with a sign", "[rules][percent]") {
  CheckAll({
      {"已翻一番", "[翻一番] percent 100 % change"},
      {"翻了两番", "[翻了两番] percent 300 % change"},
      {"翻番", "[翻番] percent 100 % change"},
      {"翻倍", "[翻倍] percent 100 % change"},
      {"上涨近三倍", "[三倍] percent 300 % change"},
      {"已升逾一倍", "[一倍] percent 100 % change"},
      {"增长1.5倍", "[1.5倍] percent 150 % change"},
      {"涨幅超过两倍", "[两倍] percent 200 % change"},
      {"是去年的两倍", "[去年] period 2024; [两倍] percent 100 % change"},
      {"为上年的3倍", "[上年] period 2024; [3倍] percent 200 % change"},
      {"减半", "[减半] percent -50 % change"},
      {"腰斩", "[腰斩] percent -50 % change"},
      {"成倍增长", ""},
      {"市盈率20倍", "[20] number 20"},
      {"倍数", ""},
  });
}

}  // namespace
