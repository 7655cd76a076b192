#pragma once

#include <string_view>

namespace feeds {

// The character of an HTML 4 entity such as "nbsp" or "eacute" (never one of XML's five: those need
// no help); 0 when there is none.
char32_t EntityNamed(std::string_view name);

// &#150; means the en dash of windows-1252 wherever it is written: the C1 controls as HTML 5 reads
// them.
char32_t OfWindows1252(char32_t code);

}  // namespace feeds
