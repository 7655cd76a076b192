#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace feeds {

// What was said about bytes from outside of them.
struct CharsetHints {
  std::string_view charset;       // overrides all; empty: none
  std::string_view content_type;  // header, may hold charset=
};

struct DecodedText {
  std::string text;  // well-formed UTF-8 without BOM and without characters that XML 1.0 forbids
  std::string encoding;  // what the bytes were read as, IANA name
};

// Bytes -> UTF-8. The charset is the first of: hints.charset, a BOM, the zero bytes of UTF-16/32
// markup, the escapes of ISO-2022, the header's charset, the declaration within the bytes (XML
// declaration or HTML <meta>). That is the order of RFC 7303; text/xml without charset is not taken
// for ASCII, as RFC 3023 once said, but asked for its declaration. Without any: UTF-8 if the bytes
// are that, else what charset_detect.h finds, else windows-1252.
// A charset that the bytes disprove is overruled, except hints.charset: UTF-8 on what is mostly not
// UTF-8 (a stray byte becomes U+FFFD), another on well-formed UTF-8, one in which the text is
// gibberish while it makes sense in another. gb2312 and gbk are read as GB18030, iso-8859-1 with C1
// bytes as windows-1252, as browsers do. Error, one line for people: hints.charset is unknown.
tl::expected<DecodedText, std::string> ToUtf8(std::string_view bytes, const CharsetHints& hints);

// The value of charset= in a Content-Type header; empty when absent.
std::string CharsetOfHeader(std::string_view content_type);

// The charset that the first 1024 bytes declare, as written; empty when they declare none.
std::string DeclaredCharset(std::string_view bytes);

}  // namespace feeds
