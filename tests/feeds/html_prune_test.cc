#include "feeds/html_prune.h"

#include <string>
#include <string_view>

#include "tests/support/catch.h"

namespace {

TEST_CASE("PruneHtml leaves structure and the attributes that are read", "[feeds][html_prune]") {
  struct Case {
    std::string_view html;
    std::string_view pruned;
  };
  const Case cases[] = {
      {"<P STYLE=x><FONT color=red>a</FONT></P>", "<p>a</p>"},
      {"<td colspan=2 onclick='a>b' rowspan=\"3\">", ""},
      {"<table><td colspan=2 onclick='a>b' rowspan=\"3\">",
       "<table><td colspan=\"2\" rowspan=\"3\">"},
      {"<section>x</section>", "<div>x</div>"},
      {"<time datetime='2025-07-14'>14 July</time>",
       "<meta itemprop=\"datePublished\" content=\"2025-07-14\">14 July"},
      {"<<b>i>", "&lt;i>"},
      {"<div></span></div>", "<div></div>"},
      {"</div>", ""},
      {"<xhtml:p>a</xhtml:p>", "<p>a</p>"},
      {"<title>a <b>c</b></title>", "<title>a &lt;b>c&lt;/b></title>"},
      {"<svg><p>x</p></svg>y<svg>z", "yz"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.html);
    CHECK(feeds::PruneHtml(c.html) == c.pruned);
  }
}

TEST_CASE("HasHtmlTag tells tags from signs", "[feeds][html_prune]") {
  for (const std::string_view html : {"a<br>b", "<P>", "x</div>", "<!DOCTYPE html>", "<a href=x>y",
                                      "<xhtml:blockquote>", "<x<p>"}) {
    CAPTURE(html);
    CHECK(feeds::HasHtmlTag(html));
  }
  for (const std::string_view text : {"", "a < b", "x <y> z", "1<2", "<", "<!-- -->", "</", "<pp>",
                                      "<h:y>", "<blockquoteblockquoteblockquote>"}) {
    CAPTURE(text);
    CHECK_FALSE(feeds::HasHtmlTag(text));
  }
}

}  // namespace
