#pragma once

#include <string>
#include <string_view>

namespace cli {

// Whether text is coloured: WantsColor() of the descriptor that it goes to.
enum class Ink { kPlain = 1, kColor };

enum class Tint {
  kRed = 31,
  kGreen = 32,
  kYellow = 33,
  kBlue = 34,
  kMagenta = 35,
  kCyan = 36,
  kBold = 1,
  kFaint = 2
};

// The text in a colour, or as it is.
inline std::string Tinted(Ink ink, Tint tint, std::string_view text) {
  if (ink == Ink::kPlain || text.empty())
    return std::string(text);
  return "\x1b[" + std::to_string(static_cast<int>(tint)) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace cli
