#include "feeds/utf8.h"

#include <cstdint>

namespace feeds {
namespace {

constexpr std::size_t kBlock = 64;
constexpr char32_t kReplacement = 0xFFFD;

// A fixed number of turns without a branch, so that the compiler uses vector instructions.
bool IsPlainAscii(const char* block) {
  unsigned odd = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto c = static_cast<unsigned char>(block[i]);
    const unsigned control = static_cast<unsigned>(c < 0x20) & static_cast<unsigned>(c != '\n') &
                             static_cast<unsigned>(c != '\t') & static_cast<unsigned>(c != '\r');
    odd |= control | (c & 0x80U);
  }
  return odd == 0;
}

struct Sequence {
  std::size_t length = 1;
  char32_t code = kReplacement;
  bool valid = false;
  bool cut_off = false;
};

constexpr bool IsTrail(unsigned char c) {
  return (c & 0xC0U) == 0x80U;
}

std::size_t LengthOf(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return 3;
  }
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

// Unicode 15, table 3-7: no overlong forms, no surrogates, nothing beyond U+10FFFF.
Sequence ReadSequence(std::string_view text, std::size_t at) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) {
    return {.length = 1, .code = lead, .valid = true};
  }
  const std::size_t length = LengthOf(lead);
  if (length == 0) {
    return {};
  }
  auto code = static_cast<char32_t>(lead & (0x7FU >> length));
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i == text.size()) {
      return {.length = i, .cut_off = true};
    }
    if (!IsTrail(byte(at + i))) {
      return {};
    }
    code = (code << 6U) | (byte(at + i) & 0x3FU);
    if (i == 1 && ((lead == 0xE0 && code < 0x20) || (lead == 0xED && code >= 0x360) ||
                   (lead == 0xF0 && code < 0x10) || (lead == 0xF4 && code >= 0x110))) {
      return {};
    }
  }
  return {.length = length, .code = code, .valid = true};
}

// Is there a character of three bytes at `at`, as most are in Chinese, Japanese and Korean, and one
// that XML allows?
bool IsThreeBytes(std::string_view text, std::size_t at) {
  if (text.size() - at < 3 || (static_cast<unsigned char>(text[at]) & 0xF0U) != 0xE0) {
    return false;
  }
  const auto lead = static_cast<unsigned char>(text[at]);
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  const unsigned code = ((lead & 0xFU) << 12U) | ((second & 0x3FU) << 6U) | (third & 0x3FU);
  return IsTrail(second) && IsTrail(third) && code >= 0x800 && (code & 0xF800U) != 0xD800 &&
         code < 0xFFFE;
}

}  // namespace

Utf8Scan ScanUtf8(std::string_view bytes) {
  Utf8Scan scan;
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes.size() - at >= kBlock && IsPlainAscii(bytes.data() + at)) {
      at += kBlock;
      continue;
    }
    for (const std::size_t end = at + kBlock; at < end && at < bytes.size();) {
      if (bytes[at] >= ' ') {
        ++at;
        continue;
      }
      if (IsThreeBytes(bytes, at)) {
        at += 3;
        ++scan.multibyte;
        ++scan.three_byte;
        continue;
      }
      const Sequence sequence = ReadSequence(bytes, at);
      at += sequence.length;
      scan.multibyte += static_cast<std::size_t>(sequence.valid && sequence.length > 1);
      scan.three_byte += static_cast<std::size_t>(sequence.valid && sequence.length > 2);
      scan.invalid += static_cast<std::size_t>(!sequence.valid && !sequence.cut_off);
      scan.illegal += static_cast<std::size_t>(sequence.valid && !IsXmlCharacter(sequence.code));
      scan.cut_off = sequence.cut_off;
    }
  }
  return scan;
}

char32_t NextCodePoint(std::string_view text, std::size_t& at) {
  const Sequence sequence = ReadSequence(text, at);
  at += sequence.length;
  return sequence.code;
}

void AppendUtf8(std::string& text, char32_t c) {
  if (c >= 0x110000 || (c >= 0xD800 && c < 0xE000)) {
    c = kReplacement;
  }
  const auto put = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

std::string CleanUtf8(std::string_view bytes) {
  std::string clean;
  clean.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t start = at;
    const Sequence sequence = ReadSequence(bytes, at);
    at += sequence.length;
    if (!sequence.valid) {
      AppendUtf8(clean, kReplacement);
    } else if (IsXmlCharacter(sequence.code)) {
      clean.append(bytes, start, sequence.length);
    }
  }
  return clean;
}

}  // namespace feeds
