#pragma once

#include <cstddef>
#include <optional>
#include <string>
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
  TagRole role;
  std::string_view as;  // the name that the tree builder gets; empty for what it never sees
  TagShape shape = TagShape::kNothing;
};

// Lower-case name, at most 20 letters of it, of the tag whose name begins at `at`, without a prefix
// of XHTML.
std::string HtmlTagName(std::string_view html, std::size_t at);

// Behind the name of the tag that begins with the '<' at `at`.
std::size_t EndOfTagName(std::string_view html, std::size_t at);

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
