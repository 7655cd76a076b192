#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/document.h"
#include "feeds/feed.h"
#include "feeds/http_client.h"
#include "feeds/parse_error.h"
#include "feeds/source.h"

namespace feeds {

// How bytes were served, for the choice of charset and the base of relative links.
struct ServedAs {
  std::string content_type{};  // header, may hold charset=
  std::string url{};           // base of relative links
  std::string charset{};       // overrides all; empty: none
};

// Reads a feed of any known format, told by its content. A new format is registered here, nowhere
// else. A document that the transfer cut off gives its whole items; a fault with items behind it is
// kBroken, since stopping there would lose them. kNotAFeed tells what came instead, and the feed
// that an HTML page links.
tl::expected<Feed, ParseError> ParseFeed(std::string_view bytes, const ServedAs& served);

// Reads a release of figures: one Document that holds every table of it, and its text, without a
// heading that repeats the title. Its guid is served.url. The format is told by the content, then
// by the content type: an HTML page, or one of table_formats.h. kNoTable when an HTML page has none
// or the bytes are of no such format; kFeed when they are
// a feed; kErrorAnswer when they are an error of the server. No bytes
// at all are an answer without data: a Document without tables.
tl::expected<Document, ParseError> ParseRelease(std::string_view bytes, const ServedAs& served);

// Reads an article's page or a snippet of HTML, or plain text, into title, text and tables. Of a
// page the main text is taken, as ReadMainText finds it; the whole page's if none is. Plain text is
// kept as it is but for its ends and its line breaks, which become "\n".
Document ParseArticle(std::string_view bytes, const ServedAs& served);

// What a poll of a source served.
struct Parsed {
  std::vector<Document> documents;  // in the order of the page
  std::string format;               // of a feed: "rss-2.0", …; "html" for the other kinds
  std::string encoding;             // what the bytes were read as
  Schedule schedule;
  int undated = 0;  // items with a date that nobody can read
};

// Reads what a poll of `source` served. HTML in titles, summaries
// and contents is turned into text; the longer of summary and content becomes the text.
// An item without id is keyed by its link, then by a hash of its title and text.
// Of an index page the documents have no text; it comes from the pages that they link, see Fill().
tl::expected<Parsed, ParseError> Parse(const Page& page, const Source& source);

}  // namespace feeds
