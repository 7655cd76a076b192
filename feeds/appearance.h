#pragma once

#include <string>
#include <string_view>

namespace feeds {

// What bytes that no parser of text can read look like: "binary data (gzip)", "a PDF document";
// empty: like text.
std::string BinaryAppearance(std::string_view bytes);

// The name of the first element of an XML or HTML text as written, prefix and all, behind
// declaration, comments, DOCTYPE and what may stand before them; empty: no element within the first
// 64 KiB.
std::string RootName(std::string_view text);

// What a text that is no feed looks like: "empty", "plain text", "an XML document <urlset>",
// "an HTML page; it links a feed at https://example.org/feed.xml" (resolved on `url`).
std::string TextAppearance(std::string_view text, std::string_view url);

}  // namespace feeds
