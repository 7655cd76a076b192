#pragma once

#include <vector>

#include "feeds/furniture.h"
#include "feeds/page_parts.h"

namespace feeds {

// The parts of a page, each with what its names say and whether it is left out.
struct MarkedParts {
  std::vector<NamedRole> roles{};
  std::vector<bool> left_out{};  // of an element: with all below it, whose own marks say nothing
};

// Marks what is no part of any article by its names: navigation, footers, asides, captions,
// comments, related stories, cookie banners, what hides itself. An element that holds the page's
// heading, a named body or most of the text is never marked, whatever its name.
MarkedParts MarkFurniture(const PageParts& page);

}  // namespace feeds
