// Claims in words that bound a number, ranges, shares and prices; and what a difference is told as.
#include <map>

#include "daemon/timeline/verdict.h"
#include "tests/support/catch.h"

namespace {

using rules::Basis;
using rules::Bound;
using rules::Kind;
using timeline::Books;
using timeline::Check;
using timeline::Claim;

// "SERIES UNIT PERIOD" -> figure.
const std::map<std::string, rules::Amount>& Ledger() {
  static const std::map<std::string, rules::Amount> ledger{
      {"CN/export/rare-earths/quantity t 2025-05", {5864.6, 0.05}},
      {"CN/export/rare-earths/quantity t 2025-06", {7742.2, 0.05}},
      {"CN/export/rare-earths/quantity t 2024-06", {4828.7, 0.05}},
      {"CN/export/rare-earths/quantity/US t 2025-06", {353, 0.5}},
      {"CN/export/rare-earths/quantity/JP t 2025-06", {2910, 0.5}},
      {"CN/export/rare-earths/money CNY 2025-06", {170e6, 5e6}},
      {"CN/export/rare-earths/money USD 2025-06", {23.7e6, 5e4}}};
  return ledger;
}

Books China() {
  return {.figure = [](const std::string& series, const std::string& unit,
                       const rules::Period& period) -> std::optional<rules::Amount> {
            const auto found = Ledger().find(series + ' ' + unit + ' ' + ToText(period));
            return found == Ledger().end() ? std::nullopt : std::optional(found->second);
          },
          .units =
              [](const std::string& series) {
                std::vector<std::string> units;
                for (const std::string unit : {"CNY", "USD", "t"}) {
                  const auto found = Ledger().lower_bound(series + ' ' + unit + ' ');
                  if (found != Ledger().end() && found->first.starts_with(series + ' ' + unit))
                    units.push_back(unit);
                }
                return units;
              },
          .partners =
              [](const std::string& series) {
                return series == "CN/export/rare-earths/quantity"
                           ? std::vector<std::string>{"JP", "US"}
                           : std::vector<std::string>();
              }};
}

Claim ClaimOf(Kind kind, rules::Amount amount, std::string unit) {
  return {.kind = kind,
          .amount = amount,
          .unit = std::move(unit),
          .reporter = "CN",
          .flow = "export",
          .subject = "rare-earths",
          .period = rules::ParsePeriod("2025-06")};
}

Claim Bounded(Bound bound, Claim claim) {
  claim.bound = bound;
  return claim;
}

// "about" and the like widen to five per cent.
Claim Tonnes(double value, Bound bound) {
  return Bounded(bound, ClaimOf(Kind::kQuantity, {value, 0.05 * value}, "t"));
}

Claim Yoy(double percent, Bound bound) {
  Claim claim = ClaimOf(Kind::kChange, {percent, 0.05 * std::abs(percent)}, "%");
  claim.basis = Basis::kYoy;
  return Bounded(bound, claim);
}

Claim OfPartner(std::string partner, Claim claim) {
  claim.partner = std::move(partner);
  return claim;
}

std::string KindOf(const Claim& claim) {
  const auto verdict = Check(claim, China());
  return verdict ? std::string(ToText(verdict->kind)) : "nothing to check";
}

}  // namespace

TEST_CASE("Words that bound a number are judged by what they allow", "[timeline][verdict]") {
  struct Case {
    Claim claim;
    std::string_view verdict;
  };
  const Case cases[] = {
      // The series says 7,742.2 t, and +60.3 % on the year.
      {Tonnes(7000, Bound::kAtLeast), "agrees"},  {Tonnes(7742, Bound::kAtLeast), "agrees"},
      {Tonnes(7750, Bound::kAtLeast), "differs"}, {Tonnes(8000, Bound::kAtLeast), "differs"},
      {Tonnes(8000, Bound::kAtMost), "agrees"},   {Tonnes(7742, Bound::kAtMost), "agrees"},
      {Tonnes(7700, Bound::kAtMost), "differs"},  {Tonnes(7000, Bound::kAtMost), "differs"},
      {Tonnes(8000, Bound::kNearly), "agrees"},   {Tonnes(7700, Bound::kNearly), "agrees"},
      {Tonnes(7500, Bound::kNearly), "differs"},  {Tonnes(9000, Bound::kNearly), "differs"},
      {Tonnes(7700, Bound::kBarely), "agrees"},   {Tonnes(8000, Bound::kBarely), "differs"},
      {Tonnes(7000, Bound::kBarely), "differs"},  {Tonnes(8000, Bound::kNone), "agrees"},
      {Yoy(60, Bound::kAtLeast), "agrees"},       {Yoy(61, Bound::kAtLeast), "differs"},
      {Yoy(-10, Bound::kAtLeast), "differs"},     {Yoy(70, Bound::kAtMost), "agrees"}};
  for (const Case& c : cases) {
    CAPTURE(c.claim.amount.value, static_cast<int>(c.claim.bound));
    CHECK(KindOf(c.claim) == c.verdict);
  }
}

TEST_CASE("The bound of a fall is one of its size", "[timeline][verdict]") {
  const timeline::Range fall = timeline::RangeOf(Yoy(-12, Bound::kAtLeast));
  CHECK(fall.high == Approx(-11.5));
  CHECK(fall.low < -1e9);
  const timeline::Range nearly = timeline::RangeOf(Yoy(-12, Bound::kNearly));
  CHECK(nearly.high == Approx(-11.4));
  CHECK(nearly.low == Approx(-12.12));
}

TEST_CASE("A range agrees with all between its ends, whichever end is asked",
          "[timeline][verdict]") {
  Claim low = ClaimOf(Kind::kQuantity, {7500, 0.5}, "t");
  low.other_end = rules::Amount{8000, 0.5};
  Claim high = ClaimOf(Kind::kQuantity, {8000, 0.5}, "t");
  high.other_end = rules::Amount{7500, 0.5};
  for (const Claim& claim : {low, high}) {
    CHECK(KindOf(claim) == "agrees");
    CHECK(WordsOf(claim) == "7,500 t to 8,000 t");
  }
  low.other_end = rules::Amount{7600, 0.5};
  CHECK(KindOf(low) == "differs");
}

TEST_CASE("A difference says by how much, and what would agree", "[timeline][verdict]") {
  struct Case {
    Claim claim;
    std::string_view working;  // how it ends
    std::string_view hint;
  };
  Claim coarse = Yoy(32, Bound::kNone);
  coarse.amount.tolerance = 0.5;
  const Case cases[] = {
      {ClaimOf(Kind::kQuantity, {8000, 0.5}, "t"),
       "the claim says 8,000 t (257.8 t too high, by 3.3 %)", ""},
      {ClaimOf(Kind::kQuantity, {353, 0.5}, "t"), "(7,389.2 t too low, by 95.4 %)",
       "would agree with the partner US: 353 t"},
      {ClaimOf(Kind::kQuantity, {77422, 0.5}, "t"), "(69,679.8 t too high, by 900.0 %)",
       "is 10 times the figure: 7,742.2 t"},
      {OfPartner("JP", ClaimOf(Kind::kQuantity, {7742, 0.5}, "t")), "too high, by 166.0 %)",
       "would agree with all countries: 7,742.2 t"},
      {ClaimOf(Kind::kMoney, {23.7e6, 5e4}, "CNY"), "too low, by 86.1 %)",
       "would agree with the figure in USD: 23.7 million USD"},
      {Tonnes(9000, Bound::kAtLeast),
       "the claim says at least 9,000 t (1,257.8 t too high, by 16.2 %)", ""},
      {coarse, "the claim says +32 % (28.3 points too low)",
       "would agree with the rise on the month before: 7,742.2 t / 5,864.6 t − 1 = +32.0 %"}};
  for (const Case& c : cases) {
    const auto verdict = Check(c.claim, China());
    REQUIRE(verdict);
    CAPTURE(verdict->working, verdict->hint);
    CHECK(verdict->kind == timeline::Verdict::Kind::kDiffers);
    CHECK(verdict->working.ends_with(c.working));
    CHECK(verdict->hint == c.hint);
  }
}

TEST_CASE("What is unchecked says why", "[timeline][verdict]") {
  struct Case {
    Claim claim;
    std::string_view why;
  };
  Claim later = ClaimOf(Kind::kQuantity, {1, 0.5}, "t");
  later.period = rules::ParsePeriod("2025-07");
  Claim other = ClaimOf(Kind::kQuantity, {1, 0.5}, "t");
  other.subject = "gallium";
  Claim change = Yoy(5, Bound::kNone);
  change.period = rules::ParsePeriod("2025-05");
  Claim points = Yoy(5, Bound::kNone);
  points.unit = "pp";
  const Case cases[] = {
      {later, "no figure in t for 2025-07"},
      {other, "no such series"},
      {ClaimOf(Kind::kQuantity, {1, 0.5}, "u"), "the series is told in t, not in u"},
      {ClaimOf(Kind::kMoney, {1, 0.5}, "EUR"), "the series is told in CNY and USD, not in EUR"},
      {change, "no figure for 2024-05"},
      {points, "the claim is in percentage points"}};
  for (const Case& c : cases) {
    const auto verdict = Check(c.claim, China());
    REQUIRE(verdict);
    CHECK(ToText(verdict->kind) == "unchecked");
    CHECK(verdict->working == c.why);
  }
}

TEST_CASE("Shares of a partner and average prices are checked where a series can say",
          "[timeline][verdict]") {
  struct Case {
    Claim claim;
    std::string_view verdict;
  };
  const Case cases[] = {// 353 t of 7,742.2 t; 170 million yuan for 7,742.2 t.
                        {OfPartner("US", ClaimOf(Kind::kShare, {4.6, 0.05}, "%")), "agrees"},
                        {OfPartner("US", ClaimOf(Kind::kShare, {11, 0.5}, "%")), "differs"},
                        {OfPartner("DE", ClaimOf(Kind::kShare, {11, 0.5}, "%")), "unchecked"},
                        {ClaimOf(Kind::kShare, {11, 0.5}, "%"), "nothing to check"},
                        {ClaimOf(Kind::kPrice, {21958, 0.5}, "CNY/t"), "agrees"},
                        {ClaimOf(Kind::kPrice, {3.06, 0.005}, "USD/kg"), "agrees"},
                        {ClaimOf(Kind::kPrice, {25, 0.5}, "CNY/kg"), "differs"},
                        {ClaimOf(Kind::kPrice, {70, 0.5}, "USD/bbl"), "nothing to check"}};
  for (const Case& c : cases) {
    CAPTURE(c.claim.unit, c.claim.amount.value, c.claim.partner);
    CHECK(KindOf(c.claim) == c.verdict);
  }
}
