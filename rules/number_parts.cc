// Parts of one: "three quarters of a million", "a tenth of one percent", "3/4", "and a half".
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "rules/cursor.h"
#include "rules/number.h"

namespace rules {
namespace {

struct Worth {
  std::string_view word;
  int value;
};

constexpr auto kCounts = std::to_array<Worth>({{"a", 1},
                                               {"an", 1},
                                               {"one", 1},
                                               {"two", 2},
                                               {"three", 3},
                                               {"four", 4},
                                               {"five", 5},
                                               {"six", 6},
                                               {"seven", 7},
                                               {"eight", 8},
                                               {"nine", 9}});
constexpr auto kParts = std::to_array<Worth>({{"half", 2},
                                              {"halves", 2},
                                              {"third", 3},
                                              {"thirds", 3},
                                              {"quarter", 4},
                                              {"quarters", 4},
                                              {"fourth", 4},
                                              {"fourths", 4},
                                              {"fifth", 5},
                                              {"fifths", 5},
                                              {"sixth", 6},
                                              {"sixths", 6},
                                              {"eighth", 8},
                                              {"eighths", 8},
                                              {"tenth", 10},
                                              {"tenths", 10},
                                              {"hundredth", 100},
                                              {"hundredths", 100}});
// Units that a part of one is told of.
constexpr auto kUnits = std::to_array<std::string_view>(
    {"percent",  "pct",   "percentage", "tonne",  "tonnes",  "ton",    "tons",    "kilo",  "kilos",
     "kilogram", "kg",    "pound",      "pounds", "ounce",   "ounces", "gram",    "grams", "gramme",
     "metric",   "carat", "kilogramme", "dollar", "dollars", "euro",   "cent",    "euros", "stone",
     "short",    "lb",    "lbs",        "oz",     "grammes", "carats", "quintal", "cwt"});
constexpr auto kScales =
    std::to_array<std::string_view>({"hundred", "thousand", "million", "billion", "trillion",
                                     "lakh", "crore", "dozen", "mln", "bn", "mn"});

int ValueOf(std::span<const Worth> table, std::string_view word) {
  for (const Worth& row : table) {
    if (SameLetters(row.word, word)) {
      return row.value;
    }
  }
  return 0;
}

std::size_t NextWordAt(std::string_view text, std::size_t at) {
  const std::size_t spaced = SkipSpaces(text, at);
  return spaced == at && ByteAt(text, at) == '-' && IsLetter(ByteAt(text, at + 1)) ? at + 1
                                                                                   : spaced;
}

std::size_t Past(std::string_view text, std::size_t at, std::string_view phrase) {
  const std::size_t start = NextWordAt(text, at);
  return SameLetters(WordAt(text, start), phrase) ? start + phrase.size() : at;
}

bool IsScale(std::string_view text, std::size_t at) {
  return IsOneOf(WordAt(text, NextWordAt(text, at)), kScales);
}

// Whether a unit stands next that parts are told of, "per cent" and "%" among them.
bool IsUnit(std::string_view text, std::size_t at) {
  const std::size_t start = NextWordAt(text, at);
  if (ByteAt(text, start) == '%' || HasPrefix(text, start, "吨")) {
    return true;
  }
  const std::string_view word = WordAt(text, start);
  if (SameLetters(word, "per")) {
    return SameLetters(WordAt(text, SkipSpaces(text, start + 3)), "cent");
  }
  return IsOneOf(word, kUnits);
}

struct Part {
  std::size_t end = 0;
  int count = 0;
  int parts = 1;
  bool is_bound = false;  // "half", "two-tenths": never an ordinal
};

std::optional<Part> PartWordsAt(std::string_view text, std::size_t at) {
  constexpr std::size_t kCountBytesMax = 5;
  const std::string_view first = WordAt(text, at);
  if (SameLetters(first, "half")) {
    return Part{.end = at + first.size(), .count = 1, .parts = 2, .is_bound = true};
  }
  if (SameLetters(first, "quarter")) {
    const bool of = SameLetters(WordAt(text, SkipSpaces(text, at + first.size())), "of");
    return of ? std::optional(Part{.end = at + first.size(), .count = 1, .parts = 4})
              : std::nullopt;
  }
  if (first.empty() && IsDigit(ByteAt(text, at)) && ByteAt(text, at + 1) == ' ') {
    const std::string_view parts = WordAt(text, at + 2);
    const bool tenths = SameLetters(parts, "tenths") || SameLetters(parts, "hundredths");
    return tenths ? std::optional(Part{.end = at + 2 + parts.size(),
                                       .count = text[at] - '0',
                                       .parts = ValueOf(kParts, parts),
                                       .is_bound = true})
                  : std::nullopt;
  }
  const int count = first.size() > kCountBytesMax ? 0 : ValueOf(kCounts, first);
  if (count == 0) {
    return std::nullopt;
  }
  const std::size_t next = NextWordAt(text, at + first.size());
  const std::string_view second = WordAt(text, next);
  const int parts = ValueOf(kParts, second);
  if (next == at + first.size() || parts <= count) {
    return std::nullopt;
  }
  const bool hyphened = text[next - 1] == '-';
  const bool plural = Lower(second.back()) == 's';
  if (count > 1 ? !plural && !hyphened : plural) {
    return std::nullopt;
  }
  return Part{.end = next + second.size(),
              .count = count,
              .parts = parts,
              .is_bound = hyphened || count > 1 || parts == 2 || parts == 4};
}

// Exact where decimals can tell it, else to four places.
Number InDecimals(int count, int parts, Span span) {
  constexpr int kPlacesMax = 4;
  int places = 1;
  while (places < kPlacesMax && std::fmod(count * std::pow(10, places), parts) != 0) {
    ++places;
  }
  return Number{.span = span,
                .mantissa = std::round(count * std::pow(10, places) / parts),
                .exponent = -places,
                .form = Number::Form::kWords};
}

// Past "a", "an", "one" or "1", or the position.
std::size_t PastOne(std::string_view text, std::size_t at) {
  for (const std::string_view one : {"a", "an", "one"}) {
    if (const std::size_t past = Past(text, at, one); past != at) {
      return past;
    }
  }
  const std::size_t start = SkipSpaces(text, at);
  return ByteAt(text, start) == '1' && EndsWord(text, start + 1) &&
                 !IsDigit(ByteAt(text, start + 2))
             ? start + 1
             : at;
}

// A whole number and the part that follows it.
Number Sum(Number whole, const Number& part) {
  whole.mantissa = whole.mantissa * std::pow(10, -part.exponent) + part.mantissa;
  whole.exponent += part.exponent;
  whole.span.end = part.span.end;
  return whole;
}

Number WithScaleAfter(std::string_view text, Number part) {
  if (const std::size_t dozen = Past(text, part.span.end, "dozen"); dozen != part.span.end) {
    part.mantissa *= 12;
    part.span.end = dozen;
    return part;
  }
  return WithWordScale(text, part);
}

bool IsPartOf(int count, int parts) {
  constexpr auto kKnown = std::to_array<int>({2, 3, 4, 5, 6, 8, 10, 16, 32});
  return count >= 1 && count < parts &&
         std::find(kKnown.begin(), kKnown.end(), parts) != kKnown.end();
}

}  // namespace

std::optional<Number> PartOfUnitAt(std::string_view text, std::size_t at) {
  const std::optional<Part> part = PartWordsAt(text, at);
  if (!part) {
    return std::nullopt;
  }
  Number number = InDecimals(part->count, part->parts, {at, part->end});
  const std::size_t of = Past(text, part->end, "of");
  if (of != part->end) {
    number.span.end = PastOne(text, of);
    if (number.span.end == of) {
      return std::nullopt;
    }
  } else if (part->parts == 2) {
    number.span.end = PastOne(text, part->end);
  }
  if (IsUnit(text, number.span.end) && (of != part->end || part->is_bound)) {
    return number;
  }
  const bool scaled =
      IsScale(text, number.span.end) && (of != part->end || part->parts == 2 || part->parts == 4);
  return scaled ? std::optional(WithScaleAfter(text, number)) : std::nullopt;
}

Number WithPart(std::string_view text, Number number) {
  const std::size_t past = Past(text, number.span.end, "and");
  if (past == number.span.end || number.exponent < 0) {
    return number;
  }
  const std::size_t start = NextWordAt(text, past);
  if (const std::optional<Number> figured = FiguredPartAt(text, start)) {
    // "2 and 3/4 per cent"
    return IsUnit(text, figured->span.end) ? Sum(number, *figured) : number;
  }
  const std::optional<Part> part = PartWordsAt(text, start);
  if (!part || (part->count == 1 && part->end == start + 4)) {
    return number;  // "two and half": no part of a third one
  }
  std::size_t end = part->end;
  if (const std::size_t of = Past(text, end, "of"); of != end) {
    end = PastOne(text, of);
    if (end == of || !(IsScale(text, end) || IsUnit(text, end))) {
      return number;
    }
  } else if (part->parts != 2 && !IsScale(text, end) && !IsUnit(text, end)) {
    return number;
  }
  return Sum(number, InDecimals(part->count, part->parts, {start, end}));
}

std::optional<Number> FiguredPartAt(std::string_view text, std::size_t at) {
  const auto digits_end = [&](std::size_t from) {
    std::size_t end = from;
    while (end - from < 3 && IsDigit(ByteAt(text, end))) {
      ++end;
    }
    return end;
  };
  const std::size_t slash = digits_end(at);
  const std::size_t end = digits_end(slash + 1);
  const std::size_t first = slash - at;
  const std::size_t second = end - slash - 1;
  const char before = ByteAt(text, at - 1);
  if (first == 0 || first > 2 || ByteAt(text, slash) != '/' || second == 0 || second > 2 ||
      !EndsWord(text, end) || ByteAt(text, end) == '/' ||
      (at > 0 && (IsDigit(before) || IsLetter(before) || before == '/' || before == '.'))) {
    return std::nullopt;
  }
  const auto value = [&](std::size_t from, std::size_t size) {
    int sum = 0;
    for (std::size_t i = from; i < from + size; ++i) {
      sum = sum * 10 + (text[i] - '0');
    }
    return sum;
  };
  const int count = value(at, first);
  const int parts = value(slash + 1, second);
  if (!IsPartOf(count, parts)) {
    return std::nullopt;
  }
  Number number = InDecimals(count, parts, {at, end});
  number.form = Number::Form::kDigits;
  return number;
}

std::optional<Number> FiguredPartOfUnitAt(std::string_view text, std::size_t at) {
  std::optional<Number> part = FiguredPartAt(text, at);
  if (!part) {
    return std::nullopt;
  }
  const std::size_t of = Past(text, part->span.end, "of");
  const std::size_t one = of == part->span.end ? of : PastOne(text, of);
  if (one != of) {
    part->span.end = one;  // "3/4 of a tonne"
  }
  const bool counts = (one != of || of == part->span.end) &&
                      (IsUnit(text, part->span.end) || IsScale(text, part->span.end));
  return counts ? part : std::nullopt;
}

}  // namespace rules
