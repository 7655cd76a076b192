#include <string>

#include "feeds/parse.h"
#include "tests/support/catch.h"
#include "tests/support/feed_words.h"

namespace {

using tests::FeedWords;
using tests::ItemWords;
using tests::RssItemWords;

struct Case {
  std::string what;
  std::string fields;
  std::string item;  // as `lodewatch parse` tells it
};

void CheckItems(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.what, c.fields);
    CHECK(RssItemWords(c.fields) == "[" + c.item + "]");
  }
}

TEST_CASE("of several elements that tell the same the format's own wins, wherever it stands",
          "[feeds][rss]") {
  CheckItems({
      {"title after dc:title", "<dc:title>D</dc:title><title>T</title>", R"({"title":"T"})"},
      {"title before dc:title", "<title>T</title><dc:title>D</dc:title>", R"({"title":"T"})"},
      {"dc:title before media:title", "<media:title>M</media:title><dc:title>D</dc:title>",
       R"({"title":"D"})"},
      {"media:title alone", "<media:title>M</media:title>", R"({"title":"M"})"},
      {"itunes:title alone", "<itunes:title>I</itunes:title>", R"({"title":"I"})"},
      {"description before dc:description",
       "<dc:description>D</dc:description><description>d</description>", R"({"summary":"d"})"},
      {"itunes:summary alone", "<itunes:summary>S</itunes:summary>", R"({"summary":"S"})"},
      {"itunes:summary before itunes:subtitle",
       "<itunes:subtitle>short</itunes:subtitle><itunes:summary>long</itunes:summary>",
       R"({"summary":"long"})"},
      {"content:encoded beside description",
       "<content:encoded>C</content:encoded><description>d</description>",
       R"({"summary":"d","content":"C"})"},
      {"content:encoded before a body",
       "<body xmlns='http://www.w3.org/1999/xhtml'>B</body><content:encoded>C</content:encoded>",
       R"({"content":"C"})"},
      {"a body alone", "<body xmlns='http://www.w3.org/1999/xhtml'>B</body>", R"({"content":"B"})"},
      {"summary, which RSS lacks, alone", "<summary>s</summary>", R"({"summary":"s"})"},
      {"summary behind description is the content",
       "<description>d</description><summary>s</summary>", R"({"summary":"d","content":"s"})"},
      {"description behind summary is the content",
       "<summary>s</summary><description>d</description>", R"({"summary":"s","content":"d"})"},
      {"content:encoded beside both",
       "<summary>s</summary><description>d</description><content:encoded>C</content:encoded>",
       R"({"summary":"d","content":"C"})"},
      {"keywords of iTunes beside categories",
       "<itunes:keywords>tin, rare earths,,c</itunes:keywords><category>c</category>",
       R"({"categories":["tin","rare earths","c"]})"},
      {"pubDate before dc:date",
       "<dc:date>2020-01-01</dc:date><pubDate>Mon, 14 Jul 2025 03:20:00 GMT</pubDate>",
       R"({"published":"2025-07-14T03:20:00Z"})"},
      {"dc:date alone", "<dc:date>2020-01-01</dc:date>", R"({"published":"2020-01-01T00:00:00Z"})"},
      {"dc:date where nobody can read pubDate",
       "<pubDate>soon</pubDate><dc:date>2020-01-01</dc:date>",
       R"({"published":"2020-01-01T00:00:00Z"})"},
      {"dcterms",
       "<dcterms:issued>2020-01-01</dcterms:issued>"
       "<dcterms:modified>2020-01-02</dcterms:modified>",
       R"({"published":"2020-01-01T00:00:00Z","updated":"2020-01-02T00:00:00Z"})"},
      {"the author beside iTunes'", "<itunes:author>I</itunes:author><author>A</author>",
       R"({"authors":["A"]})"},
      {"iTunes' author alone", "<itunes:author>I</itunes:author>", R"({"authors":["I"]})"},
  });
}

TEST_CASE("an empty element hides no full one", "[feeds][rss]") {
  CheckItems({
      {"title", "<title/><title>T</title>", R"({"title":"T"})"},
      {"title of blanks", "<title> \n </title><dc:title>D</dc:title>", R"({"title":"D"})"},
      {"link", "<link>https://a.example/</link><link/>", R"({"link":"https://a.example/"})"},
      {"guid", "<guid/><guid isPermaLink='false'>g</guid>", R"({"id":"g"})"},
      {"description", "<description></description><description>d</description>",
       R"({"summary":"d"})"},
      {"content:encoded", "<content:encoded><![CDATA[]]></content:encoded><body>B</body>",
       R"({"content":"B"})"},
      {"pubDate", "<pubDate/><dc:date>2020-01-01</dc:date>",
       R"({"published":"2020-01-01T00:00:00Z"})"},
      {"categories and authors", "<category/><category>c</category><author/><dc:creator/>",
       R"({"categories":["c"]})"},
  });
}

TEST_CASE("the link of an item is its last <link>, else an alternate, else a permalink",
          "[feeds][rss]") {
  CheckItems({
      {"last of several", "<link>/a</link><link>/b</link>", R"({"link":"https://example.org/b"})"},
      {"link before atom:link", "<atom:link href='/a'/><link>/b</link>",
       R"({"link":"https://example.org/b"})"},
      {"alternate of atom:link",
       "<atom:link rel='self' href='/s'/><atom:link rel='alternate' href='/a'/>",
       R"({"link":"https://example.org/a"})"},
      {"an Atom link without prefix", "<link href='/a'/>", R"({"link":"https://example.org/a"})"},
      {"atom:link before guid", "<guid>https://g.example/</guid><atom:link href='/a'/>",
       R"({"id":"https://g.example/","link":"https://example.org/a"})"},
      {"guid that is a URL", "<guid>https://g.example/</guid>",
       R"({"id":"https://g.example/","link":"https://g.example/"})"},
      {"guid that is a URL but no permalink", "<guid isPermaLink='false'>https://g.example/</guid>",
       R"({"id":"https://g.example/"})"},
      {"isPermaLink in other case", "<guid IsPermalink='FALSE'>https://g.example/</guid>",
       R"({"id":"https://g.example/"})"},
      {"guid that is no URL", "<guid>tag:1</guid>", R"({"id":"tag:1"})"},
      {"guid beside link", "<guid>https://g.example/</guid><link>https://l.example/</link>",
       R"({"id":"https://g.example/","link":"https://l.example/"})"},
      {"permalink relative to the site", "<guid isPermaLink='true'>/g</guid>",
       R"({"id":"/g","link":"https://example.org/g"})"},
      {"guid with blanks around", "<guid isPermaLink='false'>\n  g 1\n</guid>", R"({"id":"g 1"})"},
      {"the enclosure is no link", "<enclosure url='https://a.example/1.mp3'/>",
       R"({"enclosures":[{"url":"https://a.example/1.mp3"}]})"},
      {"source and comments are no link",
       "<source url='https://s.example/'>S</source><comments>https://c.example/</comments>", "{}"},
      {"a script is no link", "<link>javascript:go()</link><guid>https://g.example/</guid>",
       R"({"id":"https://g.example/","link":"https://g.example/"})"},
      {"nor is one that was wrapped", "<link>java\nscript:go()</link>", "{}"},
      {"a URL that was wrapped", "<link>https://a.example/x\n  </link>",
       R"({"link":"https://a.example/x"})"},
      {"an enclosure as a link",
       "<atom:link rel='enclosure' href='/e.mp3' type='audio/mpeg' "
       "length='7'/>",
       R"({"enclosures":[{"url":"https://example.org/e.mp3","type":"audio/mpeg","length":7}]})"},
  });
}

TEST_CASE("Media RSS fills in what an item lacks", "[feeds][rss][media]") {
  CheckItems({
      {"a group",
       "<media:group><media:content url='/1.mp4' type='video/mp4' fileSize='12'/>"
       "<media:title>T</media:title><media:description>D</media:description>"
       "<media:thumbnail url='/t.jpg'/></media:group>",
       R"({"title":"T","summary":"D","enclosures":[{"url":"https://example.org/1.mp4",)"
       R"("type":"video/mp4","length":12}]})"},
      {"words within a content",
       "<media:content url='/1.mp4'><media:title>T</media:title></media:content>",
       R"({"title":"T","enclosures":[{"url":"https://example.org/1.mp4"}]})"},
      {"an enclosure is better than a content",
       "<media:content url='/1.jpg'/><enclosure url='/1.mp3'/>",
       R"({"enclosures":[{"url":"https://example.org/1.mp3"}]})"},
      {"a thumbnail is no enclosure", "<media:thumbnail url='/t.jpg'/>", "{}"},
      {"a content without URL", "<media:content medium='image'/>", "{}"},
      {"the same twice", "<media:content url='/1.jpg'/><media:content url='/1.jpg'/>",
       R"({"enclosures":[{"url":"https://example.org/1.jpg"}]})"},
  });
}

TEST_CASE("RSS authors lose their mail address when they have a name", "[feeds][rss]") {
  struct Author {
    std::string text;
    std::string name;
  };
  const Author authors[] = {
      {"a@example.org (Ann O.)", "Ann O."},
      {"Ann O. (a@example.org)", "Ann O."},
      {"Ann O. &lt;a@example.org&gt;", "Ann O."},
      {"a@example.org", "a@example.org"},
      {"Ann O. (Desk)", "Ann O. (Desk)"},
      {"a@example.org ()", "a@example.org"},
      {"\"Ann O.\" &lt;a@example.org&gt;", "Ann O."},
      {"\"Ann\" O.", "\"Ann\" O."},
      {"<name>Ann O.</name><email>a@example.org</email>", "Ann O."},
      {"Ann\n O.", "Ann O."},
  };
  for (const Author& author : authors) {
    CAPTURE(author.text);
    CHECK(RssItemWords("<author>" + author.text + "</author>") ==
          nlohmann::json{{{"authors", {author.name}}}}.dump());
  }
}

TEST_CASE("channels are told by their own elements and not by what stands within", "[feeds][rss]") {
  struct ChannelCase {
    std::string what;
    std::string channel;
    std::string feed;
  };
  const ChannelCase cases[] = {
      {"image and text input",
       "<image><title>I</title><link>/i</link><url>/i.png</url></image><textInput><title>X</title>"
       "<link>/x</link><description>x</description><name>q</name></textInput><title>T</title>",
       R"("title":"T")"},
      {"link of the feed itself is not that of its site",
       "<atom:link rel='self' href='/feed'/><link>/</link>", R"("link":"https://example.org/")"},
      {"alternate link where there is no other", "<atom:link rel='alternate' href='/home'/>",
       R"("link":"https://example.org/home")"},
      {"lastBuildDate before pubDate",
       "<pubDate>2020-01-01</pubDate><lastBuildDate>2020-01-02</lastBuildDate>",
       R"("updated":"2020-01-02T00:00:00Z")"},
      {"dc:date", "<dc:date>2020-01-01</dc:date>", R"("updated":"2020-01-01T00:00:00Z")"},
      {"language", "<dc:language>fr</dc:language><language>de</language>", R"("language":"de")"},
      {"iTunes' summary", "<itunes:summary>S</itunes:summary>", R"("description":"S")"},
  };
  for (const ChannelCase& c : cases) {
    CAPTURE(c.what);
    CHECK(FeedWords("<rss version='2.0'><channel>" + c.channel + "</channel></rss>").dump() ==
          R"({"format":"rss-2.0","encoding":"UTF-8",)" + c.feed + R"(,"items":[]})");
  }
}

TEST_CASE("RDF feeds have their items beside the channel", "[feeds][rss]") {
  const std::string rdf = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'";
  CHECK(FeedWords("<rdf:RDF " + rdf +
                  " xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>T</title>"
                  "</channel><image><title>I</title></image><item><title>A</title><link>/a</link>"
                  "</item><textinput><title>X</title></textinput></rdf:RDF>")
            .dump() == R"({"format":"rss-0.9x","encoding":"UTF-8","title":"T",)"
                       R"("items":[{"link":"https://example.org/a","title":"A"}]})");
  // With a prefix for RSS itself; rdf:about stands in for a link and a guid.
  CHECK(FeedWords("<rdf:RDF " + rdf +
                  " xmlns:r='http://purl.org/rss/1.0/'><r:channel rdf:about='https://c.example/'>"
                  "<r:items><rdf:Seq><rdf:li rdf:resource='/a'/></rdf:Seq></r:items></r:channel>"
                  "<r:item rdf:about='https://example.org/a'><r:title>A</r:title></r:item>"
                  "</rdf:RDF>")
            .dump() ==
        R"({"format":"rss-1.0","encoding":"UTF-8","link":"https://c.example/",)"
        R"("items":[{"id":"https://example.org/a","link":"https://example.org/a","title":"A"}]})");
}

TEST_CASE("namespaces are known when they are misspelt", "[feeds][rss]") {
  struct Declared {
    std::string declarations;
    std::string fields;
  };
  const Declared cases[] = {
      {"xmlns:c='http://purl.org/rss/1.0/modules/content/'", "<c:encoded>C</c:encoded>"},
      {"xmlns:c='http://purl.org/rss/1.0/modules/content'", "<c:encoded>C</c:encoded>"},
      {"xmlns:c='https://PURL.org/RSS/1.0/Modules/Content/'", "<c:encoded>C</c:encoded>"},
      {"xmlns:content='http://example.org/wrong'", "<content:encoded>C</content:encoded>"},
      {"", "<content:encoded>C</content:encoded>"},
      {"", "<CONTENT:ENCODED>C</CONTENT:ENCODED>"},
      {"", "<encoded>C</encoded>"},
      {"xmlns='http://purl.org/dc/elements/1.1/'", "<content:encoded>C</content:encoded>"},
      {"", "<c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'>C</c:encoded>"},
  };
  for (const Declared& c : cases) {
    CAPTURE(c.declarations, c.fields);
    CHECK(RssItemWords(c.fields, c.declarations) == R"([{"content":"C"}])");
  }
  // A prefix declared on the item, and names of another vocabulary that look like those of RSS.
  CHECK(ItemWords("<rss><channel><item xmlns:x='http://purl.org/dc/elements/1.1/'>"
                  "<x:creator>A</x:creator></item></channel></rss>") == R"([{"authors":["A"]}])");
  CHECK(RssItemWords("<x:title>no</x:title><x:link>no</x:link><x:item/>",
                     "xmlns:x='http://example.org/x'") == "[{}]");
  CHECK(ItemWords("<rss:rss xmlns:rss='http://example.org/wrong'><rss:channel><rss:item>"
                  "<rss:title>T</rss:title></rss:item></rss:channel></rss:rss>") ==
        R"([{"title":"T"}])");
}

TEST_CASE("a channel says when it changes", "[feeds][schedule]") {
  using std::chrono::hours;
  const auto schedule = [](const std::string& fields) {
    return feeds::ParseFeed("<rss><channel>" + fields + "</channel></rss>", {})->schedule;
  };
  const auto period = [&](const std::string& fields) { return schedule(fields).update_period; };
  CHECK(period("<sy:updatePeriod>hourly</sy:updatePeriod>") == hours{1});
  CHECK(period("<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4"
               "</sy:updateFrequency>") == hours{6});
  CHECK(period("<sy:updateFrequency>2</sy:updateFrequency><sy:updatePeriod>weekly"
               "</sy:updatePeriod>") == hours{84});
  CHECK(period("<sy:updateFrequency>2</sy:updateFrequency>") == hours{12});
  CHECK(period("<sy:updatePeriod>yearly</sy:updatePeriod>") == hours{24 * 365});
  CHECK_FALSE(period("<sy:updatePeriod>sometimes</sy:updatePeriod>"));
  CHECK_FALSE(period("<sy:updateFrequency>0</sy:updateFrequency>"));
  CHECK_FALSE(period("<title>t</title>"));

  const auto skip = schedule(
      "<skipHours><hour>0</hour><hour>24</hour><hour> 13 </hour><hour>25</hour><hour>x</hour>"
      "</skipHours><skipDays><day>Sunday</day><day>mon</day><day>Someday</day></skipDays>");
  CHECK(skip.skip_hours.to_ulong() == (1UL << 0 | 1UL << 13));
  CHECK(skip.skip_days.to_ulong() == (1UL << 0 | 1UL << 6));
  CHECK(schedule("").skip_hours.none());
}

TEST_CASE("a date that nobody can read is counted unless another one dates the item",
          "[feeds][rss]") {
  const auto unreadable = [](const std::string& fields) {
    return feeds::ParseFeed("<rss><channel><item>" + fields + "</item></channel></rss>", {})
        ->items.at(0)
        .is_date_unreadable;
  };
  CHECK(unreadable("<pubDate>soon</pubDate>"));
  CHECK(unreadable("<dc:date>whenever</dc:date>"));
  CHECK_FALSE(unreadable("<pubDate>soon</pubDate><dc:date>2020-01-01</dc:date>"));
  CHECK_FALSE(unreadable("<pubDate/>"));
  CHECK_FALSE(unreadable("<pubDate>2020-01-01</pubDate>"));
}

TEST_CASE("dc:creator loses a mail address like an author", "[feeds][rss]") {
  CHECK(RssItemWords("<dc:creator>a@example.org (Ann O.)</dc:creator>") ==
        R"([{"authors":["Ann O."]}])");
}

TEST_CASE("an RDF item is named by rdf:about whatever its prefix is", "[feeds][rss]") {
  CHECK(ItemWords("<R:RDF xmlns:R='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                  "xmlns='http://purl.org/rss/1.0/'><item R:about='https://example.org/a'>"
                  "<title>A</title></item></R:RDF>") ==
        R"([{"id":"https://example.org/a","link":"https://example.org/a","title":"A"}])");
}

TEST_CASE("an xml:base that nothing can be relative to is none", "[feeds][rss]") {
  for (const char* base : {"javascript:go()", "mailto:desk@example.org", " "}) {
    CAPTURE(base);
    CHECK(ItemWords("<rss xml:base='https://b.example/'><channel><item xml:base='" +
                    std::string(base) + "'><link>l</link></item></channel></rss>") ==
          R"([{"link":"https://b.example/l"}])");
  }
}

TEST_CASE("xml:base is what links within RSS are resolved on, and xml:lang a language",
          "[feeds][rss]") {
  CHECK(ItemWords("<rss xml:base='https://b.example/'><channel xml:base='c/'>"
                  "<item xml:base='d/' xml:lang='fr'><link>l</link>"
                  "<description>&lt;a href='h'&gt;&lt;img SRC=s.png&gt; x=y</description></item>"
                  "</channel></rss>") ==
        R"([{"link":"https://b.example/c/d/l",)"
        R"("summary":"<a href='https://b.example/c/d/h'><img SRC=https://b.example/c/d/s.png> )"
        R"(x=y","language":"fr"}])");
  CHECK(RssItemWords("<description>&lt;a href='h'&gt;</description>") ==
        R"([{"summary":"<a href='h'>"}])");
  CHECK(FeedWords("<rss><channel xml:lang='sv'/></rss>")["language"] == "sv");
}

TEST_CASE("CDF channels are read", "[feeds][cdf]") {
  CHECK(
      FeedWords("<?xml version='1.0'?><!DOCTYPE Channel SYSTEM 'http://example.org/c.dtd'>"
                "<CHANNEL HREF='https://c.example/' BASE='https://c.example/b/' "
                "LASTMOD='1998-01-01'><TITLE>T</TITLE><ABSTRACT>A &amp; B</ABSTRACT>"
                "<ITEM HREF='a.htm' LASTMOD='2002-12-31'><TITLE>One</TITLE><ABSTRACT>ab</ABSTRACT>"
                "</ITEM><CHANNEL><ITEM><A HREF='b.htm'/><TITLE>Two</TITLE></ITEM></CHANNEL>"
                "</CHANNEL>")
          .dump() ==
      R"({"format":"cdf","encoding":"UTF-8","title":"T","link":"https://c.example/",)"
      R"("description":"A & B","updated":"1998-01-01T00:00:00Z","items":[)"
      R"({"link":"https://c.example/b/a.htm","title":"One","summary":"ab",)"
      R"("updated":"2002-12-31T00:00:00Z"},{"link":"https://c.example/b/b.htm","title":"Two"}]})");
  const auto feed = feeds::ParseFeed(
      "<Channel HREF='x'><Schedule><IntervalTime DAY='1' HOUR='2'/></Schedule></Channel>", {});
  REQUIRE(feed);
  CHECK(feed->schedule.update_period == std::chrono::hours{26});
  CHECK(FeedWords("<channel><item><link>/a</link></item></channel>")["format"] == "rss-2.0");
}

}  // namespace
