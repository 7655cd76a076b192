#pragma once

#include <string_view>

#include "feeds/html_page.h"

namespace feeds {

// The article of a page without what stands around it.
struct MainText {
  // title: of the page's heading, JSON-LD or og:title, without the name of the site.
  // text, tables: of the article alone. The rest as ReadHtmlPage, with the dates of JSON-LD first
  // and that of a short line beside the heading last.
  HtmlPage page{};
  bool stands_out = false;          // false: no article was found, `page.text` is the whole page's
  bool is_for_subscribers = false;  // the page says that its text is not all there
};

// Finds the article of a page (UTF-8): by itemprop=articleBody and the class names of content
// systems, by the one <article>, by <main>, else where prose is densest (the measure of Mozilla's
// Readability), with the sections beside it that read alike. Left out of it: navigation, cookie
// and newsletter boxes, sharing, captions, bylines, comments, related stories, lists of links but
// those to files (附件). Kept: paragraphs, lists, headings, quotations, tables of data. A body in
// JSON-LD is taken when the page shows less than half of it. Linear in the page.
MainText ReadMainText(std::string_view html);

}  // namespace feeds
