#include "feeds/white_space.h"

#include <cstddef>

#include "feeds/ascii.h"
#include "feeds/plain_run.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

// The character before the end of the text, which is not empty.
char32_t LastCodePoint(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && text.size() - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) {
    --at;
  }
  return NextCodePoint(text, at);
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

bool IsForbidden(char32_t c) {
  return (c < 0x20 && !IsBlank(static_cast<char>(c))) || (c >= 0x7F && c < 0xA0) ||
         (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEU) == 0xFFFE;
}

bool IsWide(char32_t c) {
  return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF01 && c <= 0xFF60) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

std::size_t SkipUnseen(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (IsBlank(text[at])) {
      ++at;
      continue;
    }
    std::size_t behind = at;
    const bool ascii = static_cast<unsigned char>(text[at]) < 0x80;
    const char32_t c = ascii ? U'a' : NextCodePoint(text, behind);
    if (FixedBlankWidth(c) == 0 && !IsInvisible(c)) {
      break;
    }
    at = behind;
  }
  return at;
}

bool Collapser::IsWrapped(std::string_view visible) const {
  std::size_t at = 0;
  return newline_ && IsWide(LastCodePoint(text_)) && IsWide(NextCodePoint(visible, at));
}

// Does not begin with a blank; a single one at its end waits for what follows.
void Collapser::Put(std::string_view visible) {
  if (blank_ && !at_start_ && !IsWrapped(visible)) {
    text_.push_back(' ');
  }
  at_start_ = false;
  newline_ = false;
  blank_ = visible.back() == ' ';
  visible.remove_suffix(blank_ ? 1 : 0);
  text_.append(visible);
}

std::size_t Collapser::AddUpToMarkup(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '\n' || text[at] == '\r') {
      newline_ = true;
      blank_ = true;
      ++at;
    } else if (IsBlank(text[at])) {
      blank_ = true;
      ++at;
    } else if (const std::size_t length = PlainRunLength(text, at); length > 0) {
      Put(text.substr(at, length));
      at += length;
    } else if (text[at] == '<' || text[at] == '&' || !AddOdd(text, at)) {
      break;
    }
  }
  return at;
}

// Adds the character at `at`, which PlainRunLength leaves to others, and moves behind it; false:
// forbidden.
bool Collapser::AddOdd(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  const char32_t c = NextCodePoint(text, end);
  if (IsForbidden(c)) {
    return false;
  }
  if (FixedBlankWidth(c) > 0) {
    blank_ = true;
    newline_ = false;
  } else if (!IsInvisible(c)) {
    Put(text.substr(at, end - at));
  }
  at = end;
  return true;
}

void Collapser::Add(std::string_view piece) {
  for (std::size_t at = AddUpToMarkup(piece, 0); at < piece.size(); at = AddUpToMarkup(piece, at)) {
    const std::size_t start = at;
    if (IsXmlCharacter(NextCodePoint(piece, at))) {
      Put(piece.substr(start, at - start));
    }
  }
}

void Collapser::Break(std::string_view line_end) {
  text_.append(line_end);
  at_start_ = true;
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
