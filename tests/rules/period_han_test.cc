#include "rules/period_words.h"
#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

using namespace std::chrono_literals;

void CheckAll(const std::vector<Told>& cases) {
  for (const Told& c : cases) {
    CAPTURE(c.text);
    CHECK(MentionsOf(c.text, InJuly2025()) == c.mentions);
  }
}

TEST_CASE("Chinese months and days are read", "[rules][period]") {
  CheckAll({
      {"6月份", "[6月份] period 2025-06"},
      {"７月", "[7月] period 2025-07"},
      {"六月的出口", "[六月] period 2025-06"},
      {"十二月", "[十二月] period 2024-12"},
      {"2025年6月", "[2025年6月] period 2025-06"},
      {"二〇二五年六月", "[二〇二五年六月] period 2025-06"},
      {"去年12月", "[去年12月] period 2024-12"},
      {"今年2月", "[今年2月] period 2025-02"},
      {"7月18日", "[7月18日] period 2025-07-18"},
      {"2025年4月4日", "[2025年4月4日] period 2025-04-04"},
      {"今年5月9日", "[今年5月9日] period 2025-05-09"},
      {"3月5日至7日", "[3月5日至7日] period 2025-03-05"},
      {"18日发布", "[18日] period 2025-07-18"},
      {"25日发布", "[25日] period 2025-06-25"},
      {"25日起", "[25日] period 2025-07-25"},
      {"8月1日起", "[8月1日] period 2025-08-01"},
      {"将于9月实施", "[9月] period 2025-09"},
      {"10日内提交", "[10] number 10"},
      {"每月10日前", "[10] number 10"},
      {"6个月", "[6] number 6"},
      {"三个月", ""},
      {"連升兩月", ""},
      {"30日元", "[30日元] money 30 JPY"},
      {"90天", "[90] number 90"},
      {"11年", "[11] number 11"},
  });
}

TEST_CASE("Chinese runs of months are read", "[rules][period]") {
  CheckAll({
      {"1-6月", "[1-6月] period 2025-01/2025-06"},
      {"1至6月份", "[1至6月份] period 2025-01/2025-06"},
      {"1月至6月", "[1月至6月] period 2025-01/2025-06"},
      {"一至六月", "[一至六月] period 2025-01/2025-06"},
      {"2024年1-6月", "[2024年1-6月] period 2024-01/2024-06"},
      {"前4个月", "[前4个月] period 2025-01/2025-04"},
      {"前五个月", "[前五个月] period 2025-01/2025-05"},
      {"首７個月", "[首7個月] period 2025-01/2025-07"},
      {"今年前七月", "[今年前七月] period 2025-01/2025-07"},
      {"目前5月", "[5月] period 2025-05"},
      {"一季度", "[一季度] period 2025-01/2025-03"},
      {"第二季度", "[第二季度] period 2025-04/2025-06"},
      {"2024年第三季度", "[2024年第三季度] period 2024-07/2024-09"},
      {"第三季", "[第三季] period 2025-07/2025-09"},
      {"前三季度", "[前三季度] period 2024-01/2024-09"},
      {"上半年", "[上半年] period 2025-01/2025-06"},
      {"今年上半年", "[今年上半年] period 2025-01/2025-06"},
      {"2024年下半年", "[2024年下半年] period 2024-07/2024-12"},
      {"半年", ""},
      {"四川", ""},
  });
}

TEST_CASE("Chinese years and words that count from publication are read", "[rules][period]") {
  CheckAll({
      {"2024年", "[2024年] period 2024"},
      {"2025年度", "[2025年度] period 2025"},
      {"去年", "[去年] period 2024"},
      {"上年第一批", "[上年] period 2024"},
      {"今年以来", "[今年以来] period 2025-01/2025-07"},
      {"今年餘下日子", "[今年餘下日子] period 2025-08/2025-12"},
      {"2020-2023年", "[2020-2023年] period 2020-01/2023-12"},
      {"2026年及2027年", "[2026年] period 2026; [2027年] period 2027"},
      {"上月", "[上月] period 2025-06"},
      {"本月", "[本月] period 2025-07"},
      {"下月", "[下月] period 2025-08"},
      {"上月18日", "[上月18日] period 2025-06-18"},
      {"历史上月度高位", ""},
      // 20 July 2025 was a Sunday; the Chinese week begins on Monday.
      {"周三", "[周三] period 2025-07-16"},
      {"周日", "[周日] period 2025-07-20"},
      {"上周五", "[上周五] period 2025-07-11"},
      {"下周一", "[下周一] period 2025-07-21"},
      {"每周四", ""},
      {"今天", "[今天] period 2025-07-20"},
      {"昨日", "[昨日] period 2025-07-19"},
      {"今（20）日", "[今(20)日] period 2025-07-20"},
  });
}

TEST_CASE("Chinese leaning words tell how far from their antecedent", "[rules][period]") {
  CheckAll({
      {"去年同期", "[去年同期] period -12 months"},
      {"上年同月", "[上年同月] period -12 months"},
      {"2023年同期", "[2023年同期] period -24 months"},
      {"当月", "[当月] period same"},
      {"同月，进口", "[同月] period same"},
      {"全年", "[全年] period whole year"},
      {"累计出口", "[累计] period year to date"},
      // The months say it already.
      {"1-6月累计", "[1-6月] period 2025-01/2025-06"},
      {"累计来看，1至6月份", "[1至6月份] period 2025-01/2025-06"},
      {"6月累计", "[6月] period 2025-06; [累计] period year to date"},
      {"创同期新高", ""},
      {"同比增长32%，环比下降5%", "[32%] percent 32 %; [5%] percent 5 %"},
  });
}

}  // namespace
