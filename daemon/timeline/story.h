#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "daemon/timeline/entries.h"

namespace timeline {

// What the other numbers of the same document make of one of them.
struct StoryCheck {
  std::size_t mention = 0;  // index of the number that was checked
  bool agrees = true;
  // "7,742 t / 5,865 t − 1 = +32.0 %; the story says +30.8 %"
  std::string working;
};

// Arithmetic inside one story, without any series:
// - a change against the two figures that it compares: those of its period and of its base, else
//   the two of its sentence where one follows "from", "compared with", "against" …;
// - a price per kg or tonne against the money and the tonnes of its sentence;
// - a share against a partner's figure and the whole of its sentence.
// Checked is only what has exactly one figure for each part, in plain words (no "more than", no
// range): a doubtful check is none. Ranges of rounding are those of verdict.h.
std::vector<StoryCheck> CheckStory(std::span<const Mention> mentions);

}  // namespace timeline
