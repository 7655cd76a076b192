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

void PageParts::AddMark(const HtmlNode& node) {
  const std::string_view kind = AttributeOf(node, "is");
  if (kind == "span") {
    spans_.push_back({AttributeOf(node, "class"), span_});
    span_ = spans_.size();
    return;
  }
  if (kind == "/span") {
    span_ = span_ == 0 ? 0 : spans_[span_ - 1].outer;
    return;
  }
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
  if (part.tag.empty()) {
    part.link = link_;
    part.span = span_;
    part.link_letters = link_ != 0 ? part.letters : 0;
  }
  const std::size_t link_outside = link_;
  const std::size_t span_outside = span_;
  for (const HtmlNode* child : ChildrenOf(node)) {
    if (TagOf(*child) == "wbr") {
      AddMark(*child);
    } else {
      Add(*child, index);
    }
  }
  // A link or span without an end does not reach out of the block that it began in.
  span_ = std::min(span_, span_outside);
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

std::string PageParts::LineOf(std::size_t first, std::size_t last, std::size_t bytes_max) const {
  std::string text;
  for (std::size_t i = first; i < last && text.size() < bytes_max; ++i) {
    text.append(parts_[i].tag.empty() ? "" : " ");
    text.append(TextOf(*parts_[i].node).substr(0, bytes_max));
  }
  return CollapseWhiteSpace(text);
}

}  // namespace feeds
