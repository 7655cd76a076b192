// Whatever the bytes: feeds, releases and articles that come of them are UTF-8 without control
// characters, titles and names are one line, and each document has an identity.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "feeds/feed_json.h"
#include "feeds/parse.h"
#include "tests/fuzz/soundness.h"

namespace {

void RequireSoundFeed(const feeds::Feed& feed) {
  const std::string json = feeds::ToJson(feed);
  Require(IsXmlText(json) && json.find('\n') == std::string::npos);
  Require(IsXmlLine(feed.title) && IsXmlText(feed.link) && IsXmlText(feed.description));
  for (const feeds::Item& item : feed.items) {
    Require(IsXmlText(item.id) && IsXmlText(item.link) && IsXmlLine(item.title));
    Require(IsXmlText(item.summary) && IsXmlText(item.content) && IsXmlText(item.language));
    for (const std::string& author : item.authors) {
      Require(IsXmlLine(author));
    }
    for (const std::string& category : item.categories) {
      Require(IsXmlLine(category));
    }
    for (const feeds::Enclosure& enclosure : item.enclosures) {
      Require(IsXmlText(enclosure.url) && IsXmlText(enclosure.type));
    }
  }
}

}  // namespace

// The first byte picks what else the server says of the bytes behind it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = BytesOf(data, size);
  if (!input) {
    return 0;
  }
  constexpr const char* kTypes[] = {"", "text/html", "text/xml; charset=gbk",
                                    "application/json; charset=utf-8"};
  const std::string_view bytes = input->bytes;
  feeds::Page page;
  page.url = "https://example.org/a/b";
  page.content_type = kTypes[input->choice % 4];
  page.body = bytes;
  const feeds::ServedAs served{page.content_type, page.url, {}};
  if (const auto feed = feeds::ParseFeed(bytes, served)) {
    RequireSoundFeed(*feed);
  }
  if (const auto parsed = feeds::Parse(page, {})) {
    for (const feeds::Document& document : parsed->documents) {
      RequireSound(document);
    }
  }
  if (const auto release = feeds::ParseRelease(bytes, served)) {
    RequireSound(*release);
  }
  RequireSound(feeds::ParseArticle(bytes, served));
  return 0;
}
