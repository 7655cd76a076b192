#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

TEST_CASE("A document says what its own units mean", "[rules][reading]") {
  struct Case {
    std::string_view document;
    std::string_view sentence;
    std::string_view mentions;
  };
  const Case cases[] = {
      {"All figures are in Australian dollars.", "$60.2/kg", "[$60.2/kg] price 60.2 AUD/kg"},
      {"Amounts in C$ unless stated.", "$5m", "[$5m] money 5000000 CAD"},
      {"It paid A$5m ($3.2m).", "$3.2m", "[$3.2m] money 3200000 USD"},
      {"Parking costs £5.", "5 million pounds", "[5 million pounds] money 5000000 GBP"},
      {"Parking costs £5.", "400 pounds of iron", "[400 pounds] quantity 0.181436948 t"},
      {"Parking costs £5.", "20p", "[20p] money 0.2 GBP"},
      {"Nothing.", "5 million pounds", "[5 million pounds] quantity 2267.96185 t"},
      {"Tokyo stocks fell; the yen rose.", "¥500", "[¥500] money 500 JPY"},
      {"Japan and the yuan.", "¥500", "[¥500] money 500 JPY"},
      {"Japan and the RMB.", "¥500", "[¥500] money 500 CNY"},
      {"新台幣匯率", "30億元", "[30億元] money 3000000000 TWD"},
      {"港元", "30億元", "[30億元] money 3000000000 HKD"},
      {"人民币与港元", "30亿元", "[30亿元] money 3000000000 CNY"},
      {"to 196.13 million tonnes (MT)", "196 MT", "[196 MT] quantity 196000000 t"},
      {"6,000 Metric Tons per Annum (MTPA)", "1,200 MTPA", "[1,200 MTPA] quantity 1200 t rate"},
      {"", "$5, 5元, ¥5", "[$5] money 5 USD; [5元] money 5 CNY; [¥5] money 5 CNY"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.document, c.sentence);
    const rules::FoldedText folded(c.document);
    CHECK(MentionsOf(c.sentence, rules::ReadingOf(folded.text(), InJuly2025().published)) ==
          c.mentions);
  }
}

}  // namespace
