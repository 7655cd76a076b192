// What stands around a number: words that loosen it, and what joins two numbers to a range.
#include <array>

#include "rules/cursor.h"
#include "rules/number.h"

namespace rules {
namespace {

constexpr int kWordsBack = 4;

constexpr auto kLoose = std::to_array<std::string_view>(
    {"about",         "around",  "nearly",   "almost",     "some",      "roughly",
     "approximately", "approx",  "over",     "under",      "above",     "below",
     "circa",         "ca",      "near",     "nearing",    "exceeding", "estimated",
     "barely",        "just",    "only",     "another",    "well",      "perhaps",
     "maybe",         "exceeds", "exceeded", "surpassing", "topping",   "topped"});
constexpr auto kBound = std::to_array<std::string_view>({"just", "only", "another", "well"});

struct Pair {
  std::string_view first;
  std::string_view second;
};

constexpr auto kLoosePairs = std::to_array<Pair>({
    {"more", "than"},  {"less", "than"}, {"fewer", "than"}, {"greater", "than"}, {"at", "least"},
    {"at", "most"},    {"up", "to"},     {"close", "to"},   {"much", "as"},      {"many", "as"},
    {"little", "as"},  {"few", "as"},    {"high", "as"},    {"low", "as"},       {"excess", "of"},
    {"upwards", "of"}, {"upward", "of"}, {"minimum", "of"}, {"maximum", "of"},   {"region", "of"},
});

constexpr auto kHanLoose = std::to_array<std::string_view>(
    {"大约", "大約", "约为", "約為", "约",     "約",     "接近",   "将近", "將近",
     "近",   "超过", "超過", "超出", "超",     "逾",     "不到",   "不足", "至少",
     "最多", "最少", "多达", "多達", "不超过", "不超過", "不低于", "高于", "低于",
     "几乎", "幾乎", "大致", "大概", "突破",   "可达",   "上"});
constexpr auto kHanLooseAfter = std::to_array<std::string_view>(
    {"左右", "上下", "以上", "以下", "多", "余", "餘", "有余", "开外"});
constexpr auto kHanFrom = std::to_array<std::string_view>({"从", "從", "由", "自"});

std::size_t PastHanBack(std::string_view text, std::size_t at,
                        std::span<const std::string_view> words) {
  for (const std::string_view word : words) {
    if (HasSuffix(text, at, word)) {
      return at - word.size();
    }
  }
  return at;
}

bool LoosensAfter(std::string_view text, std::size_t end) {
  const std::size_t next = SkipSpaces(text, end);
  if (SameLetters(WordAt(text, next), "or")) {
    const std::string_view word = WordAt(text, SkipSpaces(text, next + 2));
    return SameLetters(word, "so") || SameLetters(word, "more") || SameLetters(word, "less");
  }
  if (ByteAt(text, end) == '+') {
    return true;
  }
  if (ByteAt(text, end) == '-') {
    const std::string_view word = WordAt(text, end + 1);
    return SameLetters(word, "odd") || SameLetters(word, "plus");
  }
  for (const std::string_view word : kHanLooseAfter) {
    if (HasPrefix(text, next, word)) {
      return true;
    }
  }
  return false;
}

// Past one loosening word or pair that ends at `at`, or `at`.
std::size_t PastLooseBack(std::string_view text, std::size_t at) {
  const std::size_t spaced = SkipSpacesBack(text, at);
  if (spaced > 0) {
    const char before = text[spaced - 1];
    if (before == '~' || before == '>' || before == '<') {
      return spaced - 1;
    }
    for (const std::string_view sign : {"≈", "≥", "≤", "±"}) {
      if (HasSuffix(text, spaced, sign)) {
        return spaced - sign.size();
      }
    }
  }
  if (const std::size_t han = PastHanBack(text, spaced, kHanLoose); han != spaced) {
    return han;
  }
  const std::string_view word = WordBefore(text, at);
  if (word.empty()) {
    return at;
  }
  const std::size_t start = OffsetOf(text, word);
  const std::string_view before = WordBefore(text, start);
  for (const Pair& pair : kLoosePairs) {
    if (SameLetters(pair.second, word) && SameLetters(pair.first, before)) {
      return OffsetOf(text, before);
    }
  }
  return IsOneOf(word, kLoose) ? start : at;
}

}  // namespace

Around WordsAround(std::string_view text, Span number) {
  Around around{.is_approximate = LoosensAfter(text, number.end)};
  std::size_t at = number.start;
  for (int i = 0; i < kWordsBack; ++i) {
    const std::size_t past = PastLooseBack(text, at);
    if (past == at) {
      break;
    }
    const bool bound = IsOneOf(WordAt(text, past), kBound);
    around.is_approximate = around.is_approximate || !bound;
    at = past;
  }
  const std::string_view word = WordBefore(text, at);
  around.after_between = SameLetters(word, "between") || HasSuffix(text, at, "介于") ||
                         HasSuffix(text, at, "介於") || HasSuffix(text, at, "在");
  around.after_from = SameLetters(word, "from") || PastHanBack(text, at, kHanFrom) != at;
  return around;
}

std::optional<std::size_t> RangeJoinEnd(std::string_view text, std::size_t at) {
  for (const std::string_view han : {"至", "到"}) {
    if (HasPrefix(text, at, han)) {
      return at + han.size();
    }
  }
  const std::size_t next = SkipSpaces(text, at);
  const char c = ByteAt(text, next);
  if (c == '-' && next == at && SameLetters(WordAt(text, at + 1), "to") &&
      ByteAt(text, at + 3) == '-') {
    return at + 4;  // "five-to-six"
  }
  if (c == '-' || c == '~') {
    std::size_t past = next + 1;
    past += c == '-' && ByteAt(text, past) == '-' ? 1 : 0;
    const std::size_t spaced = SkipSpaces(text, past);
    // "5 -3" is a list with a sign, "5 - 3" and "5-3" are ranges.
    return (next == at) == (spaced == past) ? std::optional(spaced) : std::nullopt;
  }
  const std::string_view word = WordAt(text, next);
  if (next != at && (SameLetters(word, "to") || SameLetters(word, "or"))) {
    return SkipSpaces(text, next + word.size());
  }
  return std::nullopt;
}

std::optional<std::size_t> PairJoinEnd(std::string_view text, std::size_t at) {
  for (const std::string_view han : {"与", "與", "和"}) {
    if (HasPrefix(text, at, han)) {
      return at + han.size();
    }
  }
  const std::size_t next = SkipSpaces(text, at);
  const std::string_view word = WordAt(text, next);
  if (next != at && SameLetters(word, "and")) {
    return SkipSpaces(text, next + word.size());
  }
  return std::nullopt;
}

}  // namespace rules
