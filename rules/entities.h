#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rules {

struct Entity {
  char32_t code = 0;
  std::size_t length = 0;  // bytes of the reference, '&' and ';' included
};

// The character reference at the '&' at this position: "&nbsp;", "&#8217;", "&#x2013;".
// nullopt: no reference, one that lacks its ';', or a name that feeds do not use.
// Numbers 128–159 are read as Windows-1252, as browsers do.
std::optional<Entity> EntityAt(std::string_view text, std::size_t at);

}  // namespace rules
