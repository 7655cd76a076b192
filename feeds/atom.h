#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "feeds/xml_reading.h"

namespace feeds {

// Reads Atom 1.0, 0.3 and those before from its root element, <feed> or a lone <entry>. Links are
// resolved on xml:base and `url`, where the feed was served. An entry's link is its first alternate
// that is HTML or does not say what it is, then any alternate, then where its content is. An entry
// without author has those of its source or of the feed (RFC 4287, 4.2.1). Of texts see
// atom_text.h. Feed::encoding is left to the caller.
XmlReading ReadAtom(pugi::xml_node root, std::string_view url);

}  // namespace feeds
