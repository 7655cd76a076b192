#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/timeline/rows.h"

namespace alerts {

// An entry in words: what a mail says of it, before it is laid out as text or HTML. Every string is
// one line of clean UTF-8 of bounded length, not escaped for anything.
struct Telling {
  std::int64_t entry = 0;
  // In the vocabulary, for a subject: "CN export rare-earths 2025-06: +60.3 % yoy".
  std::string headline;
  // As a sentence: "China's exports of rare earths rose 60.3 % year on year in June 2025."
  std::string fact;
  // The sentence of the source; `marked` are the words that say it. All empty: none known.
  struct Passage {
    std::string before;
    std::string marked;
    std::string after;
  } passage;
  // What else there is to say: {"Series", "+32.0 % (CN/export/rare-earths/quantity)"}. Values only
  // where there is one, in the order in which a reader asks.
  struct Line {
    std::string label;
    std::string value;
  };
  std::vector<Line> lines;
  std::string url;  // where it was said; not checked, may be anything
};

// The label of the line that shows the URL.
inline constexpr std::string_view kUrlLabel = "Read at";

Telling Tell(const timeline::EntryRow& entry);

// 7742.2 -> "7,742.2", 170000000 -> "170,000,000", 32 with one decimal at least -> "32.0". Rounded
// to `decimals_max`; zeros behind the point go as long as `decimals_min` stay.
std::string NumberWords(double value, int decimals_min, int decimals_max);

}  // namespace alerts
