#include "feeds/charset_convert.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <memory>

#include "feeds/utf8.h"

namespace feeds {
namespace {

constexpr std::size_t kBlock = 16;

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// ICU's own callback writes U+001A for a bad byte of some charsets, which would vanish later.
void WriteReplacement(const void* /*context*/, UConverterToUnicodeArgs* args, const char* /*bytes*/,
                      int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) {
    return;
  }
  static constexpr UChar kReplacement = 0xFFFD;
  *status = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(args, &kReplacement, 1, 0, status);
}

// FindCharset has opened the converter once, so that it exists.
Converter Open(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  ucnv_setToUCallBack(converter.get(), WriteReplacement, nullptr, nullptr, nullptr, &status);
  assert(U_SUCCESS(status));
  return converter;
}

// What each byte of a one-byte charset is in UTF-8.
struct ByteTable {
  std::array<std::array<char, 4>, 256> text{};
  std::array<std::uint8_t, 256> length{};
};

bool IsOneByte(UConverter* converter) {
  const UConverterType type = ucnv_getType(converter);
  return type == UCNV_SBCS || type == UCNV_LATIN_1 || type == UCNV_US_ASCII;
}

ByteTable TableOf(UConverter* converter) {
  ByteTable table;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const char* read = &c;
    std::array<UChar, 4> units{};
    UChar* write = units.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &write, units.data() + units.size(), &read, &c + 1, nullptr, 1,
                   &status);
    std::string text;
    AppendUtf8(text, write == units.data() ? U'\uFFFD' : static_cast<char32_t>(units[0]));
    text.copy(table.text[byte].data(), 4);
    table.length[byte] = static_cast<std::uint8_t>(text.size());
  }
  return table;
}

bool IsAscii(const char* block) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    bits |= static_cast<unsigned char>(block[i]);
  }
  return bits < 0x80;
}

// Requires that the charset's lower half is ASCII, which is true of all but EBCDIC.
std::string ConvertByTable(std::string_view bytes, const ByteTable& table) {
  std::size_t size = 0;
  for (const char c : bytes) {
    size += table.length[static_cast<unsigned char>(c)];
  }
  std::string text(size + 4, '\0');  // the last character is copied with what its row has behind it
  char* write = text.data();
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes.size() - at >= kBlock && IsAscii(bytes.data() + at)) {
      std::memcpy(write, bytes.data() + at, kBlock);
      write += kBlock;
      at += kBlock;
      continue;
    }
    for (const std::size_t end = std::min(at + kBlock, bytes.size()); at < end; ++at) {
      const auto byte = static_cast<unsigned char>(bytes[at]);
      std::memcpy(write, table.text[byte].data(), 4);
      write += table.length[byte];
    }
  }
  text.resize(size);
  return text;
}

bool HasAsciiHalf(const ByteTable& table) {
  for (std::size_t byte = 0; byte < 128; ++byte) {
    if (table.length[byte] != 1 || table.text[byte][0] != static_cast<char>(byte)) {
      return false;
    }
  }
  return true;
}

std::string ConvertByIcu(std::string_view bytes, UConverter* from) {
  const Converter to = Open("UTF-8");
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  std::array<char, 32768> chunk{};
  std::array<UChar, 8192> pivot{};
  UChar* pivot_read = pivot.data();
  UChar* pivot_write = pivot.data();
  const char* read = bytes.data();
  bool reset = true;
  UErrorCode status = U_ZERO_ERROR;
  do {
    char* write = chunk.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from, &write, chunk.data() + chunk.size(), &read,
                   bytes.data() + bytes.size(), pivot.data(), &pivot_read, &pivot_write,
                   pivot.data() + pivot.size(), static_cast<UBool>(reset), 1, &status);
    text.append(chunk.data(), write);
    reset = false;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return text;
}

}  // namespace

std::string ConvertToUtf8(std::string_view bytes, const Charset& charset) {
  const Converter from = Open(charset.converter.c_str());
  if (IsOneByte(from.get())) {
    const ByteTable table = TableOf(from.get());
    if (HasAsciiHalf(table)) {
      return ConvertByTable(bytes, table);
    }
  }
  return ConvertByIcu(bytes, from.get());
}

std::u16string ConvertToUtf16(std::string_view bytes, const Charset& charset) {
  const Converter from = Open(charset.converter.c_str());
  std::u16string text(bytes.size() * 2 + 16, u'\0');
  char16_t* write = text.data();
  const char* read = bytes.data();
  UErrorCode status = U_ZERO_ERROR;
  ucnv_toUnicode(from.get(), &write, text.data() + text.size(), &read, bytes.data() + bytes.size(),
                 nullptr, 1, &status);
  text.resize(static_cast<std::size_t>(write - text.data()));
  return text;
}

}  // namespace feeds
