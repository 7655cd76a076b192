#pragma once

#include <string>
#include <string_view>

#include "feeds/page_parts.h"

namespace feeds {

// What a page says of its article beside the text: JSON-LD (schema.org), Open Graph, meta names.
// All strings are plain text; empty: not said.
struct ArticleMeta {
  std::string headline{};    // of JSON-LD, else ArticleTitle, else og:title
  std::string site_name{};   // og:site_name, else the publisher of JSON-LD
  std::string page_title{};  // <title>
  std::string published{};   // as written: datePublished, else article:published_time, PubDate, …
  std::string body{};        // articleBody of JSON-LD, paragraphs separated by "\n\n"
  bool is_for_subscribers = false;  // isAccessibleForFree is false
};

// `html` is the page that `page` was made of. At most 1 MiB of JSON-LD is read, nested to 64.
ArticleMeta ReadArticleMeta(std::string_view html, const PageParts& page);

// The title without the name of the site: "Exports rise - Example News" with "Example News".
// Without a name, a part behind " | ", " - ", "_" or the like goes when `heading` is what stands
// before it.
std::string WithoutSite(std::string_view title, std::string_view site, std::string_view heading);

}  // namespace feeds
