#include "feeds/atom_text.h"

#include <cstdint>

#include "feeds/ascii.h"
#include "feeds/html_prune.h"
#include "feeds/html_text.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"
#include "feeds/xml_markup.h"

namespace feeds {
namespace {

// -1: no digit of base64.
int Base64Digit(char c) {
  if (c >= 'A' && c <= 'Z') {
    return c - 'A';
  }
  if (c >= 'a' && c <= 'z') {
    return c - 'a' + 26;
  }
  if (IsDigit(c)) {
    return c - '0' + 52;
  }
  return c == '+' || c == '-' ? 62 : (c == '/' || c == '_' ? 63 : -1);
}

// Empty when the text is no base64 or holds no text.
std::string TextOfBase64(std::string_view encoded) {
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : encoded) {
    const int digit = Base64Digit(c);
    if (digit < 0 && !IsBlank(c) && c != '=') {
      return {};
    }
    if (digit < 0) {
      continue;
    }
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held >= 8) {
      held -= 8;
      text.push_back(static_cast<char>(bits >> held & 0xFF));
    }
  }
  const Utf8Scan scan = ScanUtf8(text);
  return scan.invalid == 0 && scan.illegal == 0 && !scan.cut_off ? text : std::string();
}

// Of xhtml: the <div> is no part of the content (RFC 4287, 3.1.1.3). Escaped text in its place is
// HTML wrongly declared, or text without any markup.
std::string XhtmlOf(pugi::xml_node node, const XmlContext& context) {
  if (!HasElements(node)) {
    std::string text = TextOf(node);
    return HasHtmlTag(text) ? text : EscapeHtml(text);
  }
  context.reading.has_markup = true;
  pugi::xml_node only;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) {
      const bool div = LocalName(child) == "div" && !only;
      only = div ? child : node;
    }
  }
  const XmlContext within{context.namespaces, BaseWithin(node, context.base), context.reading};
  return only == node ? MarkupBelow(node, within.namespaces, within.base)
                      : MarkupBelow(only, within.namespaces, BaseWithin(only, within.base));
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool IsMedia(std::string_view type) {
  return type.substr(0, 6) == "image/" || type.substr(0, 6) == "audio/" ||
         type.substr(0, 6) == "video/";
}

AtomText ReadPlain(pugi::xml_node node, const XmlContext& context) {
  if (HasElements(node)) {
    return {XhtmlOf(node, context), TextKind::kHtml};
  }
  AtomText plain{TextOf(node), TextKind::kPlain};
  if (context.reading.feed.format == "atom-0.3" && HasHtmlTag(plain.text)) {
    plain.kind = TextKind::kHtml;
  }
  return plain;
}

AtomText ReadBase64(pugi::xml_node node, std::string_view type) {
  AtomText text{TextOfBase64(TextOf(node)), TextKind::kPlain};
  if (type.find("html") != type.npos || HasHtmlTag(text.text)) {
    text.kind = TextKind::kHtml;
  }
  return text;
}

}  // namespace

AtomText ReadAtomText(pugi::xml_node node, const XmlContext& context) {
  const std::string whole_type = Lowered(AttributeOf(node, "type"));
  const std::string type(Trim(std::string_view(whole_type).substr(0, whole_type.find(';'))));
  const std::string_view mode = AttributeOf(node, "mode");
  if (mode == "base64") {
    return IsMedia(type) ? AtomText{} : ReadBase64(node, type);
  }
  if (type == "xhtml" || type == "application/xhtml+xml" ||
      (type == "text/html" && mode == "xml" && HasElements(node))) {
    return {XhtmlOf(node, context), TextKind::kHtml};
  }
  if (type == "html" || type == "text/html" || mode == "escaped") {
    return {HtmlOf(node, context), TextKind::kHtml};
  }
  if (type.empty() || type.find('/') == type.npos || type.substr(0, 5) == "text/") {
    return ReadPlain(node, context);
  }
  if (EndsWith(type, "+xml") || EndsWith(type, "/xml")) {
    return {XhtmlOf(node, context), TextKind::kHtml};
  }
  return IsMedia(type) ? AtomText{} : ReadBase64(node, type);
}

std::string ReadAtomLine(pugi::xml_node node, const XmlContext& context) {
  const AtomText text = ReadAtomText(node, context);
  return text.kind == TextKind::kHtml ? InlineHtmlToText(text.text) : CollapseWhiteSpace(text.text);
}

}  // namespace feeds
