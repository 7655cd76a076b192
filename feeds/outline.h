#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

// Plain data that the next room reads too; page_outline.h makes it.
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

}  // namespace feeds
