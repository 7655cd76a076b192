#include "rules/word_index.h"

#include <algorithm>

#include "rules/cursor.h"

namespace rules {
namespace {

// As \b has it: ASCII only.
bool IsWordByte(char c) {
  return IsLetter(c) || IsDigit(c) || c == '_';
}

bool IsEdge(std::string_view text, std::size_t at) {
  const bool before = at > 0 && IsWordByte(text[at - 1]);
  const bool behind = at < text.size() && IsWordByte(text[at]);
  return before != behind;
}

std::size_t PairOf(char first, char second) {
  return static_cast<std::size_t>(static_cast<unsigned char>(Lower(first))) << 8U |
         static_cast<unsigned char>(Lower(second));
}

bool HasCase(std::string_view text, const FiniteWord& word) {
  for (std::size_t i = 0; i < word.exact.size(); ++i) {
    if (word.exact[i] && text[i] != word.text[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

void WordIndex::Add(const FiniteWord& word, WordEdges edges, std::uint32_t owner) {
  if (word.text.empty()) {
    return;
  }
  std::string lowered = word.text;
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), Lower);
  const std::uint32_t node = trie_.Add(lowered);
  first_ending_.resize(trie_.size(), kNone);
  const bool is_exact = std::find(word.exact.begin(), word.exact.end(), true) != word.exact.end();
  Ending ending{owner, edges, kNone, first_ending_[node]};
  if (is_exact) {
    ending.cased = static_cast<std::uint32_t>(cased_.size());
    cased_.push_back(word);
  }
  first_ending_[node] = static_cast<std::uint32_t>(endings_.size());
  endings_.push_back(ending);
  const Beginning beginning = edges == WordEdges::kWhole ? kAtEdge : kAnywhere;
  for (int second = 0; second < 256; ++second) {
    if (lowered.size() == 1 || static_cast<char>(second) == lowered[1]) {
      beginnings_[PairOf(lowered[0], static_cast<char>(second))] |= beginning;
    }
  }
}

std::optional<WordIndex::Hit> WordIndex::Find(std::string_view text, std::size_t from) const {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (!MayBegin(text, at)) {
      continue;
    }
    if (const std::optional<Hit> hit = LongestAt(text, at)) {
      return hit;
    }
  }
  return std::nullopt;
}

bool WordIndex::MayBegin(std::string_view text, std::size_t at) const {
  const unsigned beginning = beginnings_[PairOf(text[at], ByteAt(text, at + 1))];
  return beginning != 0 && ((beginning & kAnywhere) != 0 || IsEdge(text, at));
}

std::optional<WordIndex::Hit> WordIndex::LongestAt(std::string_view text, std::size_t at) const {
  std::optional<Hit> longest;
  std::uint32_t node = ByteTrie::kRoot;
  for (std::size_t end = at; end < text.size(); ++end) {
    node = trie_.Child(node, Lower(text[end]));
    if (node == ByteTrie::kNone) {
      break;
    }
    if (const auto owner = OwnerOf(node, text, {at, end + 1})) {
      longest = Hit{{at, end + 1}, *owner};
    }
  }
  return longest;
}

std::optional<std::uint32_t> WordIndex::OwnerOf(std::uint32_t node, std::string_view text,
                                                Span span) const {
  std::optional<std::uint32_t> owner;
  for (std::uint32_t i = first_ending_[node]; i != kNone; i = endings_[i].next) {
    const Ending& ending = endings_[i];
    const bool stands = ending.edges == WordEdges::kAnywhere ||
                        (IsEdge(text, span.start) && IsEdge(text, span.end));
    if (stands && (!owner || ending.owner < *owner) &&
        (ending.cased == kNone || HasCase(text.substr(span.start), cased_[ending.cased]))) {
      owner = ending.owner;
    }
  }
  return owner;
}

}  // namespace rules
