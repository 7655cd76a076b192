#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lexicon.h"
#include "rules/mention.h"

namespace rules {

// One byte stands for each recognised thing in a masked sentence. Control characters, for which no
// text has a use: folding drops them.
enum class Slot : char {
  kQuantity = '\x01',
  kPercent = '\x02',
  kPoints = '\x03',
  kMoney = '\x04',
  kPrice = '\x05',
  kPeriod = '\x06',
  kNumber = '\x07',
  kCommodity = '\x08',
  kAgency = '\x0E',
  kCountry = '\x0F',
  kChange = '\x10',   // a percentage that says its own direction: "doubled"
  kFraction = '\x11'  // a percentage in words: "a third"
};

Slot SlotOf(const Mention& mention);

// A recognised thing of a sentence, number or word, in the order of the text.
struct Item {
  Span span;                           // in the folded document
  const Mention* mention = nullptr;    // numbers and periods
  const LexiconEntry* word = nullptr;  // words of the lexicon; exactly one of the two is set

  bool Is(MentionType type) const { return mention != nullptr && mention->type == type; }
  bool Is(LexiconClass what) const { return word != nullptr && word->what == what; }
};

// A sentence over which rules run: "\x0F exported \x01 of \x08 in \x06, \x02 more than \x06."
struct MaskedSentence {
  std::string text;
  std::vector<std::uint32_t>
      origin;  // offset in the folded document of each masked byte, and of the end
  std::vector<std::int32_t>
      item_at;  // for each masked byte: index of the item it stands for, or -1

  Span ToFolded(Span masked) const { return {origin[masked.start], origin[masked.end]}; }
};

// Masks the items of a sentence that have slots. Words of approximation before a number ("nearly",
// 超过), which `approximation` matches at the end of a text, are taken into its token: they do not
// change what the number means.
MaskedSentence Mask(std::string_view folded, Span sentence, const std::vector<Item>& items,
                    const Regex& approximation);

}  // namespace rules
