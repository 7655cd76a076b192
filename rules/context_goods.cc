// All trade in goods, and goods that move in price.
#include <algorithm>
#include <array>

#include "rules/context.h"
#include "rules/cursor.h"

namespace rules {
namespace {

constexpr std::string_view kGoods = "goods";
constexpr double kBillion = 1e9;

bool StartsAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}

bool NamesGood(const Item& item) {
  return item.Is(LexiconClass::kCommodity) && item.word->id != kGoods;
}

}  // namespace

// "exports", "its total imports", "July's exports": trade in no good that is named with the word.
bool SentenceContext::StandsBare(std::size_t word) const {
  const Item& item = scene_.items[word];
  if (scene_.script != Script::kEnglish || !item.Is(LexiconClass::kFlow))
    return false;
  std::string text(TextOf(word));
  std::transform(text.begin(), text.end(), text.begin(), Lower);
  const std::string_view after = folded_.substr(item.span.end, 24);
  const std::string_view before =
      folded_.substr(scene_.span.start, item.span.start - scene_.span.start);
  const bool goes = text == "sales to" || text == "shipments" || text == "purchases";
  if (text != "exports" && text != "imports" && !(goes && before.empty()))
    return false;
  if (text != "sales to" && goes && !StartsAny(after, {" to ", " from "}))
    return false;
  if (after.starts_with(" of "))
    return after.starts_with(" of goods");
  const char last = before.size() < 2 ? ',' : before[before.size() - 2];
  if (before.empty() || last == ',' || last == ';' || last == ':' || last == '-' || last == '(')
    return true;
  if (word > 0) {
    const Item& previous = scene_.items[word - 1];
    const std::string_view between = Between(word - 1, word);
    const bool names = previous.Is(LexiconClass::kCountry) || previous.Is(MentionType::kPeriod) ||
                       previous.Is(LexiconClass::kPlace);
    if (names && (between == " " || between == "'s " || between == "s " || between == "' "))
      return true;
  }
  constexpr auto kBefore = std::to_array<std::string_view>(
      {"its", "their", "total", "overall", "all", "the", "while", "and", "but", "as", "both",
       "headline", "goods", "merchandise", "whereas", "combined", "of", "aggregate", "whose"});
  return IsOneOf(WordBefore(before, before.size()), kBefore);
}

// A word of balance stands shortly before: "a surplus of $5bn".
bool SentenceContext::TellsBalance(std::size_t money) const {
  constexpr std::size_t kBytesMax = 48;
  const std::size_t at = scene_.items[money].span.start;
  const std::size_t from = std::max(scene_.span.start, at > kBytesMax ? at - kBytesMax : 0);
  Span found;
  return rules_.balance.FindSpan(TextBetween(folded_, from, at), 0, found);
}

bool SentenceContext::IsBalanceOfAll(std::size_t money) const {
  const auto end = scene_.items.begin() + static_cast<std::ptrdiff_t>(money);
  return TellsBalance(money) && std::none_of(scene_.items.begin(), end, NamesGood);
}

// The word of all trade that a number goes with: none of a good stands between or before.
std::optional<std::size_t> SentenceContext::BareTrade(std::size_t item) const {
  for (std::size_t i = item; i-- > 0;) {
    const Item& other = scene_.items[i];
    if (other.Is(LexiconClass::kCommodity) && other.word->id != kGoods)
      return std::nullopt;
    if (!other.Is(LexiconClass::kFlow))
      continue;
    if (!StandsBare(i))
      return std::nullopt;
    for (std::size_t good = 0; good < i; ++good) {
      if (scene_.items[good].Is(LexiconClass::kCommodity) && !CrossesClause(Between(good, i)))
        return std::nullopt;
    }
    return i;
  }
  return std::nullopt;
}

// "The trade surplus", "South Korea's exports rose 3.6% to $59bn": the text reports on all trade.
bool SentenceContext::TellsAllTrade() const {
  constexpr int kFirst = 2;
  if (scene_.script != Script::kEnglish || scene_.paragraph > kFirst)
    return false;
  for (std::size_t i = 0; i < scene_.items.size(); ++i) {
    const Item& item = scene_.items[i];
    if (item.Is(LexiconClass::kCommodity) && item.word->id == kGoods)
      return true;
    if (!item.Is(MentionType::kMoney) || item.mention->amount.value < kBillion)
      continue;
    if (BareTrade(i) || IsBalanceOfAll(i))
      return true;
  }
  return false;
}

// "Imports shrank 0.8%", in such a report.
bool SentenceContext::IsOfAllTrade(std::size_t item) const {
  if (item >= scene_.items.size())
    return false;
  const Item& number = scene_.items[item];
  const bool fits = number.Is(MentionType::kMoney) || number.Is(MentionType::kPercent);
  if (!fits || scene_.script != Script::kEnglish || !(discourse_.of_all_trade || TellsAllTrade()))
    return false;
  return BareTrade(item) || IsBalanceOfAll(item);
}

// "Soymeal dropped 0.8%", "palladium spot leapt 6% that day": a good that moves by itself, in a
// passage that tells of no trade, moves in price.
bool SentenceContext::IsGoodThatMoves(std::size_t item) const {
  constexpr std::size_t kBytesMax = 32;
  if (scene_.script != Script::kEnglish)
    return false;
  const bool names_flow =
      std::any_of(scene_.items.begin(), scene_.items.end(),
                  [](const Item& other) { return other.Is(LexiconClass::kFlow); });
  const bool of_trade =
      discourse_.paragraph.flow && discourse_.paragraph.measure != Measure::kPrice && !NamesDay();
  const bool of_months = main_period_ && !main_period_->day;
  if (names_flow || of_trade || of_months)
    return false;
  std::size_t good = item;
  while (good > 0) {
    const Item& other = scene_.items[--good];
    if (other.Is(LexiconClass::kCommodity))
      break;
    if (!other.Is(MentionType::kPeriod) && !other.Is(LexiconClass::kPlace) &&
        !other.Is(LexiconClass::kCountry))
      return false;
  }
  if (!scene_.items[good].Is(LexiconClass::kCommodity))
    return false;
  const std::string_view between = Between(good, item);
  const std::string_view before =
      folded_.substr(scene_.span.start, scene_.items[good].span.start - scene_.span.start);
  const bool is_object = before.ends_with(" of ") || before.ends_with(" for ") ||
                         before.ends_with(" in ") || before.ends_with(" on ");
  return !is_object && between.size() <= kBytesMax && !CrossesClause(between);
}

// "West Texas Intermediate rose 1.4% to $59.32"
bool SentenceContext::MovesToPrice(std::size_t item, std::size_t money) const {
  constexpr double kPriceMax = 1e5;
  return scene_.items[money].mention->amount.value < kPriceMax && IsGoodThatMoves(item);
}

bool SentenceContext::IsPriceWithoutMass(std::size_t money) const {
  if (money == 0 || !scene_.items[money - 1].Is(MentionType::kPercent))
    return false;
  const std::string_view between = Between(money - 1, money);
  return (between == " to " || between == " at ") && MovesToPrice(money - 1, money);
}

// "$59.32 a barrel", "RM4,080 per tonne": a price, whatever its unit.
bool SentenceContext::IsPerUnit(std::size_t money) const {
  const std::string_view after = folded_.substr(scene_.items[money].span.end, 12);
  if (StartsAny(after, {" a barrel", " per ", " a bushel", " an ounce", "/oz", "/bbl", "/bu",
                        " a litre", " a pound", " a lb"}))
    return true;
  const std::string& unit = scene_.items[money].mention->unit;
  const auto is_like = [&](const Item& other) {
    return other.Is(MentionType::kPrice) && other.span.start < scene_.items[money].span.start &&
           other.mention->unit.starts_with(unit + "/") &&
           scene_.items[money].mention->amount.value < 30 * other.mention->amount.value;
  };
  return std::any_of(scene_.items.begin(), scene_.items.end(), is_like);
}

}  // namespace rules
