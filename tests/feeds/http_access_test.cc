#include <regex>
#include <string>

#include "feeds/http_client.h"
#include "tests/feeds/http_requests.h"
#include "tests/support/catch.h"
#include "tests/support/http_server.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tls_keys.h"

// Who may be asked, with which credentials, and whom to trust.
namespace {

using feeds::FetchResult;
using feeds::HttpClient;
using Kind = feeds::FetchError::Kind;
using http_requests::Client;
using http_requests::PageOf;
using http_requests::To;
using http_requests::With;
using support::HttpRequest;
using support::HttpResponse;
using support::HttpServer;

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
  request.access = With(
      {.headers = {"X-Api-Key: secret", "Cookie: session=1"}, .user = "joe", .password = "pass"});
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
  request.access = std::make_shared<const feeds::Access>(feeds::Access{.proxy = proxy.Url("")});
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
    request.access = With({.ca_file = c.trusted ? authority.certificate().string() : ""});
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
  request.access = With({.client_certificate = own.certificate,
                         .client_key = own.key,
                         .ca_file = authority.certificate()});
  CHECK(PageOf(client.Fetch(request)).body == "hello");

  request.access = With({.ca_file = authority.certificate()});
  CHECK_FALSE(client.Fetch(request));
  const FetchResult untrusting = client.Fetch(To(server.Url("/")));
  REQUIRE_FALSE(untrusting);
  CHECK(untrusting.error().kind == Kind::kTls);
  request.access = With(
      {.client_certificate = folder.path() / "missing.pem", .ca_file = authority.certificate()});
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
  request.access = With({.client_certificate = own.certificate,
                         .client_key = own.key,
                         .ca_file = authority.certificate()});
  CHECK_FALSE(Client().Fetch(request));
  CHECK(asks.requests().empty());
}

}  // namespace
