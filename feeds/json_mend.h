#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace feeds {

// The parser calls itself for each level, so a text is looked at before.
constexpr int kJsonNestingMax = 64;
// Where a text of JSON opens more levels than that; npos: nowhere.
std::size_t TooDeepAt(std::string_view text);

// JSON as found in the wild, fit for a strict parser: control characters within strings become
// blanks, a backslash that escapes nothing goes, and so do commas before a closing bracket; half a
// pair of surrogates is U+FFFD.
std::string MendJson(std::string_view text);

// Of a JSON object that the end of the text cut off: the part with the whole objects of its last
// list, closed ("{…,"items":[{…},{…}" gives "]}" behind it). nullopt: it has no whole one.
std::optional<std::string> WholeJsonItems(std::string_view text);

}  // namespace feeds
