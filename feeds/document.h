#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace feeds {

// A cell of a table whose row and column spans are resolved: a spanning cell stands in every place
// that it covers, with `continued` set in all but its first.
struct Cell {
  std::string text;  // UTF-8, inner white space collapsed, trimmed
  int indent =
      0;  // leading blanks before trimming (NBSP, U+3000 = 2, space), the sign of hierarchy
  bool is_header = false;  // <th>
  bool continued = false;  // covered by the span of a cell to the left or above
};

// Rows may differ in length; nothing is padded.
struct Table {
  std::string caption;
  std::vector<std::vector<Cell>> rows;
};

// One item of a feed, one announcement, one release edition. Immutable: an edited item is another
// Document with the same guid. The only thing that leaves this room for the next one.
struct Document {
  std::string guid;      // identity within its source; never empty
  std::string url;       // absolute; empty when the source gives none
  std::string title;     // plain text, UTF-8
  std::string text;      // plain text, UTF-8, paragraphs separated by "\n\n"
  std::string language;  // BCP 47 ("en", "zh-CN"); empty when the source does not say
  std::vector<Table> tables;
  std::optional<std::chrono::sys_seconds> published_at;
  std::optional<std::chrono::sys_seconds> updated_at;
};

// title + "\n\n" + text: the text in which facts count their offsets.
inline std::string FullText(const Document& document) {
  return document.title + "\n\n" + document.text;
}

}  // namespace feeds
