#include <string>

#include "feeds/feed_json.h"
#include "feeds/parse.h"
#include "tests/support/catch.h"

namespace {

using feeds::Item;

// The only item of an RSS channel that holds `fields`, with `declarations` on its root.
Item RssItem(const std::string& fields, const std::string& declarations = {}) {
  const auto feed =
      feeds::ParseFeed("<rss version='2.0' " + declarations + "><channel><item>" + fields +
                           "</item></channel></rss>",
                       {.content_type = {}, .url = "https://example.org/f/", .charset = {}});
  REQUIRE(feed);
  REQUIRE(feed->items.size() == 1);
  return feed->items[0];
}

Item AtomEntry(const std::string& fields, const std::string& feed_fields = {}) {
  const auto feed =
      feeds::ParseFeed("<feed xmlns='http://www.w3.org/2005/Atom'>" + feed_fields + "<entry>" +
                           fields + "</entry></feed>",
                       {.content_type = {}, .url = "https://example.org/f/", .charset = {}});
  REQUIRE(feed);
  REQUIRE(feed->items.size() == 1);
  return feed->items[0];
}

TEST_CASE("prefixes mean their namespace, and their usual one where none is declared",
          "[feeds][rss]") {
  CHECK(RssItem("<x:creator>A</x:creator>", "xmlns:x='http://purl.org/dc/elements/1.1/'").authors ==
        std::vector<std::string>{"A"});
  CHECK(RssItem("<dc:creator>A</dc:creator>").authors == std::vector<std::string>{"A"});
  // A usual prefix with a namespace that nobody knows is a namespace misspelt.
  CHECK(RssItem("<dc:creator>A</dc:creator>", "xmlns:dc='http://example.org/other'").authors ==
        std::vector<std::string>{"A"});
  CHECK(RssItem("<dc:creator>A</dc:creator>", "xmlns:dc='http://search.yahoo.com/mrss/'")
            .authors.empty());
  CHECK(RssItem("<y:encoded xmlns:y='http://purl.org/rss/1.0/modules/content/'>c</y:encoded>")
            .content == "c");
  CHECK(
      RssItem("<title>t</title><media:title>m</media:title><itunes:title>i</itunes:title>").title ==
      "t");
  CHECK(RssItem("<atom:link href='a.html'/>").link == "https://example.org/f/a.html");
}

TEST_CASE("RSS titles are HTML made plain", "[feeds][rss]") {
  struct Case {
    std::string xml;
    std::string_view title;
  };
  const Case cases[] = {
      {"AT&amp;T", "AT&T"},
      {"AT&amp;amp;T", "AT&T"},
      {"5 &lt; 6", "5 < 6"},
      {"&lt;b&gt;bold&lt;/b&gt; move", "bold move"},
      {"<![CDATA[<b>bold</b> &amp; move]]>", "bold & move"},
      {"a &amp;amp;lt; b", "a &lt; b"},
      {"<b>unescaped</b> markup", "unescaped markup"},
      {"\n  two\n  lines\n", "two lines"},
      {"<![CDATA[two ]]><![CDATA[parts]]>", "two parts"},
      {"稀土&nbsp;出口", "稀土 出口"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.xml);
    CHECK(RssItem("<title>" + c.xml + "</title>").title == c.title);
  }
}

TEST_CASE("RSS authors lose their mail address", "[feeds][rss]") {
  CHECK(RssItem("<author>a@example.org (Ann O.)</author>").authors.at(0) == "Ann O.");
  CHECK(RssItem("<author>Ann O. (Desk)</author>").authors.at(0) == "Ann O. (Desk)");
  CHECK(RssItem("<author>a@example.org</author>").authors.at(0) == "a@example.org");
  CHECK(RssItem("<author></author>").authors.empty());
  CHECK(RssItem("<author>A</author><dc:creator>A</dc:creator>").authors.size() == 1);
}

TEST_CASE("markup within an RSS description stays markup", "[feeds][rss]") {
  CHECK(RssItem("<description>a <b>c</b> &amp; d</description>").summary == "a <b>c</b> &amp; d");
  CHECK(RssItem("<description>&lt;p&gt;x&lt;/p&gt;</description>").summary == "<p>x</p>");
  CHECK(RssItem("<description>&amp;lt;</description>").summary == "&lt;");
}

TEST_CASE("ttl is minutes, and nonsense is none", "[feeds][rss]") {
  const auto ttl = [](const std::string& text) {
    return feeds::ParseFeed("<rss><channel><ttl>" + text + "</ttl></channel></rss>", {})
        ->schedule.ttl;
  };
  CHECK(ttl("60") == std::chrono::minutes{60});
  CHECK(ttl(" 5 ") == std::chrono::minutes{5});
  for (const char* bad : {"", "soon", "-5", "0", "99999999999", "9999999"}) {
    CAPTURE(bad);
    CHECK_FALSE(ttl(bad));
  }
}

TEST_CASE("the first alternate link of an entry is its link", "[feeds][atom]") {
  CHECK(AtomEntry("<link rel='self' href='s'/><link href='a'/><link rel='alternate' href='b'/>")
            .link == "https://example.org/f/a");
  CHECK(AtomEntry("<link rel='self' href='s'/>").link.empty());
  CHECK(AtomEntry("<link rel='self' href='s'/><content src='c'/>").link ==
        "https://example.org/f/c");
  CHECK(AtomEntry("<link xml:base='/other/' href='a'/>").link == "https://example.org/other/a");
}

TEST_CASE("authors of a feed count for entries without their own", "[feeds][atom]") {
  const std::string feed_author = "<author><name>F</name></author>";
  const auto named = [](const char* name) { return std::vector<std::string>{name}; };
  CHECK(AtomEntry("<id>1</id>", feed_author).authors == named("F"));
  CHECK(AtomEntry("<author><name>E</name></author>", feed_author).authors == named("E"));
  CHECK(AtomEntry("<source><author><name>S</name></author></source>", feed_author).authors ==
        named("S"));
}

TEST_CASE("Atom text constructs are read by their type", "[feeds][atom]") {
  struct Case {
    std::string xml;
    std::string_view title;
  };
  const Case cases[] = {
      {"<title>a &amp;lt;b&amp;gt;</title>", "a &lt;b&gt;"},
      {"<title type='text'>a &lt;b&gt; c</title>", "a <b> c"},
      {"<title type='html'>a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</title>", "a c & d"},
      {"<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>c</b> "
       "<i>d</i></div></title>",
       "a c d"},
      {"<title type='xhtml'><x:div "
       "xmlns:x='http://www.w3.org/1999/xhtml'>a<x:br/>b</x:div></title>",
       "a b"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.xml);
    CHECK(AtomEntry(c.xml).title == c.title);
  }
}

TEST_CASE("ToJson leaves out what is absent and is one line", "[feeds][feed_json]") {
  CHECK(feeds::ToJson({}) == R"({"format":"unknown","items":[]})");
  feeds::Feed feed;
  feed.format = "rss-2.0";
  feed.encoding = "UTF-8";
  feed.title = "two\nlines \"quoted\"";
  feed.schedule.ttl = std::chrono::minutes{30};
  feed.updated = std::chrono::sys_seconds{std::chrono::seconds{1752463200}};
  feeds::Item item;
  item.id = "broken \xFF byte";
  item.enclosures.push_back({"https://example.org/a.mp3", "", 5});
  feed.items.push_back(item);
  CHECK(feeds::ToJson(feed) ==
        "{\"format\":\"rss-2.0\",\"encoding\":\"UTF-8\",\"title\":\"two\\nlines \\\"quoted\\\"\","
        "\"updated\":\"2025-07-14T03:20:00Z\",\"ttl\":30,\"items\":[{\"id\":\"broken \uFFFD byte\","
        "\"enclosures\":[{\"url\":\"https://example.org/a.mp3\",\"length\":5}]}]}");
}

}  // namespace
