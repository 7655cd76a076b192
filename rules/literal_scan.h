#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/byte_trie.h"

namespace rules {

// Which of many literals does a text hold? One pass, whatever their number (Aho and Corasick 1975).
// ASCII letters of the text count as small ones; literals have small letters only.
class LiteralScan {
 public:
  explicit LiteralScan(const std::vector<std::string>& literals);

  // Indices of the literals found, each perhaps several times.
  std::vector<int> Find(std::string_view text) const;

 private:
  void LinkBreadthFirst(const std::vector<std::string>& literals);
  std::uint32_t Next(std::uint32_t node, char byte) const;

  static constexpr int kNoLiteral = -1;
  struct Node {
    std::uint32_t fallback = ByteTrie::kRoot;  // the longest other node whose word ends this one's
    std::uint32_t shorter = ByteTrie::kRoot;   // the next on the way of fallbacks with a literal
    int literal = kNoLiteral;
  };

  ByteTrie trie_;
  std::vector<Node> nodes_;
  std::array<std::uint32_t, 256> from_root_{};
};

}  // namespace rules
