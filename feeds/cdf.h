#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "feeds/xml_reading.h"

namespace feeds {

// Is this <channel> one of CDF, and not the stray channel of an RSS feed? CDF says in attributes
// (HREF, BASE, LASTMOD) what RSS says in elements.
bool IsCdf(pugi::xml_node channel);

// Reads the Channel Definition Format (Microsoft, W3C submission of 1997) from its root element,
// <CHANNEL>: items with HREF, LASTMOD (updated), TITLE and ABSTRACT (summary), those of channels
// within too; SCHEDULE's INTERVALTIME is the update period. Names in any case.
XmlReading ReadCdf(pugi::xml_node root, std::string_view url);

}  // namespace feeds
