#include <string>

#include "feeds/json_mend.h"
#include "feeds/parse.h"
#include "tests/support/catch.h"
#include "tests/support/feed_words.h"

namespace {

using tests::FeedWords;
using tests::ItemWords;

std::string Items(const std::string& items) {
  return ItemWords(R"({"version":"https://jsonfeed.org/version/1.1","items":[)" + items + "]}");
}

TEST_CASE("items of a JSON Feed are read", "[feeds][json_feed]") {
  struct Case {
    std::string what;
    std::string item;
    std::string told;
  };
  const Case cases[] = {
      {"escapes of what XML forbids",
       R"({"id":"1\u0001","title":"\u0002t\u0000","tags":["\u0003"],)"
       R"("content_text":"a\u001fb\uffff\n","language":"\u0004en","authors":[{"name":"B\u0005"}]})",
       R"({"id":"1","title":"t","content":"ab","authors":["B"],"language":"en"})"},
      {"an emoji that was cut in two", R"({"id":"1","title":"t \ud83d"})",
       "{\"id\":\"1\",\"title\":\"t \uFFFD\"}"},
      {"a number as id", R"({"id":7})", R"({"id":"7"})"},
      {"external_url where there is no url", R"({"id":"1","external_url":"https://x.example/"})",
       R"({"id":"1","link":"https://x.example/"})"},
      {"url before external_url", R"({"url":"/a","external_url":"https://x.example/"})",
       R"({"link":"https://example.org/a"})"},
      {"a script is no link", R"({"url":"javascript:go","external_url":"https://x.example/"})",
       R"({"link":"https://x.example/"})"},
      {"HTML before text", R"({"content_text":"t","content_html":"<p>h</p>"})",
       R"({"content":"<p>h</p>"})"},
      {"text", R"({"content_text":"5 < 6"})", R"({"content":"5 < 6"})"},
      {"author of 1.0", R"({"author":{"name":"A"}})", R"({"authors":["A"]})"},
      {"authors of 1.1", R"({"authors":[{"name":"A"},{"url":"u"},{"name":"B"}]})",
       R"({"authors":["A","B"]})"},
      {"authors as text", R"({"authors":["A",{"name":"B"}]})", R"({"authors":["A","B"]})"},
      {"an author as text", R"({"author":"A"})", R"({"authors":["A"]})"},
      {"attachments",
       R"({"attachments":[{"url":"/e.mp3","mime_type":"audio/mpeg",)"
       R"("size_in_bytes":9},{"mime_type":"x"}]})",
       R"({"enclosures":[{"url":"https://example.org/e.mp3","type":"audio/mpeg","length":9}]})"},
      {"tags", R"({"tags":["a"," b ",3,""]})", R"({"categories":["a","b"]})"},
      {"pictures are no text", R"({"image":"/i","banner_image":"/b"})", "{}"},
      {"fields of a wrong type", R"({"title":5,"url":[],"tags":{},"date_published":1})", "{}"},
      {"dates", R"({"date_published":"2020-01-01T01:00:00+01:00","date_modified":"soon"})",
       R"({"published":"2020-01-01T00:00:00Z"})"},
      {"raw line breaks, a wrong escape and a comma too many", "{\"title\":\"a\n b\\x\\u00e9\",}",
       R"({"title":"a bxé"})"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(Items(c.item) == "[" + c.told + "]");
  }
}

TEST_CASE("a JSON Feed is known by its version or by its items", "[feeds][json_feed]") {
  struct Case {
    std::string json;
    std::string format;
  };
  const Case cases[] = {
      {R"({"version":"https://jsonfeed.org/version/1","items":[]})", "json-feed-1.0"},
      {R"({"version":"http://jsonfeed.org/version/1.0","items":[]})", "json-feed-1.0"},
      {R"({"version":"https://jsonfeed.org/version/1.1","items":[],"expired":true})",
       "json-feed-1.1"},
      {"\xEF\xBB\xBF{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}",
       "json-feed-1.1"},
      {R"({"items":[{"id":"1","content_text":"a"}]})", "json-feed-1.1"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.json);
    CHECK(FeedWords(c.json)["format"] == c.format);
  }
  CHECK(FeedWords(R"({"items":[{"id":"1","name":"a"}]})")["error"] == "not-a-feed");
  CHECK(FeedWords(R"({"error":{"message":"no such\nfeed"}})")["detail"] ==
        "a JSON object without version/items, error: no such feed");
}

TEST_CASE("a JSON Feed that is cut off anywhere gives its whole items", "[feeds][json_feed]") {
  const std::string head =
      R"({"version":"https://jsonfeed.org/version/1.1","authors":[{"name":"A"}],"items":[)"
      R"({"id":"1","tags":["}"],"authors":[{"name":"B"}]})";
  const std::string half = R"(,{"id":"2","attachments":[{"url":"/e"}],"title":"\"}]"})";
  for (std::size_t cut = 0; cut < half.size(); ++cut) {
    CAPTURE(cut);
    CHECK(ItemWords(head + half.substr(0, cut)) ==
          R"([{"id":"1","authors":["B"],"categories":["}"]}])");
  }
  CHECK(FeedWords(head.substr(0, head.find(R"({"id")")))["error"] == "broken");
  CHECK(FeedWords("{\"version\":\"https://jsonfeed.org/version/1.1\"")["error"] == "broken");
}

TEST_CASE("MendJson mends what a strict parser refuses and nothing else", "[feeds][json_feed]") {
  struct Case {
    std::string json;
    std::string mended;
  };
  const Case cases[] = {
      {R"({"a":[1,2],"b":"x,]"})", R"({"a":[1,2],"b":"x,]"})"},
      {R"([1, ])", R"([1 ])"},
      {"[\"a\tb\"]", "[\"a b\"]"},
      {R"(["\'\u12\u1234\\\""])", R"(["'u12\u1234\\\""])"},
      {"[\"a\\", "[\"a"},
      {R"(["\uD83D\uDE00 \ud83d"])", R"(["\uD83D\uDE00 \uFFFD"])"},
      {R"(["\uDE00\uD83Dx\uD83D\uD83D\uDE00"])", R"(["\uFFFD\uFFFDx\uFFFD\uD83D\uDE00"])"},
      {R"(["\uD83D\n\u0041\)", R"(["\uFFFD\n\u0041)"},
      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.json);
    CHECK(feeds::MendJson(c.json) == c.mended);
  }
}

}  // namespace
