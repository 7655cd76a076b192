#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace feeds {

// What PruneHtml does with a tag.
enum class TagRole {
  kDropped,   // the tag goes, its text stays
  kRaw,       // goes with all it holds; without an end tag, with the rest of the page
  kHidden,    // goes with all it holds; without an end tag only the tag goes
  kTitle,     // its text is taken as it stands
  kBlock,     // counted for depth
  kHeading,   // as kBlock; a heading ends the one before it
  kListItem,  // as kBlock; an item ends the one before it
  kCell,      // ends the blocks opened since the innermost table
  kLoose,     // closes itself or is empty: no depth
};

// What a tag is to plain text, where PruneHtml lets it through.
enum class TagShape {
  kNothing,
  kLineBreak,
  kParagraph,  // parts paragraphs
  kTable,
  kByTree,  // what it does depends on more than its place
};

struct HtmlTag {
  std::string_view name;
  std::string_view as;  // the name that the tree builder gets; empty for what it never sees
  TagRole role;
  TagShape shape = TagShape::kNothing;
};

// The name of a tag in lower case, without a prefix of XHTML; no more than the letters that tell
// all known names apart.
class HtmlTagName {
 public:
  // Of the tag whose name begins at `at`.
  HtmlTagName(std::string_view html, std::size_t at);
  std::string_view view() const { return {letters_.data() + first_, size_ - first_}; }
  std::size_t end() const { return end_; }  // behind the name as written

 private:
  static constexpr std::size_t kLettersMax = 20;
  std::array<char, kLettersMax> letters_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
  std::size_t end_;
};

struct HtmlAttribute {
  std::string_view name;
  std::string_view value;  // as written, without its quotes
};

// The next attribute at or behind `at` of a start tag; `at` moves behind it. nullopt: there is no
// other, and `at` is behind the tag.
std::optional<HtmlAttribute> NextAttribute(std::string_view html, std::size_t& at);

// nullptr: no tag that is known here. `lowered` is a name in lower case.
const HtmlTag* FindHtmlTag(std::string_view lowered);

}  // namespace feeds
