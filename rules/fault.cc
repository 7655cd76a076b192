#include "rules/fault.h"

#include <algorithm>

namespace rules {

Lines::Lines(std::string_view text) : text_(text), starts_{0} {
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1)) {
    starts_.push_back(end + 1);
  }
}

std::string Lines::At(int line) const {
  const auto index = static_cast<std::size_t>(line - 1);
  if (line < 1 || index >= starts_.size())
    return {};
  std::string_view text = text_.substr(starts_[index]);
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
