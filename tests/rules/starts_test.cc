#include "rules/starts.h"

#include <string>
#include <vector>

#include "rules/cursor.h"
#include "rules/measure.h"
#include "rules/period_words.h"
#include "tests/support/catch.h"

namespace {

using rules::MentionType;

TEST_CASE("A phrase admits the word of letters that it begins with, in any case",
          "[rules][starts]") {
  rules::StartWords words;
  for (const char* phrase : {"us$", "=FY", "year to date", "half-year", "5 percent", "€", "zł"}) {
    words.Add(phrase);
  }
  for (const char* word : {"us", "US", "fy", "Year", "HALF", "z"}) {
    CAPTURE(word);
    CHECK(words.MayBegin(word));
  }
  for (const char* word : {"u", "usd", "date", "percent", "yearly", "shipments"}) {
    CAPTURE(word);
    CHECK_FALSE(words.MayBegin(word));
  }
}

TEST_CASE("A set of characters has those and no others", "[rules][starts]") {
  const rules::CharSet set(U"吨年a");
  CHECK(set.Has(U'吨'));
  CHECK(set.Has(U'a'));
  CHECK_FALSE(set.Has(U'b'));
  CHECK_FALSE(set.Has(U'月'));
  CHECK_FALSE(set.Has(U'\U0001F4A9'));
}

// Each way in which a measure or a period can begin with a word, to see that no such word is passed
// over unread.
TEST_CASE("Whatever begins with a word is still found", "[rules][starts]") {
  rules::Reading reading;
  reading.published = std::chrono::sys_days{std::chrono::year{2025} / 8 / 21};
  for (const char* text : {"seven thousand tonnes",
                           "twenty-five per cent",
                           "a hundred kilos",
                           "an eighth of the total",
                           "half a million tons",
                           "half of the output",
                           "a third of imports",
                           "two thirds of it",
                           "nine out of ten ships",
                           "doubled in June",
                           "trebled over the year",
                           "halved since May",
                           "tenfold since 2014",
                           "twice the level",
                           "thrice as much as",
                           "fell to nil in May",
                           "fell to zero in May",
                           "stood at nothing in June",
                           "USD 5 million",
                           "US$5m",
                           "HK$12 a share",
                           "RMB 30",
                           "Rs 50",
                           "CHF 12",
                           "R$ 7",
                           "kr 500",
                           "A$3.50",
                           "NT$40"}) {
    CAPTURE(text);
    const auto found = rules::FindMeasures(text, reading);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front().type != MentionType::kNumber);
  }
  for (const char* text : {"June",
                           "in May 2024",
                           "Sept. 2024",
                           "first quarter",
                           "second half",
                           "Q3 2024",
                           "H1",
                           "final quarter",
                           "first five months of 2024",
                           "opening two months of 2024",
                           "last two months of 2024",
                           "year to June",
                           "quarter ended March 2025",
                           "twelve months to June",
                           "rest of 2025",
                           "remainder of the year",
                           "last year",
                           "the current quarter",
                           "next month",
                           "so far this year",
                           "year to date",
                           "a year earlier",
                           "the same month of 2024",
                           "same period last year",
                           "corresponding period of last year",
                           "three years ago",
                           "Monday",
                           "on Thursday",
                           "yesterday",
                           "FY2024",
                           "fiscal year 2024",
                           "financial year 2024",
                           "marketing year 2024/25",
                           "cumulatively",
                           "full year"}) {
    CAPTURE(text);
    CHECK_FALSE(rules::FindPeriods(text, reading).empty());
  }
}

}  // namespace
