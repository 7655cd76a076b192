#include "rules/literal_scan.h"

#include <algorithm>
#include <set>

#include "rules/cursor.h"

namespace rules {
namespace {

constexpr std::size_t kBeginBytes = 3;

std::uint32_t Shifted(std::uint32_t before, char next) {
  return ((before << 8U) | static_cast<unsigned char>(next)) & 0xFFFFFFU;
}

std::uint32_t FirstThree(std::string_view literal) {
  std::uint32_t bytes = 0;
  for (std::size_t i = 0; i < kBeginBytes; ++i) {
    bytes = Shifted(bytes, ByteAt(literal, i));
  }
  return bytes;
}

std::size_t PlaceOf(std::uint32_t bytes) {
  constexpr std::uint32_t kGolden = 0x9E3779B1U;
  return (bytes * kGolden) >> 8U;
}

}  // namespace

LiteralScan::LiteralScan(const std::vector<std::string>& literals)
    : beginnings_(std::size_t{1} << 16U) {
  singles_.fill(kNoLiteral);
  std::set<std::uint32_t> begins;
  for (std::size_t i = 0; i < literals.size(); ++i) {
    const std::uint32_t node = trie_.Add(literals[i]);
    literals_.resize(trie_.size(), kNoLiteral);
    literals_[node] = static_cast<int>(i);
    const std::uint32_t bytes = FirstThree(literals[i]);
    if (literals[i].size() == 1) {
      singles_[bytes >> 16U] = static_cast<int>(i);
      for (std::size_t second = 0; second < 256; ++second)
        beginnings_[((bytes >> 16U) << 8U) | second] |= kSingle;
    } else if (literals[i].size() == 2) {
      beginnings_[bytes >> 8U] |= kPair;
    } else {
      beginnings_[bytes >> 8U] |= kLonger;
      begins.insert(bytes);
    }
  }
  std::size_t size = 1024;
  while (size < begins.size() * 4) {
    size *= 2;
  }
  begins_.resize(size);
  for (const std::uint32_t bytes : begins) {
    const char first = static_cast<char>(bytes >> 16U);
    const char second = static_cast<char>(bytes >> 8U);
    const std::uint32_t pair = trie_.Child(trie_.Child(ByteTrie::kRoot, first), second);
    AddBegin(bytes, trie_.Child(pair, static_cast<char>(bytes)));
  }
}

void LiteralScan::AddBegin(std::uint32_t bytes, std::uint32_t node) {
  std::size_t at = PlaceOf(bytes) & (begins_.size() - 1);
  while (begins_[at].node != ByteTrie::kNone) {
    at = (at + 1) & (begins_.size() - 1);
  }
  begins_[at] = {bytes, node};
}

// Of the trie, for three bytes; kNone: no literal begins so.
std::uint32_t LiteralScan::NodeOf(std::uint32_t bytes) const {
  std::size_t at = PlaceOf(bytes) & (begins_.size() - 1);
  while (begins_[at].node != ByteTrie::kNone && begins_[at].bytes != bytes) {
    at = (at + 1) & (begins_.size() - 1);
  }
  return begins_[at].node;
}

std::vector<int> LiteralScan::Find(std::string_view text) const {
  std::vector<int> found;
  std::uint32_t bytes = 0;
  for (std::size_t i = 0; i + 1 < kBeginBytes; ++i) {
    bytes = Shifted(bytes, Lower(ByteAt(text, i)));
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    bytes = Shifted(bytes, Lower(ByteAt(text, at + kBeginBytes - 1)));
    const unsigned beginning = beginnings_[bytes >> 8U];
    if (beginning == 0) {
      continue;
    }
    if ((beginning & kSingle) != 0) {
      found.push_back(singles_[bytes >> 16U]);
    }
    if ((beginning & kPair) != 0) {
      const std::uint32_t node = trie_.Child(ByteTrie::kRoot, static_cast<char>(bytes >> 16U));
      found.push_back(literals_[trie_.Child(node, static_cast<char>(bytes >> 8U))]);
    }
    if ((beginning & kLonger) == 0) {
      continue;
    }
    if (const std::uint32_t node = NodeOf(bytes); node != ByteTrie::kNone) {
      FindFrom(node, text.substr(std::min(at + kBeginBytes, text.size())), found);
    }
  }
  return found;
}

// Of three bytes and more: that of the node, and those longer ones that go on with `rest`.
void LiteralScan::FindFrom(std::uint32_t node, std::string_view rest,
                           std::vector<int>& found) const {
  for (std::size_t i = 0; node != ByteTrie::kNone; ++i) {
    if (literals_[node] != kNoLiteral) {
      found.push_back(literals_[node]);
    }
    node = i < rest.size() ? trie_.Child(node, Lower(rest[i])) : ByteTrie::kNone;
  }
}

}  // namespace rules
