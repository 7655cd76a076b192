// Chinese stretches of months that are told by both their ends, by a season or by their length.
#include <array>

#include "rules/cursor.h"
#include "rules/number.h"
#include "rules/period_han_parts.h"

namespace rules {
namespace {

using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::years;

constexpr int kYear = 12;
constexpr int kQuarter = 3;

std::optional<year> AbsoluteYear(std::string_view text, std::size_t at, std::size_t& end) {
  if (const std::optional<YearTail> found = YearAt(text, at);
      found && HasPrefix(text, found->end, "年")) {
    end = found->end;
    return found->year;
  }
  const std::optional<Number> number =
      IsDigit(ByteAt(text, at)) ? std::nullopt : HanNumberAt(text, at);
  const bool four_numerals = number && number->span.end - at == 12 && number->exponent == 0;
  if (four_numerals && number->Value() >= 1900 && number->Value() < 2100 &&
      HasPrefix(text, number->span.end, "年")) {
    end = number->span.end;
    return year(static_cast<int>(number->Value()));
  }
  return std::nullopt;
}

// The number that so many figures tell.
std::optional<unsigned> FiguresIn(std::string_view text, std::size_t at, std::size_t count) {
  unsigned value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!IsDigit(ByteAt(text, i)))
      return std::nullopt;
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  }
  return value;
}

// A month, and the day of it that may be named: the first or the last of its days, or none.
struct MonthEdge {
  month in{};
  std::size_t end = 0;
  bool names_day = false;
  int on = 0;
};

std::optional<MonthEdge> EdgeAt(std::string_view text, std::size_t at) {
  const std::optional<SmallNumber> m = SmallNumberAt(text, at, kYear);
  const std::size_t end = m ? PastHanMonth(text, m->end) : 0;
  if (!m || end == m->end)
    return std::nullopt;
  MonthEdge edge{.in = month(static_cast<unsigned>(m->value)), .end = end};
  constexpr int kDays = 31;
  const std::optional<SmallNumber> d = SmallNumberAt(text, end, kDays);
  const std::size_t past = d ? PastOneOf(text, d->end, {"日", "号", "號"}) : 0;
  if (d && past != d->end) {
    edge.end = past;
    edge.names_day = true;
    edge.on = d->value;
  } else {
    edge.end = PastOneOf(text, end, {"初", "底", "末"});
  }
  return edge;
}

// 2025年10月至2026年9月, 去年12月到今年5月, 12月1日至明年5月31日: days only where they are the
// first and the last of their months.
std::optional<Mention> BothEnds(const DatedText& dated, const HanYear& y, std::size_t start) {
  const std::string_view text = dated.text;
  const std::optional<MonthEdge> first = EdgeAt(text, y.end);
  const std::optional<std::size_t> join = first ? RangeJoinEnd(text, first->end) : std::nullopt;
  const HanYear later = join ? HanYearAt(dated, *join) : HanYear{};
  const std::optional<MonthEdge> last =
      later.told && later.number ? EdgeAt(text, later.end) : std::nullopt;
  constexpr int kLastDays = 28;
  if (!last || first->names_day != last->names_day ||
      (first->names_day && (first->on != 1 || last->on < kLastDays)) || (y.told && !y.number))
    return std::nullopt;
  const year_month to = *later.number / last->in;
  const year_month from = y.told
                              ? *y.number / first->in
                              : (*later.number - years(first->in > last->in ? 1 : 0)) / first->in;
  if (from >= to || to - from >= months(10 * kYear))
    return std::nullopt;
  return PeriodMention({start, last->end}, MonthsPeriod(from, to));
}

// 2025/26榨季, 2025-26财年: a year that two years share.
std::optional<Mention> Season(const DatedText& dated, std::size_t at) {
  struct Row {
    std::string_view word;
    month first;
  };
  constexpr auto kRows = std::to_array<Row>({{"榨季", std::chrono::October},
                                             {"糖季", std::chrono::October},
                                             {"制糖期", std::chrono::October},
                                             {"财政年度", std::chrono::April},
                                             {"财年", std::chrono::April},
                                             {"会计年度", std::chrono::April},
                                             {"市场年度", std::chrono::September},
                                             {"作物年度", std::chrono::September},
                                             {"销售年度", std::chrono::September},
                                             {"年度", std::chrono::September},
                                             {"产季", std::chrono::September}});
  constexpr std::size_t kDigits = 4;
  const std::string_view text = dated.text;
  const std::optional<unsigned> first = FiguresIn(text, at, kDigits);
  const char join = ByteAt(text, at + kDigits);
  if (!first || (join != '/' && join != '-'))
    return std::nullopt;
  const std::size_t second = at + kDigits + 1;
  const bool full = FiguresIn(text, second, kDigits).has_value();
  const std::optional<unsigned> next = FiguresIn(text, second, full ? kDigits : 2);
  constexpr unsigned kCentury = 100;
  if (!next || *next % kCentury != (*first + 1) % kCentury)
    return std::nullopt;
  const std::size_t end = second + (full ? kDigits : 2);
  for (const Row& row : kRows) {
    const std::size_t past = PastOneOf(text, PastOneOf(text, end, {"年"}), {row.word});
    const std::size_t plain = PastOneOf(text, end, {row.word});
    const std::size_t named = HasPrefix(text, end, row.word) ? plain : past;
    if (!HasPrefix(text, end, row.word) && named == PastOneOf(text, end, {"年"}))
      continue;
    const year_month from = year(static_cast<int>(*first)) / row.first;
    return PeriodMention({at, named}, MonthsPeriod(from, from + months(kYear - 1)));
  }
  return std::nullopt;
}

// 2025年最后三个月, 今年最后一季
std::optional<Mention> LastMonths(const HanYear& y, std::string_view text, std::size_t start) {
  const std::size_t at = PastOneOf(text, y.end, {"的"});
  const std::size_t last = PastOneOf(text, at, {"最后", "最後"});
  if (!y.told || !y.number || last == at)
    return std::nullopt;
  const std::optional<SmallNumber> count = SmallNumberAt(text, last, kYear);
  if (!count)
    return std::nullopt;
  const std::size_t in_months = PastOneOf(text, count->end, {"个月", "個月"});
  const std::size_t in_quarters =
      PastOneOf(text, count->end, {"个季度", "個季度", "季度", "个季", "季"});
  const bool counts_months = in_months != count->end;
  if (!counts_months && in_quarters == count->end)
    return std::nullopt;
  const int length = counts_months ? count->value : kQuarter * count->value;
  const year_month december = *y.number / std::chrono::December;
  if (length > kYear)
    return std::nullopt;
  return PeriodMention({start, counts_months ? in_months : in_quarters},
                       MonthsPeriod(december - months(length - 1), december));
}

}  // namespace

HanYear HanYearAt(const DatedText& dated, std::size_t at) {
  struct Row {
    std::string_view word;
    int years;
  };
  constexpr auto kRows = std::to_array<Row>({{"今年度", 0},
                                             {"本年度", 0},
                                             {"上年度", -1},
                                             {"今年", 0},
                                             {"去年", -1},
                                             {"前年", -2},
                                             {"明年", 1},
                                             {"上年", -1},
                                             {"本年", 0}});
  HanYear found{.end = at, .number = std::nullopt};
  std::size_t end = at;
  if (const std::optional<year> number = AbsoluteYear(dated.text, at, end)) {
    found.number = number;
    found.end = PastOneOf(dated.text, end, {"年度", "年"});
    found.told = true;
    return found;
  }
  for (const Row& row : kRows) {
    if (!HasPrefix(dated.text, at, row.word))
      continue;
    found.end = at + row.word.size();
    found.told = true;
    found.is_relative = true;
    if (dated.calendar.known())
      found.number = dated.calendar.this_year() + years(row.years);
    return found;
  }
  return found;
}

std::size_t PastHanMonth(std::string_view text, std::size_t at) {
  const std::size_t end = PastOneOf(text, at, {"月份", "月度", "月"});
  return PastOneOf(text, end, {"龄", "齡", "球", "饼", "薪", "租"}) == end ? end : at;
}

std::optional<Mention> HanSpanAt(const DatedText& dated, const HanYear& y, std::size_t start) {
  if (std::optional<Mention> found = BothEnds(dated, y, start))
    return found;
  if (y.told)
    return LastMonths(y, dated.text, start);
  return IsDigit(ByteAt(dated.text, start)) ? Season(dated, start) : std::nullopt;
}

HanStretch HanStretchAt(std::string_view text, std::size_t start, std::size_t end) {
  const std::size_t quarter = PastOneOf(text, end, {"季度", "當季", "当季", "財季", "财季"});
  if (quarter != end)
    return {kQuarter, quarter};
  const HanStretch none{1, end};
  if (!EndsWithOneOf(text, start, {"截至", "截止", "截至今年", "截至去年"}))
    return none;
  std::size_t at = PastOneOf(text, end, {"底", "末"});
  at = PastOneOf(text, at, {"止"});
  at = PastOneOf(text, at, {"的"});
  at = PastOneOf(text, at, {"前"});
  if (const std::size_t named = PastOneOf(text, at, {"季度", "财季", "財季"}); named != at)
    return {kQuarter, named};
  if (const std::size_t named = PastOneOf(text, at, {"半年"}); named != at)
    return {kYear / 2, named};
  if (const std::size_t named = PastOneOf(text, at, {"一年", "年度", "财年", "財年"}); named != at)
    return {kYear, named};
  const std::optional<SmallNumber> count = SmallNumberAt(text, at, kYear);
  const std::size_t named = count ? PastOneOf(text, count->end, {"个月", "個月"}) : at;
  return count && named != count->end ? HanStretch{count->value, named} : none;
}

}  // namespace rules
