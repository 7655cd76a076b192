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

}  // namespace
