// Stretches of time in Chinese: 2025年6月, 1-6月, 前七月, 上半年, 去年同期, 18日, 周三.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "rules/cursor.h"
#include "rules/number.h"
#include "rules/period_parts.h"

namespace rules {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;
using Tense = Calendar::Tense;

using Words = std::initializer_list<std::string_view>;

std::size_t Past(std::string_view text, std::size_t at, Words words) {
  for (const std::string_view word : words) {
    if (HasPrefix(text, at, word)) {
      return at + word.size();
    }
  }
  return at;
}

bool Follows(std::string_view text, std::size_t at, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return HasSuffix(text, at, word); });
}

struct Small {
  int value = 0;
  std::size_t end = 0;
};

// A whole number up to `most`, in figures or numerals.
std::optional<Small> SmallAt(std::string_view text, std::size_t at, int most) {
  if (IsDigit(ByteAt(text, at))) {
    std::size_t end = at;
    int value = 0;
    while (IsDigit(ByteAt(text, end)) && end - at < 3) {
      value = value * 10 + (text[end] - '0');
      ++end;
    }
    return end - at < 3 && value >= 1 && value <= most ? std::optional(Small{value, end})
                                                       : std::nullopt;
  }
  const std::optional<Number> number = HanNumberAt(text, at);
  const double value = number ? number->Value() : 0;
  return value >= 1 && value <= most && !number->is_open && number->exponent >= 0
             ? std::optional(Small{static_cast<int>(value), number->span.end})
             : std::nullopt;
}

// How the year of a date is told.
struct Year {
  std::size_t end = 0;
  std::optional<year> number;
  bool is_relative = false;  // 去年, not 2024年
  bool told = false;
};

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

Year YearOf(const DatedText& dated, std::size_t at) {
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
  Year found{.end = at, .number = std::nullopt};
  std::size_t end = at;
  if (const std::optional<year> number = AbsoluteYear(dated.text, at, end)) {
    found.number = number;
    found.end = Past(dated.text, end, {"年度", "年"});
    found.told = true;
    return found;
  }
  for (const Row& row : kRows) {
    if (HasPrefix(dated.text, at, row.word)) {
      found.end = at + row.word.size();
      found.told = true;
      found.is_relative = true;
      if (dated.calendar.known()) {
        found.number = dated.calendar.this_year() + years(row.years);
      }
      return found;
    }
  }
  return found;
}

// 起, 前 and 将 look ahead of the day of publication.
Tense TenseAround(std::string_view text, Span span) {
  constexpr std::size_t kBytesBack = 36;
  if (Past(text, span.end, {"起", "前", "之前", "以前", "后", "後"}) != span.end) {
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

std::optional<year_month> MonthIn(const DatedText& dated, const Year& y, int number, Span span) {
  const month m(static_cast<unsigned>(number));
  if (y.told) {
    return y.number ? std::optional(*y.number / m) : std::nullopt;
  }
  return dated.calendar.Month(m, TenseAround(dated.text, span));
}

std::optional<Mention> MonthsMention(const DatedText& dated, const Year& y, Span span, int first,
                                     int last) {
  const std::optional<year_month> end = MonthIn(dated, y, last, span);
  if (!end) {
    return std::nullopt;
  }
  const year_month start = end->year() / month(static_cast<unsigned>(first));
  return PeriodMention(span, MonthsPeriod(start > *end ? start - years(1) : start, *end));
}

constexpr std::string_view kMonthSign = "月";

std::size_t PastMonthWord(std::string_view text, std::size_t at) {
  const std::size_t end = Past(text, at, {"月份", "月度", "月"});
  return Past(text, end, {"龄", "齡", "球", "饼", "薪", "租"}) == end ? end : at;
}

// 1-6月, 1至6月, 1月至6月, 一至六月
std::optional<Mention> MonthRange(const DatedText& dated, const Year& y, std::size_t start,
                                  std::size_t at) {
  const std::string_view text = dated.text;
  const std::optional<Small> first = SmallAt(text, at, 12);
  if (!first) {
    return std::nullopt;
  }
  const std::size_t named = PastMonthWord(text, first->end);
  const std::optional<std::size_t> join = RangeJoinEnd(text, named);
  const std::optional<Small> last = join ? SmallAt(text, *join, 12) : std::nullopt;
  const std::size_t end = last ? PastMonthWord(text, last->end) : 0;
  if (!last || end == last->end || IsDigit(ByteAt(text, end))) {
    return std::nullopt;
  }
  return MonthsMention(dated, y, {start, end}, first->value, last->value);
}

// 前5个月, 首7個月, 头三月
std::optional<Mention> FirstMonths(const DatedText& dated, const Year& y, std::size_t start,
                                   std::size_t at) {
  const std::string_view text = dated.text;
  const std::size_t past = Past(text, at, {"前", "首", "头", "頭"});
  const bool part_of_word =
      Follows(text, at, {"目", "此", "之", "以", "提", "先", "当", "當", "日", "月"});
  if (past == at || (part_of_word && !y.told)) {
    return std::nullopt;
  }
  const std::optional<Small> count = SmallAt(text, past, 12);
  if (!count) {
    return std::nullopt;
  }
  const std::size_t end = Past(text, count->end, {"个月", "個月", "月份", "月"});
  if (end != count->end) {
    return MonthsMention(dated, y, {start, end}, 1, count->value);
  }
  const std::size_t quarters = Past(text, count->end, {"个季度", "個季度", "季度", "季"});
  if (quarters == count->end || count->value > 4) {
    return std::nullopt;
  }
  // A run of quarters is over when its last month is.
  return MonthsMention(dated, y, {start, quarters}, 1, count->value * 3);
}

std::optional<Mention> PartMention(const DatedText& dated, const Year& y, Span span, int part,
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
std::optional<Mention> PartAt(const DatedText& dated, const Year& y, std::size_t start,
                              std::size_t at) {
  const std::string_view text = dated.text;
  if (const std::size_t end = Past(text, at, {"上半年", "前半年"}); end != at) {
    return PartMention(dated, y, {start, end}, 0, 6);
  }
  if (const std::size_t end = Past(text, at, {"下半年", "后半年", "後半年"}); end != at) {
    return PartMention(dated, y, {start, end}, 1, 6);
  }
  if (const std::size_t end = Past(text, at, {"首季度", "首季"}); end != at) {
    return PartMention(dated, y, {start, end}, 0, 3);
  }
  const std::size_t numbered = Past(text, at, {"第"});
  const std::optional<Small> number = SmallAt(text, numbered, 4);
  if (!number) {
    return std::nullopt;
  }
  const std::size_t end =
      numbered == at ? Past(text, number->end, {"季度"}) : Past(text, number->end, {"季度", "季"});
  return end == number->end ? std::nullopt
                            : PartMention(dated, y, {start, end}, number->value - 1, 3);
}

std::optional<Mention> DayIn(const DatedText& dated, const Year& y, Span span, Small m, Small d) {
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

// 6月, 6月份, 六月, 7月18日, 7月18-20日
std::optional<Mention> MonthOrDay(const DatedText& dated, const Year& y, std::size_t start,
                                  std::size_t at) {
  const std::string_view text = dated.text;
  const std::optional<Small> m = SmallAt(text, at, 12);
  // 两月 and 连跌三月 count months.
  const bool counted =
      Past(text, at, {"两", "兩"}) != at ||
      Follows(text, start, {"连升", "连跌", "連升", "連跌", "连续", "連續", "为期"});
  const std::size_t month_end = m ? PastMonthWord(text, m->end) : 0;
  if (!m || month_end == m->end || counted) {
    return std::nullopt;
  }
  const std::size_t day_at = m->end + kMonthSign.size();
  if (const std::optional<Small> d = SmallAt(text, day_at, 31)) {
    std::size_t named = Past(text, d->end, {"日", "号", "號"});
    if (named == d->end) {
      const std::optional<std::size_t> join = RangeJoinEnd(text, d->end);
      const std::optional<Small> last = join ? SmallAt(text, *join, 31) : std::nullopt;
      named = last ? Past(text, last->end, {"日", "号", "號"}) : d->end;
      named = last && named == last->end ? d->end : named;
    }
    if (named != d->end && Past(text, named, {"元", "圆", "圓"}) == named) {
      return DayIn(dated, y, {start, named}, *m, *d);
    }
  }
  const Span span{start, month_end};
  const std::optional<year_month> found = MonthIn(dated, y, m->value, span);
  return found ? std::optional(PeriodMention(span, MonthPeriod(*found))) : std::nullopt;
}

// 去年同期, 2024年同月
std::optional<Mention> SameOf(const DatedText& dated, const Year& y, std::size_t start) {
  const std::size_t end =
      Past(dated.text, Past(dated.text, y.end, {"的"}), {"同期", "同月", "同季"});
  if (end == y.end || end == Past(dated.text, y.end, {"的"}) || !y.number ||
      !dated.calendar.known()) {
    return std::nullopt;
  }
  const auto years_back = static_cast<int>((*y.number - dated.calendar.this_year()).count());
  return LeaningMention({start, end}, {.months = 12 * years_back, .same = years_back == 0});
}

std::optional<Mention> WholeYear(const DatedText& dated, const Year& y, std::size_t start) {
  const std::string_view text = dated.text;
  if (!y.number) {
    return std::nullopt;
  }
  const bool current = dated.calendar.known() && *y.number == dated.calendar.this_year();
  const std::size_t to_date = Past(text, y.end, {"以来", "以來", "迄今", "至今", "到目前"});
  if (current && to_date != y.end) {
    return PeriodMention({start, to_date},
                         MonthsPeriod(*y.number / month(1), dated.calendar.this_month()));
  }
  const std::size_t rest = Past(text, y.end, {"余下", "餘下", "剩余", "剩餘", "剩下"});
  if (current && rest != y.end) {
    const std::size_t named = Past(text, rest, {"日子", "时间", "時間", "月份", "几个月"});
    return PeriodMention({start, named}, dated.calendar.RestOf(*y.number));
  }
  // 2020年至2023年, 2020-2023年
  const std::optional<std::size_t> join = RangeJoinEnd(text, y.end);
  const Year last = join && !y.is_relative ? YearOf(dated, *join) : Year{};
  if (last.told && !last.is_relative && *last.number > *y.number && y.end > start) {
    return PeriodMention({start, last.end},
                         MonthsPeriod(*y.number / month(1), *last.number / month(12)));
  }
  const std::size_t end = Past(text, y.end, {"全年"});
  return PeriodMention({start, end}, YearPeriod(*y.number));
}

std::optional<Mention> YearsRange(const DatedText& dated, std::size_t at) {
  const std::optional<YearTail> first = YearAt(dated.text, at);
  const std::optional<std::size_t> join =
      first ? RangeJoinEnd(dated.text, first->end) : std::nullopt;
  const Year last = join ? YearOf(dated, *join) : Year{};
  if (!last.told || last.is_relative || *last.number <= first->year) {
    return std::nullopt;
  }
  return PeriodMention({at, last.end},
                       MonthsPeriod(first->year / month(1), *last.number / month(12)));
}

// 18日: of the month of publication or the one before; ahead where 起 follows.
std::optional<Mention> BareDay(const DatedText& dated, std::size_t at) {
  const std::string_view text = dated.text;
  const std::optional<Small> d = IsDigit(text[at]) ? SmallAt(text, at, 31) : std::nullopt;
  const std::size_t end = d ? Past(text, d->end, {"日"}) : 0;
  if (!d || end == d->end || !dated.calendar.known()) {
    return std::nullopt;
  }
  const bool counts = Past(text, end,
                           {"内", "內", "后", "後", "前", "间", "間", "来", "來", "元", "圆", "圓",
                            "均", "龄", "游", "之内", "以内"}) != end ||
                      Follows(text, at,
                              {"第", "每月", "为期", "為期", "连续", "連續", "近", "过去", "未来",
                               "共", "每", "满", "约", "逾", "超", "长达", "月"});
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

enum class Kind { kDay, kMonth, kQuarter, kShift, kSame, kWholeYear, kCumulative, kToDate };

struct Row {
  std::string_view phrase;
  Kind kind;
  int by = 0;
};

constexpr auto kRows = std::to_array<Row>({
    {"今天", Kind::kDay, 0},        {"今日", Kind::kDay, 0},         {"昨天", Kind::kDay, -1},
    {"昨日", Kind::kDay, -1},       {"昨晚", Kind::kDay, -1},        {"前天", Kind::kDay, -2},
    {"明天", Kind::kDay, 1},        {"明日", Kind::kDay, 1},         {"上月", Kind::kMonth, -1},
    {"上个月", Kind::kMonth, -1},   {"上個月", Kind::kMonth, -1},    {"本月", Kind::kMonth, 0},
    {"这个月", Kind::kMonth, 0},    {"這個月", Kind::kMonth, 0},     {"下月", Kind::kMonth, 1},
    {"下个月", Kind::kMonth, 1},    {"下個月", Kind::kMonth, 1},     {"本季度", Kind::kQuarter, 0},
    {"上季度", Kind::kQuarter, -1}, {"上一季度", Kind::kShift, -3},  {"上季", Kind::kQuarter, -1},
    {"前月", Kind::kShift, -1},     {"前一个月", Kind::kShift, -1},  {"前一個月", Kind::kShift, -1},
    {"次月", Kind::kShift, 1},      {"上年同期", Kind::kShift, -12}, {"一年前", Kind::kShift, -12},
    {"前一年", Kind::kShift, -12},  {"上一年", Kind::kShift, -12},   {"上月同期", Kind::kShift, -1},
    {"当月", Kind::kSame},          {"當月", Kind::kSame},           {"同月", Kind::kSame},
    {"同期", Kind::kSame},          {"当季", Kind::kSame},           {"當季", Kind::kSame},
    {"当日", Kind::kSame},          {"當日", Kind::kSame},           {"当天", Kind::kSame},
    {"當天", Kind::kSame},          {"同日", Kind::kSame},           {"全年", Kind::kWholeYear},
    {"当年", Kind::kWholeYear},     {"當年", Kind::kWholeYear},      {"累计", Kind::kCumulative},
    {"累計", Kind::kCumulative},    {"年初至今", Kind::kToDate},     {"年初以来", Kind::kToDate},
    {"年初以來", Kind::kToDate},    {"年初迄今", Kind::kToDate},
});

// 同期 after these is a comparison ("与去年同期", 较同期) that its own words tell, or a part of a
// word.
bool IsPartOfWord(std::string_view text, std::size_t at, const Row& row) {
  const std::size_t end = at + row.phrase.size();
  if (row.phrase == "上月") {
    return Past(text, end, {"度", "球"}) != end || Follows(text, at, {"史"});
  }
  // 创同期新高: a record, not a date.
  const bool record = Past(text, end, {"新高", "新低", "最高", "最低", "最多", "第"}) != end;
  const bool history = Follows(text, at, {"历史", "歷史", "历年", "歷年", "往年"});
  return row.kind == Kind::kSame && (record || history);
}

std::optional<Mention> WordAtHan(const DatedText& dated, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<Row>(kRows);
  const std::optional<PhraseIndex::Hit> hit = index.Find(dated.text, at);
  if (!hit || IsPartOfWord(dated.text, at, kRows[hit->phrase])) {
    return std::nullopt;
  }
  const Row& row = kRows[hit->phrase];
  const Span span{at, hit->end};
  const Calendar& calendar = dated.calendar;
  const bool absolute = row.kind == Kind::kDay || row.kind == Kind::kMonth ||
                        row.kind == Kind::kQuarter || row.kind == Kind::kToDate;
  if (absolute && !calendar.known()) {
    return std::nullopt;
  }
  switch (row.kind) {
    case Kind::kDay:
      return PeriodMention(span, DayPeriod(sys_days(calendar.today()) + days(row.by)));
    case Kind::kMonth: {
      const year_month ym = calendar.this_month() + months(row.by);
      // 上月18日
      const std::optional<Small> d = SmallAt(dated.text, hit->end, 31);
      const std::size_t end = d ? Past(dated.text, d->end, {"日", "号"}) : hit->end;
      const bool is_day = d && end != d->end && (ym / day(unsigned(d->value))).ok();
      return is_day ? PeriodMention({at, end}, DayPeriod(ym / day(unsigned(d->value))))
                    : PeriodMention(span, MonthPeriod(ym));
    }
    case Kind::kQuarter: {
      const year_month now = calendar.this_month();
      const int part = static_cast<int>(unsigned{now.month()} - 1) / 3;
      const Period current = PartOf(now.year(), part, 3);
      return PeriodMention(span, Shifted(current, 3 * row.by));
    }
    case Kind::kToDate:
      return PeriodMention(span,
                           MonthsPeriod(calendar.this_year() / month(1), calendar.this_month()));
    case Kind::kShift:
      return LeaningMention(span, {.months = row.by});
    case Kind::kSame:
      return LeaningMention(span, {.same = true});
    case Kind::kWholeYear:
      return LeaningMention(span, {.whole_year = true});
    case Kind::kCumulative:
      return LeaningMention(span, {.year_to_date = true});
  }
  return std::nullopt;
}

// 周三, 上周五, 下星期一; the week begins on Monday. 今(7)日 is a day too.
std::optional<Mention> WeekdayAtHan(const DatedText& dated, std::size_t at) {
  const std::string_view text = dated.text;
  if (!dated.calendar.known() || Follows(text, at, {"每", "逢", "一", "两", "本报"})) {
    return std::nullopt;
  }
  const std::size_t last = Past(text, at, {"上"});
  const std::size_t next = Past(text, at, {"下"});
  const std::size_t here = Past(text, at, {"本", "这", "這"});
  const std::size_t week = std::max({last, next, here});
  const std::size_t named = Past(text, week, {"周", "週", "星期", "礼拜"});
  if (named == week) {
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 7> kDays = {"一", "二", "三", "四", "五", "六", "日"};
  for (unsigned i = 0; i < kDays.size(); ++i) {
    if (!HasPrefix(text, named, kDays[i]) || HasPrefix(text, named, "日报") ||
        HasPrefix(text, named, "日報")) {
      continue;
    }
    const sys_days today = dated.calendar.today();
    const sys_days monday = today - (weekday(today) - std::chrono::Monday);
    const int weeks = last != at ? -1 : (next != at ? 1 : 0);
    sys_days found = monday + days(7 * weeks + static_cast<int>(i));
    found = week == at && found > today ? found - days(7) : found;
    return PeriodMention({at, named + kDays[i].size()}, DayPeriod(found));
  }
  return std::nullopt;
}

std::optional<Mention> ThisDay(const DatedText& dated, std::size_t at) {
  const std::string_view text = dated.text;
  if (!HasPrefix(text, at, "今") || !dated.calendar.known()) {
    return std::nullopt;
  }
  std::size_t start = at + std::string_view("今").size();
  start += ByteAt(text, start) == '(' ? 1 : 0;
  const std::optional<Small> d = SmallAt(text, start, 31);
  if (!d) {
    return std::nullopt;
  }
  const std::size_t close = d->end + (ByteAt(text, d->end) == ')' ? 1 : 0);
  const std::size_t end = Past(text, close, {"日", "天"});
  return end == close ? std::nullopt
                      : std::optional(PeriodMention({at, end}, DayPeriod(dated.calendar.today())));
}

}  // namespace

std::optional<Mention> HanPeriodAt(const DatedText& dated, std::size_t at) {
  const Year y = YearOf(dated, at);
  if (y.told) {
    if (std::optional<Mention> same = SameOf(dated, y, at)) {
      return same;
    }
  }
  const std::size_t part_at = y.told ? Past(dated.text, y.end, {"的"}) : y.end;
  using Reader =
      std::optional<Mention> (*)(const DatedText&, const Year&, std::size_t, std::size_t);
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
  if (std::optional<Mention> word = WordAtHan(dated, at)) {
    return word;
  }
  if (std::optional<Mention> found = ThisDay(dated, at)) {
    return found;
  }
  return WeekdayAtHan(dated, at);
}

}  // namespace rules
