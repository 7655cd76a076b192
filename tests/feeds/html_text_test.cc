#include "feeds/html_text.h"

#include <string>

#include "feeds/html_page.h"
#include "feeds/utf8.h"
#include "tests/support/catch.h"

namespace {

using feeds::HtmlToText;
using feeds::InlineHtmlToText;

TEST_CASE("HtmlToText keeps paragraphs and lines and drops what is not text",
          "[feeds][html_text]") {
  struct Case {
    std::string_view html;
    std::string_view text;
  };
  const Case cases[] = {
      {"plain  words\n here", "plain words here"},
      {"with \u0085 and \x7F", "with \u0085 and \x7F"},
      {"<p>One.</p><p>Two.</p>", "One.\n\nTwo."},
      {"<p>One.<p>Two.", "One.\n\nTwo."},
      {"<div>One.<div>Two.</div>Three.</div>", "One.\n\nTwo.\n\nThree."},
      {"One.<br>Two.<br/>Three.", "One.\nTwo.\nThree."},
      {"One.<br><br>Two.", "One.\n\nTwo."},
      {"<h1>Head</h1>Body", "Head\n\nBody"},
      {"5,814.7<sup>2</sup> t", "5,814.7 2 t"},
      {"<del>5,000</del><ins>6,000</ins> t", "5,000 6,000 t"},
      {"mine<ins>d</ins>", "mined"},
      {"<ul><li>a</li><li>b</li></ul>", "a\n\nb"},
      {"<dl><dt>term<dd>meaning</dl>", "term\n\nmeaning"},
      {"a<script>if (a<b) x('</p>');</script>b", "ab"},
      {"a<style>p{}</style> b", "a b"},
      {"<nav>menu</nav>text<footer>foot</footer><aside>ad</aside>", "text"},
      {"x<noscript>turn it on</noscript>y<template><p>t</p></template>z", "xyz"},
      {"a<!-- <p> -->b", "ab"},
      {"rose <b>60.3</b> <i>per</i> cent", "rose 60.3 per cent"},
      {"un<b>bold</b>ed", "unbolded"},
      {"7,742.2&nbsp;t &amp; more &#x4e07;&eacute;", "7,742.2 t & more 万é"},
      {"&amp;lt;b&amp;gt;", "&lt;b&gt;"},
      {"&lt;b&gt; is a tag", "<b> is a tag"},
      {"5 < 6 and 7 > 6", "5 < 6 and 7 > 6"},
      {"soft\u00ADhyphen and zero\u200Bwidth", "softhyphen and zerowidth"},
      {"<p>　　中国出口</p>", "中国出口"},
      {"中国\n  出口", "中国出口"},
      {"中国 \n出口", "中国出口"},
      {"中国 出口", "中国 出口"},
      {"中国\nexports", "中国 exports"},
      {"<pre>a\n  b</pre>c", "a\nb\n\nc"},
      {"<table><tr><th>Month<th>t</tr><tr><td>May<td>5,864.6</tr></table>",
       "Month | t\nMay | 5,864.6"},
      {"<p>before</p><table><tr><td>a</td><td><p>b</p></td></tr></table>after",
       "before\n\na | b\n\nafter"},
      {"<table><tr><td><p>one</p><p>two</p></td></tr></table>", "one\n\ntwo"},
      {"<table><tr><td>menu</td><td><table><tr><td>x<td>y</table></td></tr></table>",
       "menu\n\nx | y"},
      {"<title>T</title><p>body", "body"},
      {"", ""},
      {"<p></p><br><br>", ""},
      {"<unknown>kept</unknown>", "kept"},
      {"<p class='unclosed>text</p>", ""},
      {"a <", "a <"},
      {"<", "<"},
      {"a </", "a"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.html);
    CHECK(HtmlToText(c.html) == c.text);
  }
}

TEST_CASE("InlineHtmlToText makes one line and resolves entities once", "[feeds][html_text]") {
  struct Case {
    std::string_view html;
    std::string_view text;
  };
  const Case cases[] = {
      {"  Exports \n rise ", "Exports rise"},
      {"AT&T", "AT&T"},
      {"with \u0085", "with \u0085"},
      {"AT&amp;T", "AT&T"},
      {"&amp;lt;", "&lt;"},
      {"Up <b>60&nbsp;%</b><br>on June", "Up 60 % on June"},
      {"<p>One</p><p>Two</p>", "One Two"},
      {"a < b", "a < b"},
      {"Caf&eacute;", "Café"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.html);
    CHECK(InlineHtmlToText(c.html) == c.text);
  }
}

TEST_CASE("what XML forbids does not come in by reference", "[feeds][html]") {
  const std::string html =
      "<html lang='e&#1;n'><head><title>a&#1;b&#x0b;</title><link rel=alternate "
      "type='application/rss+xml' href='/f&#2;'></head><body><p>&#xFFFE;x&#31;y</p><table><tr>"
      "<td>1&#2;<td>2&#3;<caption>c&#4;</table><pre>p&#5;q</pre>";
  const feeds::HtmlPage page = feeds::ReadHtmlPage(html);
  CHECK(page.title == "ab");
  CHECK(page.language == "en");
  CHECK(page.feed_link == "/f");
  CHECK(feeds::CleanUtf8(page.text) == page.text);
  REQUIRE(page.tables.size() == 1);
  CHECK(page.tables[0].caption == "c");
  CHECK(page.tables[0].rows.at(0).at(0).text == "1");
  CHECK(feeds::InlineHtmlToText("<b>a&#1;</b>b") == "ab");
}

TEST_CASE("a reference to a number without bounds is one bad character", "[feeds][html]") {
  // With a table, so that the tree is asked.
  const std::string behind = "</td><td>b</td></tr></table>";
  for (const char* number : {"&#x100000041;", "&#4294967361;", "&#x1000000000000000041;",
                             "&#99999999999999999999999999;", "&#x1bbbbbbbbbbbbbbbF6;"}) {
    CAPTURE(number);
    const std::string text =
        feeds::HtmlToText("<table><tr><td>a" + std::string(number) + behind + "<select><p>c");
    CHECK(text.find("a\uFFFD") != std::string::npos);
    CHECK(feeds::CleanUtf8(text) == text);
  }
  CHECK(feeds::HtmlToText("<select><p>&#x000000000041;&#0000000000000066;") == "AB");
}

}  // namespace
