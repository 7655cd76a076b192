#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/page_parts.h"

namespace feeds {

// Leaves out what stands within the body of an article and is none of it: lists of links, cards of
// other stories, blocks under "Related stories", lines such as "Advertisement", and at its head the
// title told again and bylines. Links to files are kept. Returns `left_out` with these added.
std::vector<bool> CleanBody(const PageParts& page, std::vector<bool> left_out,
                            const std::vector<std::size_t>& roots, std::string_view title);

// What is not left out of the roots, as HTML: paragraphs, headings, lists and tables of data; a
// table that lays out a page as blocks.
std::string HtmlOf(const PageParts& page, const std::vector<bool>& left_out,
                   const std::vector<std::size_t>& roots);

}  // namespace feeds
