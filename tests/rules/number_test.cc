#include "rules/number.h"

#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

struct Read {
  std::string_view text;
  double value;
  double tolerance;
  std::size_t length;  // bytes
};

void CheckNumbers(const std::vector<Read>& cases) {
  for (const Read& c : cases) {
    CAPTURE(c.text);
    const std::optional<rules::Number> number = rules::NumberAt(c.text, 0);
    REQUIRE(number.has_value());
    CHECK(number->Value() == c.value);
    CHECK(number->Tolerance() == c.tolerance);
    CHECK(number->span.end == c.length);
  }
}

TEST_CASE("Figures are read with their groups, decimals and signs", "[rules][number]") {
  CheckNumbers({
      {"7742", 7742, 0.5, 4},
      {"7,742.2 t", 7742.2, 0.05, 7},
      {"1,234,567", 1234567, 0.5, 9},
      {"1,23,456", 123456, 0.5, 8},
      {"12,34,56,789", 123456789, 0.5, 12},
      {"7 250 t", 7250, 0.5, 5},
      {"1 234 567 t", 1234567, 0.5, 9},
      {"1.234.567", 1234567, 0.5, 9},
      {"1.234,56", 1234.56, 0.005, 8},
      {"1'234", 1234, 0.5, 5},
      {"1.234", 1.234, 0.0005, 5},
      {".5", 0.5, 0.05, 2},
      {"0.10", 0.1, 0.005, 4},
      {"12,5 t", 12.5, 0.05, 4},
      {"-38.1%", -38.1, 0.05, 5},
      {"+15", 15, 0.5, 3},
      {"1.2e6", 1.2e6, 5e4, 5},
      {"2½", 2.5, 0.05, 3},
      {"½", 0.5, 0.05, 2},
      {"1 1/2 tons", 1.5, 0.05, 5},
      {"5,864.6 in May", 5864.6, 0.05, 7},
      {"300, 40", 300, 0.5, 3},
      {"7,7420", 7, 0.5, 1},
  });
}

TEST_CASE("Words of scale multiply and widen", "[rules][number]") {
  CheckNumbers({
      {"1.2 million", 1.2e6, 5e4, 11},
      {"1.128 million", 1128000, 500, 13},
      {"170 million", 1.7e8, 5e5, 11},
      {"4.48bn", 4.48e9, 5e6, 6},
      {"10.7 trillion", 10.7e12, 5e10, 13},
      {"29.5 lakh", 2950000, 5000, 9},
      {"51.8 crore", 518e6, 5e5, 10},
      {"2 lakh crore", 2e12, 5e11, 12},
      {"25-million-tonne", 25e6, 5e5, 10},
      {"5 hundred thousand", 5e5, 5e4, 18},
      {"3 dozen", 36, 0.5, 7},
      {"2 and a half million", 2.5e6, 5e4, 20},
      {"5 mn", 5e6, 5e5, 4},
      {"5 mln", 5e6, 5e5, 5},
      {"5 millionaires", 5, 0.5, 1},
  });
}

TEST_CASE("English numerals are read", "[rules][number]") {
  CheckNumbers({
      {"seven thousand", 7000, 500, 14},
      {"twenty-five", 25, 0.5, 11},
      {"two hundred thousand", 200000, 500, 20},
      {"one hundred and five", 105, 0.5, 20},
      {"nineteen", 19, 0.5, 8},
      {"half a million", 5e5, 5e4, 14},
      {"half-a-million", 5e5, 5e4, 14},
      {"half a dozen", 6, 0.05, 12},
      {"a million", 1e6, 5e5, 9},
      {"a million and a half", 1.5e6, 5e4, 20},
      {"a hundred thousand", 1e5, 5e4, 18},
      {"one and a half million", 1.5e6, 5e4, 22},
      {"a quarter of a million", 2.5e5, 5e3, 22},
      {"three quarters of a million", 7.5e5, 5e3, 27},
      {"one point two million", 1.2e6, 5e4, 21},
      {"two million three hundred thousand", 2.3e6, 500, 34},
      {"Two-thirds", 2, 0.5, 3},
      {"zero", 0, 0.5, 4},
      {"seven of the 17", 7, 0.5, 5},
  });
}

TEST_CASE("Chinese numerals are read", "[rules][number]") {
  CheckNumbers({
      {"七千七百四十二", 7742, 0.5, 21},
      {"两万", 20000, 5000, 6},
      {"十", 10, 5, 3},
      {"十五", 15, 0.5, 6},
      {"一百零五", 105, 0.5, 12},
      {"一千零一", 1001, 0.5, 12},
      {"一万二千", 12000, 500, 12},
      {"两万五", 25000, 500, 9},
      {"一百五", 150, 5, 9},
      {"十三万五千", 135000, 500, 15},
      {"三亿五千万", 3.5e8, 5e6, 15},
      {"一万亿", 1e12, 5e11, 9},
      {"二〇二五", 2025, 0.5, 12},
      {"壹佰贰拾叁", 123, 0.5, 15},
      {"廿五", 25, 0.5, 6},
      {"五千九百九十四點三", 5994.3, 0.05, 27},
      {"一点五亿", 1.5e8, 5e6, 12},
      {"1.2亿", 1.2e8, 5e6, 6},
      {"1.7万亿", 1.7e12, 5e10, 9},
      {"3千吨", 3000, 500, 4},
      {"3千克", 3, 0.5, 1},
      {"120 万吨", 1.2e6, 5e3, 7},
      {"1亿2000万", 1.2e8, 5e3, 11},
      {"3万5千", 35000, 500, 8},
      {"300多万", 3e6, 5e3, 9},
      {"十余万", 1e5, 5e4, 9},
  });
}

TEST_CASE("What is no number is not read as one", "[rules][number]") {
  for (const std::string_view text : {"",
                                      "x",
                                      "-",
                                      "+",
                                      ".",
                                      "- 5",
                                      "1.2.3",
                                      "twenty-first",
                                      "ten-first",
                                      "a",
                                      "a tonne",
                                      "several",
                                      "many thousands",
                                      "half",
                                      "十四五",
                                      "百分之",
                                      "千克",
                                      "十分",
                                      "万",
                                      "亿",
                                      "1234567890123456789"}) {
    CAPTURE(text);
    CHECK_FALSE(rules::NumberAt(text, 0).has_value());
  }
  // Not from the middle of a number or a word, and not from a hyphen.
  CHECK_FALSE(rules::NumberAt("2025,300", 5).has_value());
  CHECK_FALSE(rules::NumberAt("F-35", 1).has_value());
  CHECK_FALSE(rules::NumberAt("often", 2).has_value());
  CHECK_FALSE(rules::NumberAt("数十万", 3).has_value());
}

TEST_CASE("A space groups thousands only where two numbers cannot stand", "[rules][number]") {
  struct Case {
    std::string_view text;
    std::size_t at;
    double value;
  };
  const Case cases[] = {
      {"some 18 125 metric tons", 5, 18125}, {"June 18 500 tonnes", 5, 18},
      {"in 2024 300 tonnes", 3, 2024},       {"rows 1 250 300 40", 5, 1},
      {"Section 3 200 tonnes", 8, 3},        {"007 250", 0, 7},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const std::optional<rules::Number> number = rules::NumberAt(c.text, c.at);
    REQUIRE(number.has_value());
    CHECK(number->Value() == c.value);
  }
}

TEST_CASE("Values are exact to the last bit of their decimal form", "[rules][number]") {
  CHECK(rules::NumberAt("26,037", 0)->Value(3) == 26.037);
  CHECK(rules::NumberAt("32,569.2", 0)->Value() == 32569.2);
  CHECK(rules::NumberAt("0.3", 0)->Value() == 0.3);
  CHECK(rules::NumberAt("10594.8万", 0)->Value() == 105948000);
  CHECK(rules::NumberAt("23.66 million", 0)->Value() == 23660000);
}

TEST_CASE("Words around a number loosen it", "[rules][number]") {
  struct Case {
    std::string_view text;
    double tolerance;
  };
  const Case cases[] = {
      {"100 t", 0.5},          {"about 100 t", 5},     {"nearly 100 t", 5},
      {"more than 100 t", 5},  {"at least 100 t", 5},  {"up to 100 t", 5},
      {"as much as 100 t", 5}, {"just over 100 t", 5}, {"only 100 t", 0.5},
      {"just 100 t", 0.5},     {"~100 t", 5},          {"100 t or so", 5},
      {"100-odd t", 5},        {"100+ t", 5},          {"rather than 100 t", 0.5},
      {"约100吨", 5},          {"近100吨", 5},         {"超过100吨", 5},
      {"100吨左右", 5},        {"100多吨", 5},         {"共100吨", 0.5},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const std::vector<rules::Mention> found = rules::Recognise(c.text, InJuly2025());
    REQUIRE(found.size() == 1);
    CHECK(found[0].amount.value == 100);
    CHECK(found[0].amount.tolerance == c.tolerance);
  }
}

}  // namespace
