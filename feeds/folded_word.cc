#include "feeds/folded_word.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <array>

#include "feeds/ascii.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

constexpr std::size_t kWordBytesMax = 40;

// The letter without accents in lower case; 0 for a mark that only adds to the letter before it.
char32_t FoldLetter(char32_t c, const UNormalizer2* nfc) {
  if (c < 0x80) {
    return static_cast<char32_t>(Lower(static_cast<char>(c)));
  }
  if (c >= 0x300 && c < 0x370) {
    return 0;
  }
  std::array<UChar, 8> parts{};
  UErrorCode status = U_ZERO_ERROR;
  const auto code = static_cast<UChar32>(c);
  const int32_t count = unorm2_getDecomposition(nfc, code, parts.data(), 8, &status);
  const UChar32 base = U_SUCCESS(status) && count > 0 && code < 0x2000 ? parts[0] : code;
  switch (base) {
    case 0x131:  // dotless i
      return 'i';
    case 0x142:
    case 0x141:  // l with a stroke
      return 'l';
    case 0xF8:
    case 0xD8:
      return 'o';
    case 0x3C2:  // final sigma
      return 0x3C3;
    case 0x456:
    case 0x406:  // Ukrainian i, which is written with the Latin one as well
      return 'i';
    default:
      return static_cast<char32_t>(u_tolower(base));
  }
}

bool IsAlphabetic(char32_t c) {
  return c < 0x2E80 &&
         ((c < 0x80 && IsLetter(static_cast<char>(c))) ||
          (c >= 0x80 && (u_isalpha(static_cast<UChar32>(c)) != 0 || (c >= 0x300 && c < 0x370))));
}

}  // namespace

FoldedWord FoldWord(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* const nfc = unorm2_getNFCInstance(&status);
  FoldedWord word;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    if (!IsAlphabetic(c)) {
      break;
    }
    word.bytes = at;
    if (const char32_t letter = U_SUCCESS(status) ? FoldLetter(c, nfc) : c; letter != 0) {
      AppendUtf8(word.folded, letter);
    }
  }
  if (word.folded.size() > kWordBytesMax) {
    word.folded.clear();
  }
  return word;
}

}  // namespace feeds
