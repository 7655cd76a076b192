#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/byte_trie.h"
#include "rules/finite_pattern.h"
#include "rules/mention.h"

namespace rules {

// Where a word may stand: \b before and behind it, as RE2 has it, or anywhere.
enum class WordEdges { kWhole, kAnywhere };

// Finds the first of many words in a text, in one pass; of those that begin there the longest.
class WordIndex {
 public:
  struct Hit {
    Span span;
    std::uint32_t owner = 0;
  };

  // Where several owners have the same word, the least is told.
  void Add(const FiniteWord& word, WordEdges edges, std::uint32_t owner);
  // The first word that begins at or behind `from`.
  std::optional<Hit> Find(std::string_view text, std::size_t from) const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Ending {
    std::uint32_t owner = 0;
    WordEdges edges = WordEdges::kAnywhere;
    std::uint32_t cased = kNone;  // place in `cased_`; kNone: in any case
    std::uint32_t next = kNone;   // another at the same node
  };

  std::optional<Hit> LongestAt(std::string_view text, std::size_t at) const;
  std::optional<std::uint32_t> OwnerOf(std::uint32_t node, std::string_view text, Span span) const;
  bool MayBegin(std::string_view text, std::size_t at) const;

  ByteTrie trie_;
  std::vector<std::uint32_t> first_ending_;  // by node; kNone: no word ends there
  std::vector<Ending> endings_;
  std::vector<FiniteWord> cased_;  // those that insist on a case somewhere
  // By the first two bytes of words: are there some that stand at edges, or anywhere?
  enum Beginning : std::uint8_t { kAtEdge = 1, kAnywhere = 2 };
  std::vector<std::uint8_t> beginnings_ = std::vector<std::uint8_t>(std::size_t{1} << 16U);
};

}  // namespace rules
