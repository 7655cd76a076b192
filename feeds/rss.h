#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "feeds/xml_reading.h"

namespace feeds {

// Reads RSS 2.0, 0.9x and RSS 1.0 or 0.90 (RDF) from its root element: <rss>, <rdf:RDF>, or a bare
// <channel> or <item>. Titles are HTML made plain; summary (description) and content
// (content:encoded) stay as served, with links resolved where an xml:base is in force. Where
// several elements tell the same, the format's own wins over Atom, Dublin Core, iTunes and Media
// RSS, in that order and wherever they stand; an empty element hides nothing; of several <link> the
// last counts. A guid that is a permalink is the link of an item without one. Media contents are
// enclosures of an item without any. `url` is where the feed was served. Feed::encoding is left to
// the caller.
XmlReading ReadRss(pugi::xml_node root, std::string_view url);

}  // namespace feeds
