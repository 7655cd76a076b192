#pragma once

#include <bitset>
#include <cstddef>
#include <string_view>

namespace rules {

// The English words with which mentions of some kind can begin. Most words of a text begin none:
// one look here spares them every reader.
class StartWords {
 public:
  // The letters that a phrase of a PhraseIndex begins with; one that begins with none is not a
  // word's business.
  void Add(std::string_view phrase);
  // The phrases of a table's rows.
  template <class Rows>
  void AddPhrases(const Rows& rows) {
    for (const auto& row : rows) {
      Add(row.phrase);
    }
  }
  template <class Words>
  void AddWords(const Words& words) {
    for (const std::string_view word : words) {
      Add(word);
    }
  }

  // `word`: a run of ASCII letters, in any case. False is certain; true may be another word's.
  bool MayBegin(std::string_view word) const;

 private:
  static constexpr std::size_t kBits = 1U << 15U;
  static std::size_t PlaceOf(std::string_view word);
  std::bitset<kBits> words_;
};

// A set of characters of the Basic Multilingual Plane, asked at every character of a text.
class CharSet {
 public:
  explicit CharSet(std::u32string_view characters);
  bool Has(char32_t code) const { return code < kSize && characters_[code]; }

 private:
  static constexpr char32_t kSize = 0x10000;
  std::bitset<kSize> characters_;
};

}  // namespace rules
