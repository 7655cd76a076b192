#include "daemon/timeline/verdict.h"

#include <map>

#include "tests/support/catch.h"

namespace {

using rules::Basis;
using rules::Kind;
using rules::Measure;
using timeline::Books;
using timeline::Check;
using timeline::Claim;

// "SERIES UNIT PERIOD" -> figure.
using Ledger = std::map<std::string, rules::Amount>;

Books BooksOf(const Ledger& ledger) {
  return {.figure = [&ledger](const std::string& series, const std::string& unit,
                              const rules::Period& period) -> std::optional<rules::Amount> {
            const auto found = ledger.find(series + ' ' + unit + ' ' + ToText(period));
            return found == ledger.end() ? std::nullopt : std::optional(found->second);
          },
          .units =
              [&ledger](const std::string& series) {
                std::vector<std::string> units;
                for (const auto& [key, amount] : ledger) {
                  if (!key.starts_with(series + ' '))
                    continue;
                  const auto start = series.size() + 1;
                  const std::string unit = key.substr(start, key.find(' ', start) - start);
                  if (units.empty() || units.back() != unit)
                    units.push_back(unit);
                }
                return units;
              }};
}

// As printed in the May and June 2025 editions: money is rounded to 10 million yuan.
const Ledger& China() {
  static const Ledger ledger{{"CN/export/rare-earths/quantity t 2025-05", {5864.6, 0.05}},
                             {"CN/export/rare-earths/quantity t 2025-06", {7742.2, 0.05}},
                             {"CN/export/rare-earths/quantity t 2025-01/2025-05", {24827.0, 0.05}},
                             {"CN/export/rare-earths/quantity t 2025-01/2025-06", {32569.2, 0.05}},
                             {"CN/export/rare-earths/quantity t 2024-01/2024-05", {24266.5, 0.05}},
                             {"CN/export/rare-earths/quantity t 2024-01/2024-06", {29095.2, 0.05}},
                             {"CN/export/rare-earths/money CNY 2025-05", {130e6, 5e6}},
                             {"CN/export/rare-earths/money CNY 2025-06", {170e6, 5e6}},
                             {"CN/export/rare-earths/money CNY 2025-01/2025-06", {1380e6, 5e6}},
                             {"CN/export/rare-earths/money CNY 2024-01/2024-06", {1760e6, 5e6}},
                             {"CN/export/goods/money USD 2025-06", {325.18e9, 5e6}},
                             {"CN/export/goods/money USD 2024-06", {307.32e9, 5e6}},
                             {"CN/export/rare-earth-magnets/quantity t 2025-05", {1238, 0.5}},
                             {"CN/export/rare-earth-magnets/quantity t 2025-06", {3188, 0.5}},
                             {"CN/export/rare-earth-magnets/quantity/US t 2025-06", {353, 0.5}}};
  return ledger;
}

Claim ExportOf(Kind kind, rules::Amount amount, std::string_view period) {
  Claim claim;
  claim.kind = kind;
  claim.amount = amount;
  claim.unit = kind == Kind::kQuantity ? "t" : kind == Kind::kMoney ? "CNY" : "%";
  claim.reporter = "CN";
  claim.flow = "export";
  claim.subject = "rare-earths";
  claim.period = rules::ParsePeriod(period);
  return claim;
}

Claim ChangeOf(rules::Amount percent, Basis basis, std::string_view period,
               std::optional<Measure> measure = std::nullopt) {
  Claim claim = ExportOf(Kind::kChange, percent, period);
  claim.basis = basis;
  claim.measure = measure;
  return claim;
}

std::string VerdictOf(const Claim& claim) {
  const auto verdict = Check(claim, BooksOf(China()));
  return verdict ? std::string(ToText(verdict->kind)) : "nothing to check";
}

}  // namespace

TEST_CASE("Check holds an amount against the series, published or derived", "[timeline][verdict]") {
  struct Case {
    Claim claim;
    std::string_view verdict;
  };
  const Case cases[] = {{ExportOf(Kind::kQuantity, {7742.2, 0.05}, "2025-06"), "agrees"},
                        {ExportOf(Kind::kQuantity, {7742, 0.5}, "2025-06"), "agrees"},
                        {ExportOf(Kind::kQuantity, {7700, 50}, "2025-06"), "agrees"},
                        {ExportOf(Kind::kQuantity, {7743, 0.5}, "2025-06"), "differs"},
                        {ExportOf(Kind::kQuantity, {7724.2, 0.05}, "2025-06"), "differs"},
                        // 29,095.2 - 24,266.5: what the wires rounded to 4,829.
                        {ExportOf(Kind::kQuantity, {4829, 0.5}, "2024-06"), "agrees"},
                        {ExportOf(Kind::kQuantity, {4828.7, 0.05}, "2024-06"), "agrees"},
                        {ExportOf(Kind::kQuantity, {4830, 0.5}, "2024-06"), "differs"},
                        {ExportOf(Kind::kQuantity, {32569, 0.5}, "2025-01/2025-06"), "agrees"},
                        {ExportOf(Kind::kQuantity, {13606.8, 0.05}, "2025-05/2025-06"), "agrees"},
                        {ExportOf(Kind::kQuantity, {100, 0.5}, "2023-06"), "unchecked"},
                        {ExportOf(Kind::kMoney, {170e6, 5e5}, "2025-06"), "agrees"},
                        {ExportOf(Kind::kMoney, {174e6, 5e5}, "2025-06"), "agrees"},
                        {ExportOf(Kind::kMoney, {180e6, 5e5}, "2025-06"), "differs"},
                        {ExportOf(Kind::kPrice, {50, 0.5}, "2025-06"), "nothing to check"},
                        {ExportOf(Kind::kShare, {50, 0.5}, "2025-06"), "nothing to check"},
                        {ExportOf(Kind::kRate, {50, 0.5}, "2025-06"), "nothing to check"},
                        {ExportOf(Kind::kEvent, {0, 0}, "2025-06"), "nothing to check"}};
  for (const Case& c : cases) {
    CAPTURE(rules::NumberText(c.claim.amount.value), ToText(*c.claim.period));
    CHECK(VerdictOf(c.claim) == c.verdict);
  }
}

TEST_CASE("Check holds a change against two figures of the series", "[timeline][verdict]") {
  struct Case {
    Claim claim;
    std::string_view verdict;
  };
  const Case cases[] = {
      {ChangeOf({60.3, 0.05}, Basis::kYoy, "2025-06"), "agrees"},
      {ChangeOf({60, 0.5}, Basis::kYoy, "2025-06"), "agrees"},
      {ChangeOf({-60.3, 0.05}, Basis::kYoy, "2025-06"), "differs"},
      {ChangeOf({32, 0.5}, Basis::kMom, "2025-06"), "agrees"},
      {ChangeOf({32.0, 0.05}, Basis::kMom, "2025-06"), "agrees"},
      {ChangeOf({30.8, 0.05}, Basis::kMom, "2025-06"), "differs"},
      {ChangeOf({30.8, 0.05}, Basis::kMom, "2025-06", Measure::kQuantity), "differs"},
      {ChangeOf({30.8, 0.05}, Basis::kMom, "2025-06", Measure::kMoney), "agrees"},
      {ChangeOf({11.9, 0.05}, Basis::kYoy, "2025-01/2025-06"), "agrees"},
      {ChangeOf({-21.6, 0.05}, Basis::kYoy, "2025-01/2025-06", Measure::kMoney), "agrees"},
      {ChangeOf({32.0, 0.05}, Basis::kOther, "2025-06"), "unchecked"},
      {ChangeOf({32.0, 0.05}, Basis::kMom, "2025-06", Measure::kPrice), "unchecked"},
      {ChangeOf({32.0, 0.05}, Basis::kMom, "2025-01/2025-06"), "unchecked"},
      {ChangeOf({32.0, 0.05}, Basis::kQoq, "2025-06"), "unchecked"},
      {ChangeOf({32.0, 0.05}, Basis::kYoy, "2024-06"), "unchecked"}};
  for (const Case& c : cases) {
    CAPTURE(rules::NumberText(c.claim.amount.value), ToText(*c.claim.period));
    CHECK(VerdictOf(c.claim) == c.verdict);
  }
}

TEST_CASE("The mistaken 30.8 % differs and would agree with the rise in value",
          "[timeline][verdict]") {
  const auto verdict =
      Check(ChangeOf({30.8, 0.05}, Basis::kMom, "2025-06", Measure::kQuantity), BooksOf(China()));
  REQUIRE(verdict);
  CHECK(verdict->kind == timeline::Verdict::Kind::kDiffers);
  CHECK(verdict->series == "CN/export/rare-earths/quantity");
  CHECK(verdict->official.value_or(0) == Approx(32.0).margin(0.05));
  CHECK(verdict->working ==
        "7,742.2 t / 5,864.6 t − 1 = +32.0 %; the claim says +30.8 % (1.2 points too low)");
  // 175/125 and 165/135 bound what the rounded money allows.
  CHECK(verdict->hint ==
        "would agree with the rise in value: 170 million CNY / 130 million CNY − 1 = +30.8 %, "
        "by rounding +22.2 % to +40.0 %");
}

TEST_CASE("A hint names the likeliest mistake or nothing", "[timeline][verdict]") {
  struct Case {
    Claim claim;
    std::string_view hint;  // how it begins
  };
  const Case cases[] = {
      {ChangeOf({60.3, 0.05}, Basis::kMom, "2025-06"),
       "would agree with the rise on a year earlier:"},
      {ChangeOf({32.0, 0.05}, Basis::kYoy, "2025-06"),
       "would agree with the rise on the month before:"},
      {ChangeOf({11.9, 0.05}, Basis::kYoy, "2025-06"),
       "would agree with the rise of 2025-01/2025-06 on a year earlier:"},
      {ChangeOf({90, 0.5}, Basis::kMom, "2025-06"), ""},
      {ExportOf(Kind::kQuantity, {5864.6, 0.05}, "2025-06"), "would agree with 2025-05: 5,864.6 t"},
      {ExportOf(Kind::kQuantity, {32569, 0.5}, "2025-06"),
       "would agree with 2025-01/2025-06: 32,569.2 t"},
      {ExportOf(Kind::kQuantity, {4829, 0.5}, "2025-06"), "would agree with 2024-06: 4,828.7 t"},
      {ExportOf(Kind::kQuantity, {7742.2, 0.05}, "2025-01/2025-06"),
       "would agree with 2025-06: 7,742.2 t"},
      {ExportOf(Kind::kQuantity, {1, 0.5}, "2025-06"), ""}};
  for (const Case& c : cases) {
    const auto verdict = Check(c.claim, BooksOf(China()));
    REQUIRE(verdict);
    CAPTURE(verdict->working, verdict->hint, c.hint);
    CHECK(verdict->kind == timeline::Verdict::Kind::kDiffers);
    CHECK(verdict->hint.starts_with(c.hint));
    CHECK(verdict->hint.empty() == c.hint.empty());
  }
}

TEST_CASE("A change without a measure is one of value where only value is published",
          "[timeline][verdict]") {
  Claim claim = ChangeOf({5.8, 0.05}, Basis::kYoy, "2025-06");
  claim.subject = "goods";
  const auto verdict = Check(claim, BooksOf(China()));
  REQUIRE(verdict);
  CHECK(verdict->series == "CN/export/goods/money");
  CHECK(ToText(verdict->kind) == "agrees");
}

TEST_CASE("A claim with a partner asks the partner's series", "[timeline][verdict]") {
  Claim claim = ExportOf(Kind::kQuantity, {353, 0.5}, "2025-06");
  claim.subject = "rare-earth-magnets";
  claim.partner = "US";
  CHECK(VerdictOf(claim) == "agrees");
  claim.partner = "DE";
  CHECK(VerdictOf(claim) == "unchecked");
  claim.partner = "";
  CHECK(VerdictOf(claim) == "differs");
}

TEST_CASE("A claim that lacks a key is unchecked and says which", "[timeline][verdict]") {
  const Claim whole = ExportOf(Kind::kQuantity, {7742.2, 0.05}, "2025-06");
  struct Case {
    std::string_view why;
    Claim claim;
  };
  std::vector<Case> cases{{"the claim names no country", whole},
                          {"the claim does not say which flow it means", whole},
                          {"the claim names no goods", whole},
                          {"the claim names no period", whole},
                          {"the claim is of a day; series have months", whole}};
  cases[0].claim.reporter.clear();
  cases[1].claim.flow.clear();
  cases[2].claim.subject.clear();
  cases[3].claim.period.reset();
  cases[4].claim.period = rules::ParsePeriod("2025-06-14");
  for (const Case& c : cases) {
    const auto verdict = Check(c.claim, BooksOf(China()));
    REQUIRE(verdict);
    CHECK(ToText(verdict->kind) == "unchecked");
    CHECK(verdict->working == c.why);
    CHECK_FALSE(verdict->official);
  }
}

TEST_CASE("FigureOf derives what is not published and adds the tolerances up",
          "[timeline][verdict]") {
  const Ledger ledger{{"S t 2025-01/2025-02", {10, 0.5}}, {"S t 2025-03", {4, 0.5}},
                      {"S t 2025-04", {5, 0.5}},          {"S t 2025-01/2025-05", {26, 0.5}},
                      {"S t 2024-11", {1, 0.5}},          {"S t 2024-12", {2, 0.5}},
                      {"S t 2025-01/2025-08", {50, 0.5}}, {"S t 2023-04/2024-01", {30, 0.5}},
                      {"S t 2023-04/2024-02", {37, 0.5}}, {"S t 2022-07/2022-08", {9, 0.5}},
                      {"S t 2022-07/2022-09", {11, 0.5}}};
  struct Case {
    std::string_view period;
    std::optional<double> value;
    double tolerance;
    std::string_view working;
  };
  const Case cases[] = {{"2025-03", 4, 0.5, "4 t"},
                        {"2025-01/2025-03", 14, 1, "10 t + 4 t"},
                        {"2025-01/2025-04", 19, 1.5, "10 t + 4 t + 5 t"},
                        {"2025-03/2025-05", 16, 1, "26 t − 10 t"},
                        {"2025-03/2025-04", 9, 1, "4 t + 5 t"},
                        {"2024-11/2024-12", 3, 1, "1 t + 2 t"},
                        {"2025-06/2025-08", 24, 1, "50 t − 26 t"},
                        {"2024-02", 7, 1, "37 t − 30 t"},
                        {"2022-09", 2, 1, "11 t − 9 t"},
                        {"2024-01", std::nullopt, 0, ""},
                        {"2025-05", std::nullopt, 0, ""},
                        {"2025-01", std::nullopt, 0, ""},
                        {"2025-02", std::nullopt, 0, ""},
                        {"2024-12/2025-03", std::nullopt, 0, ""},
                        {"2025", std::nullopt, 0, ""},
                        {"2025-03-01", std::nullopt, 0, ""}};
  const Books books = BooksOf(ledger);
  for (const Case& c : cases) {
    CAPTURE(c.period);
    const auto figure = timeline::FigureOf(books, {"S", "t"}, *rules::ParsePeriod(c.period))
                            .value_or(timeline::Figure{{-1, 0}, "", false});
    CHECK(figure.amount.value == Approx(c.value.value_or(-1)));
    CHECK(figure.amount.tolerance == Approx(c.tolerance));
    CHECK(figure.working == c.working);
  }
}

TEST_CASE("RatioOf gives the bounds of rounding and no ratio to nothing", "[timeline][verdict]") {
  const Ledger ledger{
      {"S t 2025-05", {100, 0.5}}, {"S t 2025-06", {150, 0.5}}, {"S t 2025-07", {0, 0.5}}};
  const Books books = BooksOf(ledger);
  const auto of = [&](std::string_view period, std::string_view base) {
    return timeline::RatioOf(books, {"S", "t"}, *rules::ParsePeriod(period),
                             *rules::ParsePeriod(base));
  };
  const auto ratio = of("2025-06", "2025-05");
  REQUIRE(ratio);
  CHECK(ratio->point == Approx(50));
  CHECK(ratio->low == Approx(100 * (149.5 / 100.5 - 1)));
  CHECK(ratio->high == Approx(100 * (150.5 / 99.5 - 1)));
  CHECK_FALSE(of("2025-06", "2025-07"));
  CHECK_FALSE(of("2025-06", "2025-04"));
}

TEST_CASE("Numbers are written with the decimals that they mean", "[timeline][verdict]") {
  struct Case {
    rules::Amount amount;
    std::string_view unit;
    std::string_view text;
  };
  const Case cases[] = {{{7742.2, 0.05}, "t", "7,742.2 t"},
                        {{7742, 0.05}, "t", "7,742.0 t"},
                        {{24827, 0.5}, "t", "24,827 t"},
                        {{4828.700000000001, 0.1}, "t", "4,828.7 t"},
                        {{1234567.25, 0.005}, "t", "1,234,567.25 t"},
                        {{999, 0.5}, "t", "999 t"},
                        {{-1500, 0.5}, "t", "−1,500 t"},
                        {{0, 0.5}, "t", "0 t"},
                        {{170e6, 5e6}, "CNY", "170 million CNY"},
                        {{1.38e9, 5e6}, "CNY", "1.38 billion CNY"},
                        {{325.18e9, 5e6}, "USD", "325.18 billion USD"},
                        {{1700, 0.5}, "USD", "1,700 USD"},
                        {{301.1e8, 5e6}, "u", "30,110,000,000 u"}};
  for (const Case& c : cases)
    CHECK(timeline::AmountText(c.amount, c.unit) == c.text);
  CHECK(timeline::PercentText(32.016, 1) == "+32.0 %");
  CHECK(timeline::PercentText(-19.87, 1) == "−19.9 %");
  CHECK(timeline::PercentText(-0.01, 1) == "0.0 %");
}
