#include "rules/table_cell.h"

#include <optional>
#include <string>
#include <string_view>

#include "rules/release.h"
#include "tests/support/catch.h"

namespace {

rules::TableRules RulesWithMarks() {
  rules::TableRules rules;
  rules.nil = {"-", "--"};
  rules.marks.push_back(
      {.match = *rules::TablePattern::Compile(R"((?i)\(r\))"), .status = "revised"});
  return rules;
}

}  // namespace

TEST_CASE("ReadFigure reads what customs print as a number and nothing else", "[rules][table]") {
  using Kind = rules::Figure::Kind;
  struct Case {
    std::string_view text;
    Kind kind;
    double value;
    double tolerance;
    std::string_view status;
  };
  const Case cases[] = {{"7,742.2", Kind::kNumber, 7742.2, 0.05, ""},
                        {"32569.2", Kind::kNumber, 32569.2, 0.05, ""},
                        {"32\u00A0569.2", Kind::kNumber, 32569.2, 0.05, ""},
                        {"1\u202F234\u2009567", Kind::kNumber, 1234567, 0.5, ""},
                        {"１２.５", Kind::kNumber, 12.5, 0.05, ""},
                        {"0", Kind::kNumber, 0, 0.5, ""},
                        {"-19.9", Kind::kNumber, -19.9, 0.05, ""},
                        {"\u221219.9", Kind::kNumber, -19.9, 0.05, ""},
                        {"+0.25%", Kind::kNumber, 0.25, 0.005, ""},
                        {"5,871.3(r)", Kind::kNumber, 5871.3, 0.05, "revised"},
                        {"5,871.3 (R)", Kind::kNumber, 5871.3, 0.05, "revised"},
                        {"7,742.2*", Kind::kNumber, 7742.2, 0.05, ""},
                        {"13.8**", Kind::kNumber, 13.8, 0.05, ""},
                        {"29,095.2 †", Kind::kNumber, 29095.2, 0.05, ""},
                        {"967.8①", Kind::kNumber, 967.8, 0.05, ""},
                        {"967.8²", Kind::kNumber, 967.8, 0.05, ""},
                        {"5,814.7 (2)", Kind::kNumber, 5814.7, 0.05, ""},
                        {"5,814.7[12] *", Kind::kNumber, 5814.7, 0.05, ""},
                        {"32,569.2 1)", Kind::kNumber, 32569.2, 0.05, ""},
                        {"32,569.2 (a)", Kind::kNumber, 32569.2, 0.05, ""},
                        {"32,569.2 (ab)", Kind::kOther, 0, 0, ""},
                        {"(a)", Kind::kOther, 0, 0, ""},
                        {"-", Kind::kNil, 0, 0, ""},
                        {"—", Kind::kNil, 0, 0, ""},
                        {"––", Kind::kNil, 0, 0, ""},
                        {"- *", Kind::kNil, 0, 0, ""},
                        {"", Kind::kBlank, 0, 0, ""},
                        {"\u00A0\u3000", Kind::kBlank, 0, 0, ""},
                        {"32,569.21)", Kind::kOther, 0, 0, ""},
                        {"7,74.2", Kind::kOther, 0, 0, ""},
                        {"7.742,2", Kind::kOther, 0, 0, ""},
                        {"1234,567", Kind::kOther, 0, 0, ""},
                        {"(21.6)", Kind::kNumber, -21.6, 0.05, ""},
                        {"(1,021.6%)", Kind::kNumber, -1021.6, 0.05, ""},
                        {"(2)", Kind::kOther, 0, 0, ""},
                        {"(21.6", Kind::kOther, 0, 0, ""},
                        {"(-21.6)", Kind::kOther, 0, 0, ""},
                        {"12 t", Kind::kOther, 0, 0, ""},
                        {"n.a.", Kind::kOther, 0, 0, ""},
                        {"10,000 Tons", Kind::kOther, 0, 0, ""},
                        {"1234567890123456", Kind::kOther, 0, 0, ""}};
  const rules::TableRules rules = RulesWithMarks();
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const rules::Figure figure = rules::ReadFigure(c.text, rules);
    CHECK(static_cast<int>(figure.kind) == static_cast<int>(c.kind));
    CHECK(rules::ScaledAmount(figure).value == c.value);
    CHECK(figure.status == c.status);
    if (c.kind == Kind::kNumber)
      CHECK(rules::ScaledAmount(figure).tolerance == Approx(c.tolerance));
  }
}

TEST_CASE("A scaled figure is the number that its digits mean, without a trace of binary",
          "[rules][table]") {
  struct Case {
    std::string_view text;
    double scale;
    double value;
  };
  const Case cases[] = {{"586.4", 1e4, 5864000}, {"32.7", 1e4, 327000},
                        {"1.7", 1e8, 170000000}, {"13.8", 1e8, 1380000000},
                        {"0.07", 1e6, 70000},    {"1,234.5", 1e-3, 1.2345}};
  const rules::TableRules rules = RulesWithMarks();
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(rules::ScaledAmount(rules::ReadFigure(c.text, rules), c.scale).value == c.value);
  }
}

TEST_CASE("LabelIndex finds a label however it is printed", "[rules][table]") {
  rules::LabelIndex labels;
  labels.Add("Rare earth", "rare-earths");
  labels.Add("Motor vehicles (including chassis fitted with engines)", "motor-vehicles");
  labels.Add("汽车（包括底盘）", "motor-vehicles");
  labels.Add("农产品", "agricultural-products");
  labels.Add("Suitcases, handbags", "bags");
  struct Case {
    std::string_view label;
    std::optional<std::string> subject;
  };
  const Case cases[] = {
      {"Rare earth", "rare-earths"},
      {"  RARE\u00A0 EARTH\n", "rare-earths"},
      {"Rare earth[3]", "rare-earths"},
      {"Rare earth (1) *", "rare-earths"},
      {"Rare earth*①", "rare-earths"},
      {"Motor vehicles（including\n chassis fitted with engines)", "motor-vehicles"},
      {"汽车(包括底盘）", "motor-vehicles"},
      {"　　农产品*", "agricultural-products"},
      {"Suitcases，handbags", "bags"},
      {"Rare earths", std::nullopt},
      {"Rare earth magnets", std::nullopt},
      {"", std::nullopt}};
  for (const Case& c : cases) {
    CAPTURE(c.label);
    CHECK(labels.Find(c.label) == c.subject);
  }
}
