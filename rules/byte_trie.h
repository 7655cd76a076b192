#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rules {

// A trie over bytes: tens of thousands of words in a few hundred kilobytes, a step in one probe.
class ByteTrie {
 public:
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = UINT32_MAX;

  ByteTrie() { Grow(); }

  // The node of the word, made when it is not there. Nodes are numbered from 0, the root, without
  // gaps; a parent before its children.
  std::uint32_t Add(std::string_view word) {
    std::uint32_t node = kRoot;
    for (const char c : word) {
      node = ChildOrNew(node, c);
    }
    return node;
  }

  // kNone: no word goes on so.
  std::uint32_t Child(std::uint32_t node, char byte) const {
    const std::uint32_t key = KeyOf(node, byte);
    for (std::size_t at = PlaceOf(key);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].key == key) {
        return slots_[at].child;
      }
      if (slots_[at].child == kNone) {
        return kNone;
      }
    }
  }

  std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t child = kNone;  // kNone: the slot is free
  };

  static std::uint32_t KeyOf(std::uint32_t node, char byte) {
    return (node << 8U) | static_cast<unsigned char>(byte);
  }
  std::size_t PlaceOf(std::uint32_t key) const {
    constexpr std::uint32_t kGolden = 0x9E3779B1U;
    return static_cast<std::size_t>((key * kGolden) >> shift_);
  }

  std::uint32_t ChildOrNew(std::uint32_t node, char byte) {
    const std::uint32_t known = Child(node, byte);
    if (known != kNone) {
      return known;
    }
    if (2 * (size_ + 1) > slots_.size()) {
      Grow();
    }
    const auto child = static_cast<std::uint32_t>(size_++);
    Put({KeyOf(node, byte), child});
    return child;
  }

  void Put(Slot slot) {
    std::size_t at = PlaceOf(slot.key);
    while (slots_[at].child != kNone) {
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = slot;
  }

  void Grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
    old.swap(slots_);
    shift_ = 32;
    for (std::size_t size = slots_.size(); size > 1; size /= 2) {
      --shift_;
    }
    for (const Slot& slot : old) {
      if (slot.child != kNone) {
        Put(slot);
      }
    }
  }

  std::vector<Slot> slots_;  // open addressing; at most half of them are taken
  unsigned shift_ = 0;
  std::size_t size_ = 1;
};

}  // namespace rules
