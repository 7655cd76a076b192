// Years that stand with a date, and which way a date without one leans.
#include <array>

#include "rules/currencies.h"
#include "rules/cursor.h"
#include "rules/number.h"
#include "rules/percent.h"
#include "rules/period_parts.h"
#include "rules/quantity.h"

namespace rules {
namespace {

using std::chrono::year;
using Tense = Calendar::Tense;

constexpr std::size_t kClauseBytesMax = 160;

constexpr auto kSkipped = std::to_array<std::string_view>(
    {"early", "late", "mid", "the", "end", "of", "start", "beginning", "middle"});
constexpr auto kModals = std::to_array<std::string_view>(
    {"will",      "shall",    "may",       "must",     "due",       "scheduled", "planned",
     "plans",     "plan",     "expects",   "expected", "upcoming",  "aims",      "would",
     "intends",   "forecast", "forecasts", "propose",  "proposed",  "can",       "expect",
     "expecting", "see",      "seen",      "sees",     "projected", "project",   "projects",
     "predict",   "predicts", "predicted", "likely"});
// A change "from May" looks back; a rule "from May" may look ahead.
constexpr auto kComparing = std::to_array<std::string_view>(
    {"up",      "down",    "percent",  "cent",      "pct",      "higher",   "lower", "rise",
     "fall",    "drop",    "increase", "decrease",  "gain",     "decline",  "rose",  "fell",
     "tonnes",  "tons",    "t",        "kg",        "points",   "change",   "jump",  "growth",
     "climbed", "dropped", "slipped",  "increased", "declined", "rebounded"});

std::optional<unsigned> DigitsAt(std::string_view text, std::size_t at, std::size_t count) {
  unsigned value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const char c = ByteAt(text, at + i);
    if (!IsDigit(c)) {
      return std::nullopt;
    }
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return IsDigit(ByteAt(text, at + count)) ? std::nullopt : std::optional(value);
}

bool BeginsLonger(std::string_view text, std::size_t end) {
  const char next = ByteAt(text, end);
  return IsLetter(next) || next == '%' ||
         ((next == '.' || next == ',' || next == ':') && IsDigit(ByteAt(text, end + 1)));
}

// Years by words: "last year", "of the previous year", "of this year".
std::optional<YearTail> RelativeYearAt(const DatedText& dated, std::size_t at) {
  struct Row {
    std::string_view phrase;
    int years;
    bool fiscal = false;
  };
  constexpr auto kRows = std::to_array<Row>({{"last year", -1},
                                             {"of last year", -1},
                                             {"in last year", -1},
                                             {"of the previous year", -1},
                                             {"of the prior year", -1},
                                             {"the year before last", -2},
                                             {"this year", 0},
                                             {"of this year", 0},
                                             {"of the current year", 0},
                                             {"of the year", 0},
                                             {"next year", 1},
                                             {"of next year", 1},
                                             {"of the current fiscal", 0, true},
                                             {"of the current fiscal year", 0, true},
                                             {"of the current financial year", 0, true},
                                             {"of this fiscal", 0, true},
                                             {"of the last fiscal", -1, true}});
  static const PhraseIndex index = PhraseIndex::Of<Row>(kRows);
  const std::size_t start = SkipSpaces(dated.text, at);
  const std::optional<PhraseIndex::Hit> hit = index.Find(dated.text, start);
  if (!hit || !dated.calendar.known() || start == at) {
    return std::nullopt;
  }
  const Row& row = kRows[hit->phrase];
  const bool after_march = dated.calendar.today().month() > std::chrono::March;
  const int ahead = row.fiscal && after_march ? 1 : 0;
  return YearTail{dated.calendar.this_year() + std::chrono::years(row.years + ahead), hit->end,
                  row.fiscal};
}

// "announced", "was"; not "be announced".
bool TellsPast(std::string_view text, std::string_view word, std::size_t at) {
  constexpr auto kPastVerbs = std::to_array<std::string_view>(
      {"was",   "were",  "had",    "said", "began", "fell",   "rose",    "came",
       "made",  "took",  "sent",   "put",  "set",   "cut",    "hit",     "gave",
       "got",   "held",  "left",   "met",  "told",  "kept",   "shut",    "won",
       "lost",  "led",   "ran",    "saw",  "sold",  "bought", "brought", "became",
       "found", "broke", "struck", "went", "grew",  "swept",  "agreed",  "banned"});
  constexpr auto kBe = std::to_array<std::string_view>({"be", "is", "are", "being", "to"});
  const bool ends_ed = word.size() > 4 && word.substr(word.size() - 2) == "ed";
  return IsOneOf(word, kPastVerbs) || (ends_ed && !IsOneOf(WordBefore(text, at), kBe));
}

enum class Verb { kNone, kPast, kAhead };

// The nearest verb before `at` in its sentence that tells past or future.
Verb VerbBefore(std::string_view text, std::size_t at) {
  const std::size_t from = at > kClauseBytesMax ? at - kClauseBytesMax : 0;
  std::size_t i = at;
  while (i > from) {
    const char c = text[i - 1];
    const bool stop = c == '\n' || ((c == '.' || c == '?' || c == '!') && ByteAt(text, i) == ' ' &&
                                    IsUpper(ByteAt(text, i + 1)));
    if (stop) {
      return Verb::kNone;
    }
    if (!IsLetter(c)) {
      --i;
      continue;
    }
    const std::string_view word = WordBefore(text, i);
    if (word.empty()) {
      return Verb::kNone;
    }
    i = OffsetOf(text, word);
    if (word != "May" && IsOneOf(word, kModals)) {
      return Verb::kAhead;
    }
    if (TellsPast(text, word, i)) {
      return Verb::kPast;
    }
  }
  return Verb::kNone;
}

bool LooksAhead(std::string_view text, std::size_t at) {
  return VerbBefore(text, at) == Verb::kAhead;
}

constexpr auto kFiscal = std::to_array<std::string_view>(
    {"=FY", "fiscal year", "financial year", "fiscal", "marketing year"});

}  // namespace

std::optional<YearTail> YearAt(std::string_view text, std::size_t at) {
  const std::optional<unsigned> number = DigitsAt(text, at, 4);
  const std::size_t end = at + 4;
  if (!number || *number < 1900 || *number > 2099 || BeginsLonger(text, end)) {
    return std::nullopt;
  }
  const Number printed{.span = {at, end}, .mantissa = static_cast<double>(*number)};
  if (PercentUnitAt(text, end) || MassUnitAt(text, end, printed, Reading{}) ||
      CurrencyAfterNumber(text, end, Reading{}) || WithWordScale(text, printed).span.end != end ||
      WithHanScale(text, printed).span.end != end) {
    return std::nullopt;
  }
  return YearTail{year(static_cast<int>(*number)), end};
}

void AddFiscalStarts(StartWords& words) {
  words.AddWords(kFiscal);
}

std::optional<YearTail> FiscalYearAt(const DatedText& dated, std::size_t at) {
  const std::string_view text = dated.text;
  std::size_t start = at;
  static const PhraseIndex words({kFiscal.begin(), kFiscal.end()});
  // "FY25": no border between the letters and the figures, so the index is asked without them.
  const std::optional<PhraseIndex::Hit> hit = words.Find(text, at);
  if (hit && StartsWord(text, at)) {
    start = SkipSpaces(text, hit->end);
    start += ByteAt(text, start) == '\'' ? 1 : 0;
  }
  const bool named = start != at;
  const std::optional<unsigned> full = DigitsAt(text, start, 4);
  if (full && *full >= 1950 && *full < 2100) {
    const std::size_t end = start + 4;
    const char join = ByteAt(text, end);
    const std::optional<unsigned> next = DigitsAt(text, end + 1, 2);
    const bool pair = (join == '-' || join == '/') && next && *next == (*full + 1) % 100 &&
                      !BeginsLonger(text, end + 3) && ByteAt(text, end + 3) != '-' &&
                      ByteAt(text, end + 3) != '/';
    if (pair && (named || *next > 12)) {
      return YearTail{year(static_cast<int>(*full + 1)), end + 3, true};
    }
    return named ? std::optional(YearTail{year(static_cast<int>(*full)), end, true}) : std::nullopt;
  }
  const std::optional<unsigned> two = named ? DigitsAt(text, start, 2) : std::nullopt;
  if (!two || BeginsLonger(text, start + 2)) {
    return std::nullopt;
  }
  return YearTail{year(static_cast<int>(2000 + *two)), start + 2, true};
}

std::optional<YearTail> YearTailAt(const DatedText& dated, std::size_t at) {
  const std::string_view text = dated.text;
  std::size_t start = at;
  start += ByteAt(text, start) == ',' ? 1 : 0;
  const std::size_t spaced = SkipSpaces(text, start);
  std::size_t next = spaced;
  if (SameLetters(WordAt(text, next), "of") || SameLetters(WordAt(text, next), "in")) {
    next = SkipSpaces(text, next + 2);
  }
  const bool joined = next == at && ByteAt(text, at) == '-';
  next = joined ? at + 1 : next;
  if (next == at) {
    return std::nullopt;
  }
  // "of the financial year 2024-25"
  const bool is_definite = SameLetters(WordAt(text, next), "the");
  const std::size_t named = is_definite ? SkipSpaces(text, next + 3) : next;
  if (const std::optional<YearTail> fiscal = FiscalYearAt(dated, named)) {
    return fiscal;
  }
  if (const std::optional<YearTail> plain = YearAt(text, next)) {
    return plain;
  }
  const bool apostrophe = ByteAt(text, next) == '\'' && DigitsAt(text, next + 1, 2).has_value();
  if (apostrophe && EndsWord(text, next + 3)) {
    return YearTail{year(static_cast<int>(2000 + *DigitsAt(text, next + 1, 2))), next + 3};
  }
  return RelativeYearAt(dated, start);
}

Calendar::Tense TenseAt(std::string_view text, std::size_t at) {
  std::string_view word = WordBefore(text, at);
  for (int i = 0; i < 3 && IsOneOf(word, kSkipped); ++i) {
    word = WordBefore(text, OffsetOf(text, word));
  }
  if (word.empty()) {
    return LooksAhead(text, at) ? Tense::kNearest : Tense::kPast;
  }
  const std::size_t start = OffsetOf(text, word);
  constexpr auto kStarting = std::to_array<std::string_view>(
      {"from", "effective", "starting", "beginning", "before", "by", "until", "till"});
  if (SameLetters(word, "next")) {
    return Tense::kFuture;
  }
  if (SameLetters(word, "last") || SameLetters(word, "since") || SameLetters(word, "than")) {
    return Tense::kPast;
  }
  const std::string_view before = WordBefore(text, start);
  if (SameLetters(word, "from")) {
    const std::size_t end = SkipSpacesBack(text, start);
    const char c = ByteAt(text, end - 1);
    const bool compares = end > 0 && (c == '%' || IsDigit(c) || IsOneOf(before, kComparing));
    return compares ? Tense::kPast : Tense::kNearest;
  }
  const bool as_of = SameLetters(word, "as") || (SameLetters(before, "as"));
  if (IsOneOf(word, kStarting) || as_of) {
    return LooksAhead(text, start) && SameLetters(word, "by") ? Tense::kFuture : Tense::kNearest;
  }
  return LooksAhead(text, start) ? Tense::kNearest : Tense::kPast;
}

Calendar::Tense DayTenseAt(std::string_view text, std::size_t at) {
  const Tense tense = TenseAt(text, at);
  const bool open = tense == Tense::kPast && VerbBefore(text, at) == Verb::kNone;
  return open ? Tense::kSoon : tense;
}

}  // namespace rules
