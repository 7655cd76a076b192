#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "rules/mention.h"
#include "rules/regex.h"
#include "rules/word_index.h"

namespace rules {

// What a word of the lexicon stands for. Commodities, agencies and countries become slots of the
// masked sentence; flows, measures and bases only colour the numbers near them. A place (a town, a
// province, a mine, a firm) tells whose output a number is where no country is named. A name holds
// a word of another class and does not mean it ("Anglo American").
enum class LexiconClass {
  kCommodity = 1,
  kAgency,
  kCountry,
  kFlow,
  kMeasure,
  kBasis,
  kPlace,
  kName
};

struct LexiconEntry {
  LexiconClass what = LexiconClass::kCommodity;
  std::string id;               // "rare-earths", "CN.MOFCOM", "CN", "export", "money", "yoy"
  std::vector<std::string> en;  // patterns, whole words, case-insensitive but for (?-i:…)
  std::vector<std::string> zh;  // patterns, anywhere
};

struct LexiconHit {
  Span span;
  std::uint32_t entry = 0;  // index into Lexicon::entries()
};

// Known words of both languages, found in one pass over a text; the first word wins, then the
// longest, then the first entry.
class Lexicon {
 public:
  // Several entries may share a class and id: their patterns add up.
  static tl::expected<Lexicon, RegexError> Compile(std::vector<LexiconEntry> entries);

  // In order, not overlapping.
  std::vector<LexiconHit> Find(std::string_view folded) const;
  const std::vector<LexiconEntry>& entries() const { return entries_; }

 private:
  // The patterns that cannot be told word by word.
  struct Others {
    Regex all;                         // as alternatives: where is a known word?
    RegexSet each;                     // which pattern is it?
    std::vector<std::uint32_t> owner;  // of each pattern: index into entries()
  };

  Lexicon(std::vector<LexiconEntry> entries, WordIndex words, std::optional<Others> others);
  std::optional<LexiconHit> FindOther(std::string_view folded, std::size_t from) const;

  std::vector<LexiconEntry> entries_;
  WordIndex words_;
  std::optional<Others> others_;
};

}  // namespace rules
