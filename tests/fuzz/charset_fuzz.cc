// Whatever the bytes and whatever is said of them: the text is UTF-8 that XML allows, not much
// longer than the bytes, and stays as it is when it is read once more. The fast scan of UTF-8 and a
// walk from character to character count the same.
#include <cstddef>
#include <cstdint>
#include <string>

#include "feeds/charset.h"
#include "tests/fuzz/soundness.h"

namespace {

constexpr const char* kLabels[] = {
    "",         "utf-8",      "gbk",        "big5",         "shift_jis",  "euc-jp",
    "euc-kr",   "iso-8859-1", "utf-16",     "windows-1251", "koi8-r",     "iso-2022-jp",
    "utf-16le", "utf-32",     "big5-hkscs", "iso-2022-kr",  "hz-gb-2312", "windows-1252",
    "us-ascii", "ibm037",     "iso-8859-8", "windows-874",  "macintosh",  "x-user-defined",
};
constexpr std::size_t kLabelCount = sizeof(kLabels) / sizeof(kLabels[0]);
// A byte of a one-byte charset is up to three in UTF-8, a two-byte character up to two of those.
constexpr std::size_t kGrowthMax = 4;

void CheckScan(std::string_view bytes) {
  const feeds::Utf8Scan scan = feeds::ScanUtf8(bytes);
  std::size_t multibyte = 0;
  std::size_t three_byte = 0;
  std::size_t illegal = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t start = at;
    const char32_t c = feeds::NextCodePoint(bytes, at);
    const bool is_replacement = c == 0xFFFD && bytes.substr(start, at - start) != "\uFFFD";
    multibyte += static_cast<std::size_t>(!is_replacement && at - start > 1);
    three_byte += static_cast<std::size_t>(!is_replacement && at - start > 2);
    illegal += static_cast<std::size_t>(!feeds::IsXmlCharacter(c));
  }
  Require(scan.multibyte == multibyte);
  Require(scan.three_byte == three_byte);
  Require(scan.illegal == illegal);
  Require((scan.invalid > 0 || scan.cut_off || scan.illegal > 0) ==
          (feeds::CleanUtf8(bytes) != bytes));
}

void CheckDecoded(std::string_view bytes, const feeds::CharsetHints& hints) {
  const auto decoded = feeds::ToUtf8(bytes, hints);
  if (!decoded) {
    return;
  }
  Require(!decoded->encoding.empty());
  Require(IsXmlText(decoded->text));
  Require(decoded->text.size() <= bytes.size() * kGrowthMax + 16);
  if (decoded->text.compare(0, 3, "\xEF\xBB\xBF") != 0) {
    const auto again = feeds::ToUtf8(decoded->text, {.charset = "utf-8", .content_type = {}});
    Require(again && again->text == decoded->text);
  }
}

}  // namespace

// The first byte picks what is said of the bytes behind it, and whether it is an order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string_view bytes = TextOf(data + 1, size - 1);
  const std::string label = kLabels[data[0] % kLabelCount];
  CheckScan(bytes);
  if (data[0] < 128) {
    const std::string content_type = "text/xml; charset=" + label;
    CheckDecoded(bytes, {.charset = {}, .content_type = content_type});
  } else {
    CheckDecoded(bytes, {.charset = label, .content_type = {}});
  }
  return 0;
}
