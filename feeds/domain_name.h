#pragma once

#include <string>
#include <string_view>

namespace feeds {

// The form of a name that DNS knows (IDNA, UTS #46): "xn--bcher-kva.example" for "bücher.example".
// Returned as it is when it is ASCII, or no name of letters, digits, '-', '.' and '_'.
std::string AsciiDomainName(std::string_view name);

}  // namespace feeds
