#include "feeds/xml_mend.h"

#include <cstring>
#include <optional>
#include <string_view>

#include "feeds/ascii.h"
#include "feeds/html_entities.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

constexpr std::size_t kPrologueBytesMax = 4096;
constexpr std::size_t kNameBytesMax = 16;
constexpr std::string_view kCdata = "<![CDATA[";

void DropPrologue(std::string& text) {
  const std::string_view head = std::string_view(text).substr(0, kPrologueBytesMax);
  std::size_t start = head.find("<?xml");
  for (const std::string_view root : {"<rss", "<feed", "<rdf:RDF", "<"}) {
    start = start == std::string_view::npos ? head.find(root) : start;
  }
  if (start != std::string_view::npos && start > 0) {
    text.erase(0, start);
  }
}

bool IsXmlEntity(std::string_view name) {
  return name == "lt" || name == "gt" || name == "amp" || name == "quot" || name == "apos";
}

// "#8211" or "#x2013"; nullopt when it is no number.
std::optional<char32_t> NumberOf(std::string_view name) {
  const bool hex = name.size() > 1 && Lower(name[1]) == 'x';
  const std::string_view digits = name.substr(hex ? 2 : 1);
  if (digits.empty()) {
    return std::nullopt;
  }
  char32_t code = 0;
  for (const char c : digits) {
    const char low = Lower(c);
    if (!IsDigit(c) && !(hex && low >= 'a' && low <= 'f')) {
      return std::nullopt;
    }
    const auto digit = static_cast<char32_t>(IsDigit(c) ? c - '0' : low - 'a' + 10);
    code = code * (hex ? 16 : 10) + digit;
    if (code >= 0x110000) {
      return 0x110000;
    }
  }
  return code;
}

// What replaces &name;, or an empty string to leave it as it is.
std::string Replacement(std::string_view name) {
  if (name.empty() || IsXmlEntity(name)) {
    return {};
  }
  std::string text;
  if (name.front() != '#') {
    if (const char32_t code = EntityNamed(name); code != 0) {
      AppendUtf8(text, code);
    }
    return text;
  }
  const std::optional<char32_t> code = NumberOf(name);
  if (code && !IsXmlCharacter(*code)) {
    AppendUtf8(text, 0xFFFD);
  } else if (code && OfWindows1252(*code) != *code) {
    AppendUtf8(text, OfWindows1252(*code));
  }
  return text;
}

// A reference that needs no help stands behind the '&' at `at`: most do.
bool IsAtXmlEntity(std::string_view text, std::size_t at) {
  return text.substr(at + 1, 3) == "lt;" || text.substr(at + 1, 3) == "gt;" ||
         text.substr(at + 1, 4) == "amp;" || text.substr(at + 1, 5) == "quot;";
}

// What stands between '&', just before `at`, and ';'; empty: no reference.
std::string_view ReferenceAt(std::string_view text, std::size_t at) {
  const bool numeric = text.substr(at, 1) == "#";
  const std::string_view ahead = text.substr(at, numeric ? text.npos : kNameBytesMax);
  const std::size_t end =
      numeric ? ahead.find_first_not_of("0123456789abcdefABCDEFxX", 1) : ahead.find(';');
  return end == ahead.npos || ahead[end] != ';' ? std::string_view() : ahead.substr(0, end);
}

// A position that never comes back to what it has passed.
class CdataSections {
 public:
  explicit CdataSections(std::string_view text) : text_(text), start_(text.find(kCdata)) {}

  // Where the section that holds `at` ends; `at` itself when it is in none. `at` must not decrease.
  std::size_t EndAround(std::size_t at) {
    while (start_ < at) {
      const std::size_t end = text_.find("]]>", start_ + kCdata.size());
      if (end == text_.npos || end > at) {
        return end;
      }
      start_ = text_.find(kCdata, end);
    }
    return at;
  }

 private:
  std::string_view text_;
  std::size_t start_;
};

}  // namespace

void MendXml(std::string& text) {
  DropPrologue(text);
  CdataSections cdata(text);
  char* const data = text.data();
  std::size_t kept = 0;    // of the text so far, in its new place
  std::size_t copied = 0;  // up to here the old text is in its new place
  for (std::size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at)) {
    if (IsAtXmlEntity(text, at)) {
      ++at;
      continue;
    }
    const std::size_t outside = cdata.EndAround(at);
    if (outside != at) {
      at = outside;
      if (at == std::string::npos) {
        break;
      }
      continue;
    }
    const std::string_view reference = ReferenceAt(text, ++at);
    const std::string replacement = Replacement(reference);
    if (!replacement.empty()) {
      std::memmove(data + kept, data + copied, at - 1 - copied);
      kept += at - 1 - copied;
      kept += replacement.copy(data + kept, replacement.size());
      copied = at + reference.size() + 1;
      at = copied;
    }
  }
  std::memmove(data + kept, data + copied, text.size() - copied);
  text.resize(kept + text.size() - copied);
}

}  // namespace feeds
