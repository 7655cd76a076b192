#pragma once

#include <string>

namespace feeds {

// Makes a feed as found in the wild fit for an XML parser, in place and in one pass:
// what stands before the first markup is dropped (a blank line, a warning printed by a script);
// HTML's named characters (&nbsp; &eacute;) are resolved outside of CDATA; references to characters
// that XML forbids become U+FFFD, and those to C1 controls what windows-1252 has there.
// Bare '&' stays: pugixml takes it as text. The text never grows.
void MendXml(std::string& text);

}  // namespace feeds
