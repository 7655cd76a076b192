#pragma once

#include <pugixml.hpp>
#include <string_view>

#include "feeds/feed.h"

namespace feeds {

// Reads Atom 1.0 and 0.3 from its root element, <feed>. Links are resolved on xml:base and `url`,
// where the feed was served. An entry without author has those of its source or of the feed (RFC
// 4287, 4.2.1). XHTML content is the markup within its <div>; content of another media type than
// text is left out. Feed::encoding is left to the caller.
Feed ReadAtom(pugi::xml_node root, std::string_view url);

}  // namespace feeds
