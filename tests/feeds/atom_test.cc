#include <string>

#include "feeds/parse.h"
#include "tests/support/catch.h"
#include "tests/support/feed_words.h"

namespace {

using tests::AtomEntryWords;
using tests::FeedWords;
using tests::ItemWords;

struct Case {
  std::string what;
  std::string fields;
  std::string entry;  // as `lodewatch parse` tells it
};

void CheckEntries(const std::vector<Case>& cases, const std::string& attributes = {}) {
  for (const Case& c : cases) {
    CAPTURE(c.what, c.fields);
    CHECK(AtomEntryWords(c.fields, attributes) == "[" + c.entry + "]");
  }
}

TEST_CASE("contents of Atom are read by their type", "[feeds][atom]") {
  CheckEntries({
      {"text", "<content>5 &lt; 6 &amp;amp;</content>", R"({"content":"5 < 6 &amp;"})"},
      {"text/plain", "<content type='text/plain'>the &lt;blink> tag</content>",
       R"({"content":"the <blink> tag"})"},
      {"html", "<content type='html'>&lt;p>a &amp;amp; b</content>",
       R"({"content":"<p>a &amp; b"})"},
      {"html in CDATA", "<content type='html'><![CDATA[<p>a &amp; b]]></content>",
       R"({"content":"<p>a &amp; b"})"},
      {"xhtml",
       "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>c</b> "
       "<i>5 &lt; 6</i><br/><p/></div></content>",
       R"({"content":"a <b>c</b> <i>5 &lt; 6</i><br /><p></p>"})"},
      {"xhtml with a prefix",
       "<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'>a <h:em>b</h:em>"
       "</h:div></content>",
       R"({"content":"a <em>b</em>"})"},
      {"xhtml without its div", "<content type='xhtml'><p>a</p><p>b</p></content>",
       R"({"content":"<p>a</p><p>b</p>"})"},
      {"two divs", "<content type='xhtml'><div>a</div><div>b</div></content>",
       R"({"content":"<div>a</div><div>b</div>"})"},
      {"escaped HTML declared as xhtml", "<content type='xhtml'>&lt;p>a&lt;/p></content>",
       R"({"content":"<p>a</p>"})"},
      {"text declared as xhtml", "<content type='xhtml'>5 &lt; 6</content>",
       R"({"content":"5 &lt; 6"})"},
      {"markup declared as text", "<content><b>a</b> <i>b</i></content>",
       R"({"content":"<b>a</b> <i>b</i>"})"},
      {"XML of another type",
       "<content type='application/xml'><div "
       "xmlns='http://www.w3.org/1999/xhtml'>a <b>b</b></div></content>",
       R"({"content":"a <b>b</b>"})"},
      // "Example <b>Atom</b>"
      {"text in base64",
       "<content type='application/octet-stream'>RXhhbXBsZSA8Yj5BdG9tPC9iPg==\n"
       "</content>",
       R"({"content":"Example <b>Atom</b>"})"},
      {"data in base64", "<content type='application/octet-stream'>/////w==</content>", "{}"},
      {"a picture", "<content type='image/png'>aGVsbG8=</content>", "{}"},
      {"content elsewhere", "<content type='text/html' src='c.html'/>",
       R"({"link":"https://example.org/f/c.html"})"},
      {"an empty one hides none", "<content/><content type='html'>c</content>",
       R"({"content":"c"})"},
  });
}

TEST_CASE("Atom 0.3 says in mode how a text is written", "[feeds][atom]") {
  const auto entry = [](const std::string& fields) {
    return ItemWords("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry>" + fields +
                     "</entry></feed>");
  };
  CHECK(entry("<title mode='escaped' type='text/html'>a &lt;b&gt;b&lt;/b&gt;</title>") ==
        R"([{"title":"a b"}])");
  CHECK(entry("<content mode='base64' type='text/html'>RXhhbXBsZSA8Yj5BdG9tPC9iPg==</content>") ==
        R"([{"content":"Example <b>Atom</b>"}])");
  CHECK(entry("<content type='text/html' mode='xml'><p>a</p> <p>b</p></content>") ==
        R"([{"content":"<p>a</p> <p>b</p>"}])");
  CHECK(entry("<issued>2003-12-13T08:29:29-04:00</issued><modified>2003-12-13T18:30:02Z</modified>"
              "<created>2003-12-01</created>") ==
        R"([{"published":"2003-12-13T12:29:29Z","updated":"2003-12-13T18:30:02Z"}])");
  CHECK(entry("<created>2003-12-01</created>") == R"([{"published":"2003-12-01T00:00:00Z"}])");
  CHECK(FeedWords("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><tagline>d</tagline>"
                  "<modified>2003-12-13</modified></feed>")
            .dump() == R"({"format":"atom-0.3","encoding":"UTF-8","description":"d",)"
                       R"("updated":"2003-12-13T00:00:00Z","items":[]})");
}

TEST_CASE("an entry's link is the page to read", "[feeds][atom]") {
  CheckEntries({
      {"HTML before other forms",
       "<link rel='alternate' type='application/pdf' href='p'/>"
       "<link rel='alternate' type='text/html' href='h'/>",
       R"({"link":"https://example.org/f/h"})"},
      {"the first of equals", "<link href='a'/><link rel='alternate' type='text/html' href='b'/>",
       R"({"link":"https://example.org/f/a"})"},
      {"another form where there is no page",
       "<link rel='alternate' type='application/pdf' href='p'/>",
       R"({"link":"https://example.org/f/p"})"},
      {"relations in full",
       "<link rel='http://www.iana.org/assignments/relation/alternate' "
       "href='a'/>",
       R"({"link":"https://example.org/f/a"})"},
      {"other relations",
       "<link rel='self' href='s'/><link rel='via' href='v'/>"
       "<link rel='related' href='r'/><link rel='edit' href='e'/>",
       "{}"},
      {"a link as RSS writes it", "<link>a</link>", R"({"link":"https://example.org/f/a"})"},
      {"enclosures",
       "<link rel='enclosure' href='e.mp3' type='audio/mpeg' length='9'/>"
       "<link rel='enclosure' href='e2.mp3' length='?'/>",
       R"({"enclosures":[{"url":"https://example.org/f/e.mp3","type":"audio/mpeg","length":9},)"
       R"({"url":"https://example.org/f/e2.mp3"}]})"},
  });
}

TEST_CASE("xml:base is nested, for links and within markup", "[feeds][atom]") {
  CHECK(ItemWords("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example/'>"
                  "<entry xml:base='d/'><link xml:base='e/' href='l'/><content type='xhtml' "
                  "xml:base='f/'><div xml:base='g/'><a href='h'>x</a><img xml:base='/i/' "
                  "src='j'/><q cite='k'>y</q></div></content></entry></feed>") ==
        R"([{"link":"https://b.example/d/e/l",)"
        R"("content":"<a href=\"https://b.example/d/f/g/h\">x</a>)"
        R"(<img xml:base=\"/i/\" src=\"https://b.example/i/j\" />)"
        R"(<q cite=\"https://b.example/d/f/g/k\">y</q>"}])");
  CHECK(AtomEntryWords("<content type='html' xml:base='https://b.example/c/'>"
                       "&lt;a href=\"x.html\"&gt;q&lt;/a&gt;</content>") ==
        R"([{"content":"<a href=\"https://b.example/c/x.html\">q</a>"}])");
}

TEST_CASE("xml:lang is taken from the entry, else from its text", "[feeds][atom]") {
  CHECK(ItemWords("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'>"
                  "<entry xml:lang='fr'><title xml:lang='de'>a</title></entry>"
                  "<entry><title xml:lang='de'>b</title><content xml:lang='it'>c</content></entry>"
                  "<entry><title>d</title></entry></feed>") ==
        R"([{"title":"a","language":"fr"},{"title":"b","content":"c","language":"it"},)"
        R"({"title":"d"}])");
}

TEST_CASE("persons, categories and words of other vocabularies in Atom", "[feeds][atom]") {
  CheckEntries({
      {"a name", "<author><name> A\n B </name><email>a@b.example</email></author>",
       R"({"authors":["A B"]})"},
      {"a mail address only", "<author><email>a@b.example</email></author>",
       R"({"authors":["a@b.example"]})"},
      {"an author as text", "<author>A</author>", R"({"authors":["A"]})"},
      {"contributors wrote nothing", "<contributor><name>C</name></contributor>", "{}"},
      {"term, else label, else text",
       "<category term='t' label='l'/><category label='m'/><category>n</category>",
       R"({"categories":["t","m","n"]})"},
      {"Dublin Core",
       "<dc:creator>D</dc:creator><dc:subject>s</dc:subject>"
       "<dc:date>2020-01-01</dc:date>",
       R"({"published":"2020-01-01T00:00:00Z","authors":["D"],"categories":["s"]})"},
      {"Media RSS",
       "<media:group><media:title>M</media:title><media:description>D"
       "</media:description><media:content url='/v.mp4'/></media:group>",
       R"({"title":"M","summary":"D","enclosures":[{"url":"https://example.org/v.mp4"}]})"},
      {"its own words before those of media",
       "<media:title>M</media:title><title>T</title><summary>S</summary>"
       "<media:description>D</media:description>",
       R"({"title":"T","summary":"S"})"},
      {"the source of a copy",
       "<source><title>S</title><id>s</id><link href='s'/>"
       "<updated>2020-01-01</updated></source><id>e</id>",
       R"({"id":"e"})"},
      {"a date that is none", "<published>soon</published><updated>2020-01-01</updated>",
       R"({"updated":"2020-01-01T00:00:00Z"})"},
  });
}

TEST_CASE("Atom is known under wrong namespaces, prefixes and as a lone entry", "[feeds][atom]") {
  const std::string entry = "<entry><id>1</id><title>T</title></entry>";
  for (const std::string root : {"<feed>", "<feed xmlns='http://www.w3.org/2005/ATOM/'>",
                                 "<feed xmlns='http://example.org/nothing'>", "<FEED>"}) {
    CAPTURE(root);
    const std::string name = root.substr(1, 4);
    CHECK(ItemWords(root + entry + "</" + name + ">") == R"([{"id":"1","title":"T"}])");
  }
  CHECK(ItemWords("<x:feed xmlns:x='http://example.org/'><x:entry><x:id>1</x:id></x:entry>"
                  "</x:feed>") == R"([{"id":"1"}])");
  CHECK(FeedWords(entry).dump() == R"({"format":"atom-1.0","encoding":"UTF-8",)"
                                   R"("items":[{"id":"1","title":"T"}]})");
}

}  // namespace
