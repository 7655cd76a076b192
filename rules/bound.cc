#include "rules/bound.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "rules/cursor.h"

namespace rules {
namespace {

struct Phrase {
  std::string_view words;
  Bound bound;
};

constexpr auto kBefore = std::to_array<Phrase>({
    {"more than", Bound::kAtLeast},
    {"greater than", Bound::kAtLeast},
    {"higher than", Bound::kAtLeast},
    {"larger than", Bound::kAtLeast},
    {"over", Bound::kAtLeast},
    {"above", Bound::kAtLeast},
    {"exceed", Bound::kAtLeast},
    {"exceeds", Bound::kAtLeast},
    {"exceeded", Bound::kAtLeast},
    {"exceeding", Bound::kAtLeast},
    {"surpassed", Bound::kAtLeast},
    {"surpassing", Bound::kAtLeast},
    {"topped", Bound::kAtLeast},
    {"topping", Bound::kAtLeast},
    {"at least", Bound::kAtLeast},
    {"excess of", Bound::kAtLeast},
    {"upwards of", Bound::kAtLeast},
    {"upward of", Bound::kAtLeast},
    {"minimum of", Bound::kAtLeast},
    {"less than", Bound::kAtMost},
    {"fewer than", Bound::kAtMost},
    {"lower than", Bound::kAtMost},
    {"smaller than", Bound::kAtMost},
    {"under", Bound::kAtMost},
    {"below", Bound::kAtMost},
    {"at most", Bound::kAtMost},
    {"up to", Bound::kAtMost},
    {"maximum of", Bound::kAtMost},
    {"no less than", Bound::kAtLeast},
    {"not less than", Bound::kAtLeast},
    {"no fewer than", Bound::kAtLeast},
    {"no more than", Bound::kAtMost},
    {"not more than", Bound::kAtMost},
    {"not exceeding", Bound::kAtMost},
    {"nearly", Bound::kNearly},
    {"almost", Bound::kNearly},
    {"close to", Bound::kNearly},
    {"nearing", Bound::kNearly},
    {"approaching", Bound::kNearly},
    {"just under", Bound::kNearly},
    {"just below", Bound::kNearly},
    {"slightly under", Bound::kNearly},
    {"slightly below", Bound::kNearly},
    {"slightly less than", Bound::kNearly},
    {"little less than", Bound::kNearly},
    {"little under", Bound::kNearly},
    {"just over", Bound::kBarely},
    {"just above", Bound::kBarely},
    {"slightly over", Bound::kBarely},
    {"slightly above", Bound::kBarely},
    {"slightly more than", Bound::kBarely},
    {"little more than", Bound::kBarely},
    {"little over", Bound::kBarely},
    {">", Bound::kAtLeast},
    {"≥", Bound::kAtLeast},
    {"<", Bound::kAtMost},
    {"≤", Bound::kAtMost},
    {"超过", Bound::kAtLeast},
    {"超過", Bound::kAtLeast},
    {"超出", Bound::kAtLeast},
    {"超", Bound::kAtLeast},
    {"逾", Bound::kAtLeast},
    {"突破", Bound::kAtLeast},
    {"至少", Bound::kAtLeast},
    {"高于", Bound::kAtLeast},
    {"不低于", Bound::kAtLeast},
    {"不少于", Bound::kAtLeast},
    {"不到", Bound::kAtMost},
    {"不足", Bound::kAtMost},
    {"低于", Bound::kAtMost},
    {"少于", Bound::kAtMost},
    {"最多", Bound::kAtMost},
    {"至多", Bound::kAtMost},
    {"不超过", Bound::kAtMost},
    {"不超過", Bound::kAtMost},
    {"不高于", Bound::kAtMost},
    {"近", Bound::kNearly},
    {"将近", Bound::kNearly},
    {"將近", Bound::kNearly},
    {"接近", Bound::kNearly},
    {"几乎", Bound::kNearly},
    {"略低于", Bound::kNearly},
    {"略高于", Bound::kBarely},
    {"略超过", Bound::kBarely},
});

constexpr auto kAfter = std::to_array<Phrase>({
    {"or more", Bound::kAtLeast},
    {"or less", Bound::kAtMost},
    {"or fewer", Bound::kAtMost},
    {"+", Bound::kAtLeast},
    {"多", Bound::kAtLeast},
    {"余", Bound::kAtLeast},
    {"餘", Bound::kAtLeast},
    {"以上", Bound::kAtLeast},
    {"以下", Bound::kAtMost},
});

// What may stand between such words and the digits.
constexpr auto kSigns = std::to_array<std::string_view>(
    {"$", "€", "£", "¥", "￥", "us$", "a$", "c$", "rmb", "cny", "usd", "eur", "+", "-", "−", "by"});
constexpr auto kScales = std::to_array<std::string_view>(
    {"万", "萬", "亿", "億", "千", "百", "million", "billion", "trillion", "thousand"});

constexpr bool IsWordByte(char c) {
  return IsUpper(c) || (c >= 'a' && c <= 'z');
}

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string_view WithoutSpaceBehind(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '~'))
    text.remove_suffix(1);
  return text;
}

std::string_view WithoutSpaceBefore(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n'))
    text.remove_prefix(1);
  return text;
}

// Whether `text` ends in these words and not only in a part of one: "moreover" is no "over".
bool EndsIn(std::string_view text, std::string_view words) {
  if (!text.ends_with(words))
    return false;
  const std::size_t start = text.size() - words.size();
  return start == 0 || !IsWordByte(words.front()) || !IsWordByte(text[start - 1]);
}

bool BeginsWith(std::string_view text, std::string_view words) {
  if (!text.starts_with(words))
    return false;
  return text.size() == words.size() || !IsWordByte(words.back()) ||
         !IsWordByte(text[words.size()]);
}

// The longest phrase counts: "no more than" before "more than".
template <class Fits>
Bound LongestOf(std::span<const Phrase> phrases, const Fits& fits) {
  const Phrase* longest = nullptr;
  for (const Phrase& phrase : phrases) {
    if (fits(phrase.words) && (longest == nullptr || phrase.words.size() > longest->words.size()))
      longest = &phrase;
  }
  return longest == nullptr ? Bound::kNone : longest->bound;
}

Bound BoundBefore(std::string_view before) {
  before = WithoutSpaceBehind(before);
  for (bool is_cut = true; is_cut;) {
    is_cut = false;
    for (const std::string_view sign : kSigns) {
      if (EndsIn(before, sign)) {
        before = WithoutSpaceBehind(before.substr(0, before.size() - sign.size()));
        is_cut = true;
      }
    }
  }
  return LongestOf(kBefore, [&](std::string_view words) { return EndsIn(before, words); });
}

Bound BoundAfter(std::string_view after) {
  after = WithoutSpaceBefore(after);
  return LongestOf(kAfter, [&](std::string_view words) { return BeginsWith(after, words); });
}

std::string_view PastNumber(std::string_view text) {
  while (!text.empty() && (IsDigit(text.front()) || text.front() == ',' || text.front() == '.'))
    text.remove_prefix(1);
  for (const std::string_view scale : kScales) {
    if (WithoutSpaceBefore(text).starts_with(scale))
      return WithoutSpaceBefore(text).substr(scale.size());
  }
  return text;
}

// A number in words stands behind its phrase somewhere in the quote.
Bound BoundInWords(std::string_view quote) {
  for (std::size_t end = 1; end < quote.size(); ++end) {
    const Bound bound = IsWordByte(quote[end]) ? Bound::kNone : BoundBefore(quote.substr(0, end));
    if (bound != Bound::kNone)
      return bound;
  }
  return Bound::kNone;
}

}  // namespace

Bound BoundOf(std::string_view sentence, std::string_view quote) {
  const std::string text = Lower(sentence.find(quote) == std::string_view::npos ? quote : sentence);
  const std::string_view whole = text;
  const std::string words = Lower(quote);
  const std::size_t at = whole.find(words);
  const std::size_t digit = words.find_first_of("0123456789");
  if (digit == std::string::npos)
    return BoundInWords(words);
  if (const Bound bound = BoundBefore(whole.substr(0, at + digit)); bound != Bound::kNone)
    return bound;
  if (const Bound bound = BoundAfter(PastNumber(whole.substr(at + digit))); bound != Bound::kNone)
    return bound;
  return BoundAfter(whole.substr(at + words.size()));
}

}  // namespace rules
