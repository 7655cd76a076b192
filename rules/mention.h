#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/period.h"

namespace rules {

// Byte offsets, end exclusive.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

// A number as its text gives it, in the unit of its mention.
struct Amount {
  double value = 0;
  // Half a unit of the last digit printed: "7,742.2" 0.05, "170 million" 500,000,
  // "1.7亿" 5,000,000; for numerals in words at most 5 % of the value. Words such as "about" and
  // "nearly" widen it to at least 5 %. Fractions in words ("a third") carry 2 points, 成 carries 5.
  double tolerance = 0;

  bool operator==(const Amount&) const = default;
};

enum class MentionType { kNumber = 1, kQuantity, kPercent, kPoints, kMoney, kPrice, kPeriod };

// How a period that leans on another is found: "a year earlier" is the antecedent minus 12 months.
// At most one of the five is set; none: not leaning.
struct PeriodShift {
  int months = 0;
  int days = 0;               // "a week earlier", of days alone
  bool year_to_date = false;  // 累计, "cumulative": January up to the antecedent's last month
  bool same = false;  // 当月, 同月, "that month", "the same period": the antecedent itself
  bool whole_year = false;  // 全年, "for the year": the calendar year of the antecedent

  bool operator==(const PeriodShift&) const = default;
};

// A typed thing recognised in the folded text of a sentence.
struct Mention {
  MentionType type = MentionType::kNumber;
  Span span;
  Amount amount = {};  // kPeriod: unused
  // The other end of a range: "80-120 t", "1.2–1.4 million".
  std::optional<Amount> upper = std::nullopt;
  // "t", "%", "pp", ISO 4217; empty for a bare number. A price has its currency and what it is for,
  // as printed: "USD/kg" (also t, lb, oz, g, mtu, st short ton, lt long ton), and "USD/bbl",
  // "USD/share", "USD/l"… for what is no mass.
  std::string unit = {};
  // A percentage that says its own direction: "doubled" +100, "halved" -50, "-5%", 翻一番 +100.
  bool is_change = false;
  // A quantity or an amount of money for each stretch of time or each of something else: "t/yr",
  // "tpa", "a year", 吨/年, "per head". The words after the unit are not part of the span, but for
  // units that hold them ("tpa").
  bool is_rate = false;
  // A percentage told as a fraction or in words ("a third", "half", 三成); claimed by rules only.
  bool is_fraction = false;
  // Told in passing ("a kilo of", less than a gram, 打八折): --all shows it, no rule claims it.
  bool is_bare = false;
  // kPeriod: absolute, or resolved against the day of publication.
  std::optional<Period> period = std::nullopt;
  PeriodShift shift = {};  // kPeriod that leans on an antecedent; then `period` is empty
  // For explain: "万 × 10⁴", "kg × 10⁻³ = t", "\"last month\" = 2025-06".
  std::vector<std::string> steps = {};
};

// "quantity 7742.2 t", "price 800..850 USD/kg", "percent 33.3 % fraction", "period 2025-06",
// "period -12 months", "money 12 USD rate".
std::string ToText(const Mention& mention);

// What numbers and dates need to know of the document around them.
struct Reading {
  std::optional<std::chrono::sys_seconds> published;  // relative words count from here
  std::chrono::minutes zone{0};                       // of the source, east of UTC
  std::string dollar = "USD";                         // what a bare "$" or "dollars" means
  std::string yuan = "CNY";                           // what a bare 元 means
  std::string yen = "CNY";                            // what a bare "¥" means
  std::string pounds = "lb";                          // what "5 pounds" means: "lb" or "GBP"
  bool mt_is_million = false;  // the document writes "MT" or "mt" for million tonnes
  // "Unit of quantity: 10,000 tonnes", 金额单位：亿元: what a bare number of a table written as
  // prose counts; 0: no such statement.
  double bare_tonnes = 0;
  double bare_money = 0;
  std::string bare_currency = {};
};

// What the document says of its own units: "figures are in Australian dollars", 新台幣, "£" beside
// "pounds", "million tonnes (MT)", …; where it says nothing, the defaults of Reading.
Reading ReadingOf(std::string_view folded_document,
                  std::optional<std::chrono::sys_seconds> published);

// Finds numbers, masses, percentages, points, money, prices and periods, English and Chinese, in
// the folded text (see fold.h) of a sentence or of several.
// In order of their start, not overlapping: a typed reading wins over a number, the longer over the
// shorter. Spans begin and end on character borders, and never hold the words around an
// approximation ("about"), but those inside it (十余万).
// "A and B", "A or B per cent" give the unit to both. "from A to B" is two mentions, "A to B" one
// with `upper`. A number that belongs to no unit is kNumber, except where it is plainly part of a
// name, a code, an ordinal, a time of day, an age, a telephone number or a list mark, which are
// left out. Time grows with the length of the text only, not with what is in it.
std::vector<Mention> Recognise(std::string_view folded, const Reading& reading);

}  // namespace rules
