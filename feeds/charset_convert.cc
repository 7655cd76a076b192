#include "feeds/charset_convert.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include <array>
#include <cassert>
#include <memory>
#include <optional>

#include "feeds/code_table.h"

namespace feeds {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// ICU's own callback writes U+001A for a bad byte of some charsets, which would vanish later.
// NOLINTNEXTLINE(readability-function-size): the parameters are those that ICU passes.
void WriteReplacement(const void* /*context*/, UConverterToUnicodeArgs* args, const char* /*bytes*/,
                      int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) {
    return;
  }
  static constexpr UChar kReplacement = 0xFFFD;
  *status = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(args, &kReplacement, 1, 0, status);
}

// FindCharset has opened the converter once, or knows it, so that it exists.
Converter Open(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  ucnv_setToUCallBack(converter.get(), WriteReplacement, nullptr, nullptr, nullptr, &status);
  assert(U_SUCCESS(status));
  return converter;
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
  if (std::optional<std::string> text = DecodeByTable(bytes, charset.converter.c_str())) {
    return *std::move(text);
  }
  const Converter from = Open(charset.converter.c_str());
  return ConvertByIcu(bytes, from.get());
}

std::u16string ConvertToUtf16(std::string_view bytes, const Charset& charset) {
  if (charset.converter == "ISO-8859-16") {  // none of ICU's
    return ConvertToUtf16(ConvertToUtf8(bytes, charset), {"UTF-8", "UTF-8"});
  }
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
