#include "feeds/tag_scan.h"

#include <algorithm>

#include "feeds/ascii.h"

namespace feeds {
namespace {

constexpr std::size_t kAttributesMax = 1000;

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  while (at < text.size() && IsBlank(text[at])) {
    ++at;
  }
  return at;
}

std::size_t FindAny(std::string_view text, std::string_view stops, std::size_t at) {
  return std::min(text.find_first_of(stops, at), text.size());
}

// The end of a quoted value whose opening quote is at `at`; npos: the quote is never closed. XML
// has no '<' in values; one that is followed by the closing quote before any '>' is meant.
std::size_t EndOfQuoted(std::string_view text, std::size_t at) {
  const char quote[] = {text[at], '<', '\0'};
  std::size_t end = FindAny(text, quote, at + 1);
  if (end < text.size() && text[end] == '<') {
    const char closing[] = {text[at], '>', '\0'};
    end = FindAny(text, closing, end);
  }
  return end < text.size() && text[end] == text[at] ? end : text.npos;
}

bool IsName(std::string_view name) {
  return !name.empty() && StartsName(name.front()) &&
         std::all_of(name.begin(), name.end(), IsOfName);
}

// Reads the attribute at `at` into the tag; behind it.
std::size_t ReadAttribute(std::string_view text, std::size_t at, ScannedTag& tag) {
  const std::size_t name_end = FindAny(text, " \t\r\n\f=></", at + 1);
  const std::string_view name = text.substr(at, name_end - at);
  std::string_view value;
  std::size_t end = name_end;
  const std::size_t equals = SkipBlanks(text, name_end);
  if (equals < text.size() && text[equals] == '=') {
    const std::size_t start = SkipBlanks(text, equals + 1);
    const bool quoted = start < text.size() && (text[start] == '"' || text[start] == '\'');
    const std::size_t close = quoted ? EndOfQuoted(text, start) : text.npos;
    // In url="a length="5" the first value lacks its end.
    if (close != text.npos && (text[close - 1] != '=' || close == start + 1 ||
                               text.substr(start, close - start).find(' ') == text.npos)) {
      value = text.substr(start + 1, close - start - 1);
      end = close + 1;
    } else {
      end = FindAny(text, " \t\r\n\f><", start);
      value = text.substr(start, end - start);
      value.remove_prefix(quoted ? 1 : 0);
      // "length=5/>" ends the tag, "href=http://a/>" does not.
      if (!value.empty() && text.substr(end, 1) == ">" && value.find('/') == value.size() - 1) {
        value.remove_suffix(1);
        tag.is_empty = true;
      }
    }
  }
  if (IsName(name) && tag.attributes.size() < kAttributesMax) {
    tag.attributes.emplace_back(name, value);
  }
  return end;
}

}  // namespace

bool StartsName(char c) {
  return IsLetter(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

bool IsOfName(char c) {
  return StartsName(c) || IsDigit(c) || c == '-' || c == '.';
}

std::optional<ScannedTag> ScanTag(std::string_view text, std::size_t at) {
  ScannedTag tag;
  std::size_t i = at + 1;
  if (i >= text.size() || !StartsName(text[i])) {
    return std::nullopt;
  }
  while (i < text.size() && IsOfName(text[i])) {
    ++i;
  }
  tag.name = text.substr(at + 1, i - at - 1);
  if (i < text.size() && !IsBlank(text[i]) && text[i] != '>' && text[i] != '<' &&
      !(text[i] == '/' && text.substr(i + 1, 1) == ">")) {
    return std::nullopt;
  }
  for (i = SkipBlanks(text, i); i < text.size() && text[i] != '>' && text[i] != '<';
       i = SkipBlanks(text, i)) {
    if (text[i] == '/' || text[i] == '=') {
      tag.is_empty = text.substr(i, 2) == "/>";
      ++i;
    } else {
      i = ReadAttribute(text, i, tag);
    }
  }
  tag.is_closed = i < text.size() && text[i] == '>';
  tag.end = tag.is_closed ? i + 1 : i;
  return tag;
}

}  // namespace feeds
