// Chinese words that name a stretch of time by another: 上月, 当月, 累计, 周三, 今天.
#include <algorithm>
#include <array>

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
using std::chrono::year_month;

enum class Kind {
  kDay,
  kNextDay,
  kMonth,
  kQuarter,
  kShift,
  kSame,
  kWholeYear,
  kCumulative,
  kToDate,
  kYearStart
};

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
    {"前一月", Kind::kShift, -1},   {"上一月", Kind::kShift, -1},    {"上一个月", Kind::kShift, -1},
    {"次月", Kind::kShift, 1},      {"上年同期", Kind::kShift, -12}, {"一年前", Kind::kShift, -12},
    {"前一年", Kind::kShift, -12},  {"上一年", Kind::kShift, -12},   {"上月同期", Kind::kShift, -1},
    {"当月", Kind::kSame},          {"當月", Kind::kSame},           {"同月", Kind::kSame},
    {"同期", Kind::kSame},          {"当季", Kind::kSame},           {"當季", Kind::kSame},
    {"当日", Kind::kSame},          {"當日", Kind::kSame},           {"当天", Kind::kSame},
    {"當天", Kind::kSame},          {"同日", Kind::kSame},           {"全年", Kind::kWholeYear},
    {"当年", Kind::kWholeYear},     {"當年", Kind::kWholeYear},      {"累计", Kind::kCumulative},
    {"累計", Kind::kCumulative},    {"年初至今", Kind::kToDate},     {"年初以来", Kind::kToDate},
    {"年初以來", Kind::kToDate},    {"年初迄今", Kind::kToDate},     {"次日", Kind::kNextDay, 1},
    {"翌日", Kind::kNextDay, 1},    {"隔天", Kind::kNextDay, 1},     {"隔日", Kind::kNextDay, 1},
    {"年初", Kind::kYearStart},
});

// 同期 after these is a comparison ("与去年同期", 较同期) that its own words tell, or a part of a
// word.
bool IsPartOfWord(std::string_view text, std::size_t at, const Row& row) {
  const std::size_t end = at + row.phrase.size();
  if (row.phrase == "上月") {
    return PastOneOf(text, end, {"度", "球"}) != end || EndsWithOneOf(text, at, {"史"});
  }
  // 2023年初, 去年初: of a year that is told.
  if (row.kind == Kind::kYearStart) {
    return (at > 0 && IsDigit(text[at - 1])) ||
           EndsWithOneOf(text, at,
                         {"今", "去", "明", "前", "后", "当", "次", "同", "来", "上", "每"});
  }
  // 创同期新高: a record, not a date.
  const bool record = PastOneOf(text, end, {"新高", "新低", "最高", "最低", "最多", "第"}) != end;
  const bool history = EndsWithOneOf(text, at, {"历史", "歷史", "历年", "歷年", "往年"});
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
                        row.kind == Kind::kQuarter || row.kind == Kind::kToDate ||
                        row.kind == Kind::kYearStart;
  if (absolute && !calendar.known()) {
    return std::nullopt;
  }
  switch (row.kind) {
    case Kind::kDay:
      return PeriodMention(span, DayPeriod(sys_days(calendar.today()) + days(row.by)));
    case Kind::kMonth: {
      const year_month ym = calendar.this_month() + months(row.by);
      // 上月18日
      const std::optional<SmallNumber> d = SmallNumberAt(dated.text, hit->end, 31);
      const std::size_t end = d ? PastOneOf(dated.text, d->end, {"日", "号"}) : hit->end;
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
    case Kind::kYearStart:
      return PeriodMention(span, MonthPeriod(calendar.this_year() / month(1)));
    case Kind::kShift:
      return LeaningMention(span, {.months = row.by});
    case Kind::kNextDay:
      return LeaningMention(span, {.days = row.by});
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
  if (!dated.calendar.known() || EndsWithOneOf(text, at, {"每", "逢", "一", "两", "本报"})) {
    return std::nullopt;
  }
  const std::size_t last = PastOneOf(text, at, {"上"});
  const std::size_t next = PastOneOf(text, at, {"下"});
  const std::size_t here = PastOneOf(text, at, {"本", "这", "這"});
  const std::size_t week = std::max({last, next, here});
  const std::size_t named = PastOneOf(text, week, {"周", "週", "星期", "礼拜"});
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
  const std::optional<SmallNumber> d = SmallNumberAt(text, start, 31);
  if (!d) {
    return std::nullopt;
  }
  const std::size_t close = d->end + (ByteAt(text, d->end) == ')' ? 1 : 0);
  const std::size_t end = PastOneOf(text, close, {"日", "天"});
  return end == close ? std::nullopt
                      : std::optional(PeriodMention({at, end}, DayPeriod(dated.calendar.today())));
}

}  // namespace

std::optional<SmallNumber> SmallNumberAt(std::string_view text, std::size_t at, int most) {
  if (IsDigit(ByteAt(text, at))) {
    std::size_t end = at;
    int value = 0;
    while (IsDigit(ByteAt(text, end)) && end - at < 3) {
      value = value * 10 + (text[end] - '0');
      ++end;
    }
    return end - at < 3 && value >= 1 && value <= most ? std::optional(SmallNumber{value, end})
                                                       : std::nullopt;
  }
  const std::optional<Number> number = HanNumberAt(text, at);
  const double value = number ? number->Value() : 0;
  return value >= 1 && value <= most && !number->is_open && number->exponent >= 0
             ? std::optional(SmallNumber{static_cast<int>(value), number->span.end})
             : std::nullopt;
}

std::optional<Mention> HanWordAt(const DatedText& dated, std::size_t at) {
  if (std::optional<Mention> word = WordAtHan(dated, at)) {
    return word;
  }
  if (std::optional<Mention> found = ThisDay(dated, at)) {
    return found;
  }
  return WeekdayAtHan(dated, at);
}

}  // namespace rules
