#pragma once

#include <re2/re2.h>

#include "rules/regex.h"

namespace rules {

// How all patterns are compiled: UTF-8, in silence. Only for files that speak to RE2 themselves.
RE2::Options RegexOptions(Longest longest);

}  // namespace rules
