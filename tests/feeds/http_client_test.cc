#include "feeds/http_client.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "tests/support/catch.h"
#include "tests/support/http_server.h"

namespace {

using feeds::Addresses;
using feeds::FetchLimits;
using feeds::FetchResult;
using feeds::HttpClient;
using Kind = feeds::FetchError::Kind;
using support::HttpRequest;
using support::HttpResponse;
using support::HttpServer;

feeds::FetchRequest To(const std::string& url, const feeds::Validators& validators = {}) {
  return {.url = url, .validators = validators, .access = {.addresses = Addresses::kAny}};
}

HttpClient Client() {
  return {{}, "lodewatch-test/1"};
}

const feeds::Page& PageOf(const FetchResult& result) {
  REQUIRE(result);
  return std::get<feeds::Page>(*result);
}

// One gzip member; windowBits 15 + 16 asks zlib for its header.
std::string Gzip(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string compressed(compressBound(text.size()) + 64, '\0');
  std::string input = text;
  stream.next_in = static_cast<Bytef*>(static_cast<void*>(input.data()));
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = static_cast<Bytef*>(static_cast<void*>(compressed.data()));
  stream.avail_out = static_cast<uInt>(compressed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  compressed.resize(stream.total_out);
  deflateEnd(&stream);
  return compressed;
}

TEST_CASE("a page comes with its type and validators, and then as not modified",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    const auto etag = request.headers.find("if-none-match");
    const auto since = request.headers.find("if-modified-since");
    if (etag != request.headers.end() && etag->second == "W/\"v1\"" &&
        since != request.headers.end() && since->second == "Mon, 14 Jul 2025 03:20:00 GMT") {
      return {.status = "304 Not Modified"};
    }
    return {.headers = {"ETag: W/\"v1\"", "Last-Modified: Mon, 14 Jul 2025 03:20:00 GMT",
                        "Content-Type: application/rss+xml; charset=gbk"},
            .body = "<rss/>"};
  });
  HttpClient client({}, "lodewatch-test/1");
  const FetchResult first = client.Fetch(To(server.Url("/feed?a=b")));
  const feeds::Page& page = PageOf(first);
  CHECK(page.body == "<rss/>");
  CHECK(page.url == server.Url("/feed?a=b"));
  CHECK(page.content_type == "application/rss+xml; charset=gbk");
  CHECK(page.validators.etag == "W/\"v1\"");
  CHECK(page.validators.last_modified == "Mon, 14 Jul 2025 03:20:00 GMT");
  const FetchResult second = client.Fetch(To(server.Url("/feed"), page.validators));
  REQUIRE(second);
  CHECK(std::holds_alternative<feeds::NotModified>(*second));

  const auto requests = server.requests();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].method == "GET");
  CHECK(requests[0].path == "/feed?a=b");
  CHECK(requests[0].headers.at("user-agent") == "lodewatch-test/1");
  CHECK(requests[0].headers.at("accept-encoding").find("gzip") != std::string::npos);
  CHECK(requests[0].headers.count("if-none-match") == 0);
}

TEST_CASE("a 304 that was not asked for is an error", "[feeds][http_client]") {
  const HttpServer server(
      [](const HttpRequest&) { return HttpResponse{.status = "304 Not Modified"}; });
  HttpClient client({}, "t");
  const FetchResult result = client.Fetch(To(server.Url("/")));
  REQUIRE_FALSE(result);
  CHECK(result.error().http_status == 304);
}

TEST_CASE("validators with line breaks add no header", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) { return HttpResponse{.body = "x"}; });
  HttpClient client({}, "t");
  CHECK(client.Fetch(To(server.Url("/"), {.etag = "\"a\"\r\nX-Evil: 1", .last_modified = {}})));
  CHECK(server.requests().at(0).headers.count("x-evil") == 0);
  CHECK(server.requests().at(0).headers.count("if-none-match") == 0);
}

TEST_CASE("a gzip body is decompressed, and a bomb ends at the limit", "[feeds][http_client]") {
  const std::string bomb = Gzip(std::string(std::size_t{8} << 20, 'x'));
  REQUIRE(bomb.size() < 20000);
  const HttpServer server([&bomb](const HttpRequest& request) -> HttpResponse {
    return {.headers = {"Content-Encoding: gzip"},
            .body = request.path == "/bomb" ? bomb : Gzip("small enough")};
  });
  FetchLimits limits;
  limits.body_bytes_max = 100'000;
  HttpClient client(limits, "t");
  CHECK(PageOf(client.Fetch(To(server.Url("/")))).body == "small enough");
  const FetchResult result = client.Fetch(To(server.Url("/bomb")));
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == Kind::kTooLarge);
  CHECK(ToText(result.error()) == "more than 100000 bytes");
}

TEST_CASE("a body without end or of announced size beyond the limit is too large",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    return request.path == "/endless" ? HttpResponse{.repeated = std::string(65536, 'x')}
                                      : HttpResponse{.body = std::string(200'000, 'x')};
  });
  FetchLimits limits;
  limits.body_bytes_max = 100'000;
  HttpClient client(limits, "t");
  for (const char* path : {"/endless", "/announced"}) {
    CAPTURE(path);
    const FetchResult result = client.Fetch(To(server.Url(path)));
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == Kind::kTooLarge);
  }
}

TEST_CASE("HTTP errors carry their status and Retry-After", "[feeds][http_client]") {
  struct Case {
    std::string status;
    std::vector<std::string> headers;
    int code;
    std::string_view text;
  };
  const Case cases[] = {
      {"404 Not Found", {}, 404, "HTTP 404"},
      {"429 Too Many Requests", {"Retry-After: 120"}, 429, "HTTP 429, retry after 120 s"},
      {"503 Service Unavailable", {"Retry-After: soon"}, 503, "HTTP 503"},
      {"503 Service Unavailable", {"Retry-After: Mon, 14 Jul 2003 03:20:00 GMT"}, 503, "HTTP 503"},
      {"301 Moved", {}, 301, "HTTP 301"},
      {"410 Gone", {}, 410, "HTTP 410"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const HttpServer server([&c](const HttpRequest&) {
      return HttpResponse{.status = c.status, .headers = c.headers, .body = "sorry"};
    });
    const FetchResult result = Client().Fetch(To(server.Url("/")));
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == Kind::kHttpStatus);
    CHECK(result.error().http_status == c.code);
    CHECK(ToText(result.error()) == c.text);
  }
}

TEST_CASE("Retry-After as a date is counted from now", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) {
    return HttpResponse{.status = "503 Service Unavailable",
                        .headers = {"Retry-After: Fri, 31 Dec 2298 23:59:59 GMT"}};
  });
  const FetchResult result = Client().Fetch(To(server.Url("/")));
  REQUIRE_FALSE(result);
  CHECK(result.error().retry_after == std::chrono::hours{24 * 366});
}

TEST_CASE("redirects are followed to the end, and no further than allowed",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    if (request.path == "/end") {
      return {.body = "arrived"};
    }
    const std::string next = request.path == "/start" ? "/middle" : "/end";
    return {.status = "302 Found",
            .headers = {"Location: " + (request.path == "/loop" ? "/loop" : next)},
            .body = "not this"};
  });
  HttpClient client({}, "t");
  const FetchResult result = client.Fetch(To(server.Url("/start")));
  CHECK(PageOf(result).body == "arrived");
  CHECK(PageOf(result).url == server.Url("/end"));
  const FetchResult loop = client.Fetch(To(server.Url("/loop")));
  REQUIRE_FALSE(loop);
  CHECK(loop.error().kind == Kind::kProtocol);
  CHECK(server.requests().size() == 3 + 1);
}

TEST_CASE("no redirect leads to a file or another protocol", "[feeds][http_client]") {
  for (const char* target : {"file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"}) {
    CAPTURE(target);
    const HttpServer server([target](const HttpRequest&) {
      return HttpResponse{.status = "302 Found", .headers = {std::string("Location: ") + target}};
    });
    const FetchResult result = Client().Fetch(To(server.Url("/")));
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == Kind::kRefused);
  }
}

TEST_CASE("a source of the public internet never reaches this machine", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) { return HttpResponse{.body = "secret"}; });
  const std::string port = server.Url("").substr(std::string("http://127.0.0.1").size());
  HttpClient client({}, "t");
  for (const std::string host : {"127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]",
                                 "2130706433", "0x7f.1", "127.1"}) {
    CAPTURE(host);
    const FetchResult result = client.Fetch({.url = "http://" + host + port + "/"});
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == Kind::kRefused);
  }
  CHECK(server.requests().empty());
}

TEST_CASE("a connection kept from another source does not lead around the address check",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) { return HttpResponse{.body = "x"}; });
  HttpClient client({}, "t");
  REQUIRE(client.Fetch(To(server.Url("/"))));
  const FetchResult result = client.Fetch({.url = server.Url("/")});
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == Kind::kRefused);
}

TEST_CASE("other failures have their kinds", "[feeds][http_client]") {
  struct Case {
    std::string url;
    Kind kind;
  };
  const Case cases[] = {
      {"http://127.0.0.1:1/", Kind::kConnect},
      {"http://no-such-host.invalid/", Kind::kResolve},
      {"ftp://127.0.0.1/", Kind::kRefused},
      {"dict://127.0.0.1/", Kind::kRefused},
      {"example.org/feed", Kind::kRefused},
      {"", Kind::kRefused},
      {"http://", Kind::kProtocol},
      {"file:///no/such/file", Kind::kRead},
  };
  HttpClient client({}, "t");
  for (const Case& c : cases) {
    CAPTURE(c.url);
    const FetchResult result = client.Fetch(To(c.url));
    REQUIRE_FALSE(result);
    CAPTURE(result.error().detail);
    CHECK(result.error().kind == c.kind);
    CHECK_FALSE(result.error().detail.empty());
  }
}

TEST_CASE("plain HTTP where TLS is expected is a TLS error", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) { return HttpResponse{.body = "x"}; });
  std::string url = server.Url("/");
  url.insert(4, "s");
  const FetchResult result = Client().Fetch(To(url));
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == Kind::kTls);
}

TEST_CASE("a server that does not answer is given up", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) {
    return HttpResponse{.body = "late", .delay = std::chrono::minutes{5}};
  });
  FetchLimits limits;
  limits.total_max = std::chrono::seconds{1};
  HttpClient client(limits, "t");
  const FetchResult result = client.Fetch(To(server.Url("/")));
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == Kind::kTimeout);
}

TEST_CASE("many requests are each answered once, within the limits of connections",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    return {.body = request.path, .delay = std::chrono::milliseconds{2}};
  });
  std::vector<feeds::FetchRequest> requests;
  for (int i = 0; i < 200; ++i) {
    requests.push_back(To(server.Url("/" + std::to_string(i))));
  }
  requests.push_back(To("file:///no/such/file"));
  HttpClient client({.connections_max = 8, .connections_per_host_max = 3}, "t");
  std::vector<int> calls(requests.size());
  client.FetchAll(requests, [&](std::size_t index, const FetchResult& result) {
    ++calls.at(index);
    if (index < 200) {
      CHECK(PageOf(result).body == "/" + std::to_string(index));
    }
  });
  CHECK(std::all_of(calls.begin(), calls.end(), [](int count) { return count == 1; }));
  CHECK(server.requests().size() == 200);
  CHECK(server.connections_max() <= 4);  // the server may see one end after the next begins
}

TEST_CASE("FetchAll stops soon when told to and drops the rest", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    return {.body = "x", .delay = std::chrono::minutes{request.path == "/slow" ? 5 : 0}};
  });
  HttpClient client({}, "t");
  bool got_one = false;
  client.FetchAll(
      {To(server.Url("/slow")), To(server.Url("/fast"))},
      [&got_one](std::size_t index, const FetchResult&) { got_one = index == 1; },
      [&got_one] { return got_one; });
  CHECK(got_one);
  CHECK(client.Fetch(To(server.Url("/fast"))));
}

TEST_CASE("an exception of the receiver leaves the client usable", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) { return HttpResponse{.body = "x"}; });
  HttpClient client({}, "t");
  CHECK_THROWS_AS(
      client.FetchAll({To(server.Url("/")), To(server.Url("/"))},
                      [](std::size_t, const FetchResult&) { throw std::runtime_error("full"); }),
      std::runtime_error);
  CHECK(client.Fetch(To(server.Url("/"))));
}

TEST_CASE("fetch errors have their words and one line each", "[feeds][http_client]") {
  CHECK(feeds::ToText(Kind::kHttpStatus) == "http-status");
  CHECK(feeds::ToText(Kind::kTooLarge) == "too-large");
  CHECK(feeds::ToText(feeds::FetchError{.kind = Kind::kTls}) == "tls");
  CHECK(feeds::ToText(feeds::FetchError{.kind = Kind::kTimeout, .detail = "no answer"}) ==
        "no answer");
}

}  // namespace
