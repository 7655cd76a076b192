#include "rules/lint_patterns.h"

#include <algorithm>
#include <utility>

namespace rules {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// The length of an atom at `at` that stands for nearly any character; 0: it is none.
std::size_t WideAtom(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '.')
    return 1;
  const std::string_view rest = pattern.substr(at);
  // \w ends with its word, and is ASCII to RE2.
  if (rest.starts_with("\\W") || rest.starts_with("\\S") || rest.starts_with("\\D"))
    return 2;
  if (!rest.starts_with("[^"))
    return 0;
  for (std::size_t end = rest.starts_with("[^]") ? 3 : 2; end < rest.size(); ++end) {
    if (rest[end] == '\\')
      ++end;
    else if (rest[end] == ']')
      return end + 1;
  }
  return 0;
}

// The length of *, + or {n,} at `at`; 0: none of them.
std::size_t EndlessRepetition(std::string_view pattern, std::size_t at) {
  if (at >= pattern.size())
    return 0;
  if (pattern[at] == '*' || pattern[at] == '+')
    return 1;
  if (pattern[at] != '{')
    return 0;
  std::size_t end = at + 1;
  while (end < pattern.size() && IsDigit(pattern[end]))
    ++end;
  const bool is_open = end > at + 1 && pattern.substr(end).starts_with(",}");
  return is_open ? end + 2 - at : 0;
}

// The first byte after the character class, escape or character at `at`.
std::size_t AtomEnd(std::string_view pattern, std::size_t at) {
  if (pattern[at] == '\\')
    return std::min(at + 2, pattern.size());
  if (pattern[at] != '[')
    return at + 1;
  for (std::size_t end = at + 2; end < pattern.size(); ++end) {
    if (pattern[end] == '\\')
      ++end;
    else if (pattern[end] == ']')
      return end + 1;
  }
  return pattern.size();
}

}  // namespace

std::vector<Gap> UnboundedGaps(std::string_view pattern) {
  std::vector<Gap> gaps;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t atom = WideAtom(pattern, at);
    const std::size_t repetition = atom > 0 ? EndlessRepetition(pattern, at + atom) : 0;
    if (repetition > 0)
      gaps.push_back({at, std::string(pattern.substr(at, atom + repetition))});
    at = AtomEnd(pattern, at);
  }
  return gaps;
}

Fault PlaceIn(const PlacedText& pattern, std::size_t offset, std::string message) {
  Fault fault = pattern.place;
  const std::string_view before = std::string_view(pattern.text).substr(0, offset);
  fault.column += static_cast<int>(std::count_if(before.begin(), before.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
  fault.message = std::move(message);
  return fault;
}

}  // namespace rules
