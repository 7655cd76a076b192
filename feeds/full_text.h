#pragma once

#include <string>
#include <tl/expected.hpp>

#include "feeds/document.h"
#include "feeds/http_client.h"

namespace feeds {

// Why a page gave no article.
struct FillError {
  enum class Kind {
    kNotText,    // a file, an image
    kNoArticle,  // a page without main text
    kWall,       // a captcha, a login, "page not found", the site's front page
  };
  Kind kind = Kind::kNoArticle;
  std::string detail{};  // "a PDF document", "a check for humans"
};

enum class Filled {
  kArticle,   // text and tables are now those of the article
  kAsServed,  // the document's own text is longer and stays: the page shows a stub
};

// Puts the article that a document links into it: for items of a feed with full_text and for
// entries of an index page. The longer of both texts wins, the article's when they are as long;
// its tables come with it. guid and url stay; title, language and date are the article's only
// where the document has none, and where its title is cut off ("…") and the article's goes on. With
// an error the document stays as it is. `charset` overrides what the page says; empty: none.
tl::expected<Filled, FillError> Fill(Document& document, const Page& article,
                                     const std::string& charset);

}  // namespace feeds
