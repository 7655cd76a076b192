#include "feeds/plain_run.h"

#include "feeds/bytes16.h"

namespace feeds {
namespace {

constexpr unsigned char Byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

// May a character that is blank, invisible or forbidden begin with these bytes? See white_space.cc.
bool IsSpecial(unsigned char lead, unsigned char second, unsigned char third) {
  switch (lead) {
    case 0xC2:  // U+0080 to U+00A0, U+00AD
      return second <= 0xA0 || second == 0xAD;
    case 0xE2:  // U+2000 to U+200F, U+202F, U+205F, U+2060
      return (second == 0x80 && (third <= 0x8F || third == 0xAF)) ||
             (second == 0x81 && (third == 0x9F || third == 0xA0));
    case 0xE3:  // U+3000
      return second == 0x80 && third == 0x80;
    case 0xEF:  // U+FDD0, U+FEFF, U+FFFE and those around them
      return (second == 0xB7 || second == 0xBB || second == 0xBF) && third >= 0x90;
    default:  // U+1FFFE and the like
      return lead >= 0xF0 && third == 0xBF;
  }
}

bool IsStop(std::string_view text, std::size_t at) {
  const unsigned char c = Byte(text, at);
  const unsigned char next = Byte(text, at + 1);
  return c < 0x20 || c == 0x7F || c == '<' || c == '&' || (c == ' ' && next <= 0x20) ||
         (c >= 0x80 && IsSpecial(c, next, Byte(text, at + 2)));
}

#if defined(LODEWATCH_BYTES16)

constexpr std::size_t kStep = 16;
constexpr std::size_t kLookAhead = 2;

// As IsSpecial, sixteen at once.
Bytes16 AreSpecial(Bytes16 lead, Bytes16 second, Bytes16 third) {
  const Bytes16 latin = Both(Equal(lead, 0xC2), Either(AtMost(second, 0xA0), Equal(second, 0xAD)));
  const Bytes16 general =
      Either(Both(Equal(second, 0x80), Either(AtMost(third, 0x8F), Equal(third, 0xAF))),
             Both(Equal(second, 0x81), Either(Equal(third, 0x9F), Equal(third, 0xA0))));
  const Bytes16 ideographic =
      Both(Equal(lead, 0xE3), Both(Equal(second, 0x80), Equal(third, 0x80)));
  const Bytes16 marks =
      Both(Both(Equal(lead, 0xEF), AtLeast(third, 0x90)),
           Either(Equal(second, 0xB7), Either(Equal(second, 0xBB), Equal(second, 0xBF))));
  const Bytes16 beyond = Both(AtLeast(lead, 0xF0), Equal(third, 0xBF));
  return Either(Either(Either(latin, Both(Equal(lead, 0xE2), general)), Either(ideographic, marks)),
                beyond);
}

// Bit i: IsStop of byte i. Reads kStep + kLookAhead bytes.
unsigned StopsIn(const char* bytes) {
  const Bytes16 c = LoadBytes16(bytes);
  const Bytes16 next = LoadBytes16(bytes + 1);
  Bytes16 stops =
      Either(Either(Equal(c, '<'), Equal(c, '&')), Either(AtMost(c, 0x1F), Equal(c, 0x7F)));
  stops = Either(stops, Both(Equal(c, ' '), AtMost(next, 0x20)));
  if (HighBits(c) != 0) {
    stops = Either(stops, AreSpecial(c, next, LoadBytes16(bytes + kLookAhead)));
  }
  return HighBits(stops);
}

// The stop at or behind `at`, or where the last bytes begin, which no step reaches.
std::size_t NextStop(std::string_view text, std::size_t at) {
  for (; at + kStep + kLookAhead <= text.size(); at += kStep) {
    if (const unsigned stops = StopsIn(text.data() + at); stops != 0) {
      return at + static_cast<std::size_t>(__builtin_ctz(stops));
    }
  }
  return at;
}

#else

std::size_t NextStop(std::string_view, std::size_t at) {
  return at;
}

#endif

}  // namespace

std::size_t PlainRunLength(std::string_view text, std::size_t at) {
  std::size_t end = NextStop(text, at);
  while (end < text.size() && !IsStop(text, end)) {
    ++end;
  }
  return end - at;
}

}  // namespace feeds
