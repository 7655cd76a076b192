#include "feeds/http_client.h"

#include <zlib.h>

#include <algorithm>
#include <mutex>
#include <regex>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/support/catch.h"
#include "tests/support/http_server.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tls_keys.h"

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
  if (!result) {
    FAIL(ToText(result.error()));
  }
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
    const FetchResult result =
        client.Fetch({.url = std::string("http://").append(host).append(port).append("/")});
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
  requests.reserve(201);
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

// Steps until nothing is under way.
void Finish(HttpClient& client) {
  while (client.UnderWay() > 0) {
    client.Step(std::chrono::seconds{1});
  }
}

TEST_CASE("a started request is done once, within a step", "[feeds][http_client]") {
  const HttpServer server(
      [](const HttpRequest& request) { return HttpResponse{.body = request.path}; });
  HttpClient client({}, "t");
  std::vector<std::string> done;
  const auto keep = [&done](const FetchResult& result) { done.push_back(PageOf(result).body); };
  CHECK(client.UnderWay() == 0);
  client.Start(To(server.Url("/1")), [&](const FetchResult& result) {
    keep(result);
    client.Start(To(server.Url("/2")), keep);
  });
  client.Start(To("file:///no/such/file"), [&done](const FetchResult& result) {
    CHECK_FALSE(result);
    done.emplace_back("file");
  });
  CHECK(client.UnderWay() == 2);
  CHECK(done.empty());
  Finish(client);
  std::sort(done.begin(), done.end());
  CHECK(done == std::vector<std::string>{"/1", "/2", "file"});
}

TEST_CASE("dropped requests are never done, also when one drops the others",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    return {.body = "x", .delay = std::chrono::minutes{request.path == "/slow" ? 5 : 0}};
  });
  HttpClient client({.connections_per_host_max = 2}, "t");
  int done = 0;
  const auto count = [&done](const FetchResult&) { ++done; };
  client.Start(To(server.Url("/slow")), count);
  client.Start(To(server.Url("/slow")), count);
  client.Start(To(server.Url("/waits")), count);
  client.Step(std::chrono::milliseconds{0});
  client.Drop();
  CHECK(client.UnderWay() == 0);
  client.Start(To("file:///no/1"), [&](const FetchResult&) {
    ++done;
    client.Drop();
  });
  client.Start(To("file:///no/2"), count);
  Finish(client);
  CHECK(done == 1);
  CHECK(client.Fetch(To(server.Url("/fast"))));
}

TEST_CASE("another thread ends the wait of a step", "[feeds][http_client]") {
  HttpClient client({}, "t");
  std::thread waker([&client] { client.Wake(); });
  client.Step(std::chrono::hours{1});  // or the time limit of the test
  waker.join();
}

TEST_CASE("the delay of a host passes between two requests", "[feeds][http_client]") {
  std::mutex mutex;
  std::vector<std::chrono::steady_clock::time_point> arrivals;
  const HttpServer server([&](const HttpRequest&) {
    const std::lock_guard lock(mutex);
    arrivals.push_back(std::chrono::steady_clock::now());
    return HttpResponse{.body = "x"};
  });
  HttpClient client({}, "t");
  feeds::FetchRequest request = To(server.Url("/"));
  request.delay = std::chrono::milliseconds{300};
  for (int i = 0; i < 2; ++i) {
    client.Start(request, [](const FetchResult& result) { CHECK(result); });
  }
  Finish(client);
  REQUIRE(arrivals.size() == 2);
  CHECK(arrivals[1] - arrivals[0] > std::chrono::milliseconds{150});
}

TEST_CASE("a host that asks to be left alone is, for all requests", "[feeds][http_client]") {
  for (const char* status : {"429 Too Many Requests", "503 Service Unavailable"}) {
    CAPTURE(status);
    // A server whose clock is years behind asks for two minutes.
    const HttpServer server([status](const HttpRequest&) {
      return HttpResponse{.status = status,
                          .headers = {"Date: Sun, 06 Nov 1994 08:49:37 GMT",
                                      "Retry-After: Sun, 06 Nov 1994 08:51:37 GMT"}};
    });
    const HttpServer other([](const HttpRequest&) { return HttpResponse{.body = "x"}; });
    HttpClient client({.connections_per_host_max = 1}, "t");
    std::vector<FetchResult> results(4);
    client.FetchAll(
        {To(server.Url("/1")), To(server.Url("/2")), To(server.Url("/3")), To(other.Url("/"))},
        [&results](std::size_t index, FetchResult result) { results[index] = std::move(result); });
    CHECK(server.requests().size() == 1);
    CHECK(results[3]);
    for (const std::size_t index : {1U, 2U}) {
      REQUIRE_FALSE(results[index]);
      CHECK(results[index].error().kind == Kind::kHeldBack);
      CHECK(results[index].error().retry_after > std::chrono::seconds{60});
      CHECK(results[index].error().retry_after <= std::chrono::seconds{120});
    }
    const FetchResult later = client.Fetch(To(server.Url("/4")));
    REQUIRE_FALSE(later);
    CHECK(later.error().kind == Kind::kHeldBack);
    CHECK(ToText(later.error()).find("asked to be left alone") != std::string::npos);
  }
}

TEST_CASE("other errors with Retry-After hold nobody back", "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest&) {
    return HttpResponse{.status = "500 Oh", .headers = {"Retry-After: 120"}};
  });
  HttpClient client({}, "t");
  for (int i = 0; i < 2; ++i) {
    const FetchResult result = client.Fetch(To(server.Url("/")));
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == Kind::kHttpStatus);
  }
}

TEST_CASE("credentials and own headers go to the source's origin alone", "[feeds][http_client]") {
  const HttpServer other([](const HttpRequest&) { return HttpResponse{.body = "other"}; });
  const HttpServer server([&other](const HttpRequest& request) -> HttpResponse {
    if (request.path == "/stay") {
      return {.status = "302 Found", .headers = {"Location: /end"}};
    }
    if (request.path == "/leave") {
      return {.status = "301 Moved", .headers = {"Location: " + other.Url("/")}};
    }
    return {.body = "own"};
  });
  feeds::FetchRequest request = To(server.Url("/stay"), {.etag = "\"1\"", .last_modified = {}});
  request.access.headers = {"X-Api-Key: secret", "Cookie: session=1"};
  request.access.user = "joe";
  request.access.password = "pass";
  HttpClient client({}, "t");
  CHECK(PageOf(client.Fetch(request)).body == "own");
  request.url = server.Url("/leave");
  CHECK(PageOf(client.Fetch(request)).body == "other");
  for (const HttpRequest& seen : server.requests()) {
    CAPTURE(seen.path);
    CHECK(seen.headers.at("x-api-key") == "secret");
    CHECK(seen.headers.at("cookie") == "session=1");
    CHECK(seen.headers.at("authorization") == "Basic am9lOnBhc3M=");
  }
  CHECK(server.requests().size() == 3);
  REQUIRE(other.requests().size() == 1);
  const auto headers = other.requests().at(0).headers;
  CHECK(headers.count("x-api-key") + headers.count("cookie") + headers.count("authorization") == 0);
  CHECK(headers.at("if-none-match") == "\"1\"");
}

TEST_CASE("a user in the URL is one who asks, and no part of the page's URL",
          "[feeds][http_client]") {
  const HttpServer server([](const HttpRequest& request) -> HttpResponse {
    return request.path == "/f" ? HttpResponse{.status = "302 Found", .headers = {"Location: g"}}
                                : HttpResponse{.body = "x"};
  });
  std::string url = server.Url("/f#part");
  url.insert(std::string("http://").size(), "joe:pass@");
  const FetchResult result = Client().Fetch(To(url));
  CHECK(PageOf(result).url == server.Url("/g"));
  CHECK(server.requests().at(0).path == "/f");
  for (const HttpRequest& seen : server.requests()) {
    CHECK(seen.headers.at("authorization") == "Basic am9lOnBhc3M=");
  }
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

TEST_CASE("a source behind a proxy is asked for by its URL, with its name in ASCII",
          "[feeds][http_client]") {
  const HttpServer proxy([](const HttpRequest& request) -> HttpResponse {
    return request.path == "http://a.example/away"
               ? HttpResponse{.status = "302 Found", .headers = {"Location: http://127.0.0.1/"}}
               : HttpResponse{.body = "through"};
  });
  HttpClient client({}, "t");
  feeds::FetchRequest request{.url =
                                  "http://b\xC3\xBC"
                                  "cher.example/feed"};
  request.access.proxy = proxy.Url("");
  CHECK(PageOf(client.Fetch(request)).body == "through");
  CHECK(proxy.requests().at(0).path == "http://xn--bcher-kva.example/feed");
  for (const char* url :
       {"http://localhost/", "http://10.1.2.3/", "http://2130706433/", "http://a.example/away"}) {
    CAPTURE(url);
    request.url = url;
    const FetchResult result = client.Fetch(request);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == Kind::kRefused);
  }
  CHECK(proxy.requests().size() == 2);
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

TEST_CASE("a certificate must be good, and the reason is told", "[feeds][http_client][tls]") {
  const TemporaryFolder folder;
  const support::TlsAuthority authority(folder.path());
  const std::string here = "IP:127.0.0.1,DNS:localhost";
  struct Case {
    support::TlsKeys keys;
    bool trusted;
    std::string_view reason;  // empty: good
  };
  const Case cases[] = {
      {authority.Issue({.name = "good", .alternatives = here}), true, ""},
      {authority.Issue({.name = "unknown", .alternatives = here}), false,
       "unable to get local issuer"},
      {authority.Issue({.name = "old", .alternatives = here, .valid_for = std::chrono::hours{-1}}),
       true, "expired"},
      {authority.Issue({.name = "other", .alternatives = "DNS:other.example"}), true,
       "does not match|no alternative certificate subject name matches"},
      {authority.SelfSigned({.name = "self", .alternatives = here}), true,
       "self-signed|self signed"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.reason);
    const HttpServer server([](const HttpRequest&) { return HttpResponse{.body = "secret"}; },
                            c.keys);
    feeds::FetchRequest request = To(server.Url("/"));
    request.access.ca_file = c.trusted ? authority.certificate().string() : "";
    const FetchResult result = Client().Fetch(request);
    if (c.reason.empty()) {
      CHECK(PageOf(result).body == "secret");
      continue;
    }
    REQUIRE_FALSE(result);
    CAPTURE(result.error().detail);
    CHECK(result.error().kind == Kind::kTls);
    CHECK(std::regex_search(result.error().detail, std::regex(std::string(c.reason))));
    CHECK(server.requests().empty());
  }
}

TEST_CASE("trust and certificates of one source are not those of the next",
          "[feeds][http_client][tls]") {
  const TemporaryFolder folder;
  const support::TlsAuthority authority(folder.path());
  support::TlsKeys keys = authority.Issue({.name = "server", .alternatives = "IP:127.0.0.1"});
  keys.client_authority = authority.certificate();
  const support::TlsKeys own = authority.Issue({.name = "client"});
  const HttpServer server([](const HttpRequest&) { return HttpResponse{.body = "hello"}; }, keys);
  HttpClient client({}, "t");
  feeds::FetchRequest request = To(server.Url("/"));
  request.access.ca_file = authority.certificate();
  request.access.client_certificate = own.certificate;
  request.access.client_key = own.key;
  CHECK(PageOf(client.Fetch(request)).body == "hello");

  request.access.client_certificate.clear();
  request.access.client_key.clear();
  CHECK_FALSE(client.Fetch(request));
  const FetchResult untrusting = client.Fetch(To(server.Url("/")));
  REQUIRE_FALSE(untrusting);
  CHECK(untrusting.error().kind == Kind::kTls);
  request.access.client_certificate = folder.path() / "missing.pem";
  const FetchResult missing = client.Fetch(request);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == Kind::kTls);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("a client certificate is not shown to where a redirect leads",
          "[feeds][http_client][tls]") {
  const TemporaryFolder folder;
  const support::TlsAuthority authority(folder.path());
  support::TlsKeys keys = authority.Issue({.name = "server", .alternatives = "IP:127.0.0.1"});
  keys.client_authority = authority.certificate();
  const HttpServer asks([](const HttpRequest&) { return HttpResponse{.body = "hello"}; }, keys);
  const HttpServer leads([&asks](const HttpRequest&) {
    return HttpResponse{.status = "302 Found", .headers = {"Location: " + asks.Url("/")}};
  });
  const support::TlsKeys own = authority.Issue({.name = "client"});
  feeds::FetchRequest request = To(leads.Url("/"));
  request.access.ca_file = authority.certificate();
  request.access.client_certificate = own.certificate;
  request.access.client_key = own.key;
  CHECK_FALSE(Client().Fetch(request));
  CHECK(asks.requests().empty());
}

TEST_CASE("fetch errors have their words and one line each", "[feeds][http_client]") {
  CHECK(feeds::ToText(Kind::kHttpStatus) == "http-status");
  CHECK(feeds::ToText(Kind::kTooLarge) == "too-large");
  CHECK(feeds::ToText(feeds::FetchError{.kind = Kind::kTls}) == "tls");
  CHECK(feeds::ToText(feeds::FetchError{.kind = Kind::kTimeout, .detail = "no answer"}) ==
        "no answer");
}

}  // namespace
