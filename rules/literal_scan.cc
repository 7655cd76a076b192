#include "rules/literal_scan.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "rules/cursor.h"

namespace rules {

LiteralScan::LiteralScan(const std::vector<std::string>& literals) {
  for (std::size_t i = 0; i < literals.size(); ++i) {
    const std::uint32_t node = trie_.Add(literals[i]);
    nodes_.resize(trie_.size());
    nodes_[node].literal = static_cast<int>(i);
  }
  nodes_.resize(trie_.size());
  for (std::size_t byte = 0; byte < from_root_.size(); ++byte) {
    const std::uint32_t child = trie_.Child(ByteTrie::kRoot, static_cast<char>(byte));
    from_root_[byte] = child == ByteTrie::kNone ? ByteTrie::kRoot : child;
  }
  LinkBreadthFirst(literals);
}

// A node's fallback is shorter than the node, so all literals are walked one byte deeper at a time.
void LiteralScan::LinkBreadthFirst(const std::vector<std::string>& literals) {
  std::vector<std::uint32_t> parents(literals.size(), ByteTrie::kRoot);
  std::size_t longest = 0;
  for (const std::string& literal : literals) {
    longest = std::max(longest, literal.size());
  }
  for (std::size_t depth = 0; depth < longest; ++depth) {
    for (std::size_t i = 0; i < literals.size(); ++i) {
      if (depth >= literals[i].size()) {
        continue;
      }
      const char byte = literals[i][depth];
      const std::uint32_t parent = std::exchange(parents[i], trie_.Child(parents[i], byte));
      Node& node = nodes_[parents[i]];
      node.fallback = depth == 0 ? ByteTrie::kRoot : Next(nodes_[parent].fallback, byte);
      const Node& fallback = nodes_[node.fallback];
      node.shorter = fallback.literal == kNoLiteral ? fallback.shorter : node.fallback;
    }
  }
}

std::uint32_t LiteralScan::Next(std::uint32_t node, char byte) const {
  while (node != ByteTrie::kRoot) {
    const std::uint32_t child = trie_.Child(node, byte);
    if (child != ByteTrie::kNone) {
      return child;
    }
    node = nodes_[node].fallback;
  }
  return from_root_[static_cast<unsigned char>(byte)];
}

std::vector<int> LiteralScan::Find(std::string_view text) const {
  std::vector<int> found;
  std::uint32_t node = ByteTrie::kRoot;
  for (const char c : text) {
    node = Next(node, Lower(c));
    const bool ends = nodes_[node].literal != kNoLiteral;
    for (std::uint32_t end = ends ? node : nodes_[node].shorter; end != ByteTrie::kRoot;
         end = nodes_[end].shorter) {
      found.push_back(nodes_[end].literal);
    }
  }
  return found;
}

}  // namespace rules
