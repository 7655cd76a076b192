// What part the periods of a sentence play: of the numbers, of a base, of a report, of nothing.
#include "rules/context.h"
#include "rules/cursor.h"

namespace rules {
namespace {

// "from January to November", "the total for January-September": months told, and no base.
bool StartsYear(std::string_view words, std::string_view before) {
  return words.starts_with("Jan") && (before.ends_with("from ") || before.ends_with("From ") ||
                                      before.ends_with(" for ") || before.ends_with("etween "));
}

}  // namespace

// Does the period stand right after a number told for comparison?
bool SentenceContext::FollowsComparison(std::size_t item) const {
  for (std::size_t i = item; i-- > 0;) {
    const Item& other = scene_.items[i];
    if (other.mention == nullptr)
      continue;
    // "Negotiators from the two sides agreed last month": two is no figure.
    const char begins = folded_[other.span.start];
    const bool in_words =
        other.mention->type == MentionType::kNumber && (begins < '0' || begins > '9');
    if (other.mention->type == MentionType::kPeriod || in_words || !IsComparison(i))
      return false;
    const std::string_view between = Between(i, item);
    return between.size() <= 40 && !CrossesClause(between);
  }
  return false;
}

// "at the end of last year" is its December; "Oct 1-10" is told of October.
void SentenceContext::Narrow(PeriodView& view) const {
  constexpr int kYear = 12;
  if (!view.period)
    return;
  const std::string_view text = TextOf(view.item);
  const std::size_t dash = text.find('-');
  if (view.period->day && dash != std::string_view::npos && dash > 0 && dash < 8 &&
      IsDigit(text[dash - 1]) && !view.leans)
    view.period = MonthPeriod(view.period->last);
  if (MonthCount(*view.period) != kYear || view.period->day)
    return;
  view.period = Shifted(*view.period, FiscalShift(view));
  const std::string_view after = folded_.substr(scene_.items[view.item].span.end, 6);
  const EventWords& words = rules_.event_words;
  const auto& now = discourse_.publication_month;
  const std::string_view before =
      folded_.substr(scene_.span.start, scene_.items[view.item].span.start - scene_.span.start);
  if (now && view.period->first < now->first && now->first < view.period->last &&
      words.Holds(EventWord::kSoFar, before)) {
    view.period = MonthsPeriod(view.period->first, now->first);
    return;
  }
  const bool is_han = scene_.script == Script::kChinese;
  if (Precedes(rules_.year_start, view.item) || words.Holds(EventWord::kYearStart, after))
    view.period = MonthPeriod(view.period->first);
  else if (!is_han ? Precedes(rules_.year_end, view.item) : words.Holds(EventWord::kYearEnd, after))
    view.period = MonthPeriod(view.period->last);
}

// 自12月1日至明年5月31日: months from one to another, and no base.
bool SentenceContext::IsFromTo(std::size_t item) const {
  return scene_.script == Script::kChinese && Precedes(rules_.since, item) &&
         !rules_.event_words.Holds(EventWord::kSinceAfter,
                                   folded_.substr(scene_.items[item].span.end, 12));
}

// "slipped to 208,000 tonnes because of a shutdown in November", in a report of a quarter.
bool SentenceContext::IsOfCause(std::size_t item) const {
  std::size_t number = item;
  while (number > 0 && !scene_.items[number - 1].Is(MentionType::kQuantity) &&
         !scene_.items[number - 1].Is(MentionType::kPercent))
    --number;
  if (number == 0 || !discourse_.Inherited(&Told::period))
    return false;
  const std::string_view between = Between(number - 1, item);
  Span found;
  return !CrossesClause(between) && rules_.cause.FindSpan(between, 0, found);
}

void SentenceContext::SetRole(PeriodView& view) const {
  const bool is_range = view.period && IsRange(*view.period);
  const std::string_view words = folded_.substr(scene_.items[view.item].span.start);
  const std::string_view after = folded_.substr(scene_.items[view.item].span.end);
  const std::string_view before = folded_.substr(0, scene_.items[view.item].span.start);
  // "a share of 34.5% (July: 38.2%)": that number's own period.
  if (before.ends_with("(") && after.starts_with(": ")) {
    view.role = PeriodRole::kBase;
    view.of_comparison = true;
    view.is_labelled = true;
    return;
  }
  // "exporters reported in July": when figures came out.
  if (Precedes(rules_.reported, view.item) || IsOfCause(view.item)) {
    view.role = PeriodRole::kReport;
    return;
  }
  const bool is_percent_from = view.item > 0 &&
                               scene_.items[view.item - 1].Is(MentionType::kPercent) &&
                               Between(view.item - 1, view.item) == " from ";
  // 较昨日上调, 比7月10日: what it is compared with; but 从7月1日起 is when it began.
  const bool is_han_base = scene_.script == Script::kChinese && Precedes(rules_.base, view.item) &&
                           Precedes(rules_.comparison, view.item) && !after.starts_with("起");
  const bool is_day = view.period && view.period->day;
  // 353吨，约为5月的8倍
  const bool is_of_multiple =
      rules_.event_words.Holds(EventWord::kTimesAfter, after) &&
      rules_.event_words.Holds(EventWord::kTimesBefore, before.substr(scene_.span.start));
  const bool is_base =
      is_day ? is_percent_from || is_han_base
             : is_of_multiple ||
                   rules_.event_words.Holds(EventWord::kSinceAfter, after.substr(0, 12)) ||
                   (Precedes(rules_.base, view.item) &&
                    !(is_range && (StartsYear(words, before) || IsFromTo(view.item))));
  if (is_base) {
    view.role = PeriodRole::kBase;
  } else if (is_day) {
    view.role = PeriodRole::kDay;
  } else if (FollowsComparison(view.item)) {
    view.role = PeriodRole::kBase;
    view.of_comparison = true;
  }
}

// "the December contract", 11月合约: when it falls due, not when something was.
bool SentenceContext::NamesContract(std::size_t item) const {
  Span found;
  if (rules_.contract.FindSpan(folded_.substr(scene_.items[item].span.end, 32), 0, found))
    return true;
  // "Brent for February was up 1.3%"
  if (item > 0 && scene_.script == Script::kEnglish && Between(item - 1, item) == " for " &&
      scene_.items[item - 1].Is(LexiconClass::kCommodity) && scene_.items[item].mention->period &&
      !IsRange(*scene_.items[item].mention->period))
    return item + 1 < scene_.items.size() && scene_.items[item + 1].Is(MentionType::kPercent);
  // "January soybeans ended at $11.07 a bushel"
  const std::size_t next = item + 1;
  const std::string_view rest =
      folded_.substr(scene_.items[item].span.end, scene_.span.end - scene_.items[item].span.end);
  return next < scene_.items.size() && scene_.items[next].Is(LexiconClass::kCommodity) &&
         Between(item, next) == " " && scene_.script == Script::kEnglish &&
         rules_.closing.FindSpan(rest.substr(0, 48), 0, found);
}

}  // namespace rules
