#pragma once

#include <pugixml.hpp>

#include "feeds/xml_reading.h"

namespace feeds {

// One <item> of RSS; the rules are those of ReadRss.
Item ReadRssItem(pugi::xml_node element, const XmlContext& context);

}  // namespace feeds
