#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "rules/byte_trie.h"

namespace rules {

// Steps through folded text by character and by word. Positions are byte offsets; every function is
// safe for any position up to the end and for bytes that are not UTF-8, and looks at a bounded
// stretch only, so that a scan stays linear.

struct Char {
  char32_t code = 0;       // 0 at the end (or start) of the text
  std::size_t length = 0;  // bytes; 0 likewise
};

// Of any length and well-formed or not; CharAt takes the usual ones itself.
Char LongCharAt(std::string_view text, std::size_t at);
inline Char CharAt(std::string_view text, std::size_t at) {
  if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
    return {static_cast<unsigned char>(text[at]), 1};
  return LongCharAt(text, at);
}
Char CharBefore(std::string_view text, std::size_t at);

constexpr bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || IsUpper(c);
}
constexpr char Lower(char c) {
  return IsUpper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}
// The byte, or '\0' outside the text.
constexpr char ByteAt(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}

// A letter of any alphabet that is written with spaces (Latin with accents, Greek, Cyrillic).
bool IsAlphabetic(char32_t code);
bool IsHan(char32_t code);
// No letter or digit of an alphabet stands directly before (after) this position.
bool StartsWord(std::string_view text, std::size_t at);
bool EndsWord(std::string_view text, std::size_t at);

// Past spaces, and past one line break among them; a blank line is never crossed.
std::size_t SkipSpaces(std::string_view text, std::size_t at);
std::size_t SkipSpacesBack(std::string_view text, std::size_t at);

// The last byte is looked at first: Chinese characters of one kind begin alike.
inline bool HasPrefix(std::string_view text, std::size_t at, std::string_view prefix) {
  return at <= text.size() && prefix.size() <= text.size() - at &&
         (prefix.empty() || text[at + prefix.size() - 1] == prefix.back()) &&
         text.substr(at, prefix.size()) == prefix;
}
inline bool HasSuffix(std::string_view text, std::size_t end, std::string_view suffix) {
  return end <= text.size() && suffix.size() <= end &&
         (suffix.empty() || text[end - 1] == suffix.back()) &&
         text.substr(end - suffix.size(), suffix.size()) == suffix;
}
// Empty where `to` is not behind `from`.
inline std::string_view TextBetween(std::string_view text, std::size_t from, std::size_t to) {
  return to > from ? text.substr(from, to - from) : std::string_view{};
}
// Past the first of these that stands at the position, or the position.
std::size_t PastOneOf(std::string_view text, std::size_t at,
                      std::initializer_list<std::string_view> prefixes);
bool EndsWithOneOf(std::string_view text, std::size_t end,
                   std::initializer_list<std::string_view> suffixes);
// ASCII letters only count as equal in either case.
inline bool SameLetters(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return Lower(x) == Lower(y); });
}

// The run of ASCII letters at this position; empty where there is none.
std::string_view WordAt(std::string_view text, std::size_t at);
// The run of ASCII letters that ends here, after spaces and quotes are passed.
std::string_view WordBefore(std::string_view text, std::size_t at);
std::size_t OffsetOf(std::string_view text, std::string_view part);
bool IsOneOf(std::string_view word, std::span<const std::string_view> list);

// Finds the longest of a fixed list of phrases at a position.
// Phrases are lower case and match any case; one that begins with '=' matches its own case only.
// A space in a phrase matches spaces, a line break or a hyphen. A phrase that ends in a letter does
// not match inside a longer word.
class PhraseIndex {
 public:
  struct Hit {
    std::size_t phrase = 0;  // index in the list
    std::size_t end = 0;     // offset past the match
  };

  explicit PhraseIndex(std::vector<std::string_view> phrases);

  template <class Row>
  static PhraseIndex Of(std::span<const Row> rows) {
    std::vector<std::string_view> phrases;
    phrases.reserve(rows.size());
    for (const Row& row : rows) {
      phrases.push_back(row.phrase);
    }
    return PhraseIndex(std::move(phrases));
  }

  std::optional<Hit> Find(std::string_view text, std::size_t at) const;

 private:
  static constexpr std::uint32_t kNoNext = UINT32_MAX;
  struct Phrase {
    std::string_view text;
    bool exact = false;
    std::uint32_t next = kNoNext;  // another with the same letters
  };
  struct Stretch {
    std::size_t start = 0;
    std::size_t end = 0;
  };
  struct Longest {
    std::size_t size = 0;  // of the phrase's text
    Hit hit;
  };

  void MayBeginWith(char first, char second);
  // Goes on from `node`, which stands for what is read already.
  void Follow(std::string_view text, Stretch stretch, std::uint32_t node, Longest& longest) const;
  void TakeEndings(std::string_view text, Stretch stretch, std::uint32_t node,
                   Longest& longest) const;

  std::vector<Phrase> phrases_;              // as given
  ByteTrie trie_;                            // of their lower-case texts
  std::vector<std::uint32_t> first_ending_;  // for each node, the first phrase that ends there
  std::vector<bool> pairs_ =
      std::vector<bool>(std::size_t{1} << 16U);  // first two bytes of a match
};

}  // namespace rules
