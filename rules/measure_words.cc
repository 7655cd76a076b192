// Measures that begin with a word: parts, multiples, "a ton of", and no goods at all.
#include <array>
#include <cmath>
#include <string>

#include "rules/cursor.h"
#include "rules/measure.h"
#include "rules/percent.h"
#include "rules/quantity.h"

namespace rules {
namespace {

constexpr auto kNothing = std::to_array<std::string_view>({"nil", "none", "zero", "nothing"});

// "nil", "none in May", "fell to zero": no goods at all.
std::optional<Mention> NothingAt(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  const bool nil = SameLetters(word, "nil");
  const bool none = SameLetters(word, "none");
  const bool zero = SameLetters(word, "zero") || SameLetters(word, "nothing");
  const std::size_t end = at + word.size();
  if ((!nil && !none && !zero) || !EndsWord(text, end) || ByteAt(text, end) == '-') {
    return std::nullopt;
  }
  constexpr auto kBefore = std::to_array<std::string_view>(
      {"to", "at", "was", "were", "been", "is", "are", "be", "stood", "remained", "and", "recorded",
       "exported", "imported", "shipped", "from"});
  constexpr auto kAfter = std::to_array<std::string_view>(
      {"in", "for", "during", "from", "as", "after", "last", "since", "a", "at", "by", "on"});
  const std::string_view next = WordAt(text, SkipSpaces(text, end));
  const bool ends = next.empty() && !IsDigit(ByteAt(text, SkipSpaces(text, end)));
  const bool led = IsOneOf(WordBefore(text, at), kBefore);
  const bool followed = ends || IsOneOf(next, kAfter);
  constexpr auto kMoved = std::to_array<std::string_view>({"came", "arrived", "went", "left"});
  const bool fits =
      none ? (SameLetters(next, "in") && (led || ends)) || IsOneOf(next, kMoved) : led && followed;
  if (!fits) {
    return std::nullopt;
  }
  return Mention{.type = MentionType::kQuantity,
                 .span = {at, end},
                 .amount = {0, 0},
                 .unit = "t",
                 .steps = {std::string(word) + " = 0 t"}};
}

// "a ton of", "a tonne and a half", "a percent": the article counts as one. Not the rate of "39,000
// a tonne".
std::optional<Mention> ArticleMeasureAt(std::string_view text, std::size_t at,
                                        const Reading& reading) {
  const std::size_t size = WordAt(text, at).size();
  const std::size_t spaced = SkipSpacesBack(text, at);
  if (size > 2 || Lower(text[at]) != 'a' || (size == 2 && Lower(text[at + 1]) != 'n') ||
      (spaced > 0 && (IsDigit(text[spaced - 1]) || HasSuffix(text, spaced, "€")))) {
    return std::nullopt;
  }
  const Number one{.span = {at, at + size}, .mantissa = 1, .form = Number::Form::kWords};
  const Amounts amounts{.low = one, .high = std::nullopt, .end = at + size};
  const std::string_view unit = WordAt(text, SkipSpaces(text, at + size));
  constexpr auto kMasses = std::to_array<std::string_view>(
      {"ton", "tonne", "metric", "kilo", "kilogram", "gram", "ounce", "pound"});
  if (IsOneOf(unit, kMasses)) {
    std::optional<Mention> mass = QuantityAfter(text, amounts, reading);
    const bool told = mass && (SameLetters(WordAt(text, SkipSpaces(text, mass->span.end)), "of") ||
                               mass->amount.value != std::round(mass->amount.value));
    if (mass)
      mass->is_bare = true;
    return told ? mass : std::nullopt;
  }
  const bool percent = SameLetters(unit, "percent") || SameLetters(unit, "per");
  const std::string_view before = WordBefore(text, at);
  if (!percent || SameLetters(before, "as") || SameLetters(before, "what") ||
      SameLetters(before, "of")) {
    return std::nullopt;
  }
  std::optional<Mention> share = PercentAfter(text, amounts);
  return share && share->type == MentionType::kPercent ? share : std::nullopt;
}

}  // namespace

std::optional<Mention> WordMeasureAt(std::string_view text, std::size_t at,
                                     const Reading& reading) {
  if (!StartsWord(text, at)) {
    return std::nullopt;
  }
  if (std::optional<Mention> one = ArticleMeasureAt(text, at, reading)) {
    return one;
  }
  if (std::optional<Mention> nothing = NothingAt(text, at)) {
    return nothing;
  }
  if (std::optional<Mention> multiple = EnglishMultipleAt(text, at)) {
    return multiple;
  }
  return EnglishFractionAt(text, at);
}

void AddMeasureWordStarts(StartWords& words) {
  words.AddWords(kNothing);
}

}  // namespace rules
