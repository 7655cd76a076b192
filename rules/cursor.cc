#include "rules/cursor.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

namespace rules {
namespace {

constexpr std::size_t kSpacesMax = 64;
constexpr std::size_t kWordBytesMax = 40;

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead < 0xE0) {
    return 2;
  }
  if (lead >= 0xE0 && lead < 0xF0) {
    return 3;
  }
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

constexpr char32_t kReplacement = 0xFFFD;

std::size_t PairOf(char first, char second) {
  return static_cast<std::size_t>(static_cast<unsigned char>(Lower(first))) << 8U |
         static_cast<unsigned char>(second);
}

// Whether the letters at this position are those of the phrase, which is known to stand there in
// one case or the other.
bool HasOwnCase(std::string_view text, std::size_t at, std::string_view phrase) {
  for (const char want : phrase) {
    if (want == ' ') {
      const std::size_t past = SkipSpaces(text, at);
      at = past == at ? at + 1 : past;
    } else if (text[at++] != want) {
      return false;
    }
  }
  return true;
}

}  // namespace

Char LongCharAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return {};
  }
  const auto lead = static_cast<unsigned char>(text[at]);
  // U+4000 to U+CFFF, where most Chinese characters are: neither overlong nor surrogates.
  if (lead >= 0xE4 && lead < 0xED && at + 2 < text.size() && IsContinuation(text[at + 1]) &&
      IsContinuation(text[at + 2])) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    const auto third = static_cast<unsigned char>(text[at + 2]);
    return {((lead & 0x0FU) << 12U) | ((second & 0x3FU) << 6U) | (third & 0x3FU), 3};
  }
  const std::size_t length = SequenceLength(lead);
  if (length == 1) {
    return {lead, 1};
  }
  if (length == 0 || at + length > text.size()) {
    return {kReplacement, 1};
  }
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[at + i])) {
      return {kReplacement, 1};
    }
    code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return overlong || surrogate || code > 0x10FFFF ? Char{kReplacement, 1} : Char{code, length};
}

Char CharBefore(std::string_view text, std::size_t at) {
  if (at == 0 || at > text.size()) {
    return {};
  }
  std::size_t start = at - 1;
  while (start > 0 && at - start < 4 && IsContinuation(text[start])) {
    --start;
  }
  const Char found = CharAt(text, start);
  return start + found.length == at ? found : Char{kReplacement, 1};
}

bool IsAlphabetic(char32_t code) {
  if (code < 0x80) {
    return IsLetter(static_cast<char>(code));
  }
  return (code >= 0xC0 && code < 0x2B0 && code != 0xD7 && code != 0xF7) ||
         (code >= 0x370 && code < 0x530) || (code >= 0x1E00 && code < 0x2000);
}

bool IsHan(char32_t code) {
  return code == 0x3007 || (code >= 0x3400 && code < 0xA000) || (code >= 0xF900 && code < 0xFB00) ||
         (code >= 0x20000 && code < 0x32000);
}

bool StartsWord(std::string_view text, std::size_t at) {
  const char32_t before = CharBefore(text, at).code;
  return !IsAlphabetic(before) && !(before < 0x80 && IsDigit(static_cast<char>(before)));
}

bool EndsWord(std::string_view text, std::size_t at) {
  const char32_t after = CharAt(text, at).code;
  return !IsAlphabetic(after) && !(after < 0x80 && IsDigit(static_cast<char>(after)));
}

std::size_t SkipSpaces(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kSpacesMax);
  std::size_t end = at;
  bool broke = false;
  while (end < limit && (text[end] == ' ' || text[end] == '\n')) {
    if (text[end] == '\n' && broke) {
      return at;
    }
    broke = broke || text[end] == '\n';
    ++end;
  }
  return end;
}

std::size_t SkipSpacesBack(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const std::size_t limit = at > kSpacesMax ? at - kSpacesMax : 0;
  std::size_t start = at;
  bool broke = false;
  while (start > limit && (text[start - 1] == ' ' || text[start - 1] == '\n')) {
    if (text[start - 1] == '\n' && broke) {
      return at;
    }
    broke = broke || text[start - 1] == '\n';
    --start;
  }
  return start;
}

std::size_t PastOneOf(std::string_view text, std::size_t at,
                      std::initializer_list<std::string_view> prefixes) {
  for (const std::string_view prefix : prefixes) {
    if (HasPrefix(text, at, prefix)) {
      return at + prefix.size();
    }
  }
  return at;
}

bool EndsWithOneOf(std::string_view text, std::size_t end,
                   std::initializer_list<std::string_view> suffixes) {
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](std::string_view suffix) { return HasSuffix(text, end, suffix); });
}

std::string_view WordAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < kWordBytesMax && IsLetter(text[end])) {
    ++end;
  }
  return at < text.size() ? text.substr(at, end - at) : text.substr(text.size());
}

std::string_view WordBefore(std::string_view text, std::size_t at) {
  std::size_t end = SkipSpacesBack(text, at);
  while (end > 0 && (text[end - 1] == '"' || text[end - 1] == '(')) {
    end = SkipSpacesBack(text, end - 1);
  }
  std::size_t start = end;
  while (start > 0 && end - start < kWordBytesMax && IsLetter(text[start - 1])) {
    --start;
  }
  return text.substr(start, end - start);
}

std::size_t OffsetOf(std::string_view text, std::string_view part) {
  assert(part.data() >= text.data() && part.data() <= text.data() + text.size());
  return static_cast<std::size_t>(part.data() - text.data());
}

bool IsOneOf(std::string_view word, std::span<const std::string_view> list) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view each) { return SameLetters(word, each); });
}

PhraseIndex::PhraseIndex(std::vector<std::string_view> phrases) {
  for (std::string_view text : phrases) {
    const bool exact = text.front() == '=';
    text.remove_prefix(exact ? 1 : 0);
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), Lower);
    const std::uint32_t node = trie_.Add(lowered);
    first_ending_.resize(trie_.size(), kNoNext);
    const auto index = static_cast<std::uint32_t>(phrases_.size());
    phrases_.push_back({text, exact, std::exchange(first_ending_[node], index)});
    // A blank of a phrase is matched by more than a blank.
    for (int byte = 0; byte < 256; ++byte) {
      const auto second = static_cast<char>(byte);
      if (text.size() == 1 || text[1] == ' ' || Lower(second) == Lower(text[1])) {
        MayBeginWith(text[0], second);
      }
    }
  }
}

void PhraseIndex::MayBeginWith(char first, char second) {
  pairs_[PairOf(first, second)] = true;
}

void PhraseIndex::TakeEndings(std::string_view text, Stretch stretch, std::uint32_t node,
                              Longest& longest) const {
  for (std::uint32_t i = first_ending_[node]; i != kNoNext; i = phrases_[i].next) {
    const Phrase& phrase = phrases_[i];
    const bool is_cut =
        IsLetter(phrase.text.back()) && IsAlphabetic(CharAt(text, stretch.end).code);
    const bool is_better = phrase.text.size() > longest.size ||
                           (phrase.text.size() == longest.size && i < longest.hit.phrase);
    if (is_better && !is_cut && (!phrase.exact || HasOwnCase(text, stretch.start, phrase.text))) {
      longest = {phrase.text.size(), {i, stretch.end}};
    }
  }
}

void PhraseIndex::Follow(std::string_view text, Stretch stretch, std::uint32_t node,
                         Longest& longest) const {
  while (node != ByteTrie::kNone) {
    TakeEndings(text, stretch, node, longest);
    std::size_t& at = stretch.end;
    if (at >= text.size()) {
      return;
    }
    const char c = text[at];
    if (c == ' ' || c == '\n') {
      const std::size_t past = SkipSpaces(text, at);
      node = past == at ? ByteTrie::kNone : trie_.Child(node, ' ');
      at = past;
      continue;
    }
    const std::uint32_t gap = c == '-' ? trie_.Child(node, ' ') : ByteTrie::kNone;
    if (gap != ByteTrie::kNone) {
      Follow(text, {stretch.start, at + 1}, gap, longest);
    }
    node = trie_.Child(node, Lower(c));
    ++at;
  }
}

std::optional<PhraseIndex::Hit> PhraseIndex::Find(std::string_view text, std::size_t at) const {
  if (at >= text.size() || !pairs_[PairOf(text[at], ByteAt(text, at + 1))]) {
    return std::nullopt;
  }
  Longest longest;
  Follow(text, {at, at}, ByteTrie::kRoot, longest);
  return longest.size == 0 ? std::nullopt : std::optional(longest.hit);
}

}  // namespace rules
