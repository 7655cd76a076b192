#include "feeds/utf8.h"

#include <algorithm>
#include <cstdint>

#include "feeds/bytes16.h"

namespace feeds {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kBlock = 64;

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

// Counts one character; moves behind it.
void ScanOne(std::string_view bytes, std::size_t& at, Utf8Scan& scan) {
  const Sequence sequence = ReadSequence(bytes, at);
  at += sequence.length;
  scan.multibyte += static_cast<std::size_t>(sequence.valid && sequence.length > 1);
  scan.three_byte += static_cast<std::size_t>(sequence.valid && sequence.length > 2);
  scan.invalid += static_cast<std::size_t>(!sequence.valid && !sequence.cut_off);
  scan.illegal += static_cast<std::size_t>(sequence.valid && !IsXmlCharacter(sequence.code));
  scan.cut_off = sequence.cut_off;
}

#if defined(LODEWATCH_BYTES16)

constexpr std::size_t kStep = 16;

// Are the sixteen bytes, with the two before them, beyond doubt well-formed and allowed in XML?
// What begins with E0, ED and F0 to FF, U+FFC0 to U+FFFF and all bad bytes are in doubt.
bool IsPlain(const char* bytes, Bytes16 c) {
  const Bytes16 line_ends = Either(Either(Equal(c, '\n'), Equal(c, '\r')), Equal(c, '\t'));
  const Bytes16 controls = Differ(AtMost(c, 0x1F), line_ends);
  const bool ascii = HighBits(c) == 0 && static_cast<unsigned char>(bytes[-1]) < 0x80;
  if (ascii) {
    return HighBits(controls) == 0;
  }
  const Bytes16 before = LoadBytes16(bytes - 1);
  const Bytes16 second_before = LoadBytes16(bytes - 2);
  const Bytes16 trail = Both(AtLeast(c, 0x80), AtMost(c, 0xBF));
  const Bytes16 wanted = Either(AtLeast(before, 0xC0), AtLeast(second_before, 0xE0));
  const Bytes16 doubtful =
      Either(Either(Either(Equal(c, 0xC0), Equal(c, 0xC1)), Either(Equal(c, 0xE0), Equal(c, 0xED))),
             Either(AtLeast(c, 0xF0), Both(Equal(before, 0xEF), Equal(c, 0xBF))));
  return HighBits(Either(Either(controls, doubtful), Differ(trail, wanted))) == 0;
}

// Counts what is plain from `at` on, by steps; tells where the next character begins that it has
// not counted.
std::size_t ScanPlain(std::string_view bytes, std::size_t at, Utf8Scan& scan) {
  const std::size_t start = at;
  if (start < 2) {
    return at;
  }
  for (; at + kStep <= bytes.size(); at += kStep) {
    const Bytes16 c = LoadBytes16(bytes.data() + at);
    if (!IsPlain(bytes.data() + at, c)) {
      break;
    }
    if (HighBits(c) != 0) {
      scan.multibyte += CountOf(AtLeast(c, 0xC0));
      scan.three_byte += CountOf(AtLeast(c, 0xE0));
    }
  }
  // A character that goes on behind the last step is not counted yet.
  for (std::size_t back = 1; at > start && back <= 2; ++back) {
    const auto lead = static_cast<unsigned char>(bytes[at - back]);
    if (lead >= 0xC0) {
      const bool whole = LengthOf(lead) <= back;
      scan.multibyte -= whole ? 0U : 1U;
      scan.three_byte -= whole || lead < 0xE0 ? 0U : 1U;
      return whole ? at : at - back;
    }
  }
  return at;
}

#else

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

std::size_t ScanPlain(std::string_view bytes, std::size_t at, Utf8Scan&) {
  while (bytes.size() - at >= kBlock && IsPlainAscii(bytes.data() + at)) {
    at += kBlock;
  }
  return at;
}

#endif

}  // namespace

Utf8Scan ScanUtf8(std::string_view bytes) {
  Utf8Scan scan;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.size(), at + kBlock);
    while (at < end) {
      ScanOne(bytes, at, scan);
    }
    at = at < bytes.size() ? ScanPlain(bytes, at, scan) : at;
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
