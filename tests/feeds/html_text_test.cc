#include "feeds/html_text.h"

#include "feeds/html_prune.h"
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
      {"<p>One.</p><p>Two.</p>", "One.\n\nTwo."},
      {"<p>One.<p>Two.", "One.\n\nTwo."},
      {"<div>One.<div>Two.</div>Three.</div>", "One.\n\nTwo.\n\nThree."},
      {"One.<br>Two.<br/>Three.", "One.\nTwo.\nThree."},
      {"One.<br><br>Two.", "One.\n\nTwo."},
      {"<h1>Head</h1>Body", "Head\n\nBody"},
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
  for (const std::string_view html :
       {"a<br>b", "<P>", "x</div>", "<!DOCTYPE html>", "<a href=x>y"}) {
    CAPTURE(html);
    CHECK(feeds::HasHtmlTag(html));
  }
  for (const std::string_view text : {"", "a < b", "x <y> z", "1<2", "<", "<!-- -->", "</"}) {
    CAPTURE(text);
    CHECK_FALSE(feeds::HasHtmlTag(text));
  }
}

}  // namespace
