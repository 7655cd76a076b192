#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feeds {

// What a tree is spared, beyond which PruneHtml drops tags.
inline constexpr std::size_t kHtmlDepthMax = 200;
inline constexpr std::size_t kHtmlTagsMax = 1'000'000;

// How much of a page PruneHtml leaves.
enum class Detail {
  kText,    // what shapes text
  kLayout,  // also what tells text from furniture: links and buttons, written names, roles
};

// Rewrites HTML for the tree builder, so that no page, however hostile, takes more than linear time
// and memory there: an HTML5 parser is quadratic in attributes, in misnested formatting and in
// depth. One pass. What is left:
// - tags that shape text: paragraphs, headings, lists, tables; many block names become "div", and
//   article and main "article"; formatting and unknown tags go, their text stays;
// - attributes that are read later (spans, lang, class, meta and link values), at most 8 a tag;
// - <time datetime> as <meta itemprop="datePublished">.
// Comments, scripts, styles, svg, select, noscript, template, iframe, textarea go with all they
// hold. Blocks nested deeper than 200 and tags after the first million are dropped, not their text.
// For kText a superscript in a cell of a table is an empty <wbr is="sup"> where it begins, and
// another without "is" where it ends, both without effect on text.
// For kLayout a link or button is an empty <wbr> where it begins, with its href, and another
// without href where it ends, since an inline element would cost the tree builder its linear time;
// so is a span, small or cite, with is="span" and is="/span". A block under another name says its
// own in the attribute "is".
std::string PruneHtml(std::string_view html, Detail detail = Detail::kText);

// Is there a tag of HTML in it, "<p>" or "<br/>"? "a < b" and "<unknown>" are none.
bool HasHtmlTag(std::string_view text);

}  // namespace feeds
