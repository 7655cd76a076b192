#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "feeds/outline.h"
#include "feeds/parse.h"

namespace feeds {

// One pass over the tags as people write them; scripts, styles and comments are left out. Bytes
// that are no text give kNoLinks.
tl::expected<PageOutline, ParseError> ReadPageOutline(std::string_view bytes,
                                                      const ServedAs& served);

// Does a page that should hold a release, and has none of its tables or links, look like an error
// page or a bot wall? In words for people ("a bot wall: a script and no text"); empty: no.
std::string ErrorPageAppearance(std::string_view bytes, const ServedAs& served);

}  // namespace feeds
