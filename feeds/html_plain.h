#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feeds {

// The straight way of HtmlToText and InlineHtmlToText for HTML that needs no tree: one pass, no
// memory but the text. What it gives is what the way through the tree gives, byte for byte, for
// well-formed UTF-8. It takes
// - text, comments, CDATA marks, entities of HTML 4 and numbers with their ';', bare '&' and '<';
// - paragraphs, line breaks, rules, headings, lists, quotations, figures and all that PruneHtml
//   makes a div or an article of, nested in any way;
// - formatting, links, images and unknown tags, which leave no trace but a blank before <sup>;
// - scripts, styles, frames and the like with an end tag: dropped;
// - for text of many lines, tables of data whose rows and cells stand where they belong.
// nullopt, "not mine": other tables, <pre>, <nav>, <footer>, <aside>, <head>, <title>, <body>,
// <html>, elements to be dropped that do not end, blocks deeper than kHtmlDepthMax, other character
// references, control characters.
std::optional<std::string> PlainHtmlToText(std::string_view html);
std::optional<std::string> InlinePlainHtmlToText(std::string_view html);

}  // namespace feeds
