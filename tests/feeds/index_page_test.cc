#include "feeds/index_page.h"

#include <cstdio>
#include <string>
#include <vector>

#include "feeds/link_date.h"
#include "feeds/link_pattern.h"
#include "feeds/page_links.h"
#include "tests/support/catch.h"

namespace {

using feeds::ParseError;
using feeds::ParseIndexPage;

const feeds::ServedAs kServed{.content_type = "text/html; charset=utf-8",
                              .url = "https://m.example/zcfb/index.html"};

std::string ToText(const std::optional<std::chrono::sys_seconds>& moment) {
  if (!moment) {
    return "-";
  }
  namespace chr = std::chrono;
  const auto day = chr::floor<chr::days>(*moment);
  const chr::year_month_day date{day};
  const chr::hh_mm_ss time{*moment - day};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()));
  return text;
}

// "URL | title | date", a line an entry; the detail of an error.
std::vector<std::string> Read(std::string_view bytes, const std::string& pattern = {}) {
  const auto documents = ParseIndexPage(bytes, kServed, pattern);
  if (!documents) {
    return {documents.error().detail};
  }
  std::vector<std::string> lines;
  for (const feeds::Document& document : *documents) {
    CHECK(document.guid == document.url);
    CHECK(document.text.empty());
    lines.push_back(document.url + " | " + document.title + " | " + ToText(document.published_at));
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("a ministry's list gives its announcements and nothing of what stands around it",
          "[feeds][index_page]") {
  const std::string page = R"(<html lang="zh"><head><title>公告列表</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/tongji/index.html">统计数据发布栏目</a></div>
<ul class="list">
<li><a href="/zcfb/art/2025/art_0123456789abcdef0123456789abcdef.html" title="样品公告2025年第18号 公布对样品实施出口管制的决定">样品公告2025年第18号 公布对样品…</a><span>[2025-04-04]</span></li>
<li><a href="./art/2025/art_aaaaaaaaaaaaaaaa0123456789abcdef.html#top">样品公告2025年第17号 关于某事的公告</a><span>2025-03-31 18:05</span></li>
<li><a href="../zcfb/art/2025/art_bbbbbbbbbbbbbbbb0123456789abcdef.html">样品公告2025年第16号 关于另一事的公告</a><span>2025年3月2日</span></li>
<li><a href="/files/2025/list.xls">样品清单（2025年版，附件下载）</a><span>2025-03-01</span></li>
<li><a href="/zcfb/art/2025/art_aaaaaaaaaaaaaaaa0123456789abcdef.html">样品公告2025年第17号 关于某事的公告</a><span>2025-03-31</span></li>
</ul><div class="page"><a href="index_2.html">2</a><a href="index_2.html">下一页</a><a href="javascript:go9">尾页</a></div>
<div class="foot"><a href="https://other.example/2025/01/01/about-us.html">版权所有</a></div></body></html>)";
  const Lines expected = {
      "https://m.example/zcfb/art/2025/art_0123456789abcdef0123456789abcdef.html | "
      "样品公告2025年第18号 公布对样品实施出口管制的决定 | 2025-04-04 00:00",
      "https://m.example/zcfb/art/2025/art_aaaaaaaaaaaaaaaa0123456789abcdef.html | "
      "样品公告2025年第17号 关于某事的公告 | 2025-03-31 10:05",
      "https://m.example/zcfb/art/2025/art_bbbbbbbbbbbbbbbb0123456789abcdef.html | "
      "样品公告2025年第16号 关于另一事的公告 | 2025-03-02 00:00",
      "https://m.example/files/2025/list.xls | 样品清单（2025年版，附件下载） | 2025-03-01 00:00",
  };
  CHECK(Read(page) == expected);
  CHECK(Read(page, "/art/\\d{4}/art_[0-9a-f]{32}\\.html$") ==
        Lines(expected.begin(), expected.begin() + 3));
  CHECK(Read(page, "\\.xls$") == Lines{expected[3]});
}

TEST_CASE("dates stand where sites put them", "[feeds][index_page]") {
  struct Case {
    const char* what;
    std::string item;
    std::string expected;  // behind the URL
  };
  const Case cases[] = {
      {"before the link", "<li>[2025-07-18] <a href='/n/1.html'>A title of some length</a></li>",
       "A title of some length | 2025-07-18 00:00"},
      {"in a cell",
       "<table><tr><td><a href='/n/1.html'>A title of some length</a></td>"
       "<td>18 July 2025</td></tr></table>",
       "A title of some length | 2025-07-18 00:00"},
      {"in the link",
       "<a href='/n/1.html'><h3>A title of some length</h3><p>Summary</p>"
       "<time>2025-07-18</time></a>",
       "A title of some length | 2025-07-18 00:00"},
      {"at the end of its text", "<a href='/n/1.html'>A title of some length 2025-07-18</a>",
       "A title of some length | 2025-07-18 00:00"},
      {"on the line", "<a href='/n/1.html'>A title of some length</a> Jul. 18, 2025<br>",
       "A title of some length | 2025-07-18 00:00"},
      {"in the URL", "<li><a href='/202507/t20250718_1.html'>A title of some length</a></li>",
       "A title of some length | 2025-07-18 00:00"},
      {"with the page's year",
       "<h2>News of 2025</h2><li><a href='/n/1.html'>A title of some length"
       "</a><span>[07-18]</span></li>",
       "A title of some length | 2025-07-18 00:00"},
      {"without a year", "<li><a href='/n/1.html'>A title of some length</a><span>[07-18]</span>",
       "A title of some length | -"},
      {"with two years",
       "<h2>2024 and 2025</h2><li><a href='/n/1.html'>A title of some length</a>"
       "<span>[07-18]</span></li>",
       "A title of some length | -"},
      {"nowhere", "<li><a href='/n/1.html'>A title of some length</a></li>",
       "A title of some length | -"},
      {"no such day", "<li><a href='/n/1.html'>A title of some length</a> 2025-02-30</li>",
       "A title of some length | -"},
      {"a heading above a button",
       "<div><h3>A title of some length</h3><p>2025-07-18</p>"
       "<a href='/n/1.html'>Read more</a></div>",
       "A title of some length | 2025-07-18 00:00"},
      {"a picture and a title",
       "<div><a href='/n/1.html'><img src=a></a><a href='/n/1.html'>"
       "A title of some length</a><i>2025-07-18</i></div>",
       "A title of some length | 2025-07-18 00:00"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const Lines lines = Read("<html><body>" + c.item, "/n/1|t2025");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].substr(lines[0].find(" | ") + 3) == c.expected);
  }
}

TEST_CASE("addresses of entries are absolute, without fragment, and of the web",
          "[feeds][index_page]") {
  struct Case {
    std::string href;
    std::string url;
  };
  const Case cases[] = {
      {"a.html", "https://m.example/zcfb/a.html"},
      {"/a.html#x", "https://m.example/a.html"},
      {"//o.example/a", "https://o.example/a"},
      {" a b.html\n", "https://m.example/zcfb/a%20b.html"},
      {"http://e.example\\Excel\\9-人.xls", "http://e.example/Excel/9-%E4%BA%BA.xls"},
      {"a;jsessionid=1?b=2&c=3", "https://m.example/zcfb/a;jsessionid=1?b=2&c=3"},
      {"#top", ""},
      {"", ""},
      {"javascript:void(0)", ""},
      {"mailto:a@m.example", ""},
      {"file:///etc/passwd", ""},
      {"data:text/html,x", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.href);
    CHECK(feeds::EntryUrl(kServed.url, c.href) == c.url);
  }
  CHECK(Read("<head><base href='https://b.example/x/'></head><a href='1.html'>One</a>", "1") ==
        Lines{"https://b.example/x/1.html | One | -"});
  CHECK(Read("<base href='/x&#1;/ y/'><a href='1.html'>One</a>", "1") ==
        Lines{"https://m.example/x/%20y/1.html | One | -"});
  CHECK(Read("<base href='javascript:x'><a href='1.html'>One</a>", "1") ==
        Lines{"https://m.example/zcfb/1.html | One | -"});
  CHECK(Read("<a href='/a?x=1&amp;y=2'>One</a>", "y=2$") ==
        Lines{"https://m.example/a?x=1&y=2 | One | -"});
}

TEST_CASE("lists in JSON, JSONP and XML are read like pages", "[feeds][index_page]") {
  const Lines expected = {"https://m.example/a/1.html | One title | 2025-07-18 00:00",
                          "https://m.example/a/2.html | Two & more | 2025-07-17 00:00"};
  const std::string json =
      R"({"code":200,"data":{"list":[{"id":1,"title":"One title","url":"/a/1.html","date":"2025-07-18"},
      {"id":2,"title":"Two &amp; <b>more</b>","url":"/a/2.html","date":"2025-07-17"},{"name":"x"}]}})";
  CHECK(Read(json, "/a/") == expected);
  CHECK(Read("jQuery1(" + json + ");", "/a/") == expected);
  CHECK(Read(R"({"html":"<li><a href='\/a\/1.html'>One title<\/a> 2025-07-18<\/li>"})", "/a/") ==
        Lines{expected[0]});
  CHECK(Read("<datastore><record><![CDATA[<li><a href='/a/1.html'>One title</a>"
             "<span>2025-07-18</span></li>]]></record></datastore>",
             "/a/") == Lines{expected[0]});
  CHECK(Read("<?xml version='1.0'?><list><entry><url>/a/1.html</url><title>One title</title>"
             "<date>2025-07-18</date></entry></list>",
             "/a/") == Lines{expected[0]});
}

TEST_CASE("a page without entries is blocked or changed, and says what it looks like",
          "[feeds][index_page]") {
  struct Case {
    const char* what;
    std::string page;
    std::string pattern;
    std::string begins;
    std::string ends;
  };
  const Case cases[] = {
      {"nothing matches", "<html><body><a href='/a'>Something</a><a href='/b'>Else</a>", "/art/",
       "blocked or changed: 2 links on the page, none matches '/art/'", "an HTML page"},
      {"no pattern", "<html><body><a href='/a'>Something</a>", "",
       "blocked or changed: 1 link on the page, none in a list of dated titles", "an HTML page"},
      {"empty", "", "/a", "blocked or changed: 0 links", "empty"},
      {"script only", "<html><head><script>$_ts=1;</script></head><body></body></html>", "/a",
       "blocked or changed: 0 links", "a page for JavaScript only, perhaps a bot wall"},
      {"captcha", "<html><body>Please solve the CAPTCHA below", "/a", "blocked", "a captcha"},
      {"login", "<html><body>请登录后查看<a href='/login'>登录</a>", "/art", "blocked", "a login"},
      {"a long name", "<x" + std::string(58, 'x') + "稀土>", "/a", "blocked or changed",
       "an XML document <x" + std::string(58, 'x') + ">"},
      {"a PDF", "%PDF-1.4", "/a", "blocked or changed", "a PDF document"},
      {"further pages alone", "<html><a href='/art/2'>2</a><a href='/art/3'>下一页</a>", "/art/",
       "blocked or changed: 0 links", "an HTML page"},
      {"a pattern without end",
       "<html><a href='/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'>x</a>", "(a+)+$",
       "blocked or changed: 1 link", "an HTML page"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto documents = ParseIndexPage(c.page, kServed, c.pattern);
    REQUIRE_FALSE(documents);
    CHECK(documents.error().kind == ParseError::Kind::kNoLinks);
    CAPTURE(documents.error().detail);
    CHECK(documents.error().detail.compare(0, c.begins.size(), c.begins) == 0);
    CHECK(documents.error().detail.find("looks like " + c.ends) != std::string::npos);
  }
}

TEST_CASE("a faulty link pattern says what is wrong with it", "[feeds][index_page]") {
  for (const char* good : {"", "/art/", "^https://[^/]+/a_(\\d+)\\.html$", "公告|通知"}) {
    CAPTURE(good);
    CHECK_FALSE(feeds::FaultOfPattern(good));
  }
  CHECK(feeds::FaultOfPattern("/art/(\\d+").value_or("").find("parenthesis") != std::string::npos);
  for (const char* bad : {"[a-z", "*a", "a{2,1}", "(?<=a*)b"}) {
    CAPTURE(bad);
    CHECK(feeds::FaultOfPattern(bad));
  }
}

TEST_CASE("without a pattern the largest dated group of one shape is the list",
          "[feeds][index_page]") {
  const std::string page = R"(<body><nav><a href="/about-us-and-our-work">About us and our work</a>
<a href="/careers-and-job-offers">Careers and job offers</a></nav>
<main><article><h2><a href="/news/nickel-stocks-fall-again">Nickel stocks fall again</a></h2><span>18 July 2025</span></article>
<article><h2><a href="/news/tin-price-at-a-record-high">Tin price at a record</a></h2><span>17 July 2025</span></article>
<article><h2><a href="/news/a-new-mine-opens-far-north">A new mine opens</a></h2><span>16 July 2025</span></article></main>
<aside><a href="/events/2025/07/20/open-day.html">Open day at the smelter</a></aside></body>)";
  CHECK(Read(page) == Lines{"https://m.example/news/nickel-stocks-fall-again | "
                            "Nickel stocks fall again | 2025-07-18 00:00",
                            "https://m.example/news/tin-price-at-a-record-high | "
                            "Tin price at a record | 2025-07-17 00:00",
                            "https://m.example/news/a-new-mine-opens-far-north | "
                            "A new mine opens | 2025-07-16 00:00"});
}

TEST_CASE("links of a table that name a month are titled by their row", "[feeds][index_page]") {
  const std::string page = R"(<table><thead><tr><th>Title</th><th>Month</th></tr></thead>
<tr><td>(5) Major exports (in CNY)</td><td><span>Jan.</span><a href=http://e.example/Statics/16b1956c-1.html> Mar.</a><a href=http://e.example/Statics/16b1956c-2.html>Apr.</a><span>May</span></td></tr>
<tr><td>(6) Major imports (in CNY)</td><td><a href=http://e.example/Statics/16b1956c-3.html>Mar.</a></td></tr></table>)";
  const Lines expected = {
      "http://e.example/Statics/16b1956c-1.html | (5) Major exports (in CNY) Mar. | -",
      "http://e.example/Statics/16b1956c-2.html | (5) Major exports (in CNY) Apr. | -",
      "http://e.example/Statics/16b1956c-3.html | (6) Major imports (in CNY) Mar. | -"};
  CHECK(Read(page) == expected);
  CHECK(Read(page, "/Statics/") == expected);
}

TEST_CASE("Parse reads an index page for a source of kind page", "[feeds][index_page]") {
  feeds::Source source;
  source.kind = feeds::SourceKind::kPage;
  source.about =
      std::make_shared<const feeds::About>(feeds::About{.language = "en", .link_pattern = "/a/"});
  feeds::Page page;
  page.url = "https://m.example/";
  page.body = "<a href='/a/1'>One</a><a href='/b/2'>Two</a>";
  const auto parsed = feeds::Parse(page, source);
  REQUIRE(parsed);
  CHECK(parsed->format == "html");
  REQUIRE(parsed->documents.size() == 1);
  CHECK(parsed->documents[0].language == "en");
  page.body = "<a href='/b/2'>Two</a>";
  CHECK(feeds::Parse(page, source).error().kind == ParseError::Kind::kNoLinks);
  CHECK(feeds::ToText(ParseError::Kind::kNoLinks) == "no-links");
}

TEST_CASE("pages of links made to hurt are read without harm", "[feeds][index_page]") {
  const std::string_view pieces[] = {"<a href=/a>",
                                     "<a href=/a/1>A title of some length 2025-07-18",
                                     "<li><a href=/b>",
                                     "2025-",
                                     "<td><a href=/c>x</a>July ",
                                     "<p><a href=/1>1</a><a href=/2>2</a>",
                                     "{\"url\":[",
                                     "<url>",
                                     "[",
                                     "<a href=%%% title=x>"};
  for (const std::string_view piece : pieces) {
    CAPTURE(piece);
    std::string text;
    for (int i = 0; i < 4000; ++i) {
      text += piece;
    }
    const auto documents = ParseIndexPage(text, kServed, {});
    CHECK((!documents || documents->size() <= 4000));
  }
}

}  // namespace
