#include "feeds/page_parts.h"

#include <string>

#include "feeds/page_runs.h"
#include "tests/support/catch.h"

namespace {

using feeds::PageParts;

// Texts of the page with the href of their link in brackets, and a star for each span around them.
std::string Shown(const PageParts& page) {
  std::string shown;
  for (const feeds::PagePart& part : page.parts()) {
    if (!part.tag.empty() || part.letters == 0) {
      continue;
    }
    shown += feeds::TextOf(*part.node);
    if (part.link > 0) {
      shown += "[" + std::string(page.links()[part.link - 1].href) + "]";
    }
    for (std::size_t span = part.span; span > 0; span = page.spans()[span - 1].outer) {
      shown += "*";
    }
    shown += ";";
  }
  return shown;
}

TEST_CASE("links, buttons and spans are known of each text and cost no element",
          "[feeds][page_parts]") {
  struct Case {
    std::string_view html;
    std::string_view shown;
  };
  const Case cases[] = {
      {"<p>a<a href='/x?a=1&amp;b=2'>b</a>c</p>", "a;b[/x?a=1&b=2];c;"},
      {"<p><a href=x>a<p>b", "a[x];b;"},
      {"<a href=x><div>a</div>b</a>c", "a[x];b[x];c;"},
      {"<a href=x>a<a href=y>b</a>c", "a[x];b[y];c;"},
      {"<a name=x>a</a>", "a;"},
      {"<button class=b>a</button>b", "a[];b;"},
      {"<span class=s>a<span>b</span>c</span>d", "a*;b**;c*;d;"},
      {"<p><span>a<p>b", "a*;b;"},
      {"</span></a>a", "a;"},
      {"<div><span>a</div></span>b", "a*;b;"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.html);
    CHECK(Shown(PageParts(c.html)) == c.shown);
  }
}

TEST_CASE("elements keep the name that the page gave them", "[feeds][page_parts]") {
  const PageParts page(
      "<main><section><figure><figcaption>a</figcaption></figure></section></main>");
  std::string tags;
  for (const feeds::PagePart& part : page.parts()) {
    tags += std::string(part.tag) + " ";
    CHECK(part.end > 0);
    CHECK(page[part.parent].end >= part.end);
  }
  CHECK(tags == "html head body main section figure figcaption  ");
}

TEST_CASE("a table of several short cells a row holds data", "[feeds][page_runs]") {
  struct Case {
    std::string table;
    bool is_data;
  };
  const std::string text(500, 'x');
  const Case cases[] = {
      {"<tr><td>a<td>b", true},
      {"<tr><td>a<tr><td>b", false},
      {"<tr><td>a<td>" + text, false},
      {"<tr><td>menu<td>" + text.substr(0, 100) + "<br>b<br>c<br>d", false},
      {"<tr><td>a<td>b<table><tr><td>c<td>d</table>", false},
      {"", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.table);
    const PageParts page("<table>" + c.table + "</table>");
    std::size_t table = 0;
    while (page[table].tag != "table") {
      ++table;
    }
    CHECK(feeds::IsDataTable(page, table) == c.is_data);
  }
}

}  // namespace
