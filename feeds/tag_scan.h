#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace feeds {

// A start tag as people write them: values without quotes, quotes never closed, no value at all.
struct ScannedTag {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  // values as written
  bool is_empty = false;                                                  // "<name/>"
  bool is_closed = false;  // its '>' is there, and not the '<' of the next tag or the end
  std::size_t end = 0;     // behind it
};

// The tag that begins with the '<' at `at`; nullopt: no name follows, or it runs into what no name
// of an element holds ("<jo@example.org>", "<3"). The whole scan of a text is linear.
std::optional<ScannedTag> ScanTag(std::string_view text, std::size_t at);

// May the name of an XML element start with, or hold, the character? All beyond ASCII may.
bool StartsName(char c);
bool IsOfName(char c);

}  // namespace feeds
