#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/byte_trie.h"

namespace rules {

// Which of many literals does a text hold? At each byte the three that begin there are looked up; a
// trie is walked from where they lead. ASCII letters of the text count as small ones; literals have
// small letters only.
class LiteralScan {
 public:
  explicit LiteralScan(const std::vector<std::string>& literals);

  // Indices of the literals found, each perhaps several times.
  std::vector<int> Find(std::string_view text) const;

 private:
  static constexpr int kNoLiteral = -1;
  // What the first two bytes of a literal tell of it.
  enum Beginning : std::uint8_t { kSingle = 1, kPair = 2, kLonger = 4 };
  // Three bytes, and the node of the trie that they lead to.
  struct Begin {
    std::uint32_t bytes = 0;
    std::uint32_t node = ByteTrie::kNone;  // kNone: the slot is free
  };

  void AddBegin(std::uint32_t bytes, std::uint32_t node);
  std::uint32_t NodeOf(std::uint32_t bytes) const;
  void FindFrom(std::uint32_t node, std::string_view rest, std::vector<int>& found) const;

  ByteTrie trie_;
  std::vector<int> literals_;             // by node; kNoLiteral: none ends there
  std::array<int, 256> singles_;          // literals of one byte
  std::vector<std::uint8_t> beginnings_;  // by two bytes: the Beginnings of literals
  std::vector<Begin> begins_;             // open addressing; at most a quarter of them are taken
};

}  // namespace rules
