#pragma once

#include <string>
#include <string_view>

namespace cli {

// Text of a file or a page for a terminal: control characters, what cannot be seen, what turns the
// text around, and bytes that are no UTF-8 are written as \xHH.
std::string Printable(std::string_view text);

}  // namespace cli
