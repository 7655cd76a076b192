#include "rules/sentence.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace rules {
namespace {

bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}
bool IsLetter(char c) {
  return IsUpper(c) || IsLower(c);
}
bool IsSpace(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Words that a full stop follows inside a sentence. Lower case, without the stop.
constexpr auto kAbbreviations = std::to_array<std::string_view>(
    {"mr",     "mrs",  "ms",  "dr",   "prof", "gen",  "sen", "rep",    "gov", "st",  "no",
     "nos",    "vs",   "inc", "ltd",  "co",   "corp", "jan", "feb",    "mar", "apr", "jun",
     "jul",    "aug",  "sep", "sept", "oct",  "nov",  "dec", "approx", "est", "fig", "art",
     "al",     "cf",   "eg",  "ie",   "etc",  "col",  "lt",  "capt",   "sgt", "hon", "rev",
     "messrs", "bros", "pty", "pte",  "sdn",  "dept", "assn"});
// Those that a figure follows; before anything else they end a sentence or are no abbreviations.
constexpr auto kBeforeFigures =
    std::to_array<std::string_view>({"rs", "rp", "fr", "tk", "sh", "ksh", "abt", "ca", "max", "min",
                                     "pp", "vol", "sec", "ch", "nr"});

// Names of firms and months, and letters with stops ("U.S", "p.m"), end a sentence before these.
constexpr auto kOpeners = std::to_array<std::string_view>(
    {"The ",   "In ",    "A ",     "An ",   "It ",    "Its ",   "But ",  "And ",  "On ",
     "At ",    "For ",   "He ",    "She ",  "They ",  "Their ", "This ", "That ", "These ",
     "Those ", "There ", "While ", "When ", "After ", "Since ", "As ",   "If ",   "However, "});
constexpr auto kEndsOfNames = std::to_array<std::string_view>(
    {"inc", "ltd", "co",  "corp", "bros", "pty",  "pte", "sdn", "jan", "feb", "mar",
     "apr", "jun", "jul", "aug",  "sep",  "sept", "oct", "nov", "dec", "etc", "al"});

std::string_view WordBefore(std::string_view text, std::size_t dot) {
  std::size_t start = dot;
  while (start > 0 && (IsLetter(text[start - 1]) || text[start - 1] == '.'))
    --start;
  return text.substr(start, dot - start);
}

std::string Lowered(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return lower;
}

template <class List>
bool Has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// `word` stands before a full stop, which a figure may follow.
bool IsAbbreviation(std::string_view word, bool before_figure) {
  if (word.empty())
    return false;
  if (word.find('.') != std::string_view::npos)
    return true;  // U.S, K.I.A, a.m
  if (word.size() == 1 && IsUpper(word[0]))
    return true;  // an initial
  if (word == "Mt")
    return true;  // a mountain; MT and mt are tonnes
  const std::string key = Lowered(word);
  return Has(kAbbreviations, key) || (before_figure && Has(kBeforeFigures, key));
}

// "12.5 Mt.", "40 t.": behind a number it is a unit.
bool FollowsFigure(std::string_view text, std::string_view word) {
  const auto start = static_cast<std::size_t>(word.data() - text.data());
  const std::size_t before = start > 0 && text[start - 1] == ' ' ? start - 1 : start;
  return before > 0 && text[before - 1] >= '0' && text[before - 1] <= '9';
}

// "in the U.S. The ministry", "of Lynas Corp. It sold".
bool EndsBefore(std::string_view word, std::string_view rest) {
  const bool may_end = word.find('.') != std::string_view::npos || Has(kEndsOfNames, Lowered(word));
  return may_end && std::any_of(kOpeners.begin(), kOpeners.end(),
                                [&](std::string_view opener) { return rest.starts_with(opener); });
}

// Does the full stop, ! or ? at `at` end a sentence?
bool EndsAt(std::string_view text, std::size_t at) {
  std::size_t next = at + 1;
  while (next < text.size() && (text[next] == '"' || text[next] == '\'' || text[next] == ')'))
    ++next;
  if (next >= text.size() || text[next] == '\n')
    return true;
  if (!IsSpace(text[next]))
    return false;
  if (text[at] != '.')
    return true;
  while (next < text.size() && IsSpace(text[next]))
    ++next;
  if (next < text.size() && IsLower(text[next]))
    return false;
  const std::string_view word = WordBefore(text, at);
  const bool before_figure = next < text.size() && text[next] >= '0' && text[next] <= '9';
  return !IsAbbreviation(word, before_figure) || (word == "Mt" && FollowsFigure(text, word)) ||
         EndsBefore(word, text.substr(next));
}

// Length in bytes of a sentence end at `at`, closing quotes and brackets included; 0: none here.
std::size_t EndLength(std::string_view text, std::size_t at) {
  std::size_t length = 0;
  const char c = text[at];
  if (c == '.' || c == '!' || c == '?') {
    if (!EndsAt(text, at))
      return 0;
    length = 1;
    while (at + length < text.size() &&
           (text[at + length] == '"' || text[at + length] == '\'' || text[at + length] == ')')) {
      ++length;
    }
    return length;
  }
  if (c != '\xE3' && c != '\xEF')
    return 0;
  for (const std::string_view stop : {"。", "！", "？", "；"}) {
    if (text.substr(at).starts_with(stop))
      length = stop.size();
  }
  if (length == 0)
    return 0;
  for (const std::string_view close : {"”", "\"", "」", "』", "）", ")"}) {
    if (text.substr(at + length).starts_with(close))
      return length + close.size();
  }
  return length;
}

// Where to cut a run that is too long: after its last comma, else its last space, else between two
// characters.
std::size_t CutIn(std::string_view run) {
  const std::string_view head = run.substr(0, kSentenceBytesMax);
  for (const std::string_view stop : {"，", ", ", " "}) {
    const std::size_t at = head.rfind(stop);
    if (at != std::string_view::npos && at > kSentenceBytesMax / 2)
      return at + stop.size();
  }
  std::size_t at = kSentenceBytesMax;
  while (at > 1 && (static_cast<unsigned char>(run[at]) & 0xC0) == 0x80)
    --at;
  return at;
}

void Push(std::string_view text, Span span, int paragraph, std::vector<Sentence>& out) {
  while (span.end - span.start > kSentenceBytesMax) {
    const std::size_t cut = span.start + CutIn(text.substr(span.start, span.end - span.start));
    Push(text, {span.start, cut}, paragraph, out);
    span.start = cut;
  }
  while (span.start < span.end && IsSpace(text[span.start]))
    ++span.start;
  while (span.end > span.start && IsSpace(text[span.end - 1]))
    --span.end;
  if (span.start < span.end)
    out.push_back({span, paragraph});
}

}  // namespace

std::vector<Sentence> SplitSentences(std::string_view folded) {
  std::vector<Sentence> out;
  std::size_t start = 0;
  int paragraph = 0;
  for (std::size_t at = 0; at < folded.size();) {
    if (folded[at] == '\n') {
      Push(folded, {start, at}, paragraph, out);
      while (at < folded.size() && IsSpace(folded[at]))
        ++at;
      start = at;
      ++paragraph;
      continue;
    }
    const std::size_t length = EndLength(folded, at);
    at += std::max<std::size_t>(length, 1);
    if (length == 0)
      continue;
    Push(folded, {start, at}, paragraph, out);
    start = at;
  }
  Push(folded, {start, folded.size()}, paragraph, out);
  return out;
}

}  // namespace rules
