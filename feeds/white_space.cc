#include "feeds/white_space.h"

#include <algorithm>
#include <cstddef>

#include "feeds/ascii.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

// Most text is words of ASCII: the length of the one at `at`, 0 where there is none.
std::size_t AsciiWordLength(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  while (at < text.size() && text[at] > ' ' && text[at] < '\x7F') {
    ++at;
  }
  return at - start;
}

}  // namespace

int FixedBlankWidth(char32_t c) {
  if (c == 0x3000) {
    return 2;
  }
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ? 1 : 0;
}

bool IsInvisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool IsWide(char32_t c) {
  return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF01 && c <= 0xFF60) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

void Collapser::Put(char32_t c, std::string_view bytes) {
  const bool only_wrapped = newline_ && IsWide(last_) && IsWide(c);
  if (blank_ && last_ != 0 && !only_wrapped) {
    text_.push_back(' ');
  }
  blank_ = false;
  newline_ = false;
  last_ = c;
  text_.append(bytes);
}

void Collapser::Add(std::string_view piece) {
  for (std::size_t at = 0; at < piece.size();) {
    const std::size_t start = at;
    if (const std::size_t length = AsciiWordLength(piece, at); length > 0) {
      Put(static_cast<char32_t>(piece[at + length - 1]), piece.substr(at, length));
      at += length;
      continue;
    }
    const char32_t c = NextCodePoint(piece, at);
    if (c == '\n' || c == '\r') {
      newline_ = true;
      blank_ = true;
    } else if (c < 0x80 && IsBlank(static_cast<char>(c))) {
      blank_ = true;
    } else if (FixedBlankWidth(c) > 0) {
      blank_ = true;
      newline_ = false;
    } else if (!IsInvisible(c)) {
      Put(c, piece.substr(start, at - start));
    }
  }
}

void Collapser::Break(std::string_view line_end) {
  text_.append(line_end);
  last_ = 0;
  blank_ = false;
  newline_ = false;
}

std::string CollapseWhiteSpace(std::string_view text) {
  std::string collapsed;
  collapsed.reserve(text.size());
  Collapser(collapsed).Add(text);
  return collapsed;
}

}  // namespace feeds
