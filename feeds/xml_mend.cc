#include "feeds/xml_mend.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/html_entities.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

constexpr std::size_t kNameBytesMax = 34;  // of HTML's names the longest has 31, and ';'
// Without their '<', which is everywhere: looking for '!' is many times as fast.
constexpr std::string_view kCdata = "![CDATA[";
constexpr std::string_view kDoctype = "!DOCTYPE";

bool IsXmlEntity(std::string_view name) {
  return name == "lt" || name == "gt" || name == "amp" || name == "quot" || name == "apos";
}

// By far the most frequent: markup that is escaped.
bool IsXmlReference(std::string_view text, std::size_t at) {
  const std::string_view ahead = text.substr(at + 1, 4);
  return ahead.substr(0, 3) == "lt;" || ahead.substr(0, 3) == "gt;" || ahead == "amp;" ||
         ahead == "quot";
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
    const std::string_view named = EntityNamed(name);
    if (named == "<" || named == "&") {  // &LT; &AMP;
      return named == "<" ? "&lt;" : "&amp;";
    }
    if (named == "#" || named == ";") {  // parts of a reference with what stands beside them
      return named == "#" ? "&#35;" : "&#59;";
    }
    // &nGt; and &nLt; would make the text grow.
    return std::string(named.size() <= name.size() + 2 ? named : std::string_view());
  }
  const std::optional<char32_t> code = NumberOf(name);
  if (code && !IsXmlCharacter(*code)) {
    AppendUtf8(text, 0xFFFD);
  } else if (code && OfWindows1252(*code) != *code) {
    AppendUtf8(text, OfWindows1252(*code));
  }
  return text;
}

// Within CDATA references are text, mostly HTML that somebody else resolves. Those to characters
// that XML forbids say nothing to anybody, and what looks like a section may stand in the value of
// an attribute or in a comment, where the parser resolves them.
std::string ReplacementInCdata(std::string_view reference) {
  const std::optional<char32_t> code =
      reference.substr(0, 1) == "#" ? NumberOf(reference) : std::nullopt;
  return code && !IsXmlCharacter(*code) ? "\uFFFD" : "";
}

// What stands between '&', just before `at`, and ';'; empty: no reference.
std::string_view ReferenceAt(std::string_view text, std::size_t at) {
  const bool numeric = text.substr(at, 1) == "#";
  const std::string_view ahead = text.substr(at, numeric ? text.npos : kNameBytesMax);
  const std::size_t end =
      numeric ? ahead.find_first_not_of("0123456789abcdefABCDEFxX", 1) : ahead.find(';');
  return end == ahead.npos || ahead[end] != ';' ? std::string_view() : ahead.substr(0, end);
}

struct DeclaredEntity {
  std::string_view name;
  std::string value;  // fit for XML
};

// A value of <!ENTITY>, between its quotes. nullopt: it holds markup or refers to other entities,
// which are left alone so that nothing can explode.
std::optional<std::string> ValueOfEntity(std::string_view raw) {
  constexpr std::size_t kValueBytesMax = 1024;
  std::string value;
  for (std::size_t at = 0; at < raw.size() && raw.size() <= kValueBytesMax; ++at) {
    if (raw[at] != '&') {
      value.push_back(raw[at]);
      continue;
    }
    const std::string_view reference = ReferenceAt(raw, at + 1);
    const std::optional<char32_t> code =
        reference.substr(0, 1) == "#" ? NumberOf(reference) : std::nullopt;
    if (!code && !IsXmlEntity(reference)) {
      return std::nullopt;
    }
    if (code && *code != '<' && *code != '&') {
      AppendUtf8(value, OfWindows1252(*code));
    } else {
      value.append("&").append(code ? (*code == '<' ? "lt" : "amp") : reference).append(";");
    }
    at += reference.size() + 1;
  }
  return value.empty() || value.find('<') != value.npos ? std::nullopt : std::optional(value);
}

// The entities of plain text that the internal subset of a DOCTYPE declares.
std::vector<DeclaredEntity> DeclaredEntities(std::string_view text) {
  constexpr std::size_t kPrologueBytesMax = std::size_t{64} << 10;
  constexpr std::string_view kDeclaration = "<!ENTITY";
  constexpr std::size_t kEntitiesMax = 4096;
  const std::string_view head = text.substr(0, kPrologueBytesMax);
  std::vector<DeclaredEntity> entities;
  const std::size_t doctype = head.find(kDoctype);
  if (doctype == head.npos) {
    return entities;
  }
  for (std::size_t at = head.find(kDeclaration, doctype);
       at != head.npos && entities.size() < kEntitiesMax;
       at = head.find(kDeclaration, at + kDeclaration.size())) {
    std::size_t begin = head.find_first_not_of(" \t\r\n", at + kDeclaration.size());
    const std::size_t end = head.find_first_of(" \t\r\n\"'>", begin);
    const std::size_t quote = head.find_first_not_of(" \t\r\n", end);
    if (quote == head.npos || (head[quote] != '"' && head[quote] != '\'')) {
      continue;  // external (SYSTEM), a parameter entity, or no declaration
    }
    const std::size_t close = head.find(head[quote], quote + 1);
    if (close == head.npos) {
      break;
    }
    if (auto value = ValueOfEntity(head.substr(quote + 1, close - quote - 1))) {
      entities.push_back({head.substr(begin, end - begin), *std::move(value)});
    }
  }
  return entities;
}

// A position that never comes back to what it has passed.
class CdataSections {
 public:
  explicit CdataSections(std::string_view text) : text_(text), start_(text.find(kCdata)) {}

  // Where the section that holds `at` ends; `at` itself when it is in none. `at` must not decrease.
  std::size_t EndAround(std::size_t at) {
    while (start_ < at) {
      if (end_ <= start_) {
        end_ = text_.find("]]>", start_ + kCdata.size());
      }
      if (end_ > at) {
        return end_;
      }
      start_ = text_.find(kCdata, end_);
    }
    return at;
  }

 private:
  std::string_view text_;
  std::size_t start_;
  std::size_t end_ = 0;  // of the section at start_, once it has been looked for
};

// Resolves the entities that the text itself declares, once, outside of CDATA. What it adds is
// limited to the size of the text and 64 KiB; references beyond stay as they are.
void ExpandDeclaredEntities(std::string& text) {
  std::vector<DeclaredEntity> entities = DeclaredEntities(text);
  if (entities.empty()) {
    return;
  }
  // Of two declarations the first counts (XML 1.0, 4.2).
  std::stable_sort(entities.begin(), entities.end(),
                   [](const auto& a, const auto& b) { return a.name < b.name; });
  const std::size_t size_max = text.size() * 2 + (std::size_t{64} << 10);
  CdataSections cdata(text);
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
    if (const std::size_t outside = cdata.EndAround(at); outside != at) {
      if (outside == text.npos) {
        break;
      }
      at = outside;
      continue;
    }
    const std::string_view name = ReferenceAt(text, at + 1);
    const auto found =
        std::lower_bound(entities.begin(), entities.end(), name,
                         [](const auto& entity, std::string_view n) { return entity.name < n; });
    const bool known = !name.empty() && found != entities.end() && found->name == name;
    if (known && out.size() + found->value.size() + text.size() - copied < size_max) {
      out.append(text, copied, at - copied).append(found->value);
      copied = at + name.size() + 2;
      at = copied - 1;
    }
  }
  text = std::move(out.append(text, copied));
}

}  // namespace

void MendXml(std::string& text) {
  ExpandDeclaredEntities(text);
  CdataSections cdata(text);
  char* const data = text.data();
  std::size_t kept = 0;    // of the text so far, in its new place
  std::size_t copied = 0;  // up to here the old text is in its new place
  for (std::size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at)) {
    if (IsXmlReference(text, at)) {
      at += 4;
      continue;
    }
    const bool in_cdata = cdata.EndAround(at) != at;
    ++at;
    if (in_cdata && text.compare(at, 1, "#") != 0) {
      continue;
    }
    const std::string_view reference = ReferenceAt(text, at);
    const std::string replacement =
        in_cdata ? ReplacementInCdata(reference) : Replacement(reference);
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
