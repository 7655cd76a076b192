// When a price was paid, and when it moved.
#include <algorithm>

#include "rules/context.h"
#include "rules/cursor.h"

namespace rules {
namespace {

constexpr std::string_view kSentence = "sentence";

}  // namespace

// The day that the sentence names, else the one of the prices before it, else the month in which
// the text appeared.
std::optional<Found<Period>> SentenceContext::PeriodOfPrice(std::size_t item) const {
  const bool of_statistics = IsOfStatistics(item);
  if (IsComparison(item)) {
    if (const PeriodView* own = OwnOfComparison(item))
      return own->period ? std::optional(Found<Period>{*own->period, kSentence}) : std::nullopt;
    if (const auto own = PeriodAfter(item, Kind::kPrice))
      return Found<Period>{*own, kSentence};
  }
  for (const PeriodView& view : periods_) {
    if (view.role == PeriodRole::kDay && !view.leans && view.period && !of_statistics &&
        IsDayOf(view, item) && !NamesLaterMonths(view, item))
      return Found<Period>{*view.period, kSentence};
  }
  if (const auto after = PeriodAfter(item, Kind::kPrice))
    return Found<Period>{*after, kSentence};
  if (IsOfNow(item) && discourse_.publication_month)
    return Found<Period>{*discourse_.publication_month, "publication"};
  if (const auto before = PeriodBefore(item, Kind::kPrice))
    return Found<Period>{*before, kSentence};
  if (const auto ago = MonthsAgo(item))
    return Found<Period>{*ago, kSentence};
  if (of_statistics && main_period_ && !main_period_->day)
    return Found<Period>{*main_period_, kSentence};
  if (const auto inherited = discourse_.Inherited(&Told::period); of_statistics && inherited)
    return inherited;
  return PeriodOfMarket();
}

// "quoted at $5,900 in July, now changes hands for $3,800"
bool SentenceContext::IsOfNow(std::size_t item) const {
  std::size_t from = scene_.span.start;
  for (std::size_t i = 0; i < item; ++i) {
    if (scene_.items[i].mention != nullptr)
      from = scene_.items[i].span.end;
  }
  return !IsOfStatistics(item) &&
         rules_.event_words.Holds(EventWord::kNow,
                                  TextBetween(folded_, from, scene_.items[item].span.start));
}

// "A year ago the same ore cost $340": as long before the publication, where nothing else is told
// that it could lean on.
std::optional<Period> SentenceContext::MonthsAgo(std::size_t item) const {
  if (!discourse_.publication_month)
    return std::nullopt;
  for (const PeriodView& view : periods_) {
    const int by = scene_.items[view.item].mention->shift.months;
    const std::size_t first = std::min(view.item, item);
    const std::size_t last = std::max(view.item, item);
    if (view.leans && !view.period && by < 0 && view.role == PeriodRole::kMain &&
        !NumberBetween(first, last) && !CrossesClause(Between(first, last)))
      return Shifted(*discourse_.publication_month, by);
  }
  return std::nullopt;
}

// Is a movement of prices that of a market, and not of the months that a report is of?
bool SentenceContext::IsOfMarket(std::size_t item) const {
  return NamesDay() || IsUpToNow() || (!main_period_ && !IsOfStatistics(item));
}

std::optional<Found<Period>> SentenceContext::PeriodOfPriceMove(std::size_t item) const {
  if (!NamesDay() && IsUpToNow())
    return std::nullopt;
  auto found =
      scene_.script == Script::kChinese && ComparesAlone() ? PeriodOfMarket() : PeriodOfPrice(item);
  // "Silver gained 2%": on the day of the other prices of a report of that day.
  const auto& day = discourse_.earlier.day;
  if (found && found->where == "publication" && !found->value.day && day && day->day &&
      discourse_.published && scene_.script == Script::kEnglish) {
    const std::chrono::sys_days told{day->last / *day->day};
    const auto apart = std::chrono::floor<std::chrono::days>(*discourse_.published) - told;
    if (apart >= std::chrono::days(0) && apart <= std::chrono::days(1))
      found = Found<Period>{*day, "earlier sentence"};
  }
  // "1,655 yuan on Aug 31, having shed 9% over the month"
  const auto basis = BasisOf(item, std::nullopt, Measure::kPrice);
  if (found && basis && basis->value == Basis::kMom && found->value.day)
    found->value = MonthPeriod(found->value.last);
  return found;
}

bool SentenceContext::NamesDay() const {
  return std::any_of(periods_.begin(), periods_.end(),
                     [](const PeriodView& view) { return view.role == PeriodRole::kDay; });
}

// 28日发布展望，把今年均价调高: the price is of the months named between the day and it.
bool SentenceContext::NamesLaterMonths(const PeriodView& day, std::size_t item) const {
  const Item& number = scene_.items[item];
  const bool is_price = number.Is(MentionType::kPrice) || number.Is(MentionType::kMoney);
  return scene_.script == Script::kChinese && is_price &&
         std::any_of(periods_.begin(), periods_.end(), [&](const PeriodView& view) {
           return view.item > day.item && view.item < item && view.role == PeriodRole::kMain &&
                  view.period && !view.leans;
         });
}

// "$84 on Monday from $77 on Thursday", "compared with $60,000 a week earlier": the period that
// stands right behind a number of comparison.
const SentenceContext::PeriodView* SentenceContext::OwnOfComparison(std::size_t item) const {
  constexpr std::size_t kBytesMax = 16;
  const auto own = std::find_if(periods_.begin(), periods_.end(),
                                [&](const PeriodView& view) { return view.item > item; });
  if (own == periods_.end() || Between(item, own->item).size() > kBytesMax ||
      CrossesClause(Between(item, own->item)) || NumberBetween(item, own->item))
    return nullptr;
  return &*own;
}

// "$960 a kilogram, above the level in China, where it closed at 1,420 yuan on Monday": the day of
// another clause with a number of its own.
bool SentenceContext::IsDayOf(const PeriodView& view, std::size_t item) const {
  // "$126/kg on 21 April; in January it cost six": a month nearer than the day.
  const bool has_nearer =
      std::any_of(periods_.begin(), periods_.end(), [&](const PeriodView& other) {
        return other.item > view.item && other.item < item && other.period && !other.period->day &&
               other.role == PeriodRole::kMain && !other.leans &&
               NumberBetween(view.item, other.item) && !NumberBetween(other.item, item);
      });
  if (has_nearer)
    return false;
  // "at $14,235 a ton in mid-December, touched $18,905 on Jan 14": a month of its own before it.
  const auto own = std::find_if(periods_.begin(), periods_.end(),
                                [&](const PeriodView& other) { return other.item > item; });
  if (own != periods_.end() && own->item < view.item && own->period && !own->leans &&
      NumberBetween(own->item, view.item) && !NumberBetween(item, own->item))
    return false;
  // "touched $18,905 on Jan. 14 before slipping to $18,420 on Thursday": each has its day.
  const bool has_closer =
      std::any_of(periods_.begin(), periods_.end(), [&](const PeriodView& other) {
        return &other != &view && other.role == PeriodRole::kDay && !other.leans && other.period &&
               other.item > item && !NumberBetween(item, other.item) &&
               Between(item, other.item).size() <= 24 && view.item < item &&
               NumberBetween(view.item, other.item);
      });
  if (has_closer)
    return false;
  if (view.item < item || !NumberBetween(item, view.item))
    return true;
  const std::string_view between = Between(item, view.item);
  for (const std::string_view word : {", where", ";", " while ", " but ", "；"}) {
    if (between.find(word) != std::string_view::npos)
      return false;
  }
  return true;
}

// 铁矿砂11.39亿吨，每吨均价691.5元: the price of what was traded, and not of a market.
bool SentenceContext::FollowsTonnage(std::size_t item) const {
  const auto flow = discourse_.Inherited(&Told::flow);
  const bool trades = flow && (flow->value == Flow::kImport || flow->value == Flow::kExport);
  if (scene_.script != Script::kChinese || !trades)
    return false;
  for (std::size_t i = item; i-- > 0;) {
    if (scene_.items[i].Is(MentionType::kQuantity))
      return Between(i, item).find("；") == std::string_view::npos;
  }
  return false;
}

// "The average selling price", 进口均价: of the months that the report is of.
bool SentenceContext::IsOfStatistics(std::size_t item) const {
  if (FollowsTonnage(item))
    return true;
  constexpr std::size_t kBytesMax = 80;
  const std::size_t start = scene_.items[item].span.start;
  std::size_t from = std::max(scene_.span.start, start > kBytesMax ? start - kBytesMax : 0);
  // "averaged $117 in the quarter; on 30 June it was $113"
  if (const std::size_t clause = folded_.substr(from, start - from).rfind("; ");
      clause != std::string_view::npos)
    from += clause;
  while (from < start && (static_cast<unsigned char>(folded_[from]) & 0xC0) == 0x80)
    ++from;
  Span found;
  if (rules_.average.FindSpan(folded_.substr(from, start - from), 0, found))
    return true;
  // "fetched $87.80 a tonne on average"
  return folded_.substr(scene_.items[item].span.end, 12).starts_with(" on average");
}

// "down 0.5% from Tuesday", told on Wednesday; 较上周五下跌, 较年初上涨: no other time is named.
bool SentenceContext::ComparesAlone() const {
  const bool is_english = scene_.script == Script::kEnglish;
  return (is_english || (!NamesDay() && !main_period_)) &&
         std::any_of(periods_.begin(), periods_.end(), [&](const PeriodView& view) {
           return view.role == PeriodRole::kBase && view.period &&
                  (!is_english || (view.period->day && TextOf(view.item).ends_with("day")));
         });
}

// What markets do is of the week named, the day told last, the day of publication where they
// closed, else of its month.
std::optional<Found<Period>> SentenceContext::PeriodOfMarket() const {
  if (const auto week = MonthOfWeek())
    return Found<Period>{*week, kSentence};
  // "Germanium stood at $1,600 in Europe on the same day"
  const std::string_view words =
      folded_.substr(scene_.span.start, scene_.span.end - scene_.span.start);
  if (discourse_.earlier.day && rules_.event_words.Holds(EventWord::kSameDay, words))
    return Found<Period>{*discourse_.earlier.day, "earlier sentence"};
  const bool from_day = std::any_of(periods_.begin(), periods_.end(), [](const PeriodView& view) {
    return view.role == PeriodRole::kBase && view.period && view.period->day;
  });
  if (ComparesAlone() && discourse_.paragraph.day && scene_.script == Script::kChinese)
    return Found<Period>{*discourse_.paragraph.day, "previous sentence"};
  if (ComparesAlone() && from_day && discourse_.published)
    return Found<Period>{DayPeriod(std::chrono::year_month_day{*discourse_.published}),
                         "publication"};
  if (discourse_.paragraph.day)
    return Found<Period>{*discourse_.paragraph.day, "previous sentence"};
  if (discourse_.topic.day && scene_.script == Script::kChinese)
    return Found<Period>{*discourse_.topic.day, "title or lead"};
  Span found;
  if (discourse_.published && rules_.closing.FindSpan(words, 0, found))
    return Found<Period>{DayPeriod(std::chrono::year_month_day{*discourse_.published}),
                         "publication"};
  if (discourse_.publication_month)
    return Found<Period>{*discourse_.publication_month, "publication"};
  return std::nullopt;
}

}  // namespace rules
