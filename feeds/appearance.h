#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feeds {

// What bytes that no parser of text can read look like: "binary data (gzip)", "a PDF document";
// empty: like text.
std::string BinaryAppearance(std::string_view bytes);

// The element that a text of XML or HTML begins with.
struct RootTag {
  std::string name;    // as written, prefix and all; empty: no element within the first 64 KiB
  std::size_t at = 0;  // of its '<'
};

// The first element behind declaration, comments and DOCTYPE. Where that is no root of a feed, nor
// <html>, the first <rss>, <rdf:RDF> or <feed> behind it: scripts print warnings before a feed.
RootTag FindRoot(std::string_view text);

// What a text that is no feed looks like: "empty", "plain text", "an XML document <urlset>, a
// sitemap", "an HTML page with a login form", "an HTML page; it links feeds at
// https://example.org/feed.xml, https://example.org/comments.xml" (resolved on `url`).
std::string TextAppearance(std::string_view text, std::string_view url);

}  // namespace feeds
