#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "feeds/feed.h"

namespace feeds {

// Reads RSS 2.0, 0.9x and RSS 1.0 or 0.90 (RDF) from its root element, <rss> or <rdf:RDF>.
// Titles are HTML made plain; summary (description) and content (content:encoded) stay as served.
// Where several elements tell the same, the feed's own wins over Dublin Core and Atom.
// A guid that is a permalink is the link of an item without one. `url` is where the feed was
// served. Feed::encoding is left to the caller.
Feed ReadRss(pugi::xml_node root, std::string_view url);

}  // namespace feeds
