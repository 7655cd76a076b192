#include "feeds/main_text.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "tests/support/catch.h"

namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// "2025-07-20 03:15", "-" for none.
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

// Title, date, an empty line, the text: the form of the .expected files, which are written by hand.
std::string Shown(const feeds::MainText& main) {
  if (!main.stands_out) {
    return "(none)\n";
  }
  return main.page.title + "\n" + ToText(main.page.published_at) + "\n\n" + main.page.text + "\n";
}

std::set<fs::path> SamplePages() {
  std::set<fs::path> pages;
  for (const auto& entry : fs::directory_iterator(fs::path(TEST_DATA_DIR) / "feeds/articles")) {
    if (entry.path().extension() == ".html") {
      pages.insert(entry.path());
    }
  }
  return pages;
}

TEST_CASE("each sample page gives the article that its .expected file says", "[feeds][main_text]") {
  const std::set<fs::path> pages = SamplePages();
  REQUIRE(pages.size() >= 20);
  for (const fs::path& page : pages) {
    CAPTURE(page.filename().string());
    const fs::path expected = fs::path(page).replace_extension(".expected");
    CHECK(Shown(feeds::ReadMainText(ReadFile(page))) == ReadFile(expected));
  }
}

TEST_CASE("a fragment and a page without prose keep their whole text", "[feeds][main_text]") {
  struct Case {
    std::string_view html;
    std::string_view text;
    bool stands_out;
  };
  const Case cases[] = {
      {"<p>Exports rose.</p><p>More.</p>", "Exports rose.\n\nMore.", false},
      {"<p>China exported 7,742.2 tonnes in June.</p><p>More.</p>",
       "China exported 7,742.2 tonnes in June.\n\nMore.", true},
      {"<ul><li><a href=/a>One</a></li><li><a href=/b>Two</a></li></ul>", "One\n\nTwo", false},
      {"Exports of tin rose by 5 % in June, the office said.",
       "Exports of tin rose by 5 % in June, the office said.", true},
      {"<table><tr><td>Tin</td><td>5</td></tr></table>", "Tin | 5", false},
      {"", "", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.html);
    const feeds::MainText main = feeds::ReadMainText(c.html);
    CHECK(main.page.text == c.text);
    CHECK(main.stands_out == c.stands_out);
  }
}

TEST_CASE("the title is that of the article, not of the site", "[feeds][main_text]") {
  struct Case {
    std::string_view head;
    std::string_view body;
    std::string_view title;
  };
  const Case cases[] = {
      {"<title>Tin rises - Daily Assay</title>", "<h1>Tin rises</h1>", "Tin rises"},
      {"<title>Tin rises - Daily Assay</title><meta property=og:site_name content='Daily Assay'>",
       "", "Tin rises"},
      {"<title>Tin - a metal rises</title>", "", "Tin - a metal rises"},
      {"<title>Daily Assay</title><meta property=og:title content='Tin rises'>",
       "<h1>Daily Assay</h1>", "Tin rises"},
      {"<title>锡出口增长_财经_样品网</title>", "<h1>锡出口增长</h1>", "锡出口增长"},
      {"<title>锡出口增长-样品网</title>", "<h2>锡出口增长</h2>", "锡出口增长"},
      {"<title>Daily Assay | Tin rises</title>", "<h1>Daily Assay</h1><h1>Tin rises</h1>",
       "Tin rises"},
      {"", "<h1>Tin rises</h1>", "Tin rises"},
      {"<title>Tin &amp; lead &lt;b&gt;</title>", "", "Tin & lead <b>"},
      {"<title>x</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":"
       "\"Tin &amp; lead\"}</script>",
       "", "Tin & lead"},
      {"<title>x</title><script type='application/ld+json'>{broken</script>", "", "x"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.head, c.body);
    const std::string html = "<html><head>" + std::string(c.head) + "</head><body>" +
                             std::string(c.body) +
                             "<p>Tin rose by 5 % in June, the office of statistics said.</p>";
    CHECK(feeds::ReadMainText(html).page.title == c.title);
  }
}

TEST_CASE("a page that is cut off anywhere, or made to hurt, is read without harm",
          "[feeds][main_text]") {
  for (const fs::path& page : SamplePages()) {
    const std::string html = ReadFile(page);
    for (std::size_t size = 0; size < html.size(); size += 97) {
      const std::string cut = html.substr(0, size);
      CHECK(feeds::ReadMainText(cut).page.text.size() <= cut.size() * 4);
    }
  }
  const std::string_view pieces[] = {"<a href=x>",
                                     "<a href=x>y",
                                     "</a>",
                                     "<button>",
                                     "<span class=ad>",
                                     "<span class=ad>x",
                                     "</span>",
                                     "<div class=related>",
                                     "<article>",
                                     "<h1>x",
                                     "<h3>Related</h3>",
                                     "<div><a href=/b>A title of a card</a>",
                                     "<table><tr><td>x<td>y",
                                     "<section><p>Words, words.",
                                     "<li><a href=x>Read more</a>",
                                     "<figure><figcaption>x",
                                     "<form>",
                                     "<br>x",
                                     "<script type=application/ld+json>[",
                                     "<div itemprop=articleBody>",
                                     "<p hidden>x"};
  for (const std::string_view piece : pieces) {
    CAPTURE(piece);
    std::string html;
    for (int i = 0; i < 4000; ++i) {
      html += piece;
    }
    CHECK(feeds::ReadMainText(html).page.text.size() <= html.size() * 4);
  }
}

}  // namespace
