#include "feeds/request_headers.h"

#include <algorithm>

#include "tests/support/catch.h"

namespace {

using Headers = std::vector<std::string>;

TEST_CASE("every request says what is wanted, and what is known", "[feeds][request_headers]") {
  const Headers plain = feeds::CommonHeaders({});
  REQUIRE(plain.size() == 1);
  CHECK(plain[0].rfind("Accept: application/atom+xml", 0) == 0);
  const Headers page =
      feeds::CommonHeaders({.validators = {.etag = "W/\"1\"", .last_modified = "yesterday"},
                            .expect = feeds::Expect::kPage});
  REQUIRE(page.size() == 3);
  CHECK(page[0].rfind("Accept: text/html", 0) == 0);
  CHECK(page[1] == "If-None-Match: W/\"1\"");
  CHECK(page[2] == "If-Modified-Since: yesterday");
}

TEST_CASE("credentials make one Authorization", "[feeds][request_headers]") {
  struct Case {
    feeds::Access access;
    feeds::Target target;
    Headers headers;
  };
  const feeds::Target anyone{.url = "http://a.example/", .user = {}, .password = {}};
  const feeds::Target in_url{
      .url = "http://a.example/", .user = "Aladdin", .password = "open sesame"};
  const Case cases[] = {
      {{}, anyone, {}},
      // RFC 7617, section 2
      {{.user = "Aladdin", .password = "open sesame"},
       anyone,
       {"Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}},
      {{}, in_url, {"Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}},
      {{.user = "a"}, in_url, {"Authorization: Basic YTo="}},
      {{.user = "a", .password = "bc"}, anyone, {"Authorization: Basic YTpiYw=="}},
      {{.user = "a", .password = "bcd"}, anyone, {"Authorization: Basic YTpiY2Q="}},
      {{.user = "a", .password = "bcde"}, anyone, {"Authorization: Basic YTpiY2Rl"}},
      {{.bearer = "t0ken"}, in_url, {"Authorization: Bearer t0ken"}},
      {{.headers = {"X-Api-Key: 1", "Cookie: a=b"}, .bearer = "t"},
       anyone,
       {"X-Api-Key: 1", "Cookie: a=b", "Authorization: Bearer t"}},
  };
  for (const Case& c : cases) {
    CHECK(feeds::PrivateHeaders(c.access, c.target) == c.headers);
  }
}

TEST_CASE("no text adds a header of its own", "[feeds][request_headers]") {
  for (const std::string& text :
       {std::string("a\r\nX-Evil: 1"), std::string("a\nb"), std::string("a\0b", 3)}) {
    CHECK(feeds::CommonHeaders({.validators = {.etag = text, .last_modified = text}}).size() == 1);
    CHECK(feeds::PrivateHeaders({.headers = {text}, .bearer = text}, {}).empty());
    CHECK_FALSE(feeds::IsConditional({.etag = text, .last_modified = {}}));
  }
}

}  // namespace
