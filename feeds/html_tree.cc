#include "feeds/html_tree.h"

#include <gumbo.h>

#include <algorithm>
#include <string>

namespace feeds {
namespace {

// Beyond U+10FFFF in any notation, and still far from the end of an int.
constexpr std::size_t kReferenceDigitsMax = 7;

// gumbo lets the number of &#x100000000000041; overflow and makes bytes of it that are no UTF-8.
// Its digits become zeros, which mean U+FFFD as such a number does.
std::string WithBoundedReferences(std::string html) {
  for (std::size_t at = html.find("&#"); at != std::string::npos; at = html.find("&#", at + 2)) {
    const bool is_hex = at + 2 < html.size() && (html[at + 2] == 'x' || html[at + 2] == 'X');
    const std::string_view digits = is_hex ? "0123456789abcdefABCDEF" : "0123456789";
    const std::size_t start = at + (is_hex ? 3 : 2);
    const std::size_t first = std::min(html.find_first_not_of('0', start), html.size());
    const std::size_t end = std::min(html.find_first_not_of(digits, start), html.size());
    if (end > first && end - first > kReferenceDigitsMax) {
      html.replace(first, end - first, end - first, '0');
    }
  }
  return html;
}

}  // namespace

void HtmlTree::Close::operator()(GumboInternalOutput* output) const noexcept {
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

HtmlTree::HtmlTree(std::string_view html, Detail detail) {
  const std::string pruned = PruneHtml(html, detail);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const std::string bounded = WithBoundedReferences(pruned);
  output_.reset(gumbo_parse_with_options(&options, bounded.data(), bounded.size()));
}

const HtmlNode& HtmlTree::root() const {
  return *output_->root;
}

std::string_view TagOf(const HtmlNode& node) {
  return node.type == GUMBO_NODE_ELEMENT ? gumbo_normalized_tagname(node.v.element.tag) : "";
}

std::string_view TextOf(const HtmlNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
                 node.type == GUMBO_NODE_CDATA
             ? node.v.text.text
             : "";
}

std::string_view AttributeOf(const HtmlNode& node, const char* name) {
  if (node.type != GUMBO_NODE_ELEMENT) {
    return {};
  }
  const GumboAttribute* attribute = gumbo_get_attribute(&node.v.element.attributes, name);
  return attribute == nullptr ? "" : attribute->value;
}

bool HasAttribute(const HtmlNode& node, const char* name) {
  return node.type == GUMBO_NODE_ELEMENT &&
         gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

std::span<const HtmlNode* const> ChildrenOf(const HtmlNode& node) {
  if (node.type != GUMBO_NODE_ELEMENT) {
    return {};
  }
  const GumboVector& children = node.v.element.children;
  // gumbo keeps its children as void**.
  const auto* const first =
      static_cast<const HtmlNode* const*>(static_cast<const void*>(children.data));
  return {first, children.length};
}

}  // namespace feeds
