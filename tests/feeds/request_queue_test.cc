#include "feeds/request_queue.h"

#include "tests/support/catch.h"

namespace {

TEST_CASE("requests wait for their host, and others pass them", "[feeds][request_queue]") {
  const std::vector<feeds::FetchRequest> requests = {
      {.url = "http://a.example/1"}, {.url = "http://A.example/2"}, {.url = "http://a.example/3"},
      {.url = "http://b.example/4"}, {.url = "http://c.example/5"},
  };
  feeds::FetchLimits limits;
  limits.connections_max = 3;
  limits.connections_per_host_max = 1;
  feeds::RequestQueue queue(requests, limits);
  CHECK(queue.Take() == 0U);
  CHECK(queue.Take() == 3U);
  CHECK(queue.Take() == 4U);
  CHECK_FALSE(queue.Take());
  queue.End(3);
  CHECK_FALSE(queue.Take());
  queue.End(0);
  CHECK(queue.Take() == 1U);
  CHECK_FALSE(queue.Take());
  queue.End(1);
  CHECK(queue.Take() == 2U);
  queue.End(2);
  CHECK_FALSE(queue.Done());
  queue.End(4);
  CHECK(queue.Done());
}

TEST_CASE("no requests are done at once", "[feeds][request_queue]") {
  const std::vector<feeds::FetchRequest> none;
  const feeds::FetchLimits limits;
  CHECK(feeds::RequestQueue(none, limits).Done());
}

}  // namespace
