#include "feeds/code_table.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

constexpr UChar kNone = 0xFFFD;  // what ICU gives for bytes without a character

// A character of the basic plane in UTF-8; size 0: none.
struct Utf8Character {
  std::array<char, 3> bytes{};
  unsigned char size = 0;
};
constexpr Utf8Character kNoCharacter;

// The one character of the basic plane that the bytes are; kNone: something else.
UChar CharacterOf(UConverter* converter, std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::array<UChar, 4> units{};
  const std::int32_t count =
      ucnv_toUChars(converter, units.data(), static_cast<std::int32_t>(units.size()), bytes.data(),
                    static_cast<std::int32_t>(bytes.size()), &status);
  const bool one = U_SUCCESS(status) != 0 && count == 1 && (units[0] & 0xF800) != 0xD800;
  return one ? units[0] : kNone;
}

Utf8Character Utf8Of(UChar c) {
  std::string text;
  Utf8Character character;
  if (c != kNone) {
    AppendUtf8(text, c);
    std::copy(text.begin(), text.end(), character.bytes.begin());
    character.size = static_cast<unsigned char>(text.size());
  }
  return character;
}

std::size_t HighBytesIn(std::string_view bytes) {
  std::size_t high = 0;
  for (std::size_t at = SkipAscii(bytes, 0); at < bytes.size(); at = SkipAscii(bytes, at + 1)) {
    ++high;
  }
  return high;
}

// The bytes as UTF-8, ASCII as it is; `read` tells what the bytes at a place beyond ASCII are and
// moves behind them.
template <class Read>
std::optional<std::string> Decode(std::string_view bytes, std::size_t size_max, const Read& read) {
  std::string text(size_max + sizeof(Utf8Character), '\0');
  char* out = text.data();
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = SkipAscii(bytes, at);
    out = std::copy(bytes.data() + at, bytes.data() + end, out);
    for (at = end; at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80;) {
      const Utf8Character& character = read(at);
      if (character.size == 0) {
        return std::nullopt;
      }
      // All three at once, whatever the size: the next one overwrites what is too much.
      std::memcpy(out, character.bytes.data(), character.bytes.size());
      out += character.size;
    }
  }
  text.resize(static_cast<std::size_t>(out - text.data()));
  return text;
}

using Bytes = std::array<Utf8Character, 256>;

// nullopt: bytes below 0x80 are not ASCII.
std::optional<Bytes> SingleBytes(UConverter* converter) {
  std::array<char, 256> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = static_cast<char>(i);
  }
  std::array<UChar, 256> units{};
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t count = ucnv_toUChars(converter, units.data(), 256, all.data(), 256, &status);
  bool ascii = U_SUCCESS(status) != 0 && count == 256;
  Bytes table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    ascii = ascii && (i >= 0x80 || units[i] == i);
    table[i] = Utf8Of(units[i]);
  }
  return ascii ? std::optional(table) : std::nullopt;
}

constexpr unsigned kLeadFirst = 0x81;
constexpr unsigned kTrailFirst = 0x40;
constexpr std::size_t kTrails = 0xFF - kTrailFirst;

// The pairs of GB18030 by lead and trail byte.
using Pairs = std::vector<Utf8Character>;

Pairs PairsOf(UConverter* converter) {
  Pairs table;
  table.reserve((0xFF - kLeadFirst) * kTrails);
  for (unsigned lead = kLeadFirst; lead < 0xFF; ++lead) {
    for (unsigned trail = kTrailFirst; trail < 0xFF; ++trail) {
      const std::array<char, 2> pair{static_cast<char>(lead), static_cast<char>(trail)};
      table.push_back(Utf8Of(CharacterOf(converter, {pair.data(), pair.size()})));
    }
  }
  return table;
}

std::optional<std::string> DecodeSingleBytes(std::string_view bytes, const Bytes& table) {
  return Decode(bytes, bytes.size() + 2 * HighBytesIn(bytes),
                [&](std::size_t& at) { return table[static_cast<unsigned char>(bytes[at++])]; });
}

std::optional<std::string> DecodeGb18030(std::string_view bytes, const Pairs& table) {
  const auto read = [&](std::size_t& at) -> const Utf8Character& {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const auto trail = at + 1 < bytes.size() ? static_cast<unsigned char>(bytes[at + 1]) : 0U;
    if (lead < kLeadFirst || lead == 0xFF || trail < kTrailFirst || trail == 0xFF) {
      return kNoCharacter;
    }
    at += 2;
    return table[(lead - kLeadFirst) * kTrails + (trail - kTrailFirst)];
  };
  // Two bytes become three at most.
  return Decode(bytes, bytes.size() + bytes.size() / 2 + 1, read);
}

// The only charset of ISO 8859 that ICU lacks, from 0xA0 on.
constexpr std::u16string_view kLatin10 =
    u"\u00A0\u0104\u0105\u0141\u20AC\u201E\u0160\u00A7\u0161\u00A9\u0218\u00AB\u0179\u00AD\u017A"
    u"\u017B"
    u"\u00B0\u00B1\u010C\u0142\u017D\u201D\u00B6\u00B7\u017E\u010D\u0219\u00BB\u0152\u0153\u0178"
    u"\u017C"
    u"\u00C0\u00C1\u00C2\u0102\u00C4\u0106\u00C6\u00C7\u00C8\u00C9\u00CA\u00CB\u00CC\u00CD\u00CE"
    u"\u00CF"
    u"\u0110\u0143\u00D2\u00D3\u00D4\u0150\u00D6\u015A\u0170\u00D9\u00DA\u00DB\u00DC\u0118\u021A"
    u"\u00DF"
    u"\u00E0\u00E1\u00E2\u0103\u00E4\u0107\u00E6\u00E7\u00E8\u00E9\u00EA\u00EB\u00EC\u00ED\u00EE"
    u"\u00EF"
    u"\u0111\u0144\u00F2\u00F3\u00F4\u0151\u00F6\u015B\u0171\u00F9\u00FA\u00FB\u00FC\u0119\u021B"
    u"\u00FF";

Bytes BytesOfLatin10() {
  Bytes table{};
  const std::size_t first = table.size() - kLatin10.size();
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = Utf8Of(i < first ? static_cast<UChar>(i) : kLatin10[i - first]);
  }
  return table;
}

}  // namespace

std::optional<std::string> DecodeByTable(std::string_view bytes, const char* converter) {
  if (std::strcmp(converter, "ISO-8859-16") == 0) {
    return DecodeSingleBytes(bytes, BytesOfLatin10());
  }
  UErrorCode status = U_ZERO_ERROR;
  const Converter opened(ucnv_open(converter, &status));
  if (U_FAILURE(status) != 0) {
    return std::nullopt;
  }
  if (std::strcmp(converter, "gb18030") == 0) {
    static const Pairs pairs = PairsOf(opened.get());
    return DecodeGb18030(bytes, pairs);
  }
  const UConverterType type = ucnv_getType(opened.get());
  if (type != UCNV_SBCS && type != UCNV_LATIN_1) {
    return std::nullopt;
  }
  const std::optional<Bytes> table = SingleBytes(opened.get());
  return table ? DecodeSingleBytes(bytes, *table) : std::nullopt;
}

}  // namespace feeds
