#include "feeds/html_tree.h"

#include <gumbo.h>

#include <string>

namespace feeds {

void HtmlTree::Close::operator()(GumboInternalOutput* output) const noexcept {
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

HtmlTree::HtmlTree(std::string_view html, Detail detail) {
  const std::string pruned = PruneHtml(html, detail);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  output_.reset(gumbo_parse_with_options(&options, pruned.data(), pruned.size()));
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
