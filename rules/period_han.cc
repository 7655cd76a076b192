// Stretches of time in Chinese: 2025年6月, 1-6月, 前七月, 上半年, 去年同期, 18日.
#include <array>

#include "rules/cursor.h"
#include "rules/number.h"
#include "rules/period_han_parts.h"

namespace rules {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;
using Tense = Calendar::Tense;

// 起, 前 and 将 look ahead of the day of publication.
Tense TenseAround(std::string_view text, Span span) {
  constexpr std::size_t kBytesBack = 36;
  if (PastOneOf(text, span.end, {"起", "前", "之前", "以前", "后", "後"}) != span.end) {
    return Tense::kNearest;
  }
  const std::size_t from = span.start > kBytesBack ? span.start - kBytesBack : 0;
  const std::string_view before = text.substr(from, span.start - from);
  for (const std::string_view word : {"将", "將", "拟", "擬", "预计", "預計", "计划", "計劃"}) {
    const std::size_t found = before.rfind(word);
    if (found != std::string_view::npos && before.find("，", found) == std::string_view::npos &&
        before.find("。", found) == std::string_view::npos) {
      return Tense::kNearest;
    }
  }
  return Tense::kPast;
}

std::optional<year_month> MonthIn(const DatedText& dated, const HanYear& y, int number, Span span) {
  const month m(static_cast<unsigned>(number));
  if (y.told) {
    return y.number ? std::optional(*y.number / m) : std::nullopt;
  }
  return dated.calendar.Month(m, TenseAround(dated.text, span));
}

std::optional<Mention> MonthsMention(const DatedText& dated, const HanYear& y, Span span, int first,
                                     int last) {
  const std::optional<year_month> end = MonthIn(dated, y, last, span);
  if (!end) {
    return std::nullopt;
  }
  const year_month start = end->year() / month(static_cast<unsigned>(first));
  return PeriodMention(span, MonthsPeriod(start > *end ? start - years(1) : start, *end));
}

constexpr std::string_view kMonthSign = "月";

// 1-6月, 1至6月, 1月至6月, 一至六月
std::optional<Mention> MonthRange(const DatedText& dated, const HanYear& y, std::size_t start,
                                  std::size_t at) {
  const std::string_view text = dated.text;
  const std::optional<SmallNumber> first = SmallNumberAt(text, at, 12);
  if (!first) {
    return std::nullopt;
  }
  const std::size_t named = PastHanMonth(text, first->end);
  const std::optional<std::size_t> join = RangeJoinEnd(text, named);
  const std::optional<SmallNumber> last = join ? SmallNumberAt(text, *join, 12) : std::nullopt;
  const std::size_t end = last ? PastHanMonth(text, last->end) : 0;
  if (!last || end == last->end) {
    return std::nullopt;
  }
  // 1至6月15日 names days; 1至6月109万吨 does not.
  const std::optional<SmallNumber> day = SmallNumberAt(text, end, 31);
  if (day && PastOneOf(text, day->end, {"日", "号", "號"}) != day->end) {
    return std::nullopt;
  }
  return MonthsMention(dated, y, {start, end}, first->value, last->value);
}

// 前5个月, 首7個月, 头三月
std::optional<Mention> FirstMonths(const DatedText& dated, const HanYear& y, std::size_t start,
                                   std::size_t at) {
  const std::string_view text = dated.text;
  const std::size_t past = PastOneOf(text, at, {"前", "首", "头", "頭"});
  const bool part_of_word =
      EndsWithOneOf(text, at, {"目", "此", "之", "以", "提", "先", "当", "當", "日", "月"});
  if (past == at || (part_of_word && !y.told)) {
    return std::nullopt;
  }
  const std::optional<SmallNumber> count = SmallNumberAt(text, past, 12);
  // 前一个月 is the month before, which WordAtHan reads.
  const bool is_previous = !y.told && PastOneOf(text, at, {"前一个月", "前一個月", "前一月"}) != at;
  if (!count || is_previous) {
    return std::nullopt;
  }
  const std::size_t end = PastOneOf(text, count->end, {"个月", "個月", "月份", "月"});
  if (end != count->end) {
    return MonthsMention(dated, y, {start, end}, 1, count->value);
  }
  const std::size_t quarters = PastOneOf(text, count->end, {"个季度", "個季度", "季度", "季"});
  if (quarters == count->end || count->value > 4) {
    return std::nullopt;
  }
  // A run of quarters is over when its last month is.
  return MonthsMention(dated, y, {start, quarters}, 1, count->value * 3);
}

std::optional<Mention> PartMention(const DatedText& dated, const HanYear& y, Span span, int part,
                                   int length) {
  if (y.told) {
    return y.number ? std::optional(PeriodMention(span, PartOf(*y.number, part, length)))
                    : std::nullopt;
  }
  const std::optional<Period> found =
      dated.calendar.Part(part, length, TenseAround(dated.text, span));
  return found ? std::optional(PeriodMention(span, *found)) : std::nullopt;
}

// 一季度, 第三季, 首季, 上半年
std::optional<Mention> PartAt(const DatedText& dated, const HanYear& y, std::size_t start,
                              std::size_t at) {
  const std::string_view text = dated.text;
  const bool current = EndsWithOneOf(text, at, {"当", "當", "目"});  // 当前半年期
  if (const std::size_t end = PastOneOf(text, at, {"上半年", "前半年"}); end != at && !current) {
    return PartMention(dated, y, {start, end}, 0, 6);
  }
  if (const std::size_t end = PastOneOf(text, at, {"下半年", "后半年", "後半年"}); end != at) {
    return PartMention(dated, y, {start, end}, 1, 6);
  }
  if (const std::size_t end = PastOneOf(text, at, {"首季度", "首季"}); end != at) {
    return PartMention(dated, y, {start, end}, 0, 3);
  }
  const std::size_t numbered = PastOneOf(text, at, {"第"});
  const std::optional<SmallNumber> number = SmallNumberAt(text, numbered, 4);
  if (!number) {
    return std::nullopt;
  }
  const std::size_t end = numbered == at ? PastOneOf(text, number->end, {"季度"})
                                         : PastOneOf(text, number->end, {"季度", "季"});
  return end == number->end ? std::nullopt
                            : PartMention(dated, y, {start, end}, number->value - 1, 3);
}

std::optional<Mention> DayIn(const DatedText& dated, const HanYear& y, Span span, SmallNumber m,
                             SmallNumber d) {
  const month month_number(static_cast<unsigned>(m.value));
  const day day_number(static_cast<unsigned>(d.value));
  if (y.told) {
    const year_month_day found = y.number.value_or(year(0)) / month_number / day_number;
    return y.number && found.ok() ? std::optional(PeriodMention(span, DayPeriod(found)))
                                  : std::nullopt;
  }
  const std::optional<year_month_day> found =
      dated.calendar.Day(month_number, day_number, TenseAround(dated.text, span));
  return found ? std::optional(PeriodMention(span, DayPeriod(*found))) : std::nullopt;
}

std::size_t PastDayWord(std::string_view text, std::size_t at) {
  return PastOneOf(text, at, {"日", "号", "號"});
}

// Past the day that a number at `at` names, and past the last of a range of days: 日, -20日,
// 日至7日; `at` where it names none.
std::size_t DaysEnd(std::string_view text, std::size_t at) {
  const std::size_t named = PastDayWord(text, at);
  const std::optional<std::size_t> join = RangeJoinEnd(text, named);
  const std::optional<SmallNumber> last = join ? SmallNumberAt(text, *join, 31) : std::nullopt;
  const std::size_t end = last ? PastDayWord(text, last->end) : 0;
  return last && end != last->end ? end : named;
}

// The months up to one: 6月季度 is April to June.
std::optional<Mention> StretchMention(const DatedText& dated, const HanYear& y, std::size_t start,
                                      int last, const HanStretch& stretch) {
  const Span span{start, stretch.end};
  const std::optional<year_month> found = MonthIn(dated, y, last, span);
  return found ? std::optional(
                     PeriodMention(span, MonthsPeriod(*found - months(stretch.months - 1), *found)))
               : std::nullopt;
}

// 6月, 6月份, 六月, 7月18日, 7月18-20日
std::optional<Mention> MonthOrDay(const DatedText& dated, const HanYear& y, std::size_t start,
                                  std::size_t at) {
  const std::string_view text = dated.text;
  const std::optional<SmallNumber> m = SmallNumberAt(text, at, 12);
  // 两月 and 连跌三月 count months.
  const bool counted =
      PastOneOf(text, at, {"两", "兩"}) != at ||
      EndsWithOneOf(text, start, {"连升", "连跌", "連升", "連跌", "连续", "連續", "为期"});
  const std::size_t month_end = m ? PastHanMonth(text, m->end) : 0;
  if (!m || month_end == m->end || counted) {
    return std::nullopt;
  }
  const std::size_t day_at = m->end + kMonthSign.size();
  if (const std::optional<SmallNumber> d = SmallNumberAt(text, day_at, 31)) {
    const std::size_t end = DaysEnd(text, d->end);
    const HanStretch stretch = HanStretchAt(text, start, end);
    if (stretch.end != end && end != d->end) {
      return StretchMention(dated, y, start, m->value, stretch);
    }
    if (end != d->end && PastOneOf(text, end, {"元", "圆", "圓"}) == end) {
      return DayIn(dated, y, {start, end}, *m, *d);
    }
  }
  return StretchMention(dated, y, start, m->value, HanStretchAt(text, start, month_end));
}

// 去年同期, 2024年同月
std::optional<Mention> SameOf(const DatedText& dated, const HanYear& y, std::size_t start) {
  const std::size_t end =
      PastOneOf(dated.text, PastOneOf(dated.text, y.end, {"的"}), {"同期", "同月", "同季"});
  if (end == y.end || end == PastOneOf(dated.text, y.end, {"的"}) || !y.number ||
      !dated.calendar.known()) {
    return std::nullopt;
  }
  const auto years_back = static_cast<int>((*y.number - dated.calendar.this_year()).count());
  return LeaningMention({start, end}, {.months = 12 * years_back, .same = years_back == 0});
}

std::optional<Mention> WholeYear(const DatedText& dated, const HanYear& y, std::size_t start) {
  const std::string_view text = dated.text;
  if (!y.number) {
    return std::nullopt;
  }
  const bool current = dated.calendar.known() && *y.number == dated.calendar.this_year();
  const std::size_t to_date = PastOneOf(text, y.end, {"以来", "以來", "迄今", "至今", "到目前"});
  if (current && to_date != y.end) {
    return PeriodMention({start, to_date},
                         MonthsPeriod(*y.number / month(1), dated.calendar.this_month()));
  }
  const std::size_t rest = PastOneOf(text, y.end, {"余下", "餘下", "剩余", "剩餘", "剩下"});
  if (current && rest != y.end) {
    const std::size_t named = PastOneOf(text, rest, {"日子", "时间", "時間", "月份", "几个月"});
    return PeriodMention({start, named}, dated.calendar.RestOf(*y.number));
  }
  // 2020年至2023年, 2020-2023年
  const std::optional<std::size_t> join = RangeJoinEnd(text, y.end);
  const HanYear last = join && !y.is_relative ? HanYearAt(dated, *join) : HanYear{};
  if (last.told && !last.is_relative && *last.number > *y.number && y.end > start) {
    return PeriodMention({start, last.end},
                         MonthsPeriod(*y.number / month(1), *last.number / month(12)));
  }
  const std::size_t end = PastOneOf(text, y.end, {"全年"});
  return PeriodMention({start, end}, YearPeriod(*y.number));
}

std::optional<Mention> YearsRange(const DatedText& dated, std::size_t at) {
  const std::optional<YearTail> first = YearAt(dated.text, at);
  const std::optional<std::size_t> join =
      first ? RangeJoinEnd(dated.text, first->end) : std::nullopt;
  const HanYear last = join ? HanYearAt(dated, *join) : HanYear{};
  if (!last.told || last.is_relative || *last.number <= first->year) {
    return std::nullopt;
  }
  return PeriodMention({at, last.end},
                       MonthsPeriod(first->year / month(1), *last.number / month(12)));
}

// 18日: of the month of publication or the one before; ahead where 起 follows.
std::optional<Mention> BareDay(const DatedText& dated, std::size_t at) {
  const std::string_view text = dated.text;
  const std::optional<SmallNumber> d =
      IsDigit(text[at]) ? SmallNumberAt(text, at, 31) : std::nullopt;
  const std::size_t end = d ? PastOneOf(text, d->end, {"日"}) : 0;
  if (!d || end == d->end || !dated.calendar.known()) {
    return std::nullopt;
  }
  const bool counts =
      PastOneOf(text, end,
                {"内", "內", "后", "後", "前", "间", "間", "来", "來", "元", "圆", "圓", "均", "龄",
                 "游", "之内", "以内"}) != end ||
      (EndsWithOneOf(text, at,
                     {"第", "每月", "为期", "為期", "连续", "連續", "近", "过去", "未来", "共",
                      "每", "满", "约", "約", "逾", "超", "长达", "月"}) &&
       !EndsWithOneOf(text, at, {"合约", "合約", "期约", "期約"}));
  if (counts) {
    return std::nullopt;
  }
  const day number(static_cast<unsigned>(d->value));
  const bool ahead = TenseAround(text, {at, end}) == Tense::kNearest;
  const year_month_day here = dated.calendar.this_month() / number;
  if (ahead && here.ok()) {
    return PeriodMention({at, end}, DayPeriod(here));
  }
  const std::optional<year_month_day> found = dated.calendar.DayOfMonth(number);
  return found ? std::optional(PeriodMention({at, end}, DayPeriod(*found))) : std::nullopt;
}

}  // namespace

std::optional<Mention> HanPeriodAt(const DatedText& dated, std::size_t at) {
  // Characters that begin a date or a word of time, besides numerals.
  constexpr std::u32string_view kStarts =
      U"今去前明上本首头頭第下后後昨这這当當同次翌隔周週星礼累全年";
  static const CharSet starts(kStarts);
  const char32_t first = CharAt(dated.text, at).code;
  const bool may_start = first < 0x80 ? dated.has_han : IsHanNumeral(first) || starts.Has(first);
  if (!may_start) {
    return std::nullopt;
  }
  const HanYear y = HanYearAt(dated, at);
  if (y.told) {
    if (std::optional<Mention> same = SameOf(dated, y, at)) {
      return same;
    }
  }
  if (std::optional<Mention> span = HanSpanAt(dated, y, at)) {
    return span;
  }
  const std::size_t part_at = y.told ? PastOneOf(dated.text, y.end, {"的"}) : y.end;
  using Reader =
      std::optional<Mention> (*)(const DatedText&, const HanYear&, std::size_t, std::size_t);
  constexpr std::array<Reader, 4> kReaders = {FirstMonths, MonthRange, PartAt, MonthOrDay};
  for (const Reader read : kReaders) {
    if (std::optional<Mention> found = read(dated, y, at, part_at)) {
      return found;
    }
  }
  if (y.told) {
    return WholeYear(dated, y, at);
  }
  if (IsDigit(dated.text[at])) {
    std::optional<Mention> found = YearsRange(dated, at);
    return found ? found : BareDay(dated, at);
  }
  return HanWordAt(dated, at);
}

}  // namespace rules
