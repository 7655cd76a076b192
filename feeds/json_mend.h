#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feeds {

// JSON as found in the wild, fit for a strict parser: control characters within strings become
// blanks, a backslash that escapes nothing goes, and so do commas before a closing bracket; half a
// pair of surrogates is U+FFFD.
std::string MendJson(std::string_view text);

// Of a JSON object that the end of the text cut off: the part with the whole objects of its last
// list, closed ("{…,"items":[{…},{…}" gives "]}" behind it). nullopt: it has no whole one.
std::optional<std::string> WholeJsonItems(std::string_view text);

}  // namespace feeds
