#include "feeds/robots.h"

#include <string>

#include "tests/support/catch.h"

namespace {

using feeds::Allows;
using feeds::ParseRobots;
using feeds::RobotsAnswer;
using std::chrono::seconds;

constexpr const char* kUs = "lodewatch";

TEST_CASE("the longest rule that matches decides, an allowance before a ban as long",
          "[feeds][robots]") {
  struct Case {
    std::string_view rules;
    std::string_view url;
    bool allowed;
  };
  const Case cases[] = {
      {"", "/anything", true},
      {"Disallow:", "/a", true},
      {"Disallow: /", "/a", false},
      {"Disallow: /", "/robots.txt", true},
      {"Disallow: /news", "/news", false},
      {"Disallow: /news", "/newsletter", false},
      {"Disallow: /news/", "/news", true},
      {"Disallow: /news", "/old/news", true},
      {"Disallow: /News", "/news", true},
      {"Allow: /p\nDisallow: /", "/page", true},
      {"Disallow: /\nAllow: /p", "/page", true},
      {"Allow: /folder\nDisallow: /folder", "/folder/page", true},
      {"Allow: /page\nDisallow: /*.htm", "/page.htm", false},
      {"Allow: /page\nDisallow: /*.ph", "/page.php5", true},
      {"Allow: /$\nDisallow: /", "/", true},
      {"Allow: /$\nDisallow: /", "/page.htm", false},
      {"Disallow: /*.gif$", "/pictures/a.gif", false},
      {"Disallow: /*.gif$", "/pictures/a.gif?big=1", true},
      {"Disallow: /a*c*e", "/abcde", false},
      {"Disallow: /a*c*e", "/abcd", true},
      {"Disallow: *secret", "/my/secret/box", false},
      {"Disallow: /*", "/", false},
      {"Disallow: /search?q=", "/search?q=tin", false},
      {"Disallow: /search?q=", "/search?p=tin", true},
      {"Disallow: /a$b", "/a$b", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rules, c.url);
    const auto robots = ParseRobots("User-agent: *\n" + std::string(c.rules), kUs);
    CHECK(Allows(robots, c.url) == c.allowed);
    CHECK(Allows(robots, "https://example.org" + std::string(c.url) + "#top") == c.allowed);
  }
}

TEST_CASE("escapes and characters that mean the same match each other", "[feeds][robots]") {
  struct Case {
    std::string_view pattern;
    std::string_view path;
    bool matches;
  };
  const Case cases[] = {
      {"/foo/bar?baz=quz", "/foo/bar?baz=quz", true},
      {"/foo/bar/ツ", "/foo/bar/%E3%83%84", true},
      {"/foo/bar/%E3%83%84", "/foo/bar/ツ", true},
      {"/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true},
      {"/foo/bar/%62%61%7A", "/foo/bar/baz", true},
      {"/foo/bar/baz", "/foo/bar/%62%61%7a", true},
      {"/a%2Fb", "/a/b", false},
      {"/a%2fb", "/a%2Fb", true},
      {"/file-%2A.html", "/file-*.html", true},
      {"/file-%2A.html", "/file-xy.html", false},
      {"/price-in-%24", "/price-in-$", true},
      {"/file-%2A.html", "/file-%2a.html", true},
      {"/100%", "/100%", true},
      {"/100%", "/100%25", true},
      {"/%%341", "/A", false},
      {"/%%341", "/%%341", true},
      {"/go/a://b", "/go/a://b/c", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.pattern, c.path);
    const auto robots = ParseRobots("User-agent: *\nDisallow: " + std::string(c.pattern), kUs);
    CHECK(Allows(robots, c.path) != c.matches);
  }
}

TEST_CASE("the groups of the crawler are one, and those for * count only without them",
          "[feeds][robots]") {
  const std::string text =
      "User-agent: other\nDisallow: /other\n\n"
      "user-agent: LodeWatch\nuser-agent: third\nDisallow: /a\n\n"
      "User-agent: *\nDisallow: /\n\n"
      "Sitemap: https://example.org/map.xml\n"
      "User-Agent: lodewatch/2.0\nDisallow: /b\n";
  const auto ours = ParseRobots(text, kUs);
  CHECK(ours.rules.size() == 2);
  CHECK_FALSE(Allows(ours, "/a"));
  CHECK_FALSE(Allows(ours, "/b"));
  CHECK(Allows(ours, "/other"));
  CHECK(Allows(ours, "/c"));
  const auto unnamed = ParseRobots(text, "nobody");
  CHECK_FALSE(Allows(unnamed, "/c"));
  CHECK(Allows(ParseRobots("User-agent: lodewatchers\nDisallow: /", kUs), "/"));
  CHECK(Allows(ParseRobots("User-agent: lodewatch\n\nUser-agent: other\nAllow: /\n"
                           "User-agent: *\nDisallow: /",
                           kUs),
               "/x"));
  CHECK(Allows(ParseRobots("User-agent: lodewatch\nUser-agent: *\nDisallow: /x\nAllow: /x/y", kUs),
               "/x/y"));
}

TEST_CASE("a robots.txt is read as the world writes it", "[feeds][robots]") {
  struct Case {
    const char* what;
    std::string text;
    bool allowed;  // "/x"
  };
  const Case cases[] = {
      {"BOM", "\xEF\xBB\xBFUser-agent: *\nDisallow: /x", false},
      {"CRLF", "User-agent: *\r\nDisallow: /x\r\n", false},
      {"CR", "User-agent: *\rDisallow: /x\r", false},
      {"blanks", "  USER-AGENT :  *  \n\tDISALLOW :/x  ", false},
      {"comments", "# all\nUser-agent: * # everyone\nDisallow: /x # not this\n", false},
      {"a rule without a group", "Disallow: /x\nUser-agent: *\nDisallow: /y\n", true},
      {"unknown lines within a group", "User-agent: *\nNoindex: /y\nHost: h\nDisallow: /x", false},
      {"no colon", "User-agent *\nDisallow /x\n", false},
      {"an HTML page", "<html><body>Disallow: /x</body></html>", true},
      {"zero bytes", std::string("User-agent: *\nDisallow: /\0x\n", 28), true},
      {"rules beyond 500 KiB", "User-agent: *\n" + std::string(500 * 1024, '#') + "\nDisallow: /x",
       true},
      {"rules just within", "User-agent: *\n" + std::string(400 * 1024, '#') + "\nDisallow: /x",
       false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(Allows(ParseRobots(c.text, kUs), "/x") == c.allowed);
  }
}

TEST_CASE("a crawl delay is in seconds, rounded up, and an hour at most", "[feeds][robots]") {
  struct Case {
    std::string_view lines;
    std::optional<seconds> delay;
  };
  const Case cases[] = {
      {"Crawl-delay: 10", seconds{10}},    {"crawl-delay:0", seconds{0}},
      {"Crawl-delay: 1.5", seconds{2}},    {"Crawl-delay: 2.0", seconds{2}},
      {"Crawl-delay: .5", seconds{1}},     {"Crawl-delay: 99999999999999999999", seconds{3600}},
      {"Crawl-delay: soon", std::nullopt}, {"Crawl-delay: -1", std::nullopt},
      {"Disallow: /a", std::nullopt},      {"Crawl-delay: 3\nCrawl-delay: 9", seconds{3}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.lines);
    CHECK(ParseRobots("User-agent: *\n" + std::string(c.lines), kUs).crawl_delay == c.delay);
  }
}

TEST_CASE("the answer to a request for robots.txt says what may be fetched without it",
          "[feeds][robots]") {
  for (const int status : {200, 203, 299}) {
    CHECK(feeds::AnswerOf(status) == RobotsAnswer::kFile);
  }
  for (const int status : {400, 401, 403, 404, 410, 451}) {
    CHECK(feeds::AnswerOf(status) == RobotsAnswer::kAllowAll);
  }
  for (const int status : {0, 429, 500, 502, 503, 599}) {
    CHECK(feeds::AnswerOf(status) == RobotsAnswer::kForbidAll);
  }
}

TEST_CASE("each scheme, host and port has its own robots.txt", "[feeds][robots]") {
  CHECK(feeds::RobotsUrl("https://Example.org/a/b?c#d") == "https://example.org/robots.txt");
  CHECK(feeds::RobotsUrl("http://u:p@example.org:8080/") == "http://example.org:8080/robots.txt");
  CHECK(feeds::RobotsUrl("file:///etc/passwd").empty());
  CHECK(feeds::RobotsUrl("/a").empty());
}

TEST_CASE("patterns of many stars take little time", "[feeds][robots]") {
  std::string stars;
  for (int i = 0; i < 500; ++i) {
    stars += "*a";
  }
  const auto robots = ParseRobots("User-agent: *\nDisallow: /" + stars + "b$", kUs);
  CHECK(Allows(robots, "/" + std::string(8000, 'a')));
}

}  // namespace
