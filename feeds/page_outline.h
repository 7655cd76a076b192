#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/parse.h"

namespace feeds {

// A run of text within one block of a page, all of it a link's or none of it.
struct PagePiece {
  std::string text;      // on one line, blanks collapsed
  std::string href;      // of a link, as written but for its character references
  std::string hint;      // of a link: its title attribute
  bool is_link = false;  // <a> with href
  std::size_t row = 0;   // list items and table rows begin and end one
  std::size_t line = 0;  // rows, blocks, cells and <br> begin and end one
};

// What a page says outside of its tables: its names, what its selections stand at, and all text and
// links in their order.
struct PageOutline {
  std::string title;                        // <title>
  std::string heading;                      // the first <h1>
  std::vector<std::string> chosen;          // of each <select>: its selected option, or the first
  std::map<std::string, std::string> meta;  // name in lower case -> content; the first of a name
  std::vector<PagePiece> pieces;
  std::string url;  // where it was served
};

// One pass over the tags as people write them; scripts, styles and comments are left out. Bytes
// that are no text give kNoLinks.
tl::expected<PageOutline, ParseError> ReadPageOutline(std::string_view bytes,
                                                      const ServedAs& served);

// Does a page that should hold a release, and has none of its tables or links, look like an error
// page or a bot wall? In words for people ("a bot wall: a script and no text"); empty: no.
std::string ErrorPageAppearance(std::string_view bytes, const ServedAs& served);

}  // namespace feeds
