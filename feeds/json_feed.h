#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "feeds/feed.h"

namespace feeds {

// Why a JSON text is no JSON Feed.
struct JsonFeedError {
  enum class Kind { kBroken = 1, kNotAFeed };
  Kind kind = Kind::kBroken;
  std::string
      detail;  // kBroken: "line 3, column 7: …"; kNotAFeed: "a JSON object without version/items"
};

// Reads JSON Feed 1.0 and 1.1 from UTF-8; relative links are resolved on `url`. A field of another
// type than it should have is taken as absent, except that an id may be a number. Nesting up to 64.
// What a strict parser refuses is mended (json_mend.h); of a text that was cut off the whole items
// count.
// Feed::encoding is left to the caller.
tl::expected<Feed, JsonFeedError> ReadJsonFeed(std::string_view text, std::string_view url);

}  // namespace feeds
