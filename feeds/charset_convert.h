#pragma once

#include <string>
#include <string_view>

#include "feeds/charset_label.h"

namespace feeds {

// Bytes of the charset -> UTF-8, bad bytes as U+FFFD; what the bytes hold of a BOM stays. What
// code_table.h has no table for goes through ICU in pieces, so that no second copy of the text is
// held.
std::string ConvertToUtf8(std::string_view bytes, const Charset& charset);

// The same into UTF-16, for short pieces of text that are to be looked at.
std::u16string ConvertToUtf16(std::string_view bytes, const Charset& charset);

}  // namespace feeds
