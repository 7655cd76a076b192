#include <algorithm>

#include "tests/rules/told.h"
#include "tests/support/catch.h"

namespace {

void CheckAll(const std::vector<Told>& cases) {
  for (const Told& c : cases) {
    CAPTURE(c.text);
    CHECK(MentionsOf(c.text, InJuly2025()) == c.mentions);
  }
}

TEST_CASE("A sentence is read as a whole", "[rules][recognise]") {
  CheckAll({
      {"China shipped 7,742.2 t in June, 60.3% more than a year earlier and up 32% on May.",
       "[7,742.2 t] quantity 7742.2 t; [June] period 2025-06; [60.3%] percent 60.3 %; "
       "[a year earlier] period -12 months; [32%] percent 32 %; [May] period 2025-05"},
      {"The value came to 170 million yuan ($23.66 million).",
       "[170 million yuan] money 170000000 CNY; [$23.66 million] money 23660000 USD"},
      {"6月份，出口7742.2吨，环比增加32%；上年同月为4829吨。",
       "[6月份] period 2025-06; [7742.2吨] quantity 7742.2 t; [32%] percent 32 %; "
       "[上年同月] period -12 months; [4829吨] quantity 4829 t"},
      {"Oxide sold at $800–850/kg on 18 July, 5,864.6 before.",
       "[$800-850/kg] price 800..850 USD/kg; [18 July] period 2025-07-18; [5,864.6] number 5864.6"},
  });
}

TEST_CASE("Names, codes, times and marks are left out", "[rules][recognise]") {
  CheckAll({
      {"the 19th package", ""},
      {"COVID-19, F-35, M23, 10X, 3M and Type-90", ""},
      {"No. 18, Nos. 3 and Section 232", ""},
      {"at 18:30 or 07:05", ""},
      {"24/7", ""},
      {"1. Annual quotas", ""},
      {"2) Ore", ""},
      {"code 1C902.a", ""},
      {"heading 8505.11", ""},
      {"call +44 20 7946 0018", ""},
      {"dial 1-800-555-0199", ""},
      {"on 0161 496 0000", ""},
      {"the officer, 62, who", ""},
      {"aged 30", ""},
      {"a 13-year-old pact", ""},
      {"400 km/h is 70 kilometres", "[400] number 400; [70] number 70"},
      {"500km away", ""},
      {"第18号公告", ""},
      {"2025年第18号", "[2025年] period 2025"},
      {"第一批、一些、进一步、统一、一带一路", ""},
      {"12339举报", ""},
      {"税目85.05", ""},
      {"12时01分", ""},
      {"一台电机、四个环节", ""},
      {"One country", ""},
      {"seven of the 17", "[seven] number 7; [17] number 17"},
  });
}

bool OnBorder(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

bool AreInOrderAndApart(std::string_view original) {
  const rules::FoldedText folded(original);
  const std::string& text = folded.text();
  std::size_t last_end = 0;
  const auto fits = [&](const rules::Mention& mention) {
    const rules::Span span = mention.span;
    const bool ordered = span.start >= last_end && span.start < span.end;
    last_end = span.end;
    return ordered && span.end <= text.size() && OnBorder(text, span.start) &&
           OnBorder(text, span.end);
  };
  const std::vector<rules::Mention> found = rules::Recognise(text, InJuly2025());
  return std::all_of(found.begin(), found.end(), fits);
}

TEST_CASE("Spans are in order, apart, and on character borders", "[rules][recognise]") {
  for (const std::string_view original : {"",
                                          "\n\n",
                                          "１２３",
                                          "$",
                                          "百分之",
                                          "每吨",
                                          "5–",
                                          "–5",
                                          "十十十十十",
                                          "1,2,3,4,5,6",
                                          "May May May",
                                          "from to between and",
                                          "2025-2026-2027",
                                          "第第第三季季",
                                          "$$$5",
                                          "5%%%",
                                          "a a a a million",
                                          "half half half",
                                          "half a half a million",
                                          "\xFF\xFE\x80",
                                          "1-2-3-4-5-6-7-8-9",
                                          "twenty twenty twenty-one-one",
                                          "二二二二二二二二二二二二二二二二二二",
                                          "6月6月6月-6月",
                                          "in 2024-25-26",
                                          "$5-$6-$7/kg/kg",
                                          "5 to 6 to 7 per cent per cent"}) {
    CAPTURE(original);
    CHECK(AreInOrderAndApart(original));
  }
}

std::string StepsOf(std::string_view text) {
  std::string all;
  for (const rules::Mention& mention : rules::Recognise(text, InJuly2025())) {
    for (const std::string& step : mention.steps) {
      all += (all.empty() ? "" : " | ") + step;
    }
  }
  return all;
}

TEST_CASE("Every recognised number says how it was reached", "[rules][recognise]") {
  const Told cases[] = {
      {"7,742.2 t", ""},
      {"27万吨", "万 × 10⁴"},
      {"1.2 million tonnes", "million × 10⁶"},
      {"8,590 kg", "kg × 10⁻³ = t"},
      {"3 million kg", "million × 10⁶ | kg × 10⁻³ = t"},
      {"900 pounds", "lb × 0.45359237 kg"},
      {"450 cents a pound", "cents × 10⁻²"},
      {"last month", "\"last month\" = 2025-06"},
      {"十三万五千吨", "十三万五千 = 135 × 10³"},
  };
  for (const Told& c : cases) {
    CAPTURE(c.text);
    CHECK(StepsOf(c.text) == c.mentions);
  }
}

}  // namespace
