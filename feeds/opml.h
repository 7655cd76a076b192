#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/parse.h"

namespace feeds {

// A feed in somebody's list.
struct Subscription {
  std::string title{};  // for people, on one line; empty when the list gives none
  std::string url{};    // of the feed; feed:// is read as http://. Not checked beyond that.
  std::string site{};   // htmlUrl; empty when the list gives none
  std::string type{};   // "rss", "atom", … in lower case; empty when the list gives none
  std::vector<std::string> folders{};  // that it lies in, the outermost first; at most 8
};

// Reads a list of feeds in OPML 1.0, 1.1 or 2.0, as forgiving as feeds are read: any encoding,
// names of elements and attributes in any case, HTML entities, bare '&', a list that was cut off.
// `title` names a feed and, without it, `text`; a feed in no folder takes the first path of its
// `category`. A feed listed twice is kept once, where it stands first; comments are left out.
// kNotAFeed: no OPML, or a list without feeds; kBroken: a fault with feeds behind it, since
// stopping there would lose them; kEncoding: served.charset is unknown.
tl::expected<std::vector<Subscription>, ParseError> ReadOpml(std::string_view bytes,
                                                             const ServedAs& served);

// The list as OPML 2.0 in UTF-8, which ReadOpml and other programs read: one outline a folder, in
// the order in which they first occur, and one a feed. A feed without title gets its URL for one,
// since `text` is required. Characters that XML forbids are left out.
std::string WriteOpml(std::string_view title, const std::vector<Subscription>& subscriptions);

}  // namespace feeds
