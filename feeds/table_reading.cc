#include "feeds/table_reading.h"

#include <algorithm>

#include "feeds/ascii.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

int IndentOf(std::string_view raw) {
  int indent = 0;
  for (std::size_t at = 0; at < raw.size();) {
    const char32_t c = NextCodePoint(raw, at);
    if (c == ' ') {
      ++indent;
    } else if (const int width = FixedBlankWidth(c); width > 0) {
      indent += width;
    } else if (c > 0x20 && !IsInvisible(c)) {
      return indent;
    }
  }
  return 0;  // nothing but blanks
}

// Most cells are short words and numbers of ASCII without a blank.
bool IsPlain(std::string_view raw) {
  return std::all_of(raw.begin(), raw.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

Cell CellOf(std::string_view raw) {
  Cell cell;
  if (IsPlain(raw)) {
    cell.text = raw;
    return cell;
  }
  cell.text = CollapseWhiteSpace(raw);
  cell.indent = IndentOf(raw);
  return cell;
}

}  // namespace feeds
