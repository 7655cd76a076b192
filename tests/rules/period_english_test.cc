#include "rules/period_words.h"
#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

using namespace std::chrono_literals;

void CheckAll(const std::vector<Told>& cases, const rules::Reading& reading) {
  for (const Told& c : cases) {
    CAPTURE(c.text);
    CHECK(MentionsOf(c.text, reading) == c.mentions);
  }
}

TEST_CASE("Months are read with and without a year", "[rules][period]") {
  CheckAll(
      {
          {"in June 2025", "[June 2025] period 2025-06"},
          {"in June of 2024", "[June of 2024] period 2024-06"},
          {"in June", "[June] period 2025-06"},
          {"in July", "[July] period 2025-07"},
          {"in August", "[August] period 2024-08"},
          {"in December", "[December] period 2024-12"},
          {"Jun. 2024", "[Jun. 2024] period 2024-06"},
          {"July last year", "[July last year] period 2024-07"},
          {"last July", "[July] period 2024-07"},
          {"November's 9.98 tons", "[November] period 2024-11; [9.98 tons] quantity 9.98 t"},
          {"JUNE EXPORTS", "[JUNE] period 2025-06"},
          {"EXPORTS IN MAY", "[MAY] period 2025-05"},
          {"May exports were", "[May] period 2025-05"},
          {"(May: 1,238 t)", "[May] period 2025-05; [1,238 t] quantity 1238 t"},
          {"on 9 May the ministry", "[9 May] period 2025-05-09"},
          {"it may rise", ""},
          {"China May Ban Exports", ""},
          {"They march on", ""},
          {"a mar on it", ""},
          {"2025-06", "[2025-06] period 2025-06"},
          {"06/2025", "[06/2025] period 2025-06"},
      },
      InJuly2025());
}

TEST_CASE("Seasons are the months that their words bound", "[rules][period]") {
  CheckAll(
      {
          {"exports in 2024/25 (October-September)",
           "[2024/25 (October-September)] period 2024-10/2025-09"},
          {"July-June 2024/25", "[July-June 2024/25] period 2024-07/2025-06"},
          {"the 2023/24 marketing year, which ended in June",
           "[2023/24 marketing year, which ended in June] period 2023-07/2024-06"},
          {"the first three months of the fiscal year that began in April",
           "[first three months of the fiscal year that began in April] period 2025-04/2025-06"},
          {"the season that began in October",
           "[season that began in October] period 2024-10/2025-07"},
          {"the season that disappointed in October", "[October] period 2024-10"},
      },
      InJuly2025());
}

TEST_CASE("The day of publication decides the year", "[rules][period]") {
  CheckAll(
      {{"in December", "[December] period 2025-12"}, {"in January", "[January] period 2026-01"}},
      ReadingAt(2026y / std::chrono::January / 14));
  CheckAll({{"in November", "[November] period 2024-11"}}, InJuly2025());
  CheckAll({{"may ship 7 t in November", "[7 t] quantity 7 t; [November] period 2025-11"},
            {"from Dec. 1", "[Dec. 1] period 2025-12-01"},
            {"as of Nov. 1", "[Nov. 1] period 2025-11-01"},
            {"granted by September", "[September] period 2025-09"},
            {"up 660% from May", "[660%] percent 660 %; [May] period 2025-05"},
            {"until 31 October", "[31 October] period 2025-10-31"},
            {"announced on 4 March", "[4 March] period 2025-03-04"}},
           ReadingAt(2025y / std::chrono::October / 12));
  // Local time decides: 23:30 UTC on 30 June is July in Beijing.
  rules::Reading beijing;
  beijing.published = std::chrono::sys_days(2025y / std::chrono::June / 30) + 23h + 30min;
  CHECK(MentionsOf("last month", beijing) == "[last month] period 2025-05");
  beijing.zone = std::chrono::hours(8);
  CHECK(MentionsOf("last month", beijing) == "[last month] period 2025-06");
}

TEST_CASE("Without the day of publication only full dates are read", "[rules][period]") {
  CheckAll({{"in June", ""},
            {"last year", ""},
            {"on Monday", ""},
            {"上月", ""},
            {"in June 2025", "[June 2025] period 2025-06"},
            {"a year earlier", "[a year earlier] period -12 months"},
            {"2025年6月", "[2025年6月] period 2025-06"}},
           rules::Reading{});
}

TEST_CASE("Days are read in the usual orders", "[rules][period]") {
  CheckAll(
      {
          {"July 18, 2025", "[July 18, 2025] period 2025-07-18"},
          {"18 July 2025", "[18 July 2025] period 2025-07-18"},
          {"July 14 -", "[July 14] period 2025-07-14"},
          {"Jun 14:", "[Jun 14] period 2025-06-14"},
          {"Oct. 19", "[Oct. 19] period 2024-10-19"},
          {"the 18th of July", "[18th of July] period 2025-07-18"},
          {"July 18-20, 2025", "[July 18-20, 2025] period 2025-07-18"},
          {"2025-07-18T09:30:00Z", "[2025-07-18] period 2025-07-18"},
          {"18/07/2025", "[18/07/2025] period 2025-07-18"},
          {"07/18/2025", "[07/18/2025] period 2025-07-18"},
          {"3/4/2025", ""},
          {"June 31", "[31] number 31"},
          {"June 7,742.2 t", "[June] period 2025-06; [7,742.2 t] quantity 7742.2 t"},
          {"In May 15 tonnes left", "[May] period 2025-05; [15 tonnes] quantity 15 t"},
          {"In June 5% more", "[June] period 2025-06; [5%] percent 5 %"},
      },
      InJuly2025());
}

TEST_CASE("Weekdays and near days count from publication", "[rules][period]") {
  // 20 July 2025 was a Sunday.
  CheckAll(
      {
          {"on Monday", "[Monday] period 2025-07-14"},
          {"on Sunday", "[Sunday] period 2025-07-20"},
          {"last Sunday", "[Sunday] period 2025-07-13"},
          {"last Friday", "[Friday] period 2025-07-18"},
          {"next Sunday", "[Sunday] period 2025-07-27"},
          {"planned for Monday", "[Monday] period 2025-07-21"},
          {"down from Friday", "[Friday] period 2025-07-18"},
          {"today", "[today] period 2025-07-20"},
          {"yesterday", "[yesterday] period 2025-07-19"},
          {"Mondays", ""},
          {"last week", ""},
      },
      InJuly2025());
}

TEST_CASE("Quarters, halves and runs of months are read", "[rules][period]") {
  CheckAll(
      {
          {"Q2 2025", "[Q2 2025] period 2025-04/2025-06"},
          {"2Q25", "[2Q25] period 2025-04/2025-06"},
          {"Q4-25", "[Q4-25] period 2025-10/2025-12"},
          {"in the fourth quarter", "[fourth quarter] period 2024-10/2024-12"},
          {"the June quarter", "[June quarter] period 2025-04/2025-06"},
          {"H1-25", "[H1-25] period 2025-01/2025-06"},
          {"first-half total", "[first-half] period 2025-01/2025-06"},
          {"first half of last year", "[first half of last year] period 2024-01/2024-06"},
          {"second half of 2024", "[second half of 2024] period 2024-07/2024-12"},
          {"the half year", "[the half year] period 2025-01/2025-06"},
          {"Q3 FY24", "[Q3 FY24] period 2023-10/2023-12"},
          {"first six months", "[first six months] period 2025-01/2025-06"},
          {"first 11 months of 2010", "[first 11 months of 2010] period 2010-01/2010-11"},
          {"last two months of 2025", "[last two months of 2025] period 2025-11/2025-12"},
          {"first nine months of FY 2024-25",
           "[first nine months of FY 2024-25] period 2024-04/2024-12"},
          {"last three months of fiscal 2024",
           "[last three months of fiscal 2024] period 2024-01/2024-03"},
          {"from April to June of the financial year 2024-25",
           "[April to June of the financial year 2024-25] period 2024-04/2024-06"},
          {"January-May", "[January-May] period 2025-01/2025-05"},
          {"For January to June", "[January to June] period 2025-01/2025-06"},
          {"Apr–Feb FY21", "[Apr-Feb FY21] period 2020-04/2021-02"},
          {"between December and April", "[December and April] period 2024-12/2025-04"},
          {"December 2024 to April 2025", "[December 2024 to April 2025] period 2024-12/2025-04"},
          {"November and December", "[November] period 2024-11; [December] period 2024-12"},
          {"three months to June 30", "[three months to June 30] period 2025-04/2025-06"},
          {"12 months to June", "[12 months to June] period 2024-07/2025-06"},
          {"fiscal year to March 2026", "[fiscal year to March 2026] period 2025-04/2026-03"},
          {"three months to the end of March",
           "[three months to the end of March] period 2025-01/2025-03"},
          {"12 months to end-April", "[12 months to end-April] period 2024-05/2025-04"},
          {"January-to-March", "[January-to-March] period 2025-01/2025-03"},
          {"in the opening quarter", "[opening quarter] period 2025-01/2025-03"},
          {"before the end of the year", "[the end of the year] period 2025"},
          {"by year-end", "[year-end] period 2025"},
          {"at the end of the year", ""},
          {"rest of 2025", "[rest of 2025] period 2025-08/2025-12"},
          {"so far this year", "[so far this year] period 2025-01/2025-07"},
          {"the first month of controls", ""},
          {"Form Q20", ""},
      },
      InJuly2025());
}

TEST_CASE("Years are read where words say that they are years", "[rules][period]") {
  CheckAll(
      {
          {"in 2024", "[2024] period 2024"},
          {"up on 2023", "[2023] period 2023"},
          {"since at least 2014", "[2014] period 2014"},
          {"since mid-2022", "[2022] period 2022"},
          {"in 2023, 2024 and 2025", "[2023] period 2023; [2024] period 2024; [2025] period 2025"},
          {"between 2020 and 2023", "[2020 and 2023] period 2020-01/2023-12"},
          {"2020-2023", "[2020-2023] period 2020-01/2023-12"},
          {"China's 2025 exports", "[2025] period 2025"},
          {"its 2025 target", "[2025] period 2025"},
          {"2009 – Export quotas", "[2009] period 2009"},
          {"in 2024-25", "[2024-25] period 2024-04/2025-03"},
          {"FY25", "[FY25] period 2024-04/2025-03"},
          {"fiscal 2025", "[fiscal 2025] period 2024-04/2025-03"},
          {"the current fiscal year", "[current fiscal year] period 2025-04/2026-03"},
          {"last year", "[last year] period 2024"},
          {"in 2000 t", "[2000 t] quantity 2000 t"},
          {"about 2000 people", "[2000] number 2000"},
          {"the 2010s", ""},
      },
      InJuly2025());
}

TEST_CASE("Leaning words tell how far from their antecedent", "[rules][period]") {
  CheckAll(
      {
          {"than a year earlier", "[a year earlier] period -12 months"},
          {"a year ago", "[a year ago] period -12 months"},
          {"the previous month", "[the previous month] period -1 months"},
          {"one month ago", "[one month ago] period -1 months"},
          {"the previous quarter", "[the previous quarter] period -3 months"},
          {"four years ago", "[four years ago] period -48 months"},
          {"the month after", "[the month after] period 1 months"},
          {"the same month last year", "[the same month last year] period -12 months"},
          {"the same period of 2023", "[the same period of 2023] period -24 months"},
          {"the same period", "[the same period] period same"},
          {"that month", "[that month] period same"},
          {"the average over the half was", "[the half] period same"},
          {"revenue in the quarter fell", "[the quarter] period same"},
          {"up 5% over the quarter", "[5%] percent 5 %"},
          {"in the quarter to March", "[quarter to March] period 2025-01/2025-03"},
          {"the quarter was bad", ""},
          {"that year", "[that year] period whole year"},
          {"full-year figure", "[full-year] period whole year"},
          {"cumulative exports", "[cumulative] period year to date"},
          {"up 11.9 percent year-on-year", "[11.9 percent] percent 11.9 %"},
      },
      InJuly2025());
}

}  // namespace
