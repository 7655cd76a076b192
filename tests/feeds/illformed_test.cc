#include <string>

#include "feeds/html_entities.h"
#include "feeds/parse.h"
#include "feeds/xml_recover.h"
#include "tests/support/catch.h"
#include "tests/support/feed_words.h"

namespace {

using tests::FeedWords;
using tests::ItemWords;
using tests::RssItemWords;

struct Case {
  std::string what;
  std::string xml;
  std::string items;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.what, c.xml);
    CHECK(ItemWords(c.xml) == c.items);
  }
}

std::string Rss(const std::string& items) {
  return "<rss version='2.0'><channel><title>c</title>" + items + "</channel></rss>";
}

TEST_CASE("elements that nobody closed end where the next one begins", "[feeds][illformed]") {
  Check({
      {"no end tags at all",
       "<rss><channel><title>c<item><title>A<link>/a<guid>1<item><title>B<link>/b</link>"
       "</channel></rss>",
       R"([{"id":"1","link":"https://example.org/a","title":"A"},)"
       R"({"link":"https://example.org/b","title":"B"}])"},
      {"no </item>", Rss("<item><title>A</title><item><title>B</title></item>"),
       R"([{"title":"A"},{"title":"B"}])"},
      {"no </channel></rss>", "<rss><channel><item><title>A</title></item>", R"([{"title":"A"}])"},
      {"no </item></channel></rss>", "<rss><channel><item><title>A</title><item><title>B</title>",
       R"([{"title":"A"},{"title":"B"}])"},
      {"a link", Rss("<item><link>/a<title>A</title></item>"),
       R"([{"link":"https://example.org/a","title":"A"}])"},
      {"a description", Rss("<item><description>d<pubDate>2020-01-01</pubDate></item>"),
       R"([{"summary":"d","published":"2020-01-01T00:00:00Z"}])"},
      {"HTML in a description",
       Rss("<item><description>one<br>two<p>three <b>four</description><title>A</title></item>"),
       R"([{"title":"A","summary":"one<br />two<p>three <b>four</b></p>"}])"},
      {"an enclosure", Rss("<item><enclosure url='/e.mp3'><title>A</title></item>"),
       R"([{"title":"A","enclosures":[{"url":"https://example.org/e.mp3"}]}])"},
      {"a media content", Rss("<item><media:content url='/e.jpg'><title>A</title></item>"),
       R"([{"title":"A","enclosures":[{"url":"https://example.org/e.jpg"}]}])"},
      {"an Atom author", "<feed><entry><author><name>N<title>A</title></entry></feed>",
       R"([{"title":"A","authors":["N"]}])"},
      {"XHTML",
       "<feed><entry><content type='xhtml'><div><p>x<br>y</div></content><id>1</id>"
       "</entry></feed>",
       R"([{"id":"1","content":"<p>x<br />y</p>"}])"},
      {"a comment", Rss("<item><title>A</title><!-- open <guid>1</guid></item>"),
       R"([{"id":"1","title":"A"}])"},
      {"a declaration",
       "<?xml version='1.0'><rss><channel><item><title>A</title></item>"
       "</channel></rss>",
       R"([{"title":"A"}])"},
      {"a CDATA section", Rss("<item><description><![CDATA[d</description><title>A</title></item>"),
       R"([{"title":"A","summary":"d"}])"},
      {"one of two CDATA sections, and another fault",
       Rss("<item><description><![CDATA[d</description></item><item>"
           "<description><![CDATA[e]]></description></b></item>"),
       R"([{"summary":"d"},{"summary":"e"}])"},
  });
}

TEST_CASE("end tags that fit nothing are passed over", "[feeds][illformed]") {
  Check({
      {"misspelt", Rss("<item><title>A</titel><guid>1</guid></item>"),
       R"([{"id":"1","title":"A"}])"},
      {"of another element", Rss("<item><title>A</link><guid>1</guid></item>"),
       R"([{"id":"1","title":"A"}])"},
      {"in another case", Rss("<Item><Title>A</title><GUID>1</guid></item>"),
       R"([{"id":"1","title":"A"}])"},
      {"of nothing", Rss("<item></p><title>A</title></b></item></item><item><guid>2</guid></item>"),
       R"([{"title":"A"},{"id":"2"}])"},
      {"crossed", Rss("<item><description><b>x<i>y</b></i></description></item>"),
       R"([{"summary":"<b>x<i>y</i></b>"}])"},
      {"a </channel> too early",
       "<rss><channel></b><item><guid>1</guid></item></channel>"
       "<item><guid>2</guid></item></rss>",
       R"([{"id":"1"},{"id":"2"}])"},
      {"a </rss> too early",
       "<rss><channel></b><item><guid>1</guid></item></channel></rss>"
       "<item><guid>2</guid></item>",
       R"([{"id":"1"},{"id":"2"}])"},
  });
}

TEST_CASE("text that looks like markup stays text", "[feeds][illformed]") {
  struct Title {
    std::string xml;
    std::string title;
  };
  const Title titles[] = {
      {"5 < 6 & 7 > 6", "5 < 6 & 7 > 6"},
      {"I <3 tin", "I <3 tin"},
      {"a <- b", "a <- b"},
      {"AT&T and Q&A; R&D", "AT&T and Q&A; R&D"},
      {"a ]]> b", "a ]]> b"},
      {"<![CDATA[a <![CDATA[b]]> c]]>", "a b c"},
      {"&lt;![CDATA[a &amp;amp; b]]&gt;", "a & b"},
      {"a<?php echo 1; ?>b", "ab"},
      {"a<!-- x -- y -->b", "ab"},
      {"&copy 2025", "© 2025"},
      {"&hellip;&NotEqualTilde;&nbsp;x", "…\u2242\u0338 x"},
      {"&AMP; &QUOT;x&QUOT;", "& \"x\""},
      {"&#150; &#x80;", "– €"},
      {"null\x01 and\x1F bell\x07", "null and bell"},
  };
  for (const Title& t : titles) {
    CAPTURE(t.xml);
    CHECK(RssItemWords("<title>" + t.xml + "</title>") ==
          nlohmann::json{{{"title", t.title}}}.dump());
  }
}

TEST_CASE("attributes are read without quotes, twice, or with a quote missing",
          "[feeds][illformed]") {
  const std::string expected =
      R"([{"enclosures":[{"url":"https://example.org/e.mp3","type":"audio/mpeg","length":5}]}])";
  for (const std::string attributes : {
           "url=/e.mp3 type=audio/mpeg length=5",
           "url='/e.mp3' url='/other.mp3' type='audio/mpeg' length='5'",
           "url='/e.mp3 type='audio/mpeg' length='5'",
           "url = \"/e.mp3\"type=\"audio/mpeg\"length=\"5\"",
           "URL='/e.mp3' TYPE='audio/mpeg' LENGTH='5' checked",
           "= url='/e.mp3' 'x' type='audio/mpeg' length='5",
       }) {
    CAPTURE(attributes);
    CHECK(RssItemWords("<enclosure " + attributes + "/>") == expected);
  }
}

TEST_CASE("upper-case tags and bare roots are read", "[feeds][illformed]") {
  CHECK(FeedWords("<RSS VERSION='0.91'><CHANNEL><TITLE>C</TITLE><ITEM><TITLE>A</TITLE>"
                  "<LINK>/a</LINK><PUBDATE>2020-01-01</PUBDATE><DESCRIPTION>d</DESCRIPTION>"
                  "<GUID ISPERMALINK='FALSE'>1</GUID></ITEM></CHANNEL></RSS>")
            .dump() == R"({"format":"rss-0.9x","encoding":"UTF-8","title":"C","items":[{"id":"1",)"
                       R"("link":"https://example.org/a","title":"A","summary":"d",)"
                       R"("published":"2020-01-01T00:00:00Z"}]})");
  Check({
      {"only a channel", "<channel><item><title>A</title></item></channel>", R"([{"title":"A"}])"},
      {"only items", "<item><title>A</title></item><item><title>B</title></item>",
       R"([{"title":"A"},{"title":"B"}])"},
      {"no channel", "<rss><title>c</title><item><title>A</title></item></rss>",
       R"([{"title":"A"}])"},
      {"RDF without its prefix", "<RDF><item><title>A</title></item></RDF>", R"([{"title":"A"}])"},
      {"an item within an item", Rss("<item><title>A</title><item><title>B</title></item></item>"),
       R"([{"title":"A"},{"title":"B"}])"},
  });
}

TEST_CASE("what stands before and behind a feed does not matter", "[feeds][illformed]") {
  const std::string feed = Rss("<item><title>A</title></item>");
  for (const std::string& text : {
           "\r\n\n" + feed,
           "\n\xEF\xBB\xBF<?xml version='1.0'?>" + feed,
           "<br />\n<b>Warning</b>: x() in <b>/y.php</b> on line <b>3</b><br />\n"
           "<?xml version='1.0'?>\n" +
               feed,
           "<br />\n<b>Notice</b>: x" + feed,
           "Warning: x() in /y.php <?xml version='1.0'?>" + feed,
           "<?xml version='1.0'?><?xml-stylesheet href='x'?><!-- c -->" + feed,
           feed + "\n<!-- cached -->",
           feed + "<script>x < y</script>",
           feed + " trailing junk & more <b",
           feed + feed,
       }) {
    CAPTURE(text);
    CHECK(ItemWords(text) == R"([{"title":"A"}])");
  }
  // A first root that is empty does not hide the second.
  CHECK(ItemWords("<rss></rss>" + feed) == R"([{"title":"A"}])");
}

TEST_CASE("entities that the DOCTYPE declares are resolved once", "[feeds][illformed]") {
  const auto title = [](const std::string& declarations, const std::string& text) {
    return FeedWords("<?xml version='1.0'?><!DOCTYPE rss [" + declarations +
                     "]><rss><channel><title>" + text + "</title></channel></rss>")["title"]
        .get<std::string>();
  };
  CHECK(title("<!ENTITY co 'ACME'>", "&co; &co;") == "ACME ACME");
  CHECK(title("<!ENTITY co \"A &amp; B\">", "&co;") == "A & B");
  CHECK(title("<!ENTITY eur '&#8364;'>", "&eur;5") == "€5");
  CHECK(title("<!ENTITY co 'first'><!ENTITY co 'second'>", "&co;") == "first");
  CHECK(title("<!ENTITY hellip 'mine'>", "&hellip;") == "mine");
  CHECK(title("<!ENTITY a 'a'><!ENTITY b '&a;&a;'>", "&a; &b;") == "a &b;");
  CHECK(title("<!ENTITY m '<b>x</b>'>", "&m;") == "&m;");
  CHECK(title("<!ENTITY f SYSTEM 'file:///etc/passwd'>", "&f;") == "&f;");
  CHECK(title("<!ENTITY % p SYSTEM 'http://example.org/x.dtd'> %p;", "&p;") == "&p;");
  CHECK(title("<!ENTITY co 'ACME'>", "<![CDATA[&co;]]>") == "&co;");
}

TEST_CASE("every named character of HTML 5 is known", "[feeds][html_entities]") {
  struct Named {
    std::string_view name;
    std::string_view text;
  };
  const Named names[] = {
      {"Aacute", "Á"},    {"zwnj", "\u200C"},
      {"nbsp", "\u00A0"}, {"hellip", "…"},
      {"lang", "⟨"},      {"fjlig", "fj"},
      {"Afr", "𝔄"},       {"CounterClockwiseContourIntegral", "∳"},
      {"LT", "<"},        {"lt", ""},
      {"amp", ""},        {"", ""},
      {"nosuch", ""},     {"aacut", ""},
      {"zzzz", ""},       {"NotEqualTilde", "\u2242\u0338"},
  };
  for (const Named& named : names) {
    CAPTURE(named.name);
    CHECK(feeds::EntityNamed(named.name) == named.text);
  }
}

TEST_CASE("RecoverXml gives nothing where nothing is whole", "[feeds][illformed]") {
  for (const char* text :
       {"<rss><channel><title>t", "<rss><channel><item><title>cut",
        "<rss><channel><item><description><![CDATA[cut", "<rss><channel><item>",
        "<rss><channel><item><title>t</title><lin", "<rss><channel><item><title>t</title><",
        "<rss><channel><item><title>t</title></it", "<rss", "<feed>", ""}) {
    CAPTURE(text);
    CHECK_FALSE(feeds::RecoverXml(text));
  }
  CHECK(feeds::RecoverXml("<rss><channel><title>t</channel></rss>") ==
        "<rss><channel><title>t</title></channel></rss>");
}

// Whole items count; an item that was cut off is left to the next poll.
TEST_CASE("an ill-formed feed that is cut off gives its whole items", "[feeds][illformed]") {
  const std::string whole = "<rss><channel></b><item><guid>1</guid></item>";
  const std::string half = "<item><title>A<br>B</title><link>/a</link><![CDATA[x]]>";
  for (std::size_t cut = 0; cut <= half.size(); ++cut) {
    CAPTURE(cut);
    CHECK(ItemWords(whole + half.substr(0, cut)) == R"([{"id":"1"}])");
  }
}

}  // namespace
