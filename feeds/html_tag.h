#pragma once

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

struct HtmlTag {
  std::string_view name;
  TagRole role;
  std::string_view as;  // the name that the tree builder gets; empty for what it never sees
};

// nullptr: no tag that is known here. `lowered` is a name in lower case.
const HtmlTag* FindHtmlTag(std::string_view lowered);

}  // namespace feeds
