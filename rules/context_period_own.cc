// Periods that only one number of a sentence has or only its kind of fact, and fiscal years of
// countries.
#include <algorithm>
#include <string>

#include "rules/context.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

}  // namespace

// "November's 9.98 million tons": the period that has the number.
std::optional<Period> SentenceContext::OwnRightBefore(std::size_t item) const {
  for (const PeriodView& view : periods_) {
    if (view.item + 1 == item && view.period && !view.period->day &&
        scene_.script == Script::kEnglish && Between(view.item, item) == "'s ")
      return view.period;
  }
  return std::nullopt;
}

// "$380 million for 103,500 tons in 2022", "864kt (gross) so far this year": from where the words
// go on that belong to the number.
std::optional<std::size_t> SentenceContext::PastAside(std::size_t item) const {
  if (item + 1 >= scene_.items.size() || scene_.script != Script::kEnglish)
    return std::nullopt;
  const Item& next = scene_.items[item + 1];
  const bool is_sum = scene_.items[item].Is(MentionType::kMoney) &&
                      next.Is(MentionType::kQuantity) && Between(item, item + 1) == " for ";
  return is_sum ? std::optional(item + 1) : std::nullopt;
}

// "against 32,777 t foreseen": a plan for the same time.
bool SentenceContext::IsOfPlan(std::size_t item) const {
  return item + 1 < scene_.items.size() && scene_.items[item + 1].Is(LexiconClass::kBasis) &&
         ParseBasis(scene_.items[item + 1].word->id) == Basis::kOther &&
         Between(item, item + 1).size() <= 24 && !TextOf(item + 1).starts_with("since") &&
         scene_.script == Script::kEnglish && !CrossesClause(Between(item, item + 1));
}

// "2023-24" and "FY26" of Australia run from July, by how many months after April.
int SentenceContext::FiscalShift(const PeriodView& view) const {
  constexpr int kYear = 12;
  constexpr int kMonthsToJuly = 3;
  if (scene_.script != Script::kEnglish || !view.period || MonthCount(*view.period) != kYear ||
      view.period->first.month() != std::chrono::April || view.leans)
    return 0;
  const std::string_view text = TextOf(view.item);
  const bool is_short = text.starts_with("FY") || (text.size() == 7 && text[4] == '-');
  const auto told = discourse_.Inherited(&Told::reporter);
  std::string country = told ? told->value : std::string{};
  for (const Item& item : scene_.items) {
    if (country.empty() && (item.Is(LexiconClass::kCountry) || item.Is(LexiconClass::kPlace)))
      country = item.word->id;
  }
  return is_short && (country == "AU" || country == "PK" || country == "BD" || country == "EG")
             ? kMonthsToJuly
             : 0;
}

// "imports were 10,594 in June and 59,220 for January to June": two columns, of a month and of the
// year so far, that later goods of the passage keep.
std::optional<ColumnPeriods> SentenceContext::ColumnsTold() const {
  if (scene_.script != Script::kEnglish || periods_.size() < 2)
    return std::nullopt;
  const PeriodView& month = periods_[0];
  const PeriodView& so_far = periods_[1];
  const bool fits = month.role == PeriodRole::kMain && so_far.role == PeriodRole::kMain &&
                    month.period && so_far.period && !month.period->day &&
                    !IsRange(*month.period) && IsRange(*so_far.period) &&
                    so_far.period->first.month() == std::chrono::January &&
                    so_far.period->last == month.period->last;
  return fits ? std::optional(ColumnPeriods{*month.period, *so_far.period}) : std::nullopt;
}

// "Crude oil: 4,988.8 and 27,938.6, +1.4%"
std::optional<Period> SentenceContext::ColumnOf(std::size_t item, Kind kind) const {
  const auto& columns = discourse_.paragraph.columns;
  if (!columns || scene_.script != Script::kEnglish)
    return std::nullopt;
  const auto names_period = [&](std::size_t from, std::size_t to) {
    return std::any_of(periods_.begin(), periods_.end(),
                       [&](const PeriodView& view) { return view.item >= from && view.item < to; });
  };
  const std::size_t number = kind == Kind::kChange && item > 0 ? item - 1 : item;
  if (scene_.items[number].mention == nullptr || names_period(0, item))
    return std::nullopt;
  const Listed listed = ListOf(number);
  if (listed.count != 2 || (number != item && listed.index != 1))
    return std::nullopt;
  return listed.index == 0 ? columns->month : columns->so_far;
}

// "has shipped 1.2 million t of wheat since July": from then up to now.
std::optional<Period> SentenceContext::SinceThen(std::size_t item, Kind kind) const {
  if (scene_.script != Script::kEnglish || !discourse_.publication_month ||
      (kind != Kind::kQuantity && kind != Kind::kMoney))
    return std::nullopt;
  for (const PeriodView& view : periods_) {
    const bool is_start = view.period && !view.leans && Precedes(rules_.since, view.item) &&
                          MonthCount(*view.period) == 1 &&
                          view.period->first <= discourse_.publication_month->first;
    const bool heads = scene_.items[view.item].span.start - scene_.span.start <= 8 &&
                       Between(view.item, item).find(';') == std::string_view::npos;
    // "the most since July" says how much, and not when.
    const bool adjoins =
        view.item > item && view.item - item <= 2 && !NumberBetween(item, view.item) &&
        Between(view.item - 1, view.item).size() <= 8 && Between(item, item + 1).size() <= 8;
    if (is_start && (heads || adjoins))
      return MonthsPeriod(view.period->first, discourse_.publication_month->first);
  }
  return std::nullopt;
}

// Where the text looks ahead in title or lead ("will produce less next year"), what it tells later
// without a date is of the months told since.
std::optional<Found<Period>> SentenceContext::InheritedPeriod() const {
  const auto& topic = discourse_.topic.period;
  const bool is_ahead = topic && !discourse_.paragraph.period && discourse_.earlier.period &&
                        discourse_.publication_month &&
                        topic->first > discourse_.publication_month->first &&
                        discourse_.earlier.period->first <= discourse_.publication_month->first;
  if (is_ahead)
    return Found<Period>{*discourse_.earlier.period, "earlier sentence"};
  return discourse_.Inherited(&Told::period);
}

// What lies in store is told of a day or a month, else of now.
std::optional<Found<Period>> SentenceContext::PeriodOfStock() const {
  for (const PeriodView& view : periods_) {
    if (view.role == PeriodRole::kDay && view.period)
      return Found<Period>{*view.period, kSentence};
  }
  if (const auto week = MonthOfWeek())
    return Found<Period>{*week, kSentence};
  // 5月进口1200万吨…港口库存2490万吨: not of the months of a trade told before it.
  const bool of_stock =
      scene_.script == Script::kEnglish || discourse_.paragraph.flow == Flow::kStock;
  if (discourse_.paragraph.period && of_stock)
    return Found<Period>{*discourse_.paragraph.period, "previous sentence"};
  if (discourse_.topic.period && discourse_.topic.flow == Flow::kStock)
    return Found<Period>{*discourse_.topic.period, "title or lead"};
  if (discourse_.publication_month)
    return Found<Period>{*discourse_.publication_month, "publication"};
  return std::nullopt;
}

std::optional<Found<Period>> SentenceContext::PeriodOfPromise() const {
  const auto day = FirstDay();
  const auto& told = day ? day : discourse_.paragraph.date;
  const auto date = told ? ParsePeriod(*told) : std::optional<Period>();
  if (!date)
    return std::nullopt;
  return Found<Period>{*date, day ? kSentence : "previous sentence"};
}

// Goods that were neither traded nor made, but seized, are of the day on which they were.
std::optional<Period> SentenceContext::DayOfFind(std::size_t item) const {
  // 7月12日查获46吨, 11月27日通报，8月20日查扣166吨
  const bool is_han = scene_.script == Script::kChinese;
  if (const auto last = is_han ? DayRightBefore(item) : std::nullopt)
    return last;
  if (const auto day = main_period_ ? std::nullopt : FirstDay())
    return ParsePeriod(*day);
  return std::nullopt;
}

// The period told last before the number, where that is a day.
std::optional<Period> SentenceContext::DayRightBefore(std::size_t item) const {
  std::optional<Period> last;
  for (const PeriodView& view : periods_) {
    if (view.item < item && view.role != PeriodRole::kBase)
      last = view.role == PeriodRole::kDay ? view.period : std::nullopt;
  }
  return last;
}

}  // namespace rules
