#include "feeds/opml.h"

#include <string>

#include "tests/support/catch.h"

namespace {

using feeds::ParseError;
using feeds::ReadOpml;
using feeds::Subscription;

using Folders = std::vector<std::string>;

// One line a subscription: "folder/folder | title | url | site | type".
std::string ToText(const std::vector<Subscription>& subscriptions) {
  std::string text;
  for (const Subscription& s : subscriptions) {
    for (const std::string& folder : s.folders) {
      text += folder + "/";
    }
    text += "|" + s.title + "|" + s.url + "|" + s.site + "|" + s.type + "\n";
  }
  return text;
}

std::string Opml(const std::string& body) {
  return "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>My feeds</title></head><body>" +
         body + "</body></opml>";
}

TEST_CASE("ReadOpml reads lists as programs write them", "[feeds][opml]") {
  struct Case {
    const char* what;
    std::string bytes;
    std::string_view subscriptions;
  };
  const Case cases[] = {
      {"all attributes",
       Opml("<outline text=\"t\" title=\"Mine news\" type=\"rss\" xmlUrl=\"https://example.org/f\" "
            "htmlUrl=\"https://example.org/\"/>"),
       "|Mine news|https://example.org/f|https://example.org/|rss\n"},
      {"text alone", Opml("<outline text=\"Mine\" xmlUrl=\"https://example.org/f\"/>"),
       "|Mine|https://example.org/f||\n"},
      {"an empty title does not hide the text",
       Opml("<outline text=\"Mine\" title=\"\" xmlUrl=\"https://example.org/f\"/>"),
       "|Mine|https://example.org/f||\n"},
      {"no name", Opml("<outline xmlUrl=\"https://example.org/f\"/>"),
       "||https://example.org/f||\n"},
      {"folders in folders",
       Opml("<outline text=\"Ores\"><outline text=\"Rare\"><outline text=\"a\" "
            "xmlUrl=\"https://a.example\"/></outline><outline text=\"b\" "
            "xmlUrl=\"https://b.example\"/></outline><outline text=\"c\" "
            "xmlUrl=\"https://c.example\"/>"),
       "Ores/Rare/|a|https://a.example||\nOres/|b|https://b.example||\n|c|https://c.example||\n"},
      {"a folder named by its title",
       Opml("<outline title=\"Ores\"><outline text=\"a\" xmlUrl=\"https://a.example\"/></outline>"),
       "Ores/|a|https://a.example||\n"},
      {"a folder without name",
       Opml("<outline><outline text=\"a\" xmlUrl=\"https://a.example\"/></outline>"),
       "|a|https://a.example||\n"},
      {"capitals, OPML 1.0",
       "<OPML VERSION=\"1.0\"><BODY><OUTLINE TEXT=\"A\" TYPE=\"RSS\" "
       "XMLURL=\"https://a.example\"/></BODY></OPML>",
       "|A|https://a.example||rss\n"},
      {"OPML 1.1 with url",
       "<opml version=\"1.1\"><body><outline type=\"rss\" text=\"A\" "
       "url=\"https://a.example\"/></body></opml>",
       "|A|https://a.example||rss\n"},
      {"a link is no feed",
       Opml("<outline type=\"link\" text=\"A\" url=\"https://a.example\"/><outline text=\"b\" "
            "xmlUrl=\"https://b.example\"/>"),
       "|b|https://b.example||\n"},
      {"twice in two folders",
       Opml("<outline text=\"x\"><outline text=\"a\" xmlUrl=\"https://a.example\"/></outline>"
            "<outline text=\"y\"><outline text=\"again\" xmlUrl=\" https://a.example "
            "\"/></outline>"),
       "x/|a|https://a.example||\n"},
      {"commented out",
       Opml("<outline text=\"x\" isComment=\"true\"><outline text=\"a\" "
            "xmlUrl=\"https://a.example\"/></outline><outline text=\"b\" "
            "xmlUrl=\"https://b.example\"/>"),
       "|b|https://b.example||\n"},
      {"category instead of folders",
       Opml("<outline text=\"a\" category=\"/Ores/Rare,/Other\" xmlUrl=\"https://a.example\"/>"
            "<outline text=\"b\" category=\"metals\" xmlUrl=\"https://b.example\"/>"),
       "Ores/Rare/|a|https://a.example||\nmetals/|b|https://b.example||\n"},
      {"a folder before a category",
       Opml("<outline text=\"f\"><outline text=\"a\" category=\"/c\" "
            "xmlUrl=\"https://a.example\"/></outline>"),
       "f/|a|https://a.example||\n"},
      {"bare ampersands and entities of HTML",
       Opml("<outline text=\"Q&A &eacute;t&#233; &amp;lt;\" "
            "xmlUrl=\"https://a.example/?x=1&y=2\"/>"),
       "|Q&A été &lt;|https://a.example/?x=1&y=2||\n"},
      {"references to controls",
       Opml("<outline text=\"a <![CDATA[&#x1;b\" xmlUrl=\"https://a.example\"/>"),
       "|a <![CDATA[\uFFFDb|https://a.example||\n"},
      {"feed links",
       Opml("<outline text=\"a\" xmlUrl=\"feed://a.example/x\"/><outline text=\"b\" "
            "xmlUrl=\"feed:https://b.example\"/>"),
       "|a|http://a.example/x||\n|b|https://b.example||\n"},
      {"lines in a name", Opml("<outline text=\" two \n lines \" xmlUrl=\"https://a.example\"/>"),
       "|two lines|https://a.example||\n"},
      {"cut off",
       "<opml version=\"2.0\"><body><outline text=\"f\"><outline text=\"a\" "
       "xmlUrl=\"https://a.example\"/></outl",
       "f/|a|https://a.example||\n"},
      {"cut off within an address",
       "<opml><body><outline text=\"a\" xmlUrl=\"https://a.example\"/><outline "
       "text=\"b&amp;c&amp;\" "
       "xmlUrl=\"https://b.exa",
       "|a|https://a.example||\n"},
      {"cut off behind an address with a bare sign",
       "<opml><body><outline text=\"a\" xmlUrl=\"https://a.example\"/><outline "
       "xmlUrl=\"https://b.example/<x\" text=\"b",
       "|a|https://a.example||\n"},
      {"cut off behind an address",
       "<opml><body><outline text=\"a\" xmlUrl=\"https://a.example\"/><outline text=\"b\" "
       "xmlUrl=\"https://b.example\"",
       "|a|https://a.example||\n"},
      {"without head and opml", "<body><outline text=\"a\" xmlUrl=\"https://a.example\"/></body>",
       "|a|https://a.example||\n"},
      {"blank lines before the declaration",
       "\n\n" + Opml("<outline text=\"a\" xmlUrl=\"https://a.example\"/>"),
       "|a|https://a.example||\n"},
      {"GBK",
       "<?xml version=\"1.0\" encoding=\"gb2312\"?><opml><body><outline "
       "text=\"\xCF\xA1\xCD\xC1\xB3\xF6\xBF\xDA\" xmlUrl=\"https://a.example\"/></body></opml>",
       "|稀土出口|https://a.example||\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto subscriptions = ReadOpml(c.bytes, {});
    REQUIRE(subscriptions);
    CHECK(ToText(*subscriptions) == c.subscriptions);
  }
}

TEST_CASE("ReadOpml says why it cannot read", "[feeds][opml]") {
  struct Case {
    std::string bytes;
    ParseError::Kind kind;
    std::string_view detail;
  };
  const Case cases[] = {
      {Opml(""), ParseError::Kind::kNotAFeed, "an OPML list without feeds"},
      {Opml("<outline text=\"a\"/>"), ParseError::Kind::kNotAFeed, "an OPML list without feeds"},
      {"<html><head><title>x</title></head></html>", ParseError::Kind::kNotAFeed, "an HTML page"},
      {"<opml><body>\n<outline text=\"a\" xmlUrl=\"https://a.example\"/></head>\n<outline "
       "text=\"b\" xmlUrl=\"https://b.example\"/></body></opml>",
       ParseError::Kind::kBroken, "line 2"},
      {"<opml><body>\n<outline text=\"a\" xmlUrl=\"https://a.example\"/>\n<outline text=\"b\" "
       "xmlUrl=https://b.example /></body></opml>",
       ParseError::Kind::kBroken, "line 3"},
      {"<opml><body><outline text=\"a\" xmlUrl=\"https://a.exa", ParseError::Kind::kNotAFeed,
       "an OPML list without feeds"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    const auto subscriptions = ReadOpml(c.bytes, {});
    REQUIRE_FALSE(subscriptions);
    CHECK(subscriptions.error().kind == c.kind);
    CAPTURE(subscriptions.error().detail);
    CHECK(subscriptions.error().detail.find(c.detail) == 0);
  }
  CHECK(ReadOpml("", {}).error().kind == ParseError::Kind::kNotAFeed);
  const auto unknown = ReadOpml("<opml/>", {.content_type = {}, .url = {}, .charset = "klingon"});
  CHECK(unknown.error().kind == ParseError::Kind::kEncoding);
}

TEST_CASE("what WriteOpml writes is read again", "[feeds][opml]") {
  const std::vector<Subscription> subscriptions = {
      {"Q & A <\"now\">", "https://a.example/?x=1&y='2'", "https://a.example/", "rss", {}},
      {"稀土", "https://b.example/", "", "atom", Folders{"矿产 & ores", "rare"}},
      {"c", "https://c.example/", "", "rss", Folders{"矿产 & ores"}},
      {"d", "https://d.example/", "", "rss", Folders{"other", "rare"}},
  };
  const std::string text = feeds::WriteOpml("Lists & more", subscriptions);
  CHECK(text.find("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") == 0);
  CHECK(text.find("<title>Lists &amp; more</title>") != std::string::npos);
  const auto again = ReadOpml(text, {});
  REQUIRE(again);
  CHECK(ToText(*again) == ToText(subscriptions));
}

TEST_CASE("WriteOpml fills in what other readers require", "[feeds][opml]") {
  const std::string text =
      feeds::WriteOpml("x", {{"", "https://a.example/", "", "", {}},
                             {"bad \x01 \xFF byte", "https://b.example/", "", "", {}}});
  CHECK(ToText(*ReadOpml(text, {})) ==
        "|https://a.example/|https://a.example/||rss\n|bad \uFFFD byte|https://b.example/||rss\n");
  const auto empty = ReadOpml(feeds::WriteOpml("x", {}), {});
  CHECK(empty.error().detail == "an OPML list without feeds");
}

TEST_CASE("outlines may lie as deep as they like", "[feeds][opml]") {
  std::string body;
  for (int i = 0; i < 20000; ++i) {
    body += "<outline text=\"f\">";
  }
  body += "<outline text=\"a\" xmlUrl=\"https://a.example\"/>";
  const auto subscriptions = ReadOpml("<opml><body>" + body, {});
  REQUIRE(subscriptions);
  CHECK(subscriptions->front().folders == Folders(8, "f"));
}

}  // namespace
