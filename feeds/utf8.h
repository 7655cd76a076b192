#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feeds {

// What one pass over bytes says of them as UTF-8.
struct Utf8Scan {
  std::size_t multibyte = 0;   // well-formed sequences of two to four bytes
  std::size_t three_byte = 0;  // those of three and more among them: where CJK lies
  std::size_t invalid =
      0;  // bytes in no well-formed sequence; a sequence cut off by the end is not counted
  std::size_t illegal =
      0;  // characters that XML 1.0 forbids: C0 controls but tab and newlines, U+FFFE, U+FFFF
  bool cut_off = false;  // the last sequence lacks its end
};
Utf8Scan ScanUtf8(std::string_view bytes);

// Reads the character at `at` and moves `at` behind it. A byte in no well-formed sequence is
// U+FFFD. Requires at < text.size().
char32_t NextCodePoint(std::string_view text, std::size_t& at);

// Appends `c`; surrogates and what lies beyond U+10FFFF become U+FFFD.
void AppendUtf8(std::string& text, char32_t c);

// May the character stand in an XML 1.0 document?
constexpr bool IsXmlCharacter(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c < 0xD800) ||
         (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c < 0x110000);
}

// Bytes read as UTF-8, each bad byte as U+FFFD, without the characters that XML forbids.
std::string CleanUtf8(std::string_view bytes);

}  // namespace feeds
