#include "feeds/proxy.h"

#include "tests/support/catch.h"

namespace {

TEST_CASE("the environment's proxies are used but for what no_proxy names", "[feeds][proxy]") {
  const char* const proxy = "http://proxy.example:3128";
  const char* const secure = "http://proxy.example:3129";
  struct Case {
    const char* except;
    const char* url;
    std::string_view proxy;
  };
  const Case cases[] = {
      {"", "http://a.example/", proxy},
      {"", "https://a.example/", secure},
      {"", "HTTPS://A.example/", secure},
      {"*", "http://a.example/", ""},
      {"a.example", "http://a.example/", ""},
      {"a.example", "http://a.example:8080/", ""},
      {"A.Example", "http://a.example/", ""},
      {"a.example", "http://www.a.example/", ""},
      {".a.example", "http://www.a.example/", ""},
      {".a.example", "http://a.example/", ""},
      {"a.example", "http://ba.example/", proxy},
      {"www.a.example", "http://a.example/", proxy},
      {"b.example, a.example", "http://a.example/", ""},
      {"b.example c.example", "http://a.example/", proxy},
      {"127.0.0.1", "http://127.0.0.1:8080/", ""},
      {"::1", "http://[::1]:8080/", ""},
      {",,", "http://a.example/", proxy},
  };
  for (const Case& c : cases) {
    CAPTURE(c.except, c.url);
    CHECK(feeds::ProxyFor({.http = proxy, .https = secure, .except = c.except}, c.url) == c.proxy);
  }
  CHECK(feeds::ProxyFor({}, "http://a.example/").empty());
}

}  // namespace
