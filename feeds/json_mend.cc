#include "feeds/json_mend.h"

#include <charconv>

#include "feeds/ascii.h"

namespace feeds {
namespace {

constexpr std::string_view kEscapes = "\"\\/bfnrtu";

bool IsHex(char c) {
  return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'f');
}

// Does the backslash at `at` escape anything?
bool IsEscape(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size() || kEscapes.find(text[at + 1]) == kEscapes.npos) {
    return false;
  }
  for (std::size_t i = 0; text[at + 1] == 'u' && i < 4; ++i) {
    if (at + 2 + i >= text.size() || !IsHex(text[at + 2 + i])) {
      return false;
    }
  }
  return true;
}

// The unit of UTF-16 that the escape at `at` stands for; 0: it is none such.
unsigned UnitAt(std::string_view text, std::size_t at) {
  unsigned unit = 0;
  if (at < text.size() && text.substr(at, 2) == "\\u" && IsEscape(text, at)) {
    const char* const digits = text.data() + at + 2;
    std::from_chars(digits, digits + 4, unit, 16);
  }
  return unit;
}

// The escape at `at` as a parser takes it: half a pair of surrogates, as is left where an emoji was
// cut in two, becomes U+FFFD. `at` moves to the last byte that was read.
std::string_view WholeEscape(std::string_view text, std::size_t& at) {
  const std::size_t start = at;
  const unsigned unit = UnitAt(text, at);
  at += unit == 0 ? 1 : 5;
  if (unit < 0xD800 || unit > 0xDFFF) {
    return text.substr(start, at + 1 - start);
  }
  const unsigned next = unit < 0xDC00 ? UnitAt(text, at + 1) : 0;
  if (next < 0xDC00 || next > 0xDFFF) {
    return "\\uFFFD";
  }
  at += 6;
  return text.substr(start, 12);
}

bool IsCommaBeforeEnd(std::string_view text, std::size_t at) {
  if (text[at] != ',') {
    return false;
  }
  std::size_t next = at + 1;
  while (next < text.size() && IsBlank(text[next])) {
    ++next;
  }
  return next < text.size() && (text[next] == ']' || text[next] == '}');
}

}  // namespace

std::string MendJson(std::string_view text) {
  std::string mended;
  mended.reserve(text.size());
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (!in_string) {
      in_string = c == '"';
      mended.append(IsCommaBeforeEnd(text, at) ? 0 : 1, c);
    } else if (c == '\\') {
      if (IsEscape(text, at)) {
        mended.append(WholeEscape(text, at));
      }
    } else {
      in_string = c != '"';
      mended.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    }
  }
  return mended;
}

std::optional<std::string> WholeJsonItems(std::string_view text) {
  std::string open;  // the brackets that are open
  std::size_t end = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      at += c == '\\' ? 1U : 0U;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      open.push_back(c);
    } else if ((c == '}' || c == ']') && !open.empty()) {
      open.pop_back();
      end = c == '}' && open == "{[" ? at + 1 : end;
    }
  }
  return end == 0 ? std::nullopt : std::optional(std::string(text.substr(0, end)) + "]}");
}

std::size_t TooDeepAt(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      i += static_cast<std::size_t>(c == '\\');
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kJsonNestingMax)
        return i;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return std::string_view::npos;
}

}  // namespace feeds
