#pragma once

#include <string>

namespace feeds {

// Makes the references of a feed as found in the wild fit for an XML parser: those to characters
// that XML forbids become U+FFFD. Outside of CDATA HTML's named characters (&nbsp; &eacute;) are
// resolved, and references to C1 controls become what windows-1252 has there. Entities of plain
// text that a DOCTYPE declares are resolved once; those that refer to others or hold markup stay as
// they are, and so does what would more than double the text. Bare '&' stays: pugixml takes it as
// text. One pass, in place, for a text that declares no entities.
void MendXml(std::string& text);

}  // namespace feeds
