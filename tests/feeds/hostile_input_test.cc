#include <string>

#include "feeds/html_page.h"
#include "feeds/html_prune.h"
#include "feeds/parse.h"
#include "tests/support/catch.h"

// None of these may crash, hang or take memory out of proportion; the limit on time is that of
// ctest.

namespace {

std::string Repeat(std::string_view piece, std::size_t count) {
  std::string text;
  text.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) {
    text += piece;
  }
  return text;
}

constexpr std::size_t kMany = 300'000;

TEST_CASE("XML that is deep, wide or bombed ends with a feed or an error", "[feeds][hostile]") {
  const std::string open = "<rss version='2.0'><channel><item><title>t</title><description>";
  const std::string close = "</description></item></channel></rss>";
  CHECK(feeds::ParseFeed(open + Repeat("<b>", kMany) + Repeat("</b>", kMany) + close, {}));
  CHECK_FALSE(feeds::ParseFeed(open + Repeat("<b>", kMany), {}));
  CHECK(feeds::ParseFeed(open + "<![CDATA[" + Repeat("]] >", kMany) + "]]>" + close, {}));
  CHECK(feeds::ParseFeed(open + Repeat("<![CDATA[&]]>", kMany) + "&nbsp;" + close, {}));
  CHECK(feeds::ParseFeed(open + Repeat("&", kMany) + close, {}));
  CHECK(feeds::ParseFeed(open + Repeat("&eacute;", kMany) + close, {}));
  std::string attributes = "<rss ";
  for (std::size_t i = 0; i < kMany; ++i) {
    attributes += "xmlns:a" + std::to_string(i) + "='u' ";
  }
  CHECK(feeds::ParseFeed(attributes + "><channel>" + Repeat("<item/>", kMany) + "</channel></rss>",
                         {})
            ->items.size() == kMany);
  CHECK(feeds::ParseFeed("<rss><channel>" + Repeat("<item><a></item", 1000) + "<item></item>", {})
            ->items.size() == 1001);
  const auto bomb = feeds::ParseFeed(
      "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
      "<rss><channel><title>&b;</title></channel></rss>",
      {});
  REQUIRE(bomb);
  CHECK(bomb->title == "&b;");
}

TEST_CASE("ill-formed XML is mended in linear time", "[feeds][hostile]") {
  const std::string open = "<rss version='2.0'><channel><item><title>t</title></item></b><item>";
  const std::string_view pieces[] = {"<b>",
                                     "<description>",
                                     "<description><b>",
                                     "</b>",
                                     "</description>",
                                     "<title>",
                                     "<item>",
                                     "<item><a></item>",
                                     "<author>",
                                     "<media:group>",
                                     "<![CDATA[",
                                     "<![CDATA[x",
                                     "<!--",
                                     "<!",
                                     "<?",
                                     "<",
                                     "</",
                                     "<a b=\"",
                                     "<a b='<a ",
                                     "<a b=",
                                     "<a b=\"<",
                                     "<a a a a",
                                     "<a b='c>",
                                     "]]>",
                                     "&",
                                     "&#",
                                     "&lt",
                                     "<x:y>",
                                     "<channel>",
                                     "<rss>",
                                     "</rss>",
                                     "</item>",
                                     "<description><p>",
                                     "<p></div>",
                                     "<title/><a =",
                                     "<description><![CDATA[</description>"};
  for (const std::string_view piece : pieces) {
    CAPTURE(piece);
    const auto feed = feeds::ParseFeed(open + Repeat(piece, kMany / 6), {});
    CHECK(feed);
    CHECK(feeds::ParseFeed(open + "<description>" + Repeat(piece, kMany / 6) + "]]>-->'\">", {}));
  }
}

TEST_CASE("what is no feed is looked at in linear time", "[feeds][hostile]") {
  for (const std::string_view piece : {"<feC{", "</x", "<", "<!", "x<y:", "<!doctype htm"}) {
    CAPTURE(piece);
    CHECK_FALSE(feeds::ParseFeed(Repeat(piece, kMany), {}));
  }
}

TEST_CASE("items with too much of everything are read in linear time", "[feeds][hostile]") {
  std::string root = "<rss ";
  std::string categories;
  for (std::size_t i = 0; i < kMany / 3; ++i) {
    root += "a" + std::to_string(i) + "='u' ";
    categories += "<category>" + std::to_string(i) + "</category><z:y/>";
  }
  const auto feed =
      feeds::ParseFeed(root + "><channel><item>" + categories +
                           Repeat("<enclosure url='u'/>", kMany) + "</item></channel></rss>",
                       {});
  REQUIRE(feed);
  CHECK(feed->items.at(0).categories.size() == 500);
  CHECK(feed->items.at(0).enclosures.size() == 1);
}

TEST_CASE("text of nothing but openings of tags is looked through in linear time",
          "[feeds][hostile]") {
  CHECK_FALSE(feeds::HasHtmlTag(Repeat("<", kMany)));
  CHECK_FALSE(feeds::HasHtmlTag(Repeat("</", kMany)));
  CHECK_FALSE(feeds::ParseFeed(Repeat("<", kMany), {}));
  const auto feed = feeds::ParseFeed("<feed version='0.3'><entry><title>" + Repeat("&lt;", kMany) +
                                         "</title><summary>" + Repeat("&lt;/", kMany) +
                                         "</summary></entry></feed>",
                                     {});
  REQUIRE(feed);
  CHECK(feed->items.front().title == Repeat("<", kMany));
}

TEST_CASE("links are not multiplied by an endless base", "[feeds][hostile]") {
  const std::string base = "https://b.example/" + Repeat("b/", 5000);
  const auto feed = feeds::ParseFeed(
      "<rss xml:base='" + base + "'><channel><item><link>l</link></item></channel></rss>",
      {.content_type = {}, .url = "https://example.org/", .charset = {}});
  REQUIRE(feed);
  CHECK(feed->items.front().link == "https://example.org/l");
}

TEST_CASE("declared entities do not explode", "[feeds][hostile]") {
  const std::string text = "<!DOCTYPE rss [<!ENTITY a '" + Repeat("x", 1000) +
                           "'>]><rss><channel><title>" + Repeat("&a;", kMany) +
                           "</title></channel></rss>";
  const auto feed = feeds::ParseFeed(text, {});
  REQUIRE(feed);
  CHECK(feed->title.size() < text.size() * 2 + (std::size_t{64} << 10));
  CHECK(feeds::ParseFeed(
      "<!DOCTYPE rss [" + Repeat("<!ENTITY a 'b'>", 3000) + "]><rss><channel/></rss>", {}));
}

TEST_CASE("a section of 32 MB is read", "[feeds][hostile]") {
  const std::string big = Repeat("0123456789abcdef", std::size_t{2} << 20);
  const auto feed = feeds::ParseFeed("<rss><channel><item><description><![CDATA[" + big +
                                         "]]></description></item></channel></rss>",
                                     {});
  REQUIRE(feed);
  CHECK(feed->items.at(0).summary.size() == big.size());
}

TEST_CASE("JSON that is too deep is an error with its place", "[feeds][hostile]") {
  const auto feed = feeds::ParseFeed("{\"a\":" + Repeat("[", kMany), {});
  REQUIRE_FALSE(feed);
  CHECK(feed.error().detail == "line 1, column 69: nested deeper than 64");
  CHECK_FALSE(
      feeds::ParseFeed("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[1e999]}", {}));
}

TEST_CASE("HTML that would make a tree builder quadratic ends soon", "[feeds][hostile]") {
  const std::string_view pieces[] = {"<div>",
                                     "<b>",
                                     "<a href=x>",
                                     "<font color=1>",
                                     "<p><b a=1>",
                                     "<table>",
                                     "<table><tr><td>",
                                     "<ul><li>",
                                     "<li><div><li><ul></div>",
                                     "<h1><div><h2></h1>",
                                     "<dd><li>",
                                     "<svg>",
                                     "<svg><td>",
                                     "<select>",
                                     "<title>",
                                     "</p>",
                                     "</div>",
                                     "<",
                                     "</",
                                     "<!--",
                                     "<![CDATA[",
                                     "&#",
                                     "&amp",
                                     "<div><table><td></div>",
                                     "<foo><div></foo>",
                                     "<div><title></div></title>",
                                     "<table><table></table><div></table>",
                                     "<script>",
                                     "<td><div></td><td><ul></div>",
                                     "<button><p>",
                                     "<ruby><rt>",
                                     "<template>",
                                     "<frameset>",
                                     "<form>",
                                     "<object><p>",
                                     "<math><mi>",
                                     "<caption>",
                                     "<table><caption>",
                                     "<noscript>x</noscript>",
                                     "<time datetime=x>",
                                     "x\n",
                                     "\xE3\x80\x80"};
  for (const std::string_view piece : pieces) {
    CAPTURE(piece);
    const std::string html = Repeat(piece, kMany / 10);
    CHECK(feeds::ReadHtmlPage(html).text.size() <= html.size() * 4);
  }
  CHECK(feeds::ReadHtmlPage("<p " + Repeat("a=b ", kMany) + ">text").text == "text");
  CHECK(feeds::ReadHtmlPage("<td " + Repeat("class=b", kMany)).text.empty());
  std::string names = "<p ";
  for (std::size_t i = 0; i < kMany; ++i) {
    names += "a" + std::to_string(i) + " ";
  }
  CHECK(feeds::ReadHtmlPage(names + ">text").text == "text");
}

}  // namespace
