#pragma once

#include <cstddef>
#include <vector>

#include "feeds/page_marks.h"
#include "feeds/page_parts.h"

namespace feeds {

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
