#include "rules/bound.h"

#include "tests/support/catch.h"

TEST_CASE("BoundOf tells what the words around a number make of it", "[rules][bound]") {
  using rules::Bound;
  struct Case {
    std::string_view sentence;
    std::string_view quote;
    Bound bound;
  };
  const Case cases[] = {
      {"China exported more than 7,000 t in June.", "more than 7,000 t", Bound::kAtLeast},
      {"China exported more than 7,000 t in June.", "7,000 t", Bound::kAtLeast},
      {"China exported 7,742 t in June, more than in May.", "7,742 t", Bound::kNone},
      {"Exports were worth over $24 million.", "$24 million", Bound::kAtLeast},
      {"Moreover 7,000 t were shipped.", "7,000 t", Bound::kNone},
      {"Shipments fell more than 12%.", "fell more than 12%", Bound::kAtLeast},
      {"Shipments fell by more than 12%.", "fell by more than 12%", Bound::kAtLeast},
      {"Shipments rose by 12%.", "rose by 12%", Bound::kNone},
      {"They came to no more than 8,000 t.", "8,000 t", Bound::kAtMost},
      {"They came to no less than 8,000 t.", "8,000 t", Bound::kAtLeast},
      {"Less than 9,000 tonnes left.", "Less than 9,000 tonnes", Bound::kAtMost},
      {"Up to 9,000 tonnes left.", "Up to 9,000 tonnes", Bound::kAtMost},
      {"Nearly 8,000 t left.", "Nearly 8,000 t", Bound::kNearly},
      {"Just under 8,000 t left.", "8,000 t", Bound::kNearly},
      {"Just over 7,000 t left.", "7,000 t", Bound::kBarely},
      {"About 7,700 t left.", "About 7,700 t", Bound::kNone},
      {"Some 7,000 t or more left.", "7,000 t", Bound::kAtLeast},
      {"7,000+ t left.", "7,000+ t", Bound::kAtLeast},
      {"It rose by more than half.", "more than half", Bound::kAtLeast},
      {"It rose by half.", "rose by half", Bound::kNone},
      {"出口超过7000吨。", "超过7000吨", Bound::kAtLeast},
      {"出口不超过8000吨。", "8000吨", Bound::kAtMost},
      {"出口7000多吨。", "7000多吨", Bound::kAtLeast},
      {"出口1.2万余吨。", "1.2万余吨", Bound::kAtLeast},
      {"出口近8000吨。", "近8000吨", Bound::kNearly},
      {"出口7742吨。", "7742吨", Bound::kNone},
      {"words that hold no such quote", "more than 7,000 t", Bound::kAtLeast},
      {"", "", Bound::kNone}};
  for (const Case& c : cases) {
    CAPTURE(c.sentence, c.quote);
    CHECK(rules::BoundOf(c.sentence, c.quote) == c.bound);
  }
}
