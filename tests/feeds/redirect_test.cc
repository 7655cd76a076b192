#include "feeds/redirect.h"

#include <optional>
#include <string_view>
#include <vector>

#include "tests/support/catch.h"

namespace {

using Kind = feeds::FetchError::Kind;

struct Hop {
  int status;
  const char* location;
};

TEST_CASE("a chain of redirects knows where it is, whose it is and what is permanent",
          "[feeds][redirect]") {
  struct Case {
    const char* start;
    std::vector<Hop> hops;
    std::string_view url;
    bool at_home;
    bool permanent;
  };
  const Case cases[] = {
      {"http://a.example/f", {}, "http://a.example/f", true, false},
      {"http://a.example/f", {{301, "/g"}}, "http://a.example/g", true, true},
      {"http://a.example/d/f", {{308, "g#top"}}, "http://a.example/d/g", true, true},
      {"http://a.example/f", {{302, "/g"}}, "http://a.example/g", true, false},
      {"http://a.example/f", {{301, "/g"}, {307, "/h"}}, "http://a.example/h", true, false},
      {"http://a.example/f", {{303, "/g"}, {301, "/h"}}, "http://a.example/h", true, false},
      {"http://a.example/f", {{301, "/g"}, {308, "/h"}}, "http://a.example/h", true, true},
      {"http://a.example/f", {{301, "https://a.example/f"}}, "https://a.example/f", true, true},
      {"http://a.example/f", {{301, "http://A.EXAMPLE:80/g"}}, "http://A.EXAMPLE:80/g", true, true},
      {"https://a.example/f", {{302, "http://a.example/f"}}, "http://a.example/f", false, false},
      {"http://a.example/f",
       {{301, "http://a.example:81/f"}},
       "http://a.example:81/f",
       false,
       true},
      {"http://a.example/f", {{301, "//b.example/f"}}, "http://b.example/f", false, true},
      {"http://a.example/f", {{301, "http://u:p@b.example/f"}}, "http://b.example/f", false, true},
      {"http://a.example/f",
       {{302, "//b.example"}, {302, "//a.example/x"}},
       "http://a.example/x",
       false,
       false},
      {"http://a.example/f",
       {{302, "/a b\xC3\xA9?c d"}},
       "http://a.example/a%20b%C3%A9?c%20d",
       true,
       false},
  };
  for (const Case& c : cases) {
    feeds::RedirectChain chain(c.start);
    for (const Hop& hop : c.hops) {
      CAPTURE(hop.status, hop.location);
      CHECK(chain.Follow(hop.status, hop.location, 5));
    }
    CAPTURE(c.url);
    CHECK(chain.url() == c.url);
    CHECK(chain.is_at_home() == c.at_home);
    CHECK(chain.permanent_url() == (c.permanent ? c.url : ""));
  }
}

TEST_CASE("a chain of redirects ends at other schemes, circles and its limit",
          "[feeds][redirect]") {
  struct Case {
    std::vector<const char*> locations;
    Kind kind;
  };
  const Case cases[] = {
      {{"file:///etc/passwd"}, Kind::kRefused},
      {{"FTP://a.example/"}, Kind::kRefused},
      {{"javascript:alert(1)"}, Kind::kRefused},
      {{"data:text/plain,x"}, Kind::kRefused},
      {{"http://a.example/f"}, Kind::kProtocol},
      {{"/f"}, Kind::kProtocol},
      {{"#there"}, Kind::kProtocol},
      {{"/g", "/h", "/g"}, Kind::kProtocol},
      {{"/1", "/2", "/3", "/4"}, Kind::kProtocol},
  };
  for (const Case& c : cases) {
    feeds::RedirectChain chain("http://a.example/f");
    std::optional<feeds::FetchError> error;
    for (const char* location : c.locations) {
      CAPTURE(location);
      CHECK_FALSE(error);
      if (const auto followed = chain.Follow(302, location, 3); !followed) {
        error = followed.error();
      }
    }
    CAPTURE(c.locations.front());
    REQUIRE(error);
    CHECK(error->kind == c.kind);
    CHECK_FALSE(error->detail.empty());
  }
}

TEST_CASE("no redirects may be allowed at all", "[feeds][redirect]") {
  feeds::RedirectChain chain("http://a.example/f");
  CHECK_FALSE(chain.Follow(301, "/g", 0));
}

TEST_CASE("five statuses send a GET elsewhere", "[feeds][redirect]") {
  for (int status = 100; status < 600; ++status) {
    CAPTURE(status);
    const bool expected =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    CHECK(feeds::IsRedirect(status) == expected);
  }
}

}  // namespace
