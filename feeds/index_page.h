#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/document.h"
#include "feeds/parse.h"

namespace feeds {

// Reads an index page, a list of announcements: HTML, JSON, JSONP, or XML that holds either. Each
// entry is a Document without text, in the order of the page, each URL once:
//   url           absolute (<base href> honoured), without fragment, backslashes and blanks mended,
//                 parameters kept; http and https only; guid is the same
//   title         text of the link without its date; its title attribute when the text is cut off
//                 ("…"), empty or says no more than "details"
//   published_at  date beside the link, or in its URL; "[07-18]" only where the page states one
//                 year and no other. A time without zone is Beijing's on a Chinese list, else UTC
// `link_pattern` (see FaultOfPattern) is looked for in the absolute URLs. Without one the entries
// are the largest group of links of one shape with titles of 8 characters and more and dates
// beside them, and what stands between such with a date. Links to further pages are no entries;
// links to files are.
// kNoLinks when nothing is found: blocked or changed, and what the page looks like.
tl::expected<std::vector<Document>, ParseError> ParseIndexPage(std::string_view bytes,
                                                               const ServedAs& served,
                                                               const std::string& link_pattern);

}  // namespace feeds
