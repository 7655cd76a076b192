#include "feeds/url.h"

#include "tests/support/catch.h"

namespace {

TEST_CASE("ResolveUrl gives the examples of RFC 3986, section 5.4", "[feeds][url]") {
  struct Case {
    std::string_view reference;
    std::string_view url;
  };
  const Case cases[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {".", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/../h", "http://a/b/c/h"},
      {"  g \n", "http://a/b/c/g"},
      {"", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.reference);
    CHECK(feeds::ResolveUrl("http://a/b/c/d;p?q", c.reference) == c.url);
  }
  CHECK(feeds::ResolveUrl("", "feed.xml") == "feed.xml");
  CHECK(feeds::ResolveUrl("/no/scheme", "feed.xml") == "feed.xml");
  CHECK(feeds::ResolveUrl("https://example.org", "feed.xml") == "https://example.org/feed.xml");
  CHECK(feeds::ResolveUrl("file:///srv/a.xml", "b.html") == "file:///srv/b.html");
}

TEST_CASE("SchemeOf and AuthorityOf read the parts in lower case", "[feeds][url]") {
  CHECK(feeds::SchemeOf("HTTPS://Example.org") == "https");
  CHECK(feeds::SchemeOf("example.org/a:b") == "");
  CHECK(feeds::SchemeOf("1a:b") == "");
  CHECK(feeds::AuthorityOf("https://User:pw@Example.ORG:8443/a?b") == "example.org:8443");
  CHECK(feeds::AuthorityOf("https://example.org?x=/y") == "example.org");
  CHECK(feeds::AuthorityOf("file:///a") == "");
}

TEST_CASE("a script is told from a link", "[feeds][url]") {
  for (const char* script :
       {"javascript:go()", " JavaScript:go()", "vbscript:x", "data:text/html,x"}) {
    CAPTURE(script);
    CHECK(feeds::IsScriptUrl(script));
  }
  for (const char* link :
       {"https://example.org/javascript:", "/data:", "javascript", "data/x", ""}) {
    CAPTURE(link);
    CHECK_FALSE(feeds::IsScriptUrl(link));
  }
}

TEST_CASE("hosts are their names, with a port that is not the scheme's own", "[feeds][url]") {
  struct Case {
    std::string_view url;
    std::string_view host;
    std::string_view name;
  };
  const Case cases[] = {
      {"http://A.example/x", "a.example", "a.example"},
      {"http://a.example:80/x", "a.example", "a.example"},
      {"https://a.example:443", "a.example", "a.example"},
      {"http://a.example:/x", "a.example", "a.example"},
      {"http://a.example:443/x", "a.example:443", "a.example"},
      {"https://a.example:80", "a.example:80", "a.example"},
      {"http://u:p@a.example:8080/x", "a.example:8080", "a.example"},
      {"http://[::1]:8080/x", "[::1]:8080", "::1"},
      {"http://[::1]/x", "[::1]", "::1"},
      {"http://a.example:8080", "a.example:8080", "a.example"},
      {"file:///x", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.url);
    CHECK(feeds::HostOf(c.url) == c.host);
    CHECK(feeds::HostNameOf(c.url) == c.name);
  }
}

TEST_CASE("what is meant for a URL may go to its origin, or to https there", "[feeds][url]") {
  const std::string_view from = "http://a.example/feed";
  for (const char* to : {"http://a.example/", "http://A.example:80/x", "https://a.example/feed"}) {
    CAPTURE(to);
    CHECK(feeds::IsSameOrigin(from, to));
  }
  for (const char* to :
       {"http://b.example/feed", "http://a.example:8080/feed", "http://a.example.b/",
        "https://a.example:8443/", "http://www.a.example/", "file:///feed"}) {
    CAPTURE(to);
    CHECK_FALSE(feeds::IsSameOrigin(from, to));
  }
  CHECK_FALSE(feeds::IsSameOrigin("https://a.example/", "http://a.example/"));
}

TEST_CASE("TargetOf tells what is asked for from who asks", "[feeds][url]") {
  struct Case {
    std::string_view given;
    std::string_view url;
    std::string_view user;
    std::string_view password;
  };
  const Case cases[] = {
      {" http://a.example/f?x=y \n", "http://a.example/f?x=y", "", ""},
      {"http://a.example/f#top", "http://a.example/f", "", ""},
      {"http://joe:pass@a.example/f", "http://a.example/f", "joe", "pass"},
      {"http://joe@a.example/f", "http://a.example/f", "joe", ""},
      {"http://j%40x:a%3Ab@a.example:81/f", "http://a.example:81/f", "j@x", "a:b"},
      {"http://a@b@c.example/", "http://c.example/", "a@b", ""},
      {"http://a.example/a b/\xC3\xA9?q=\xE5\x90\xA8", "http://a.example/a%20b/%C3%A9?q=%E5%90%A8",
       "", ""},
      {"http://a.example/50%25?a=%zz", "http://a.example/50%25?a=%zz", "", ""},
      {"http://B\xC3\xBC"
       "cher.example/",
       "http://xn--bcher-kva.example/", "", ""},
      {"http://joe@\xE4\xB8\xAD\xE5\x9B\xBD.example:81/\xE4\xB8\xAD",
       "http://xn--fiqs8s.example:81/%E4%B8%AD", "joe", ""},
      {"http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1/", "http://127.0.0.1/", "", ""},
      {"http://[::1]:8080/f", "http://[::1]:8080/f", "", ""},
      // U+FF0F and U+FF20 stand for '/' and '@': the name must not end at them.
      {"http://a.example\xEF\xBC\x8F.b.example/f", "http://a.example%EF%BC%8F.b.example/f", "", ""},
      {"http://a\xEF\xBC\xA0"
       "b.example/",
       "http://a%EF%BC%A0b.example/", "", ""},
      {"http://a\xFF b:\x01/", "http://a%FF%20b:%01/", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.given);
    const feeds::Target target = feeds::TargetOf(c.given);
    CHECK(target.url == c.url);
    CHECK(target.user == c.user);
    CHECK(target.password == c.password);
  }
}

}  // namespace
