#include "feeds/full_text.h"

#include <string>

#include "tests/support/catch.h"

namespace {

using feeds::Document;
using feeds::Fill;
using feeds::Filled;
using Kind = feeds::FillError::Kind;

const std::string kBody =
    "The mine produced 4,000 tonnes of oxide last year, its owner said on Monday, and will dig "
    "more.";
const std::string kArticle =
    "<html lang=en><head><title>A mine digs on</title><meta property='article:published_time' "
    "content='2025-07-18T08:00:00Z'></head><body><nav><a href=/>Home</a></nav><article><h1>A mine "
    "digs on</h1><p>" +
    kBody + "</p><table><tr><th>Year<th>t<tr><td>2024<td>4,000</table></article></body></html>";

feeds::Page PageOf(std::string body, std::string content_type = "text/html") {
  feeds::Page page;
  page.url = "https://example.org/news/1";
  page.content_type = std::move(content_type);
  page.body = std::move(body);
  return page;
}

Document Item() {
  Document document;
  document.guid = "g";
  document.url = "https://example.org/news/1?from=feed";
  document.title = "Mine digs";
  document.text = "A mine…";
  return document;
}

TEST_CASE("an article fills the document that links it and leaves its identity",
          "[feeds][full_text]") {
  Document document = Item();
  const auto filled = Fill(document, PageOf(kArticle), {});
  REQUIRE(filled);
  CHECK(*filled == Filled::kArticle);
  CHECK(document.guid == "g");
  CHECK(document.url == "https://example.org/news/1?from=feed");
  CHECK(document.title == "Mine digs");
  CHECK(document.text == kBody + "\n\nYear | t\n2024 | 4,000");
  CHECK(document.language == "en");
  CHECK(document.tables.size() == 1);
  CHECK(document.published_at == std::chrono::sys_seconds{std::chrono::seconds{1752825600}});
}

TEST_CASE("what the document says of itself stays", "[feeds][full_text]") {
  Document document = Item();
  document.language = "de";
  document.published_at = std::chrono::sys_seconds{std::chrono::seconds{5}};
  REQUIRE(Fill(document, PageOf(kArticle), {}));
  CHECK(document.language == "de");
  CHECK(document.published_at == std::chrono::sys_seconds{std::chrono::seconds{5}});
  for (const char* title : {"", "A mine…", "A mine di..."}) {
    CAPTURE(title);
    document.title = title;
    REQUIRE(Fill(document, PageOf(kArticle), {}));
    CHECK(document.title == "A mine digs on");
  }
  document.title = "Another mine…";
  REQUIRE(Fill(document, PageOf(kArticle), {}));
  CHECK(document.title == "Another mine…");
}

TEST_CASE("a stub does not replace the longer text of the feed", "[feeds][full_text]") {
  Document document = Item();
  document.text = kBody + " " + kBody + " " + kBody;
  const std::string own = document.text;
  const auto filled = Fill(document, PageOf(kArticle), {});
  REQUIRE(filled);
  CHECK(*filled == Filled::kAsServed);
  CHECK(document.text == own);
  CHECK(document.tables.empty());
}

TEST_CASE("what is no article is told and changes nothing", "[feeds][full_text]") {
  struct Case {
    feeds::Page page;
    Kind kind;
    std::string detail;
  };
  feeds::Page front = PageOf(kArticle);
  front.url = "https://example.org/";
  const Case cases[] = {
      {PageOf("%PDF-1.7", "application/pdf"), Kind::kNotText, "a PDF document"},
      {PageOf("\x89PNG\r\n", "image/png"), Kind::kNotText, "an image (PNG)"},
      {PageOf("", "text/html"), Kind::kNotText, "empty"},
      {PageOf("<html><body><a href=/>Home</a></body></html>"), Kind::kNoArticle,
       "a page without main text"},
      {PageOf("<html><title>Just a moment...</title><body><p>Checking your browser before you "
              "go on to the site.</p></body></html>"),
       Kind::kWall, "a bot wall"},
      {PageOf("<html><body><main><h1>Page not found</h1><p>The page that you asked for is not "
              "here any more, or never was.</p></main></body></html>"),
       Kind::kWall, "a page that says the address is unknown"},
      {front, Kind::kWall, "the site's front page"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.page.body);
    Document document = Item();
    const auto filled = Fill(document, c.page, {});
    REQUIRE_FALSE(filled);
    CHECK(filled.error().kind == c.kind);
    CHECK(filled.error().detail == c.detail);
    CHECK(document.title == "Mine digs");
    CHECK(document.text == "A mine…");
  }
}

TEST_CASE("plain text is an article as it stands, and a charset can be set", "[feeds][full_text]") {
  Document document = Item();
  REQUIRE(Fill(document, PageOf("One line.\r\n\r\nAnother line.\n", "text/plain"), {}));
  CHECK(document.text == "One line.\n\nAnother line.");
  document = Item();
  REQUIRE(Fill(document, PageOf("<p>\xCF\xA1\xCD\xC1\xB3\xF6\xBF\xDA\xD4\xF6\xB3\xA4\xA1\xA3</p>"),
               "gbk"));
  CHECK(document.text == "稀土出口增长。");
}

}  // namespace
