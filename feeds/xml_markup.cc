#include "feeds/xml_markup.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/url.h"

namespace feeds {
namespace {

bool IsVoid(std::string_view tag) {
  constexpr std::string_view kVoid[] = {"br",     "img",   "hr",   "input", "area",
                                        "base",   "col",   "link", "embed", "meta",
                                        "source", "track", "wbr",  "param"};
  return std::find(std::begin(kVoid), std::end(kVoid), Lowered(tag)) != std::end(kVoid);
}

bool HoldsLink(std::string_view attribute) {
  constexpr std::string_view kLinks[] = {"href",   "src",  "cite",     "poster",
                                         "action", "data", "longdesc", "background"};
  return std::any_of(std::begin(kLinks), std::end(kLinks),
                     [attribute](std::string_view link) { return EqualsFold(link, attribute); });
}

void AppendEscaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t special = std::min(text.find_first_of("&<>", at), text.size());
    out.append(text, at, special - at);
    if (special < text.size()) {
      out.append(text[special] == '&' ? "&amp;" : (text[special] == '<' ? "&lt;" : "&gt;"));
    }
    at = special + 1;
  }
}

void AppendValue(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (c == '&') {
      out.append("&amp;");
    } else if (c == '"') {
      out.append("&quot;");
    } else if (c == '<') {
      out.append("&lt;");
    } else {
      out.push_back(c);
    }
  }
}

// Writes a tree without recursion: the depth of a feed has no limit.
class MarkupWriter {
 public:
  MarkupWriter(const Namespaces& namespaces, const Base& base) : namespaces_(namespaces) {
    bases_.push_back(base);
  }

  std::string Write(pugi::xml_node element) {
    pugi::xml_node node = element.first_child();
    while (node && node != element) {
      Open(node);
      if (node.first_child()) {
        node = node.first_child();
        continue;
      }
      while (node != element && !node.next_sibling()) {
        node = node.parent();
        if (node != element) {
          Close(node);
        }
      }
      node = node == element ? node : node.next_sibling();
    }
    return std::string(Trim(out_));
  }

 private:
  std::string_view NameOf(pugi::xml_node node) const {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    const bool xhtml =
        colon != name.npos && namespaces_.NameOf(node).vocabulary == Vocabulary::kXhtml;
    return xhtml ? name.substr(colon + 1) : name;
  }

  void Open(pugi::xml_node node) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      AppendEscaped(out_, node.value());
    }
    if (node.type() != pugi::node_element) {
      return;
    }
    if (node.attribute("xml:base") && bases_.size() < kBasesMax) {
      bases_.push_back(BaseWithin(node, bases_.back()));
      base_owners_.push_back(node);
    }
    const std::string_view name = NameOf(node);
    out_.append("<").append(name);
    for (const pugi::xml_attribute attribute : node.attributes()) {
      AppendAttribute(attribute);
    }
    const bool is_void = IsVoid(name) && !node.first_child();
    out_.append(is_void ? " />" : ">");
    if (!node.first_child()) {
      Leave(node, is_void ? std::string_view() : name);
    }
  }

  void AppendAttribute(pugi::xml_attribute attribute) {
    const std::string_view name = attribute.name();
    const std::string_view value = attribute.value();
    if (name.substr(0, 5) == "xmlns" && value == "http://www.w3.org/1999/xhtml") {
      return;
    }
    out_.append(" ").append(name).append("=\"");
    if (bases_.back().is_declared && HoldsLink(name)) {
      AppendValue(out_, ResolveUrl(bases_.back().url, value));
    } else {
      AppendValue(out_, value);
    }
    out_.push_back('"');
  }

  void Close(pugi::xml_node node) { Leave(node, NameOf(node)); }

  void Leave(pugi::xml_node node, std::string_view name) {
    if (!name.empty()) {
      out_.append("</").append(name).append(">");
    }
    if (!base_owners_.empty() && base_owners_.back() == node) {
      base_owners_.pop_back();
      bases_.pop_back();
    }
  }

  static constexpr std::size_t kBasesMax = 16;

  const Namespaces& namespaces_;
  std::vector<Base> bases_;
  std::vector<pugi::xml_node> base_owners_;
  std::string out_;
};

// A value of an attribute: where it begins and ends; a quote before it is not part of it.
struct Span {
  std::size_t begin;
  std::size_t end;
};

Span ValueAt(std::string_view html, std::size_t at) {
  while (at < html.size() && IsBlank(html[at])) {
    ++at;
  }
  if (at < html.size() && (html[at] == '"' || html[at] == '\'')) {
    const char stops[] = {html[at], '<', '\0'};
    return {at + 1, std::min(html.find_first_of(stops, at + 1), html.size())};
  }
  return {at, std::min(html.find_first_of(" \t\r\n>", at), html.size())};
}

// The '=' of the next attribute with a link within the tag around `at`; moves on to the next tags;
// npos: no more.
std::size_t NextLink(std::string_view html, std::size_t at) {
  for (at = html.find('=', at); at != html.npos; at = html.find('=', at + 1)) {
    std::size_t end = at;
    while (end > 0 && IsBlank(html[end - 1])) {
      --end;
    }
    std::size_t begin = end;
    while (begin > 0 && IsLetter(html[begin - 1])) {
      --begin;
    }
    const bool apart = begin > 0 && (IsBlank(html[begin - 1]) || html[begin - 1] == '"' ||
                                     html[begin - 1] == '\'');
    if (apart && HoldsLink(html.substr(begin, end - begin))) {
      return at;
    }
  }
  return at;
}

}  // namespace

std::string MarkupBelow(pugi::xml_node element, const Namespaces& namespaces, const Base& base) {
  return MarkupWriter(namespaces, base).Write(element);
}

std::string ResolveLinks(std::string html, std::string_view base) {
  std::string resolved;
  std::size_t copied = 0;
  for (std::size_t at = NextLink(html, 0); at != std::string::npos; at = NextLink(html, at)) {
    const Span value = ValueAt(html, at + 1);
    resolved.append(html, copied, value.begin - copied);
    resolved.append(
        ResolveUrl(base, std::string_view(html).substr(value.begin, value.end - value.begin)));
    copied = value.end;
    at = std::max(at + 1, value.end);
  }
  if (copied == 0) {
    return html;
  }
  return resolved.append(html, copied);
}

std::string EscapeHtml(std::string_view text) {
  std::string html;
  html.reserve(text.size() + text.size() / 8);
  AppendEscaped(html, text);
  return html;
}

}  // namespace feeds
