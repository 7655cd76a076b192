#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/html_tree.h"

namespace feeds {

// An element or a text of a page, with what lies below it.
struct PagePart {
  const HtmlNode* node = nullptr;
  std::string_view tag{};   // as the page wrote it ("section", not "div"); empty: text
  std::size_t parent = 0;   // of the root: itself
  std::size_t end = 0;      // one behind the last part below
  std::size_t link = 0;     // of a text: 1 + its place in links(); 0: in none
  std::size_t span = 0;     // of a text: 1 + the place of its innermost span in spans(); 0: in none
  std::size_t letters = 0;  // bytes of the text below, blanks not counted
  std::size_t link_letters = 0;  // those within links and buttons
};

struct PageLink {
  std::string_view href{};   // as written; empty: a button, or a link to nowhere
  std::string_view title{};  // its attribute
  std::size_t place = 0;     // the part that it stands before or begins with
};

// An inline element that may have a class: <span>, <small>, <cite>.
struct PageSpan {
  std::string_view classes{};
  std::size_t outer = 0;  // as PagePart::span
};

// A page as a list of its parts in the order of the page, the root first: walks over a subtree are
// loops over a range. Linear in the page. Owns what its views point into.
class PageParts {
 public:
  explicit PageParts(std::string_view html);  // UTF-8

  const HtmlNode& root() const { return tree_.root(); }
  const std::vector<PagePart>& parts() const { return parts_; }
  const PagePart& operator[](std::size_t index) const { return parts_[index]; }
  std::size_t size() const { return parts_.size(); }
  const std::vector<PageLink>& links() const { return links_; }
  const std::vector<PageSpan>& spans() const { return spans_; }

  std::string_view Attribute(std::size_t index, const char* name) const;
  // The text of the parts in [first, last) on one line; of its bytes hardly more than that many.
  std::string LineOf(std::size_t first, std::size_t last,
                     std::size_t bytes_max = std::string::npos) const;

 private:
  void Add(const HtmlNode& node, std::size_t parent);
  void AddMark(const HtmlNode& node);

  HtmlTree tree_;
  std::vector<PagePart> parts_;
  std::vector<PageLink> links_;
  std::vector<PageSpan> spans_;
  std::size_t link_ = 0;  // the open ones while building
  std::size_t span_ = 0;
};

}  // namespace feeds
