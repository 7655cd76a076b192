// Percentages in English words: fractions and multiples.
#include <array>
#include <cmath>

#include "rules/cursor.h"
#include "rules/percent.h"

namespace rules {
namespace {

struct Part {
  std::string_view phrase;
  int parts;
};

constexpr auto kParts = std::to_array<Part>({
    {"half", 2},       {"halves", 2},      {"third", 3},   {"thirds", 3},   {"quarter", 4},
    {"quarters", 4},   {"fourth", 4},      {"fourths", 4}, {"fifth", 5},    {"fifths", 5},
    {"sixth", 6},      {"sixths", 6},      {"seventh", 7}, {"sevenths", 7}, {"eighth", 8},
    {"eighths", 8},    {"ninth", 9},       {"ninths", 9},  {"tenth", 10},   {"tenths", 10},
    {"twentieth", 20}, {"hundredth", 100},
});

// What may follow "a third" when it is a part and not an ordinal ("a third country").
constexpr auto kAfterPart = std::to_array<std::string_view>(
    {"of",      "in",      "from",    "to",      "on",     "below", "above", "less",
     "fewer",   "more",    "lower",   "higher",  "over",   "by",    "as",    "compared",
     "since",   "for",     "between", "against", "after",  "were",  "was",   "went",
     "that",    "this",    "and",     "but",     "or",     "with",  "when",  "while",
     "because", "came",    "comes",   "goes",    "is",     "are",   "at",    "during",
     "amid",    "cheaper", "smaller", "larger",  "bigger", "short", "down",  "up",
     "off",     "year",    "month",   "last",    "had",    "has",   "have",  "the"});

constexpr auto kNotBeforeHalf = std::to_array<std::string_view>(
    {"first",  "second",   "latter", "other", "last",  "next",  "this",
     "top",    "bottom",   "final",  "each",  "every", "year",  "third",
     "fourth", "previous", "past",   "same",  "that",  "early", "later"});
constexpr auto kNotAfterHalf = std::to_array<std::string_view>(
    {"year",    "years",  "hour",    "hours", "day",    "days",   "month",
     "months",  "decade", "century", "time",  "point",  "points", "term",
     "a",       "an",     "mast",    "way",   "life",   "price",  "million",
     "billion", "dozen",  "brother", "board", "season", "term",   "yearly"});

constexpr auto kTimeWords = std::to_array<std::string_view>(
    {"year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours", "minutes",
     "decades", "quarters", "earlier", "ago", "later", "before"});

std::string_view NextWord(std::string_view text, std::size_t at) {
  return WordAt(text, SkipSpaces(text, at));
}

bool IsHyphened(std::string_view text, std::size_t at) {
  return ByteAt(text, at) == '-' && IsLetter(ByteAt(text, at + 1));
}

// "half" by itself: "half of it", "by half", "about half the total"; not "first half", "half-year".
std::optional<Mention> HalfAt(std::string_view text, std::size_t at) {
  const std::size_t end = at + std::string_view("half").size();
  if (!SameLetters(WordAt(text, at), "half") || IsHyphened(text, end) ||
      (at > 0 && text[at - 1] == '-') || IsOneOf(WordBefore(text, at), kNotBeforeHalf) ||
      IsOneOf(NextWord(text, end), kNotAfterHalf) || !EndsWord(text, end)) {
    return std::nullopt;
  }
  if (PartOfUnitAt(text, at)) {
    return std::nullopt;  // the number says it
  }
  const std::string_view before = WordBefore(text, at);
  if (SameLetters(before, "a") || SameLetters(before, "the") || SameLetters(before, "and")) {
    return std::nullopt;  // "one and a half", "the half"
  }
  return FractionMention({at, end}, 50);
}

struct Count {
  std::size_t end = 0;
  int value = 0;
};

constexpr auto kCounts = std::to_array<Part>({{"a", 1},
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

std::optional<Count> CountAt(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  for (const Part& row : kCounts) {
    if (SameLetters(row.phrase, word)) {
      return Count{at + word.size(), row.parts};
    }
  }
  return std::nullopt;
}

// Whether "three quarters" or "a quarter" at this span counts months.
bool IsStretchOfTime(std::string_view text, Span span) {
  const std::string_view before = WordBefore(text, span.start);
  constexpr auto kBefore = std::to_array<std::string_view>(
      {"first", "last", "past", "next", "previous", "these", "those", "consecutive", "straight",
       "in", "for", "per", "every", "within", "after"});
  const std::string_view after = NextWord(text, span.end);
  return IsOneOf(before, kBefore) && !SameLetters(after, "of");
}

std::optional<Mention> CountedPartAt(std::string_view text, std::size_t at) {
  const std::optional<Count> count = CountAt(text, at);
  if (!count || (at > 0 && text[at - 1] == '-')) {
    return std::nullopt;
  }
  const bool hyphened = IsHyphened(text, count->end);
  const std::size_t start = hyphened ? count->end + 1 : SkipSpaces(text, count->end);
  const std::string_view word = WordAt(text, start);
  const Part* part = nullptr;
  for (const Part& row : kParts) {
    part = SameLetters(row.phrase, word) ? &row : part;
  }
  const std::size_t end = start + word.size();
  const bool is_plural = !word.empty() && Lower(word.back()) == 's';
  if (part == nullptr || start == count->end || count->value >= part->parts ||
      is_plural != (count->value > 1) || IsHyphened(text, end) || !EndsWord(text, end)) {
    return std::nullopt;
  }
  const std::string_view after = NextWord(text, end);
  // "a tenth of one percent" is a number; "a tenth of a second" is neither.
  const bool of_unit =
      (SameLetters(after, "of") && SameLetters(NextWord(text, OffsetOf(text, after) + 2), "a")) ||
      PartOfUnitAt(text, at);
  const bool loose = !hyphened && !after.empty() && !IsOneOf(after, kAfterPart);
  const bool quarter = part->parts == 4 && word[0] != 'f' && word[0] != 'F';
  if (of_unit || (count->value == 1 && loose) || (quarter && loose) ||
      (quarter && IsStretchOfTime(text, {at, end}))) {
    return std::nullopt;
  }
  return FractionMention({at, end}, 100.0 * count->value / part->parts);
}

// "nine out of ten", "one in five"
std::optional<Mention> OutOfAt(std::string_view text, std::size_t at) {
  const std::optional<Number> part = NumberAt(text, at);
  if (!part || part->exponent != 0) {
    return std::nullopt;
  }
  const std::string_view first = NextWord(text, part->span.end);
  std::size_t next = OffsetOf(text, first) + first.size();
  if (SameLetters(first, "out")) {
    const std::string_view of = NextWord(text, next);
    if (!SameLetters(of, "of")) {
      return std::nullopt;
    }
    next = OffsetOf(text, of) + of.size();
  } else if (!SameLetters(first, "in") || part->form != Number::Form::kWords) {
    return std::nullopt;
  }
  const std::optional<Number> whole = NumberAt(text, SkipSpaces(text, next));
  const bool round = whole && whole->Value() >= 3 && whole->Value() <= 10;
  if (!round || part->Value() >= whole->Value() || part->Value() < 1 || whole->form != part->form ||
      IsOneOf(NextWord(text, whole->span.end), kTimeWords)) {
    return std::nullopt;
  }
  return FractionMention({at, whole->span.end}, 100 * part->Value() / whole->Value());
}

struct Verb {
  std::string_view phrase;
  double percent;
  bool is_base_form = false;  // also an adjective or a noun: needs a verb's surroundings
};

constexpr auto kVerbs = std::to_array<Verb>({
    {"doubled", 100},         {"doubling", 100},    {"doubles", 100},         {"double", 100, true},
    {"redoubled", 100},       {"tripled", 200},     {"tripling", 200},        {"triples", 200},
    {"triple", 200, true},    {"trebled", 200},     {"trebling", 200},        {"trebles", 200},
    {"treble", 200, true},    {"quadrupled", 300},  {"quadrupling", 300},     {"quadruples", 300},
    {"quadruple", 300, true}, {"quintupled", 400},  {"quintuple", 400, true}, {"sextupled", 500},
    {"halved", -50},          {"halving", -50},     {"halves", -50, true},    {"halve", -50, true},
    {"twofold", 100},         {"threefold", 200},   {"fourfold", 300},        {"fivefold", 400},
    {"sixfold", 500},         {"sevenfold", 600},   {"eightfold", 700},       {"ninefold", 800},
    {"tenfold", 900},         {"twentyfold", 1900}, {"hundredfold", 9900},
});

constexpr auto kBeforeVerb = std::to_array<std::string_view>(
    {"to", "will", "would", "could", "should", "may", "might", "can", "must", "than", "nearly",
     "almost", "roughly", "about", "also", "not", "and", "shall", "did"});
constexpr auto kAfterVerb = std::to_array<std::string_view>(
    {"in",   "from", "on",      "to",   "by",    "since", "over",  "as",
     "the",  "its",  "their",   "that", "those", "year",  "after", "amid",
     "this", "last", "between", "what", "his",   "her",   "our"});
constexpr auto kNounAfter = std::to_array<std::string_view>(
    {"digit", "digits",   "standard", "standards", "counting", "taxation", "whammy",
     "act",   "dip",      "edged",    "bed",       "down",     "decker",   "blow",
     "check", "checked",  "room",     "agent",     "bottom",   "top",      "A",
     "crown", "bottomed", "play",     "jump",      "use",      "time",     "murder"});

std::optional<Mention> VerbAt(std::string_view text, std::size_t at) {
  static const PhraseIndex index = PhraseIndex::Of<Verb>(kVerbs);
  const std::optional<PhraseIndex::Hit> hit = index.Find(text, at);
  if (!hit || !EndsWord(text, hit->end) || (at > 0 && text[at - 1] == '-')) {
    return std::nullopt;
  }
  const Verb& verb = kVerbs[hit->phrase];
  if (verb.is_base_form) {
    const std::string_view after = NextWord(text, hit->end);
    const bool hyphened = ByteAt(text, hit->end) == '-';
    const bool is_verb = IsOneOf(WordBefore(text, at), kBeforeVerb) || IsOneOf(after, kAfterVerb);
    if (hyphened || IsOneOf(after, kNounAfter) || !is_verb) {
      return std::nullopt;
    }
  }
  return ChangeMention({at, hit->end}, verb.percent);
}

constexpr auto kAfterTimes = std::to_array<std::string_view>(
    {"as", "the", "that", "those", "its", "their", "what", "last", "more", "higher", "larger",
     "greater", "bigger", "this", "his", "her", "our"});

// "twice the level", "three times as much", "1.5 times the", "2x higher", "10-fold"
std::optional<Mention> TimesAt(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  if (SameLetters(word, "twice") || SameLetters(word, "thrice")) {
    const std::size_t end = at + word.size();
    const std::size_t next = SkipSpaces(text, end);
    const bool compares = IsOneOf(WordAt(text, next), kAfterTimes) || IsDigit(ByteAt(text, next));
    const double percent = SameLetters(word, "twice") ? 100 : 200;
    return compares ? std::optional(ChangeMention({at, end}, percent)) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Mention> EnglishFractionAt(std::string_view text, std::size_t at) {
  if (!StartsWord(text, at)) {
    return std::nullopt;
  }
  if (std::optional<Mention> half = HalfAt(text, at)) {
    return half;
  }
  if (std::optional<Mention> part = CountedPartAt(text, at)) {
    return part;
  }
  return OutOfAt(text, at);
}

std::optional<Mention> FiguredFractionAt(std::string_view text, std::size_t at) {
  const std::optional<Number> part = FiguredPartAt(text, at);
  if (!part) {
    return std::nullopt;
  }
  const std::size_t end = part->span.end;
  const bool of = SameLetters(NextWord(text, end), "of") || HasPrefix(text, end, "的");
  return of && !FiguredPartOfUnitAt(text, at)
             ? std::optional(FractionMention(part->span, part->Value() * 100))
             : std::nullopt;
}

std::optional<Mention> EnglishMultipleAt(std::string_view text, std::size_t at) {
  if (!StartsWord(text, at)) {
    return std::nullopt;
  }
  if (std::optional<Mention> verb = VerbAt(text, at)) {
    return verb;
  }
  return TimesAt(text, at);
}

void AddFractionStarts(StartWords& words) {
  AddNumberStarts(words);
  words.AddPhrases(kCounts);
  words.AddPhrases(kVerbs);
  words.AddWords(std::to_array<std::string_view>({"half", "twice", "thrice"}));
}

std::optional<Mention> EnglishTimesAfter(std::string_view text, const Number& number) {
  const std::size_t at = number.span.end;
  if (number.Value() <= 1 || number.has_sign) {
    return std::nullopt;
  }
  const double percent = (number.Value() - 1) * 100;
  if (ByteAt(text, at) == 'x' && EndsWord(text, at + 1)) {
    constexpr auto kAfterX = std::to_array<std::string_view>(
        {"as", "the", "more", "higher", "larger", "increase", "growth", "rise", "jump", "that"});
    return IsOneOf(NextWord(text, at + 1), kAfterX)
               ? std::optional(ChangeMention({number.span.start, at + 1}, percent))
               : std::nullopt;
  }
  const bool hyphened = IsHyphened(text, at);
  const std::size_t start = hyphened ? at + 1 : SkipSpaces(text, at);
  const std::string_view word = WordAt(text, start);
  const std::size_t end = start + word.size();
  if (SameLetters(word, "fold") && EndsWord(text, end)) {
    return ChangeMention({number.span.start, end}, percent);
  }
  const bool times =
      SameLetters(word, "times") && start != at && IsOneOf(NextWord(text, end), kAfterTimes);
  return times ? std::optional(ChangeMention({number.span.start, end}, percent)) : std::nullopt;
}

}  // namespace rules
