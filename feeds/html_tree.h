#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "feeds/html_prune.h"

// Of gumbo; its header stays in the .cc files.
struct GumboInternalNode;
struct GumboInternalOutput;

namespace feeds {

using HtmlNode = GumboInternalNode;

// A page or fragment as a tree, after PruneHtml: elements are those that shape text, and the depth
// has a limit, so walks may recurse. Owns its nodes.
class HtmlTree {
 public:
  explicit HtmlTree(std::string_view html, Detail detail = Detail::kText);  // UTF-8
  const HtmlNode& root() const;                                             // <html>

 private:
  struct Close {
    void operator()(GumboInternalOutput* output) const noexcept;
  };
  std::unique_ptr<GumboInternalOutput, Close> output_;
};

// Lower-case name of an element; empty for text and all else.
std::string_view TagOf(const HtmlNode& node);
// Characters of a text node, entities resolved; empty for all else.
std::string_view TextOf(const HtmlNode& node);
// Value of an attribute; empty when it is absent.
std::string_view AttributeOf(const HtmlNode& node, const char* name);
bool HasAttribute(const HtmlNode& node, const char* name);
// Children of an element; none for all else.
std::span<const HtmlNode* const> ChildrenOf(const HtmlNode& node);

}  // namespace feeds
