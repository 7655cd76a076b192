#include "feeds/http_client.h"

#include <zlib.h>

#include <string>

#include "tests/feeds/http_requests.h"
#include "tests/support/catch.h"
#include "tests/support/http_server.h"

namespace {

using feeds::FetchLimits;
using feeds::FetchResult;
using feeds::HttpClient;
using Kind = feeds::FetchError::Kind;
using http_requests::Client;
using http_requests::PageOf;
using http_requests::To;
using support::HttpRequest;
using support::HttpResponse;
using support::HttpServer;

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

TEST_CASE("a page tells where it has moved for good", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    if (request.path == "/end") {
      return request.headers.count("if-none-match") == 0
                 ? HttpResponse{.body = "x"}
                 : HttpResponse{.status = "304 Not Modified"};
    }
    const bool permanent = request.path.find("for-good") != std::string::npos;
    return {.status = permanent ? "308 Permanent Redirect" : "302 Found",
            .headers = {"Location: " +
                        std::string(request.path == "/for-good-and-then" ? "/once" : "/end")}};
  });
  HttpClient client({}, "t");
  CHECK(PageOf(client.Fetch(To(server.Url("/for-good")))).permanent_url == server.Url("/end"));
  CHECK(PageOf(client.Fetch(To(server.Url("/once")))).permanent_url.empty());
  CHECK(PageOf(client.Fetch(To(server.Url("/for-good-and-then")))).permanent_url.empty());
  CHECK(PageOf(client.Fetch(To(server.Url("/end")))).permanent_url.empty());
  const FetchResult unchanged =
      client.Fetch(To(server.Url("/for-good"), {.etag = "\"1\"", .last_modified = {}}));
  REQUIRE(unchanged);
  CHECK(std::get<feeds::NotModified>(*unchanged).permanent_url == server.Url("/end"));
}

TEST_CASE("pages and 304 tell how long they are good and what to send next",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    if (request.headers.count("if-none-match") == 0) {
      return {.headers = {"ETag: \"1\"", "Last-Modified: then", "Cache-Control: max-age=600",
                          "Age: 60"},
              .body = "x"};
    }
    return request.path == "/renewed"
               ? HttpResponse{.status = "304 Not Modified",
                              .headers = {"ETag: \"2\"", "Cache-Control: public",
                                          "Cache-Control: max-age=60"}}
               : HttpResponse{.status = "304 Not Modified"};
  });
  HttpClient client({}, "t");
  const FetchResult first = client.Fetch(To(server.Url("/")));
  CHECK(PageOf(first).fresh_for == std::chrono::seconds{540});
  CHECK(PageOf(first).wire_bytes == 1);
  const feeds::Validators& known = PageOf(first).validators;

  const FetchResult bare = client.Fetch(To(server.Url("/"), known));
  REQUIRE(bare);
  const auto& kept = std::get<feeds::NotModified>(*bare);
  CHECK(kept.validators.etag == "\"1\"");
  CHECK(kept.validators.last_modified == "then");
  CHECK_FALSE(kept.fresh_for);

  const FetchResult renewed = client.Fetch(To(server.Url("/renewed"), known));
  REQUIRE(renewed);
  const auto& changed = std::get<feeds::NotModified>(*renewed);
  CHECK(changed.validators.etag == "\"2\"");
  CHECK(changed.validators.last_modified == "then");
  CHECK(changed.fresh_for == std::chrono::seconds{60});
}

TEST_CASE("answers that break off or break the rules are failures, never shorter pages",
          "[feeds][http_client]") {
  const std::string gzip = Gzip("<rss>" + std::string(5000, 'x') + "</rss>");
  const std::string ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
  struct Case {
    const char* what;
    std::string raw;
    Kind kind;
  };
  const Case cases[] = {
      {"a body shorter than announced", ok + "Content-Length: 100\r\n\r\n<rss/>", Kind::kProtocol},
      {"chunks that break off", ok + "Transfer-Encoding: chunked\r\n\r\n40\r\n<rss>",
       Kind::kProtocol},
      {"chunks without an end", ok + "Transfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n",
       Kind::kProtocol},
      {"chunks of no size", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n<rss/>\r\n0\r\n\r\n",
       Kind::kProtocol},
      {"gzip that is cut off",
       ok + "Content-Encoding: gzip\r\nContent-Length: " + std::to_string(gzip.size() / 2) +
           "\r\n\r\n" + gzip.substr(0, gzip.size() / 2),
       Kind::kProtocol},
      {"gzip that is cut off by the connection",
       ok + "Content-Encoding: gzip\r\n\r\n" + gzip.substr(0, gzip.size() / 2), Kind::kProtocol},
      {"HTTP/0.9", "<rss/>", Kind::kProtocol},
      {"headers without end",
       ok + "X-Bomb: " + std::string(90000, 'x') + "\r\nX-Bomb: " + std::string(90000, 'x') +
           "\r\nX-Bomb: " + std::string(90000, 'x') + "\r\n\r\nx",
       Kind::kTooLarge},
      {"many headers",
       [&ok] {
         std::string raw = ok;
         for (int i = 0; i < 30000; ++i) {
           raw += "X-" + std::to_string(i) + ": 1\r\n";
         }
         return raw + "\r\nx";
       }(),
       Kind::kTooLarge},
      {"half of a header", "HTTP/1.1 200 OK\r\nContent-Ty", Kind::kProtocol},
      {"a part that was not asked for",
       "HTTP/1.1 206 Partial Content\r\nContent-Length: 6\r\n\r\n<rss/>", Kind::kHttpStatus},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const HttpServer server([&c](const HttpRequest&) { return HttpResponse{.raw = c.raw}; });
    const FetchResult result = Client().Fetch(To(server.Url("/")));
    REQUIRE_FALSE(result);
    CAPTURE(result.error().detail);
    CHECK(result.error().kind == c.kind);
    CHECK_FALSE(result.error().detail.empty());
  }
}

TEST_CASE("of redirects and errors the status counts, however large their bodies",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    if (request.path == "/end") {
      return {.body = "arrived"};
    }
    HttpResponse response{.status = "404 Not Found", .repeated = std::string(65536, 'x')};
    if (request.path == "/moved") {
      response.status = "302 Found";
      response.headers = {"Location: /end"};
    } else if (request.path == "/announced") {
      response.headers = {"Content-Length: 99999999999"};
    } else if (request.path == "/coded") {
      response = {
          .status = "404 Not Found", .headers = {"Content-Encoding: gzip"}, .body = "\x1F\x8B"};
    }
    return response;
  });
  HttpClient client({}, "t");
  CHECK(PageOf(client.Fetch(To(server.Url("/moved")))).body == "arrived");
  for (const char* path : {"/endless", "/announced", "/coded"}) {
    CAPTURE(path);
    const FetchResult result = client.Fetch(To(server.Url(path)));
    REQUIRE_FALSE(result);
    CHECK(result.error().http_status == 404);
  }
}

TEST_CASE("a request may have a limit of its own, and says what it wants", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) { return HttpResponse{.body = "0123456789"}; });
  HttpClient client({}, "t");
  feeds::FetchRequest request = To(server.Url("/a b?\xC3\xA9"));
  request.expect = feeds::Expect::kPage;
  request.body_bytes_max = 9;
  const FetchResult result = client.Fetch(request);
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == Kind::kTooLarge);
  request.body_bytes_max.reset();
  CHECK(PageOf(client.Fetch(request)).body.size() == 10);
  CHECK(server.requests().at(1).path == "/a%20b?%C3%A9");
  CHECK(server.requests().at(1).headers.at("accept").rfind("text/html", 0) == 0);
}

TEST_CASE("failures while our own network is down are not the source's", "[feeds][http_client]") {
  FetchLimits limits;
  limits.connect_max = std::chrono::seconds{2};
  HttpClient client(
      limits, "t",
      {.has_route = [] { return false; }, .name_servers_answer = [] { return false; }});
  const FetchResult away = client.Fetch({.url = "http://no-such-host.example.org/"});
  REQUIRE_FALSE(away);
  CHECK(away.error().kind == Kind::kOffline);
  CHECK(ToText(away.error()).rfind("our own network is down: ", 0) == 0);
  for (const char* url : {"http://127.0.0.1:1/", "http://no-such-host.invalid/"}) {
    CAPTURE(url);
    const FetchResult near = client.Fetch(To(url));
    REQUIRE_FALSE(near);
    CHECK(near.error().kind != Kind::kOffline);
  }
}

TEST_CASE("fetch errors have their words and one line each", "[feeds][http_client]") {
  CHECK(feeds::ToText(Kind::kHttpStatus) == "http-status");
  CHECK(feeds::ToText(Kind::kTooLarge) == "too-large");
  CHECK(feeds::ToText(feeds::FetchError{.kind = Kind::kTls}) == "tls");
  CHECK(feeds::ToText(feeds::FetchError{.kind = Kind::kTimeout, .detail = "no answer"}) ==
        "no answer");
}

}  // namespace
