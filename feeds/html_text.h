#pragma once

#include <string>
#include <string_view>

#include "feeds/html_tree.h"

namespace feeds {

// HTML, a fragment or a page, as plain text: paragraphs separated by "\n\n", <br> and table rows by
// "\n", the cells of a row by " | ". Each list item, heading and block is a paragraph of its own.
// Scripts, styles, nav, footer, aside, title and the like are left out. Entities are resolved once;
// blanks, NBSP and U+3000 collapse to one space, a line break between two East Asian characters to
// none.
std::string HtmlToText(std::string_view html);
std::string TextOfTree(const HtmlNode& node);

// HTML of a title as one line of plain text. Text without tag and entity only has its blanks
// collapsed.
std::string InlineHtmlToText(std::string_view html);

// The same, always through a tree. The two above take the way of html_plain.h where it is open,
// which must give what these give.
std::string HtmlToTextByTree(std::string_view html);
std::string InlineHtmlToTextByTree(std::string_view html);

}  // namespace feeds
