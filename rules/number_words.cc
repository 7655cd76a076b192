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
    {"dozen", Part::kDozen, 12},
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

std::optional<Number> SpelledAt(std::string_view text, std::size_t at) {
  Adder adder;
  std::size_t end = at;
  std::size_t next = at;
  while (true) {
    const std::optional<PhraseIndex::Hit> hit = WordHit(text, next);
    if (!hit || !adder.Take(kWords[hit->phrase])) {
      break;
    }
    end = hit->end;
    next = AfterAnd(text, end, adder.place());
  }
  const bool ordinal = ByteAt(text, end) == '-' && IsOneOf(WordAt(text, end + 1), kOrdinals);
  if (end == at || ordinal) {
    return std::nullopt;
  }
  Number number = WithExponent(adder.value(), adder.place(), {at, end});
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

// "one and a half", "two-and-a-half"
void AddHalf(std::string_view text, Number& number) {
  std::size_t at = Past(text, number.span.end, "and");
  const std::size_t article = Past(text, at, "a");
  const std::size_t half = Past(text, article, "half");
  if (at == number.span.end || article == at || half == article) {
    return;
  }
  const double whole = number.mantissa * 10;
  number.mantissa = whole + 5;
  --number.exponent;
  number.span.end = half;
}

// Units that half or a quarter of one is told of.
constexpr auto kHalved =
    std::to_array<std::string_view>({"percent", "per", "pct", "percentage", "tonne", "ton", "kilo",
                                     "kilogram", "kilogramme", "kg", "pound", "ounce", "gram"});

// "half a million", "half-a-million", "half a dozen", "a quarter of a million"; the scale is
// needed.
std::optional<Number> PartOfScale(std::string_view text, std::size_t at) {
  std::size_t end = at;
  Number number{.span = {at, at}, .form = Number::Form::kWords};
  if (const std::size_t half = Past(text, at, "half"); half != at) {
    number.mantissa = 5;
    number.exponent = -1;
    end = half;
    // "half of one percent", "half of a percentage point"
    const std::size_t of = Past(text, half, "of");
    const std::size_t one =
        of == half ? half : std::max(Past(text, of, "one"), Past(text, of, "a"));
    const std::string_view unit = WordAt(text, NextWord(text, one));
    if (one != of && (SameLetters(unit, "percent") || SameLetters(unit, "percentage"))) {
      number.span.end = one;
      return number;
    }
  } else {
    const std::size_t three = Past(text, at, "three");
    const std::size_t one = three == at ? Past(text, at, "a") : three;
    end = Past(text, one, three == at ? "quarter" : "quarters");
    if (end == one) {
      return std::nullopt;
    }
    number.mantissa = three == at ? 25 : 75;
    number.exponent = -2;
    const std::size_t of = Past(text, end, "of");
    end = of;
  }
  const std::size_t article = Past(text, end, "a");
  const std::size_t next = NextWord(text, article);
  if (IsOneOf(WordAt(text, next), kHalved)) {
    number.span.end = article;
    return number;
  }
  const std::optional<PhraseIndex::Hit> hit = WordHit(text, next);
  if (!hit) {
    return std::nullopt;
  }
  const Word& word = kWords[hit->phrase];
  if (word.part == Part::kDozen) {
    number.mantissa *= 12;
  } else if (word.part == Part::kScale || word.part == Part::kHundred) {
    number.exponent += word.value;
    number.scale = word.value;
  } else {
    return std::nullopt;
  }
  number.span.end = hit->end;
  return number;
}

// "a million", "an hundred thousand", "a dozen"
std::optional<Number> ArticleScale(std::string_view text, std::size_t at) {
  const std::size_t a = Past(text, at, "a") != at ? Past(text, at, "a") : Past(text, at, "an");
  const std::optional<PhraseIndex::Hit> hit = WordHit(text, NextWord(text, a));
  if (a == at || !hit || kWords[hit->phrase].part == Part::kUnit ||
      kWords[hit->phrase].part == Part::kTen) {
    return std::nullopt;
  }
  const Word& word = kWords[hit->phrase];
  Number number{.span = {at, hit->end}, .mantissa = 1, .form = Number::Form::kWords};
  if (word.part == Part::kDozen) {
    number.mantissa = 12;
    return number;
  }
  number.exponent = word.value;
  number = WithWordScale(text, number);
  AddHalf(text, number);
  return number;
}

}  // namespace

std::optional<Number> WordNumberAt(std::string_view text, std::size_t at) {
  if (!StartsWord(text, at)) {
    return std::nullopt;
  }
  switch (Lower(text[at])) {
    case 'a':
      if (std::optional<Number> scale = ArticleScale(text, at)) {
        return scale;
      }
      return PartOfScale(text, at);
    case 'h':
      return PartOfScale(text, at);
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
  if (std::optional<Number> part = PartOfScale(text, at)) {
    return part;
  }
  std::optional<Number> number = SpelledAt(text, at);
  if (!number || number->span.end == at) {
    return std::nullopt;
  }
  AddSpokenDecimals(text, *number);
  AddHalf(text, *number);
  return WithWordScale(text, *number);
}

void AddNumberStarts(StartWords& words) {
  words.AddPhrases(kWords);
  words.AddWords(std::to_array<std::string_view>({"a", "an", "half"}));
}

Number WithWordScale(std::string_view text, Number number) {
  if (number.form == Number::Form::kDigits) {
    AddHalf(text, number);
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
