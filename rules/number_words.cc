// Numbers spelled in English, and English words of scale.
#include <array>
#include <cmath>
#include <limits>

#include "rules/cursor.h"
#include "rules/number.h"

namespace rules {
namespace {

enum class Part { kUnit, kTen, kHundred, kScale, kDozen };

struct Word {
  std::string_view phrase;
  Part part;
  int value;  // kScale: power of ten
};

constexpr auto kWords = std::to_array<Word>({
    {"zero", Part::kUnit, 0},       {"nil", Part::kUnit, 0},       {"one", Part::kUnit, 1},
    {"two", Part::kUnit, 2},        {"three", Part::kUnit, 3},     {"four", Part::kUnit, 4},
    {"five", Part::kUnit, 5},       {"six", Part::kUnit, 6},       {"seven", Part::kUnit, 7},
    {"eight", Part::kUnit, 8},      {"nine", Part::kUnit, 9},      {"ten", Part::kUnit, 10},
    {"eleven", Part::kUnit, 11},    {"twelve", Part::kUnit, 12},   {"thirteen", Part::kUnit, 13},
    {"fourteen", Part::kUnit, 14},  {"fifteen", Part::kUnit, 15},  {"sixteen", Part::kUnit, 16},
    {"seventeen", Part::kUnit, 17}, {"eighteen", Part::kUnit, 18}, {"nineteen", Part::kUnit, 19},
    {"twenty", Part::kTen, 20},     {"thirty", Part::kTen, 30},    {"forty", Part::kTen, 40},
    {"fifty", Part::kTen, 50},      {"sixty", Part::kTen, 60},     {"seventy", Part::kTen, 70},
    {"eighty", Part::kTen, 80},     {"ninety", Part::kTen, 90},    {"hundred", Part::kHundred, 2},
    {"thousand", Part::kScale, 3},  {"lakh", Part::kScale, 5},     {"lakhs", Part::kScale, 5},
    {"lac", Part::kScale, 5},       {"million", Part::kScale, 6},  {"millions", Part::kScale, 6},
    {"mn", Part::kScale, 6},        {"mln", Part::kScale, 6},      {"mio", Part::kScale, 6},
    {"crore", Part::kScale, 7},     {"crores", Part::kScale, 7},   {"=cr", Part::kScale, 7},
    {"billion", Part::kScale, 9},   {"billions", Part::kScale, 9}, {"bn", Part::kScale, 9},
    {"bln", Part::kScale, 9},       {"mrd", Part::kScale, 9},      {"trillion", Part::kScale, 12},
    {"tn", Part::kScale, 12},       {"trn", Part::kScale, 12},     {"tln", Part::kScale, 12},
    {"dozen", Part::kDozen, 12},    {"nought", Part::kUnit, 0},    {"naught", Part::kUnit, 0},
});

std::optional<PhraseIndex::Hit> WordHit(std::string_view text, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<Word>(kWords);
  return index.Find(text, at);
}

// The place of the next word: after spaces or one hyphen.
std::size_t NextWord(std::string_view text, std::size_t at) {
  const std::size_t spaced = SkipSpaces(text, at);
  return spaced == at && ByteAt(text, at) == '-' && IsLetter(ByteAt(text, at + 1)) ? at + 1
                                                                                   : spaced;
}

// Past `phrase` at the next word, or `at` where another word stands.
std::size_t Past(std::string_view text, std::size_t at, std::string_view phrase) {
  const std::size_t start = NextWord(text, at);
  return SameLetters(WordAt(text, start), phrase) ? start + phrase.size() : at;
}

constexpr std::array<std::string_view, 10> kOrdinals = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "half"};

// The sum of the words so far, exact: `done` whole scales and `open` below the next one.
class Adder {
 public:
  bool Take(const Word& word) {
    switch (word.part) {
      case Part::kUnit:
        return TakeSmall(word.value, word.value < 10 ? 10 : 100);
      case Part::kTen:
        return TakeSmall(word.value, 100);
      case Part::kHundred:
        return Multiply(2);
      case Part::kScale:
        return Multiply(word.value);
      case Part::kDozen:
        if (empty_) {
          return false;
        }
        open_ *= word.value;
        return true;
    }
    return false;
  }

  double value() const { return done_ + open_; }
  int place() const { return place_; }

 private:
  bool TakeSmall(int value, int room) {
    const auto below = static_cast<int>(std::fmod(open_, 100));
    if (!empty_ && (below % room != 0 || value == 0 || (room == 10 && below == 10))) {
      return false;
    }
    if (!empty_ && open_ >= 1 && open_ < 20) {
      return false;
    }
    open_ += value;
    place_ = value % 10 == 0 && value > 10 ? 1 : 0;
    place_ = room == 100 && value < 20 ? 0 : place_;
    empty_ = false;
    return true;
  }

  bool Multiply(int power) {
    if (empty_ || open_ == 0 || power >= last_power_ || (power == 2 && open_ >= 100)) {
      return false;
    }
    open_ *= std::pow(10, power);
    place_ = power;
    if (power > 2) {
      done_ += open_;
      open_ = 0;
      last_power_ = power;
    }
    return true;
  }

  double done_ = 0;
  double open_ = 0;
  int place_ = 0;
  int last_power_ = std::numeric_limits<int>::max();
  bool empty_ = true;
};

Number WithExponent(double value, int exponent, Span span) {
  return Number{.span = span,
                .mantissa = value / std::pow(10, exponent),
                .exponent = exponent,
                .form = Number::Form::kWords};
}

// "and" joins only what is smaller: "two hundred and five".
std::size_t AfterAnd(std::string_view text, std::size_t at, int place) {
  const std::size_t past = Past(text, at, "and");
  return past != at && place >= 2 ? NextWord(text, past) : NextWord(text, at);
}

// Whether a hundred or a scale is among the next words: only then a comma goes on with a number
// ("three thousand, four hundred").
bool HoldsScale(std::string_view text, std::size_t at) {
  constexpr int kWordsMax = 3;
  for (int i = 0; i < kWordsMax; ++i) {
    const std::optional<PhraseIndex::Hit> hit = WordHit(text, at);
    if (!hit) {
      return false;
    }
    const Part part = kWords[hit->phrase].part;
    if (part == Part::kHundred || part == Part::kScale) {
      return i > 0;
    }
    at = NextWord(text, hit->end);
  }
  return false;
}

std::size_t AfterScale(std::string_view text, std::size_t end, const Adder& adder) {
  const bool comma =
      ByteAt(text, end) == ',' && adder.place() >= 3 && HoldsScale(text, SkipSpaces(text, end + 1));
  return comma ? SkipSpaces(text, end + 1) : AfterAnd(text, end, adder.place());
}

// "twenty-five", and after an article "a hundred and fifty": the article counts as one.
std::optional<Number> SpelledAt(std::string_view text, std::size_t at) {
  Adder adder;
  std::size_t end = at;
  std::size_t next = at;
  const std::string_view first = WordAt(text, at);
  const std::size_t article =
      SameLetters(first, "a") || SameLetters(first, "an") ? at + first.size() : at;
  if (article != at) {
    const std::optional<PhraseIndex::Hit> hit = WordHit(text, NextWord(text, article));
    if (!hit || kWords[hit->phrase].part == Part::kUnit || kWords[hit->phrase].part == Part::kTen) {
      return std::nullopt;
    }
    adder.Take({"a", Part::kUnit, 1});
    next = NextWord(text, article);
  }
  int scale = 0;
  while (true) {
    const std::optional<PhraseIndex::Hit> hit = WordHit(text, next);
    if (!hit || !adder.Take(kWords[hit->phrase])) {
      break;
    }
    const Word& word = kWords[hit->phrase];
    scale = word.part == Part::kScale ? word.value : 0;
    end = hit->end;
    next = AfterScale(text, end, adder);
  }
  const bool ordinal = ByteAt(text, end) == '-' && IsOneOf(WordAt(text, end + 1), kOrdinals);
  if (end == at || ordinal) {
    return std::nullopt;
  }
  // "a hundred thousand" is as round as "a million".
  const int round = static_cast<int>(std::lround(std::log10(std::max(adder.value(), 1.0))));
  const bool one = article != at && adder.value() == std::pow(10, round);
  Number number = WithExponent(adder.value(), one ? round : adder.place(), {at, end});
  number.scale = scale;
  return number;
}

// "one point two"
void AddSpokenDecimals(std::string_view text, Number& number) {
  std::size_t at = Past(text, number.span.end, "point");
  if (at == number.span.end || number.exponent != 0) {
    return;
  }
  for (int i = 0; i < 6; ++i) {
    const std::optional<PhraseIndex::Hit> hit = WordHit(text, NextWord(text, at));
    if (!hit || kWords[hit->phrase].part != Part::kUnit || kWords[hit->phrase].value > 9) {
      return;
    }
    number.mantissa = number.mantissa * 10 + kWords[hit->phrase].value;
    --number.exponent;
    at = hit->end;
    number.span.end = at;
  }
}

// "a couple of tonnes", "a couple of million": two, before a scale or a unit.
std::optional<Number> CoupleAt(std::string_view text, std::size_t at) {
  const std::size_t couple = IsLetter(ByteAt(text, at + 1)) ? at : Past(text, at + 1, "couple");
  const std::size_t of = Past(text, couple, "of");
  if (couple <= at + 1 || of == couple) {
    return std::nullopt;
  }
  constexpr auto kCounted = std::to_array<std::string_view>(
      {"tonnes", "tons", "kilos", "kilograms", "grams", "pounds", "ounces", "dollars", "euros",
       "yuan", "percent", "metric", "per"});
  const std::size_t next = NextWord(text, of);
  const std::optional<PhraseIndex::Hit> hit = WordHit(text, next);
  const bool scaled = hit && (kWords[hit->phrase].part == Part::kScale ||
                              kWords[hit->phrase].part == Part::kHundred);
  if (!scaled && !IsOneOf(WordAt(text, next), kCounted)) {
    return std::nullopt;
  }
  Number two{.span = {at, of}, .mantissa = 2, .form = Number::Form::kWords, .is_open = true};
  return WithWordScale(text, two);
}

// "point five" by itself, where a word before it leads to a number.
std::optional<Number> PointAt(std::string_view text, std::size_t at) {
  constexpr auto kBefore = std::to_array<std::string_view>(
      {"", "of", "by", "to", "about", "only", "just", "than", "nearly", "around", "was", "up",
       "down", "almost", "roughly"});
  if (!SameLetters(WordAt(text, at), "point") || !IsOneOf(WordBefore(text, at), kBefore)) {
    return std::nullopt;
  }
  Number number{.span = {at, at}, .form = Number::Form::kWords};
  AddSpokenDecimals(text, number);
  return number.exponent < 0 ? std::optional(WithWordScale(text, number)) : std::nullopt;
}

}  // namespace

std::optional<Number> WordNumberAt(std::string_view text, std::size_t at) {
  if (!StartsWord(text, at)) {
    return std::nullopt;
  }
  switch (Lower(text[at])) {
    case 'h':
    case 'q':
      return PartOfUnitAt(text, at);
    case 'p':
      return PointAt(text, at);
    case 'a':
      if (std::optional<Number> couple = CoupleAt(text, at)) {
        return couple;
      }
      break;
    case 'e':
    case 'f':
    case 'n':
    case 'o':
    case 's':
    case 't':
    case 'z':
      break;
    default:
      return std::nullopt;
  }
  if (std::optional<Number> part = PartOfUnitAt(text, at)) {
    return part;
  }
  std::optional<Number> number = SpelledAt(text, at);
  if (!number) {
    return std::nullopt;
  }
  AddSpokenDecimals(text, *number);
  return WithWordScale(text, WithPart(text, *number));
}

void AddNumberStarts(StartWords& words) {
  words.AddPhrases(kWords);
  words.AddWords(std::to_array<std::string_view>({"a", "an", "half", "quarter", "point"}));
}

Number WithWordScale(std::string_view text, Number number) {
  if (number.form == Number::Form::kDigits && number.scale == 0) {
    number = WithPart(text, number);
  }
  std::size_t at = number.span.end;
  int last_power = std::numeric_limits<int>::max();
  // "16,300 lakh crore", "5 hundred thousand": scales multiply; a hundred comes first.
  for (int i = 0; i < 2; ++i) {
    const std::optional<PhraseIndex::Hit> hit = WordHit(text, NextWord(text, at));
    if (!hit) {
      break;
    }
    const Word& word = kWords[hit->phrase];
    const bool is_scale = word.part == Part::kScale || word.part == Part::kHundred;
    if (word.part == Part::kDozen && i == 0) {
      number.mantissa *= 12;
      number.span.end = hit->end;
      break;
    }
    if (!is_scale || (i > 0 && word.value < last_power && last_power != 2)) {
      break;
    }
    number.exponent += word.value;
    number.scale += word.value;
    last_power = word.value;
    at = hit->end;
    number.span.end = at;
  }
  return number;
}

}  // namespace rules
