#include "rules/starts.h"

#include <cstdint>

#include "rules/cursor.h"

namespace rules {

std::size_t StartWords::PlaceOf(std::string_view word) {
  // FNV-1a of the lower-case letters.
  std::uint32_t hash = 2166136261U;
  for (const char c : word) {
    hash = (hash ^ static_cast<unsigned char>(Lower(c))) * 16777619U;
  }
  return (hash ^ hash >> 15U) % kBits;
}

void StartWords::Add(std::string_view phrase) {
  const std::string_view word = WordAt(phrase, phrase.starts_with('=') ? 1 : 0);
  if (!word.empty()) {
    words_.set(PlaceOf(word));
  }
}

bool StartWords::MayBegin(std::string_view word) const {
  return words_[PlaceOf(word)];
}

CharSet::CharSet(std::u32string_view characters) {
  for (const char32_t code : characters) {
    characters_.set(code);
  }
}

}  // namespace rules
