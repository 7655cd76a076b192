#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feeds {

// A link of an index page that may be an entry.
struct IndexLink {
  std::string url{};  // absolute, without fragment
  std::string title{};
  std::optional<std::chrono::sys_seconds> date{};
  std::size_t place = 0;  // where it stands, for what stands between two
  std::size_t list = 0;   // the element that holds it and those beside it
  bool in_frame = false;  // in navigation, header or footer of the page
};

struct IndexLinks {
  std::vector<IndexLink> links{};  // each URL once, in the order of the page
  std::string language{};          // of <html lang>
  std::string text{};              // of the page, for what it looks like; cut at some KiB
};

// Links of a page of HTML that lead to another http(s) page or file; `url` is its own address.
IndexLinks ReadIndexLinks(std::string_view html, const std::string& url);

// Links of a list in JSON or JSONP: objects with an address (url, link, href, …) and a title; HTML
// in its strings is read as HTML. No links: it is no JSON, or holds none.
IndexLinks ReadJsonLinks(std::string_view text, const std::string& url);

// Links of a list in plain XML: elements that hold an address and a title as elements.
IndexLinks ReadXmlLinks(const std::string& text, const std::string& url);

// `href` as an absolute http(s) URL without fragment; empty: it leads nowhere.
std::string EntryUrl(const std::string& base, std::string_view href);

}  // namespace feeds
