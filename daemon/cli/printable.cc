#include "daemon/cli/printable.h"

#include <fmt/format.h>

#include "feeds/utf8.h"
#include "feeds/white_space.h"

namespace cli {

std::string Printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = feeds::NextCodePoint(text, at);
    const bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool is_no_text = c == 0xFFFD || feeds::IsInvisible(c);
    const bool turns_text = (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
    if (!is_control && !is_no_text && !turns_text) {
      out.append(text.substr(start, at - start));
      continue;
    }
    for (const char byte : text.substr(start, at - start))
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
  }
  return out;
}

}  // namespace cli
