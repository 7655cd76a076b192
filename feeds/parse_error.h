#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace feeds {

// Why bytes could not be read as what the source is said to be.
struct ParseError {
  enum class Kind { kNotAFeed = 1, kBroken, kEncoding, kNoTable, kNoLinks, kErrorAnswer, kFeed };
  Kind kind = Kind::kNotAFeed;
  std::string
      detail;  // place and reason: "line 12, column 3: start-end tags mismatch", "an HTML page"
};
// "not-a-feed", "broken", "no-links", "error-answer" (an error that came as a success), "feed" (one
// came where figures should), …
std::string_view ToText(ParseError::Kind kind);

inline tl::unexpected<ParseError> Fail(ParseError::Kind kind, std::string detail) {
  return tl::unexpected(ParseError{kind, std::move(detail)});
}

}  // namespace feeds
