#pragma once

#include <string_view>

namespace feeds {

// The one or two characters, in UTF-8, of a named character reference of HTML 5 such as "nbsp" or
// "NotEqualTilde"; empty when there is none, and for XML's own five (lt gt amp quot apos), which
// need no help. At most two bytes longer than the name.
std::string_view EntityNamed(std::string_view name);

// &#150; means the en dash of windows-1252 wherever it is written: the C1 controls as HTML 5 reads
// them.
char32_t OfWindows1252(char32_t code);

}  // namespace feeds
