#include "rules/period.h"

#include "tests/support/catch.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::April;
using std::chrono::December;
using std::chrono::February;
using std::chrono::January;
using std::chrono::July;
using std::chrono::June;
using std::chrono::March;
using std::chrono::May;

TEST_CASE("A period has one text form and is read back from it", "[rules][period]") {
  struct Case {
    std::string_view text;
    int months;
    rules::Period period;
  };
  const Case cases[] = {
      {"2025-06", 1, rules::MonthPeriod(2025y / June)},
      {"2025", 12, rules::YearPeriod(2025y)},
      {"2025-01/2025-06", 6, rules::MonthsPeriod(2025y / January, 2025y / June)},
      {"2024-04/2025-03", 12, rules::MonthsPeriod(2024y / April, 2025y / March)},
      {"2025-07-18", 1, rules::DayPeriod(2025y / July / 18)},
      {"2025-01/2025-06", 6, rules::MonthsPeriod(2025y / June, 2025y / January)},
      {"2020-01/2023-12", 48, rules::MonthsPeriod(2020y / January, 2023y / December)},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(rules::ToText(c.period) == c.text);
    CHECK(rules::ParsePeriod(c.text) == c.period);
    CHECK(rules::MonthCount(c.period) == c.months);
  }
}

TEST_CASE("Text that is no period is not read as one", "[rules][period]") {
  for (const std::string_view text : {"",
                                      "25",
                                      "20255",
                                      "2025-13",
                                      "2025-00",
                                      "2025-6",
                                      "2025-06-31",
                                      "2025-02-29",
                                      "2025/06",
                                      "2025-06/2025-01",
                                      "2025-06/2025-06",
                                      "2025-06/",
                                      "2025-06-1",
                                      "2025-06-011",
                                      "abcd",
                                      "2025-ab",
                                      "0999",
                                      "2025-06-18T00:00",
                                      "-202",
                                      " 2025"}) {
    CAPTURE(text);
    CHECK_FALSE(rules::ParsePeriod(text).has_value());
  }
}

TEST_CASE("A shift keeps the length and stays within the calendar", "[rules][period]") {
  CHECK(rules::ToText(rules::Shifted(rules::MonthPeriod(2025y / June), -12)) == "2024-06");
  CHECK(rules::ToText(rules::Shifted(rules::MonthPeriod(2025y / January), -1)) == "2024-12");
  CHECK(rules::ToText(rules::Shifted(rules::YearPeriod(2025y), -12)) == "2024");
  CHECK(rules::ToText(rules::Shifted(rules::MonthsPeriod(2025y / January, 2025y / March), -3)) ==
        "2024-10/2024-12");
  CHECK(rules::ToText(rules::Shifted(rules::DayPeriod(2025y / July / 31), -1)) == "2025-06-30");
  CHECK(rules::ToText(rules::Shifted(rules::DayPeriod(2024y / February / 29), 12)) == "2025-02-28");
  CHECK(rules::ToText(rules::Shifted(rules::DayPeriod(2025y / May / 12), 0)) == "2025-05-12");
}

}  // namespace
