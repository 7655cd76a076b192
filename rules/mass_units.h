#pragma once

#include <span>
#include <string_view>

namespace rules {

// A row of the table of masses: a phrase as PhraseIndex takes it. Tonnes are factor × 10^power.
struct MassName {
  std::string_view phrase;
  double factor = 1;
  int power = 0;
  std::string_view name = {};
  bool is_rate = false;  // for each year or day: "tpa"
};

std::span<const MassName> MassNames();
// Phrases that begin like a unit of mass and are none: deadweight, 吨位, 克朗, "carat gold".
std::span<const std::string_view> NoMassNames();

}  // namespace rules
