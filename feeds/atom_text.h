#pragma once

#include <pugixml.hpp>
#include <string>

#include "feeds/xml_reading.h"

namespace feeds {

// A text construct (RFC 4287, 3.1) or content (4.1.3).
struct AtomText {
  std::string text;
  TextKind kind = TextKind::kPlain;
};

// Reads text, html and xhtml, and the media types and modes (xml, escaped, base64) of Atom 0.3.
// XHTML is the markup within its <div>. XML of another type is its markup; what is encoded as
// base64 is taken when it is text; pictures, sound and film are left out. Plain text in which there
// are elements, or tags in Atom 0.3, is HTML that was not declared.
AtomText ReadAtomText(pugi::xml_node node, const XmlContext& context);

// The same as one line of plain text.
std::string ReadAtomLine(pugi::xml_node node, const XmlContext& context);

}  // namespace feeds
