// Numbers in every spelling, told through a unit that follows them.
#include "tests/rules/bare.h"

namespace {

TEST_CASE("Figures are read with every way of grouping them", "[rules][recognise][number]") {
  CheckBare({
      {"1234567 t", "1234567 t"},
      {"1,234,567.89 t", "1234567.89 t"},
      {"1 234 567 t", "1234567 t"},
      {"1'234'567 t", "1234567 t"},
      {"1.234.567 t", "1234567 t"},
      {"1.234,5 t", "1234.5 t"},
      {"12,34,567 rupees", "1234567 INR"},
      {"1,00,000 tonnes", "100000 t"},
      {"１，２３４，５６７吨", "1234567 t"},
      {"１２３．４５吨", "123.45 t"},
      {".5 t", "0.5 t"},
      {"1.5e3 t", "1500 t"},
      {"1.2.3 t", ""},
      {"1234567890123456789012 t", ""},
  });
}

TEST_CASE("English numerals are read to any length", "[rules][recognise][number]") {
  CheckBare({
      {"twenty-one tonnes", "21 t"},
      {"twenty one tonnes", "21 t"},
      {"one hundred tonnes", "100 t"},
      {"one hundred twenty-one tonnes", "121 t"},
      {"two hundred and five tonnes", "205 t"},
      {"nineteen hundred tonnes", "1900 t"},
      {"one thousand two hundred and thirty-four tonnes", "1234 t"},
      {"three thousand, four hundred tonnes", "3400 t"},
      {"one million two hundred and thirty-four thousand five hundred and sixty-seven tonnes",
       "1234567 t"},
      {"five hundred million tonnes", "500000000 t"},
      {"two billion tonnes", "2000000000 t"},
      {"one and a half million tonnes", "1500000 t"},
      {"one and three quarters of a million tonnes", "1750000 t"},
      {"one point two five million tonnes", "1250000 t"},
      {"a hundred and fifty tonnes", "150 t"},
      {"a thousand and one tonnes", "1001 t"},
      {"three dozen tonnes", "36 t"},
      {"2.5 hundred tonnes", "250 t"},
      {"1/2 million tonnes", "500000 t"},
      {"3 1/2 million tonnes", "3500000 t"},
      {"3½ million tonnes", "3500000 t"},
      {"5 lakh tonnes", "500000 t"},
      {"1.5 crore tonnes", "15000000 t"},
      {"2 lakh crore rupees", "2000000000000 INR"},
      {"the twenty-first tonne", ""},
      {"millions of tonnes", ""},
      {"someone tonnes", ""},
  });
}

TEST_CASE("Chinese numerals are read to any length", "[rules][recognise][number]") {
  CheckBare({
      {"十吨", "10 t"},
      {"十五吨", "15 t"},
      {"二十五吨", "25 t"},
      {"一百零五吨", "105 t"},
      {"一百一十五吨", "115 t"},
      {"三千五百吨", "3500 t"},
      {"三千五吨", "3500 t"},
      {"两千零五十吨", "2050 t"},
      {"一万五千吨", "15000 t"},
      {"一万零五百吨", "10500 t"},
      {"十二万三千四百五十六吨", "123456 t"},
      {"一亿零五百万吨", "105000000 t"},
      {"三亿二千万吨", "320000000 t"},
      {"一百二十三万四千五百六十七吨", "1234567 t"},
      {"三点一四吨", "3.14 t"},
      {"零点五吨", "0.5 t"},
      {"一二三吨", "123 t"},
      {"二〇二五吨", "2025 t"},
      {"壹仟贰佰叁拾肆吨", "1234 t"},
      {"伍佰萬噸", "5000000 t"},
      {"1千吨", "1000 t"},
      {"3百吨", "300 t"},
      {"5百万吨", "5000000 t"},
      {"2千5百吨", "2500 t"},
      {"3万5千吨", "35000 t"},
      {"1亿2000万吨", "120000000 t"},
      {"1亿2千万吨", "120000000 t"},
      {"1.5万亿元", "1500000000000 CNY"},
      {"廿五吨", "25 t"},
      {"负五吨", "-5 t"},
      {"第十吨", ""},
      {"数百吨", ""},
  });
}

TEST_CASE("Numbers of what is no mass, money or percentage stay numbers", "[rules][recognise]") {
  CheckBare({
      {"a few dollars", ""},
      {"10 million in U.S. dollars", ""},
      {"5 million won by the firm", ""},
      {"a fraction of a percent", ""},
      {"several percent", ""},
      {"per cent of exports", ""},
      {"3 ng", ""},
      {"1,000 st", ""},
      {"12 st of weight", ""},
      {"20 million bushels", ""},
      {"50 litres", ""},
      {"0.25 g/t gold", ""},
      {"百万吨级", ""},
      {"10万吨级码头", ""},
      {"五百万桶", ""},
      {"500立方米", ""},
      {"100块大洋", ""},
      {"500万欧", ""},
      {"5亿克朗", ""},
      {"二十五个百分点", ""},
      {"零点五个百分点", ""},
      {"不打折", ""},
  });
}

}  // namespace
