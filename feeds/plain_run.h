#pragma once

#include <cstddef>
#include <string_view>

namespace feeds {

// How many bytes from `at` on can be copied into collapsed text as they are: no '<', no '&', no
// character that IsForbidden, no blank but single spaces (the last byte may be one that others
// follow), no fixed blank and nothing invisible. Whole characters of UTF-8; may end before it must.
// Sixteen bytes a step where the processor has SSE2.
std::size_t PlainRunLength(std::string_view text, std::size_t at);

}  // namespace feeds
