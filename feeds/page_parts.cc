#include "feeds/page_parts.h"

#include <algorithm>

#include "feeds/ascii.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

std::size_t LettersOf(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !IsBlank(c); }));
}

}  // namespace

PageParts::PageParts(std::string_view html) : tree_(html, Detail::kLayout) {
  Add(tree_.root(), 0);
}

void PageParts::AddLinkMark(const HtmlNode& node) {
  link_ = 0;
  if (HasAttribute(node, "href")) {
    links_.push_back({Trim(AttributeOf(node, "href")), AttributeOf(node, "title"), parts_.size()});
    link_ = links_.size();
  }
}

void PageParts::Add(const HtmlNode& node, std::size_t parent) {
  const std::size_t index = parts_.size();
  const std::string_view written = AttributeOf(node, "is");
  PagePart& part = parts_.emplace_back();
  part.node = &node;
  part.tag = written.empty() ? TagOf(node) : written;
  part.parent = parent;
  part.letters = LettersOf(TextOf(node));
  if (part.tag.empty() && link_ != 0) {
    part.link = link_;
    part.link_letters = part.letters;
  }
  const std::size_t link_outside = link_;
  for (const HtmlNode* child : ChildrenOf(node)) {
    if (TagOf(*child) == "wbr") {
      AddLinkMark(*child);
    } else {
      Add(*child, index);
    }
  }
  // A link without an end does not reach out of the block that it began in.
  link_ = link_ > link_outside ? 0 : link_;
  parts_[index].end = parts_.size();
  if (index > 0 && parts_[index].tag != "title" && parts_[index].tag != "head") {
    parts_[parent].letters += parts_[index].letters;
    parts_[parent].link_letters += parts_[index].link_letters;
  }
}

std::string_view PageParts::Attribute(std::size_t index, const char* name) const {
  return AttributeOf(*parts_[index].node, name);
}

std::string PageParts::LineOf(std::size_t first, std::size_t last) const {
  std::string text;
  for (std::size_t i = first; i < last; ++i) {
    text.append(parts_[i].tag.empty() ? "" : " ").append(TextOf(*parts_[i].node));
  }
  return CollapseWhiteSpace(text);
}

}  // namespace feeds
