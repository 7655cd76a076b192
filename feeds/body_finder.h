#pragma once

#include <cstddef>
#include <vector>

#include "feeds/furniture.h"
#include "feeds/page_parts.h"

namespace feeds {

// The parts of a page, each with what its names say and whether it is left out.
struct MarkedParts {
  std::vector<NamedRole> roles{};
  std::vector<bool> left_out{};  // set for an element: with all below it
};

// Marks what is no part of any article by its names: navigation, footers, asides, captions,
// comments, related stories, cookie banners, what hides itself. An element that holds the page's
// heading, a named body or most of the text is never marked, whatever its name.
MarkedParts MarkFurniture(const PageParts& page);

// What holds the body of the page's article.
struct BodyFound {
  enum class By {
    kName,     // itemprop=articleBody or a name of a content system
    kArticle,  // the one <article>
    kScore,    // the densest text
    kNothing,  // nothing stands out
  };
  By by = By::kNothing;
  std::vector<std::size_t> roots{};  // elements, in the order of the page, none within another
};

// Looks in what is not left out.
BodyFound FindBody(const PageParts& page, const MarkedParts& marked);

}  // namespace feeds
