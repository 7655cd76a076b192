#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "feeds/xml_element.h"

namespace feeds {

// The elements and text below `element` as HTML, trimmed: prefixes of XHTML dropped, empty elements
// written so that HTML reads them as empty too. Where an xml:base is in force (`base` or one
// within), links of href, src and the like are resolved.
std::string MarkupBelow(pugi::xml_node element, const Namespaces& namespaces, const Base& base);

// HTML with the values of href, src and the like resolved on `base`.
std::string ResolveLinks(std::string html, std::string_view base);

// Plain text as HTML: &, < and > escaped.
std::string EscapeHtml(std::string_view text);

}  // namespace feeds
