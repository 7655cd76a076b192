#pragma once

#include <re2/re2.h>

#include <string>
#include <string_view>

#include "rules/regex.h"

namespace rules {

// How all patterns are compiled: UTF-8, in silence. Only for files that speak to RE2 themselves.
RE2::Options RegexOptions(Longest longest);

// The pattern with each s and k that (?i) governs as (?-i:[sS]) and (?-i:[kK]). By Unicode they are
// also the small forms of ſ (U+017F) and the Kelvin sign (U+212A), which no text means and which
// cost RE2 a third of a program. The same groups; a pattern that RE2 refuses stays one.
std::string WithAsciiCase(std::string_view pattern);

}  // namespace rules
