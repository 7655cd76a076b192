#include "feeds/page_outline.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace {

const feeds::ServedAs kServed{.content_type = "text/html; charset=utf-8"};

// "row.line text <href>" of each piece.
std::vector<std::string> PiecesOf(const std::string& html) {
  const auto page = feeds::ReadPageOutline(html, kServed);
  REQUIRE(page.has_value());
  std::vector<std::string> lines;
  for (const feeds::PagePiece& piece : page->pieces) {
    lines.push_back(std::to_string(piece.row) + " " + piece.text +
                    (piece.is_link ? " <" + piece.href + ">" : ""));
  }
  return lines;
}

}  // namespace

TEST_CASE("An outline has the links of a page with their rows, as they are written",
          "[feeds][outline]") {
  CHECK(PiecesOf(
            "<tr><td>A & B</td><td><a href=http://e.example/a.html> Feb.</a></br><span>Mar.</span>"
            "</td></tr><li><a href='/x?a=1&amp;b=2' title=\"long\"><b>lo</b>…</a> 2026</li>") ==
        std::vector<std::string>{"1 A & B", "1 Feb. <http://e.example/a.html>", "1 Mar.",
                                 "3 lo… </x?a=1&b=2>", "3 2026"});
  CHECK(PiecesOf("<script>'<a href=x>no</a>'</script><!-- <a href=y>no</a> --><p>1 < 2</p>") ==
        std::vector<std::string>{"0 1 < 2"});
}

TEST_CASE("An outline knows the names of the page and what its selections stand at",
          "[feeds][outline]") {
  const auto page = feeds::ReadPageOutline(
      "<title>T &amp; t</title><meta name=PubDate content='2026-01-02'><h1>H <i>h</i></h1>"
      "<select><option>2027<option selected>2026</select><select><option>a</option></select>",
      kServed);
  REQUIRE(page.has_value());
  CHECK(page->title == "T & t");
  CHECK(page->heading == "H h");
  CHECK(page->meta.at("pubdate") == "2026-01-02");
  CHECK(page->chosen == std::vector<std::string>{"2026", "a"});
  CHECK_FALSE(feeds::ReadPageOutline("PK\x03\x04 zip", kServed).has_value());
}

TEST_CASE("An error page or a bot wall that came as a good answer is called what it is",
          "[feeds][outline]") {
  struct Case {
    const char* html;
    const char* expected;
  };
  const std::string release = "<html><script>x()</script><body>" + std::string(700, 'a');
  for (const Case& c :
       {Case{"<html><head><script>$_ts=window['$_ts'];</script></head><body></body></html>",
             "a bot wall: a script ($_ts) in place of the page"},
        Case{"<html><title>Access Denied</title><body>You may not.</body></html>",
             "an access refusal ('Access Denied')"},
        Case{"<html><body><h1>502 Bad Gateway</h1></body></html>",
             "an error page ('502 Bad Gateway')"},
        Case{"<html><script src=/x.js></script><body></body></html>",
             "a bot wall: scripts and no text"},
        Case{"<html><body><p>A list of releases</p></body></html>", ""}, Case{release.c_str(), ""},
        Case{"", ""}}) {
    INFO(c.html);
    CHECK(feeds::ErrorPageAppearance(c.html, kServed) == c.expected);
  }
}
