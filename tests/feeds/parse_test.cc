#include "feeds/parse.h"

#include <memory>
#include <string>

#include "tests/support/catch.h"

namespace {

using feeds::ParseError;
using feeds::ParseFeed;
using std::chrono::seconds;
using std::chrono::sys_seconds;

const auto kEnglish = std::make_shared<const feeds::About>(feeds::About{.language = "en"});

feeds::ServedAs At(std::string url) {
  return {.content_type = {}, .url = std::move(url), .charset = {}};
}

feeds::Page PageOf(std::string body) {
  return {.url = "https://example.org/feed",
          .content_type = "application/xml",
          .body = std::move(body),
          .validators = {}};
}

TEST_CASE("what is not a feed is told by what it looks like", "[feeds][parse]") {
  using std::string_literals::operator""s;
  struct Case {
    std::string bytes;
    ParseError::Kind kind;
    std::string_view detail;
  };
  using Kind = ParseError::Kind;
  const Case cases[] = {
      {"", Kind::kNotAFeed, "empty"},
      {" \r\n\t", Kind::kNotAFeed, "empty"},
      {"\xEF\xBB\xBF", Kind::kNotAFeed, "empty"},
      {"Not found.", Kind::kNotAFeed, "plain text"},
      {"<html><body>Hi</body></html>", Kind::kNotAFeed, "an HTML page"},
      {"<!DOCTYPE html><title>x</title>", Kind::kNotAFeed, "an HTML page"},
      {"<html><head><link rel='alternate' type='application/atom+xml' href='/news/feed.xml'>",
       Kind::kNotAFeed, "an HTML page; it links a feed at https://example.org/news/feed.xml"},
      {"<urlset><url/></urlset>", Kind::kNotAFeed, "an XML document <urlset>, a sitemap"},
      {"<?xml version='1.0'?><!-- c --><!DOCTYPE x [<!ENTITY a 'b'>]><opml/>", Kind::kNotAFeed,
       "an XML document <opml>, a list of feeds"},
      {"<html><head><link rel=alternate type=application/rss+xml href=/a>"
       "<link href='b?x=1&amp;y=2' type='application/feed+json; charset=utf-8' rel='ALTERNATE'>"
       "<link rel='alternate' type='application/rss+xml' href='/a'>"
       "<link rel='alternate' type='text/html' href='/c'></head>",
       Kind::kNotAFeed,
       "an HTML page; it links feeds at https://example.org/a, https://example.org/b?x=1&y=2"},
      {"<html><form><input name=p type='password'></form>", Kind::kNotAFeed,
       "an HTML page with a login form"},
      {"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>", Kind::kNotAFeed,
       "an XML document <s:Envelope>, a SOAP message"},
      {"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", Kind::kNotAFeed,
       "an XML document <Error>, an error"},
      {"{\"error\":\"gone\"}", Kind::kNotAFeed, "a JSON object without version/items, error: gone"},
      {"\x89PNG\r\n", Kind::kNotAFeed, "an image (PNG)"},
      {"{\"a\": 1}", Kind::kNotAFeed, "a JSON object without version/items"},
      {"{\"version\": \"https://jsonfeed.org/version/1\"}", Kind::kNotAFeed,
       "a JSON object without items"},
      {"{\"items\": []}", Kind::kNotAFeed, "a JSON object without a JSON Feed version"},
      {"[1, 2]", Kind::kNotAFeed, "a JSON array"},
      {"\x1F\x8B\x08\0\0"s, Kind::kNotAFeed, "binary data (gzip)"},
      {"%PDF-1.7", Kind::kNotAFeed, "a PDF document"},
      {"PK\x03\x04 and so on", Kind::kNotAFeed, "binary data (zip, perhaps a workbook)"},
      {"ab\0\x01\x02"s, Kind::kNotAFeed, "binary data"},
      {"{\"version\": ", Kind::kBroken,
       "line 1, column 13: syntax error while parsing value - unexpected end of input; expected "
       "'[', '{', or a literal"},
      {"<rss><channel>\n<title>a</b></title>\n<item><title>", Kind::kBroken,
       "line 2, column 11: start-end tags mismatch"},
      {"<rss version='2.0'><channel><title>cut", Kind::kBroken,
       "line 1, column 38: start-end tags mismatch"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const auto feed = ParseFeed(c.bytes, At("https://example.org/"));
    REQUIRE_FALSE(feed);
    CHECK(feed.error().kind == c.kind);
    CHECK(feed.error().detail == c.detail);
  }
}

TEST_CASE("a charset of the config that does not exist is an encoding error", "[feeds][parse]") {
  const auto feed = ParseFeed("<rss/>", {.content_type = {}, .url = {}, .charset = "klingon"});
  REQUIRE_FALSE(feed);
  CHECK(feed.error().kind == ParseError::Kind::kEncoding);
  CHECK(feed.error().detail == "unknown charset \"klingon\"");
}

TEST_CASE("a feed that is cut off anywhere gives its whole items", "[feeds][parse]") {
  const std::string head = "<rss version='2.0'><channel><title>t</title>";
  const std::string one = "<item><guid>1</guid></item>";
  const std::string two = "<item><title><![CDATA[x]]></title><guid a='b'>2</guid><!-- c --></item>";
  for (std::size_t cut = 0; cut < two.size(); ++cut) {
    CAPTURE(cut);
    const auto feed = ParseFeed(head + one + two.substr(0, cut), {});
    REQUIRE(feed);
    REQUIRE(feed->items.size() == 1);
    CHECK(feed->items[0].id == "1");
  }
  CHECK(ParseFeed(head + one + two, {})->items.size() == 2);
}

TEST_CASE("items on both sides of a fault are read", "[feeds][parse]") {
  const auto feed = ParseFeed(
      "<rss><channel><item><guid>1</guid></item>\n<item><b></item><item><guid>3</guid></item>"
      "</channel></rss>",
      {});
  REQUIRE(feed);
  REQUIRE(feed->items.size() == 3);
  CHECK(feed->items[0].id == "1");
  CHECK(feed->items[1].id.empty());
  CHECK(feed->items[2].id == "3");
}

TEST_CASE("the format is known by content, whatever the header says", "[feeds][parse]") {
  struct Case {
    std::string_view bytes;
    std::string_view format;
  };
  const Case cases[] = {
      {"<rss version=\"2.0\"/>", "rss-2.0"},
      {"<rss version='0.92'/>", "rss-0.9x"},
      {"<rss/>", "rss-2.0"},
      {"<!-- first --><rss version='2.0'/>", "rss-2.0"},
      {"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
       "xmlns='http://purl.org/rss/1.0/'/>",
       "rss-1.0"},
      {"<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'/>", "rss-0.9x"},
      {"<feed xmlns='http://www.w3.org/2005/Atom'/>", "atom-1.0"},
      {"<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "atom-1.0"},
      {"<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "atom-0.3"},
      {" {\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}", "json-feed-1.0"},
      {"{\"items\":[],\"version\":\"https://jsonfeed.org/version/1.1\"}", "json-feed-1.1"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const auto feed = ParseFeed(c.bytes, {.content_type = "text/html", .url = {}, .charset = {}});
    REQUIRE(feed);
    CHECK(feed->format == c.format);
    CHECK(feed->items.empty());
  }
}

TEST_CASE("Parse makes documents in the order of the page", "[feeds][parse]") {
  const feeds::Source source{.id = "wire", .url = "https://example.org/feed", .about = kEnglish};
  const auto parsed = feeds::Parse(
      PageOf("<rss version='2.0'><channel><language>de</language>"
             "<item><guid isPermaLink='false'>g</guid><title>A &amp;amp; B</title>"
             "<link>/a</link><description>short</description>"
             "<content xmlns='http://purl.org/rss/1.0/modules/content/'/>"
             "<encoded xmlns='http://purl.org/rss/1.0/modules/content/'>"
             "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</encoded>"
             "<pubDate>Mon, 14 Jul 2025 03:20:00 GMT</pubDate></item>"
             "<item><link>https://example.org/b</link><description>a longer summary</description>"
             "</item>"
             "<item><title>c</title><description>text</description></item>"
             "<item><title>c</title><description>other</description></item></channel></rss>"),
      source);
  REQUIRE(parsed);
  const std::vector<feeds::Document>& documents = parsed->documents;
  REQUIRE(documents.size() == 4);
  const feeds::Document& first = documents[0];
  CHECK(first.guid == "g");
  CHECK(first.url == "https://example.org/a");
  CHECK(first.title == "A & B");
  CHECK(first.text == "One.\n\nTwo.");
  CHECK(first.language == "de");
  CHECK(first.published_at == sys_seconds{seconds{1752463200}});
  CHECK_FALSE(first.updated_at);
  CHECK(documents[1].guid == "https://example.org/b");
  CHECK(documents[1].text == "a longer summary");
  CHECK(documents[2].guid.substr(0, 5) == "hash:");
  CHECK(documents[2].guid != documents[3].guid);
}

TEST_CASE("the hash of an item without id and link never changes", "[feeds][parse]") {
  const auto parsed = feeds::Parse(PageOf("<rss><channel><item><title>a</title><description>b</"
                                          "description></item></channel></rss>"),
                                   {});
  REQUIRE(parsed);
  const std::vector<feeds::Document>& documents = parsed->documents;
  // FNV-1a of "a\n\nb", by hand: offset basis, then for each byte xor and times the FNV prime.
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : std::string_view("a\n\nb")) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  char expected[32];
  std::snprintf(expected, sizeof expected, "hash:%016llx", static_cast<unsigned long long>(hash));
  CHECK(documents.at(0).guid == expected);
}

TEST_CASE("guids that tell items apart are kept, and others made to", "[feeds][parse]") {
  const auto guids = [](const std::string& items) {
    const auto parsed =
        feeds::Parse(PageOf("<rss><channel>" + items + "</channel></rss>"), feeds::Source{});
    std::vector<std::string> keys;
    for (const feeds::Document& document : parsed->documents) {
      keys.push_back(document.guid);
    }
    return keys;
  };
  using Guids = std::vector<std::string>;
  const std::string site = "<guid>https://example.org/</guid>";
  CHECK(guids("<item>" + site + "<link>/a</link></item><item>" + site + "<link>/b</link></item>") ==
        Guids{"https://example.org/ https://example.org/a",
              "https://example.org/ https://example.org/b"});
  CHECK(guids("<item><guid>1</guid><title>a</title></item><item><guid>2</guid></item>"
              "<item><guid> 1 </guid><title>a</title></item>") == Guids{"1", "2"});
  // The same item in other words: two versions of it.
  CHECK(guids("<item><guid>1</guid><title>a</title></item><item><guid>1</guid><title>b</title>"
              "</item>") == Guids{"1", "1"});
  CHECK(guids("").empty());
}

TEST_CASE("plain text of Atom and JSON Feed is not read as HTML", "[feeds][parse]") {
  const auto atom =
      feeds::Parse(PageOf("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id>"
                          "<summary>if a &lt;b&gt; then &amp;amp;</summary></entry></feed>"),
                   {});
  REQUIRE(atom);
  CHECK(atom->documents.at(0).text == "if a <b> then &amp;");
  const auto json =
      feeds::Parse(PageOf("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["
                          "{\"id\":\"1\",\"content_text\":\"a <b> c\\r\\n\\r\\nd\"},"
                          "{\"id\":\"2\",\"content_html\":\"a <b>c</b>\"}]}"),
                   {.about = kEnglish});
  REQUIRE(json);
  CHECK(json->documents.at(0).text == "a <b> c\n\nd");
  CHECK(json->documents.at(0).language == "en");
  CHECK(json->documents.at(1).text == "a c");
}

constexpr std::string_view kRelease =
    "<html><head><title> Exports,  June 2025 </title>"
    "<meta name='PubDate' content='2025-07-14 10:30'></head><body><h1>Exports, June 2025</h1>"
    "<p>Customs says so.</p><table><tr><td>Rare earth<td>7,742.2</table></body></html>";

TEST_CASE("ParseRelease reads title, date, text and tables", "[feeds][parse]") {
  const auto release = feeds::ParseRelease(kRelease, At("https://example.org/r.html"));
  REQUIRE(release);
  CHECK(release->guid == "https://example.org/r.html");
  CHECK(release->url == "https://example.org/r.html");
  CHECK(release->title == "Exports, June 2025");
  CHECK(release->text == "Customs says so.\n\nRare earth | 7,742.2");
  CHECK(release->published_at == sys_seconds{seconds{1752489000}});
  REQUIRE(release->tables.size() == 1);
  CHECK(release->tables[0].rows.at(0).at(1).text == "7,742.2");
}

TEST_CASE("the date and language of a release are found where publishers put them",
          "[feeds][parse]") {
  struct Case {
    const char* what;
    std::string_view html;
    long long published;  // 0: none
    std::string_view language;
  };
  const Case cases[] = {
      {"Chinese label, Beijing time", "<p>发布时间：2026-08-07 10:30</p><p>全国出口", 1786069800,
       "zh"},
      {"Chinese label, no time", "<p>发布时间: 2026年8月7日 来源：海关</p><p>全国出口", 1786060800,
       "zh"},
      {"meta in a Chinese page", "<html lang=zh-CN><meta name=PubDate content='2026-08-07 10:30'>",
       1786069800, "zh-CN"},
      {"meta with a zone",
       "<meta property='article:published_time' content='2026-08-07T02:30:00Z'>", 1786069800, ""},
      {"element of class date", "<div class='atcl-date'>2025/06/10</div>", 1749513600, ""},
      {"time element", "<time datetime='2025-06-10T00:00:00Z'>June</time>", 1749513600, ""},
      {"a date among words is not one", "<div class=date>Updated on 2025/06/10</div>", 0, ""},
      {"Japanese", "<p>レアアースの輸出は増えました。", 0, "ja"},
      {"nothing", "<html lang=en>", 0, "en"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto release =
        feeds::ParseRelease(std::string(c.html) + "<table><tr><td>1</table>", At("https://e.org/"));
    REQUIRE(release);
    CHECK(release->language == c.language);
    if (c.published == 0) {
      CHECK_FALSE(release->published_at);
    } else {
      CHECK(release->published_at == sys_seconds{seconds{c.published}});
    }
  }
}

TEST_CASE("a release that breaks off in a table is refused whole", "[feeds][parse]") {
  struct Case {
    std::string_view html;
    bool whole;
  };
  const Case cases[] = {
      {"<table><tr><td>Tin<td>1</table>", true},
      {"<TABLE><tr><td>Tin<td>1</TABLE>", true},
      {"<html><body><table><tr><td>Tin<td>1</body>", true},
      {"<html><table><tr><td>Tin<td>1</html>", true},
      {"<table><tr><td>a</table><table><tr><td>Tin</td><td>1</td></tr>\n", false},
      {"<html><body><table><tr><td>Tin</td><td>1", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.html);
    const auto release = feeds::ParseRelease(c.html, At("https://e.org/"));
    CHECK(release.has_value() == c.whole);
    if (!release) {
      CHECK(release.error().kind == feeds::ParseError::Kind::kBroken);
    }
  }
}

TEST_CASE("a release without a table is an error that says what came", "[feeds][parse]") {
  struct Case {
    std::string_view bytes;
    std::string_view detail;
  };
  const Case cases[] = {
      {"<html><body>maintenance</body></html>", "an HTML page without a table"},
      {"Closed today.", "plain text without a table"},
      {"\x89PNG", "an image (PNG)"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const auto release = feeds::ParseRelease(c.bytes, {});
    REQUIRE_FALSE(release);
    CHECK(release.error().kind == ParseError::Kind::kNoTable);
    CHECK(release.error().detail == c.detail);
  }
}

TEST_CASE("a feed where a release should be is called one", "[feeds][parse]") {
  struct Case {
    std::string_view bytes;
    std::string_view detail;
  };
  const Case cases[] = {
      {"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>x</title><item><title>a</title>"
       "<link>b</link></item><item><title>c</title><link>d</link></item></channel></rss>",
       "an RSS feed, where a release of figures should be"},
      {"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><item/></rdf:RDF>",
       "an RSS feed, where a release of figures should be"},
      {"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>a</title></entry></feed>",
       "an Atom feed, where a release of figures should be"},
      {R"({"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1"}]})",
       "a JSON feed, where a release of figures should be"}};
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const auto release = feeds::ParseRelease(c.bytes, {});
    REQUIRE_FALSE(release);
    CHECK(release.error().kind == ParseError::Kind::kFeed);
    CHECK(release.error().detail == c.detail);
  }
  // Items and channels may be data.
  CHECK(
      feeds::ParseRelease("<?xml version=\"1.0\"?><response><item><a>1</a></item>"
                          "<item><a>2</a></item></response>",
                          {}));
}

TEST_CASE("Parse reads a release source as one document", "[feeds][parse]") {
  const feeds::Source source{.id = "customs",
                             .url = "https://example.org/r",
                             .kind = feeds::SourceKind::kRelease,
                             .about = kEnglish};
  const auto parsed = feeds::Parse(PageOf(std::string(kRelease)), source);
  REQUIRE(parsed);
  const std::vector<feeds::Document>& documents = parsed->documents;
  REQUIRE(documents.size() == 1);
  CHECK(documents.at(0).language == "en");
  CHECK_FALSE(feeds::Parse(PageOf("no"), source));
}

TEST_CASE("ParseArticle takes HTML, snippets and plain text", "[feeds][parse]") {
  struct Case {
    std::string_view bytes;
    std::string_view title;
    std::string_view text;
  };
  const Case cases[] = {
      {"<title>T</title><h1>T</h1><p>Body.", "T", "Body."},
      {"<p>One.</p><p>Two &amp; three.</p>", "", "One.\n\nTwo & three."},
      {"Just text, 5 < 6 &amp; more.\r\nSecond line.\r\n\r\nNext.\n", "",
       "Just text, 5 < 6 &amp; more.\nSecond line.\n\nNext."},
      {"<nav>Menu</nav><div>Teaser</div><article><h1>T</h1><p>A long enough body of the article."
       "</article>",
       "T", "A long enough body of the article."},
      {"", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const feeds::Document article = feeds::ParseArticle(c.bytes, {});
    CHECK(article.title == c.title);
    CHECK(article.text == c.text);
    CHECK_FALSE(article.guid.empty());
  }
}

TEST_CASE("each kind of parse error has its word", "[feeds][parse]") {
  using Kind = ParseError::Kind;
  CHECK(feeds::ToText(Kind::kNotAFeed) == "not-a-feed");
  CHECK(feeds::ToText(Kind::kBroken) == "broken");
  CHECK(feeds::ToText(Kind::kEncoding) == "encoding");
  CHECK(feeds::ToText(Kind::kNoTable) == "no-table");
  CHECK(feeds::ToText(Kind::kFeed) == "feed");
}

}  // namespace
