#include "rules/fault.h"

#include <algorithm>

namespace rules {

std::string LineOf(std::string_view text, int line) {
  for (int n = 1; n < line; ++n) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
      return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r'))
    text.remove_suffix(1);
  return std::string(text);
}

std::string ToText(const Fault& fault) {
  std::string out = fault.file;
  if (fault.line > 0) {
    out += ':' + std::to_string(fault.line) + ':' + std::to_string(std::max(fault.column, 1));
  }
  out += ": " + fault.message;
  if (fault.line == 0 || fault.source.empty())
    return out;
  std::string pad;
  int column = 1;
  for (std::size_t i = 0; i < fault.source.size() && column < fault.column; ++i) {
    const bool continues = (static_cast<unsigned char>(fault.source[i]) & 0xC0) == 0x80;
    if (continues)
      continue;
    pad += fault.source[i] == '\t' ? '\t' : ' ';
    ++column;
  }
  return out + "\n  " + fault.source + "\n  " + pad + "^";
}

}  // namespace rules
