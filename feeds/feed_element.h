#pragma once

#include <string_view>

namespace feeds {

// What an element of a feed holds, by its name as written; what RecoverXml goes by. The first three
// are ordered: each stands within those before it.
enum class ElementRole {
  kRoot,     // rss, rdf:RDF, feed
  kChannel,  // channel
  kItem,     // item, entry
  kBox,      // elements: author of Atom, source, image, media:group, skipHours
  kLine,     // text: title, link, guid, pubDate, dc:date; any that is not known, too
  kRich,     // text that may hold HTML: description, content:encoded
  kMarkup,   // an element of HTML
};
ElementRole RoleOf(std::string_view written);

// Elements of HTML that have a namesake in feeds: title, link, source, summary, image.
bool IsHtmlToo(std::string_view name);

// An element of HTML that never has an end tag: br, img.
bool IsVoidElement(std::string_view name);

// May an element of that name stand within the box? A <guid> is never within an <image>.
bool MayBeIn(std::string_view box, std::string_view name);

}  // namespace feeds
