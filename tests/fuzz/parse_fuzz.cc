#include <cstddef>
#include <cstdint>
#include <string_view>

#include "feeds/feed_json.h"
#include "feeds/parse.h"
#include "tests/fuzz/soundness.h"

namespace {

void RequireSound(const feeds::Document& document) {
  Require(!document.guid.empty());
  Require(IsUtf8(document.title));
  Require(IsUtf8(document.text));
  for (const feeds::Table& table : document.tables) {
    for (const auto& row : table.rows) {
      Require(row.size() <= 1000);
    }
  }
}

}  // namespace

// The first byte picks what else the server says of the bytes behind it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  constexpr const char* kTypes[] = {"", "text/html", "text/xml; charset=gbk",
                                    "application/json; charset=utf-8"};
  const std::string_view bytes = TextOf(data + 1, size - 1);
  feeds::Page page;
  page.url = "https://example.org/a/b";
  page.content_type = kTypes[data[0] % 4];
  page.body = bytes;
  const feeds::ServedAs served{page.content_type, page.url, {}};
  if (const auto feed = feeds::ParseFeed(bytes, served)) {
    Require(IsUtf8(feeds::ToJson(*feed)));
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
