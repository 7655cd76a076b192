#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "feeds/http_client.h"
#include "tests/feeds/http_requests.h"
#include "tests/support/catch.h"
#include "tests/support/http_server.h"

// Many requests at once: limits, delays, hosts that ask to be left alone.
namespace {

using feeds::FetchResult;
using feeds::HttpClient;
using Kind = feeds::FetchError::Kind;
using http_requests::PageOf;
using http_requests::To;
using support::HttpRequest;
using support::HttpResponse;
using support::HttpServer;

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

}  // namespace
