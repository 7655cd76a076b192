#include "feeds/request_queue.h"

#include <iterator>

#include "tests/support/catch.h"

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Queue = feeds::RequestQueue;

constexpr Queue::Time kStart{};

// The id of the request that may start now.
std::optional<Queue::Id> Started(Queue& queue, Queue::Time now = kStart) {
  const std::optional<Queue::Taken> taken = queue.Take(now);
  return taken && taken->held_back.count() == 0 ? std::optional(taken->id) : std::nullopt;
}

TEST_CASE("requests wait for their host, and others pass them", "[feeds][request_queue]") {
  Queue queue({.in_flight_max = 3, .in_flight_per_host_max = 1});
  const char* const hosts[] = {"a", "a", "a", "b", "c"};
  for (std::size_t id = 0; id < std::size(hosts); ++id) {
    queue.Add(id, hosts[id], milliseconds{0});
  }
  CHECK(Started(queue) == 0U);
  CHECK(Started(queue) == 3U);
  CHECK(Started(queue) == 4U);
  CHECK_FALSE(queue.Take(kStart));
  queue.End("b");
  CHECK_FALSE(queue.Take(kStart));
  queue.End("a");
  CHECK(Started(queue) == 1U);
  CHECK_FALSE(queue.Take(kStart));
  queue.End("a");
  CHECK(Started(queue) == 2U);
  queue.End("a");
  queue.End("c");
  CHECK_FALSE(queue.Take(kStart));
  CHECK_FALSE(queue.NextStart());
}

TEST_CASE("hosts take turns", "[feeds][request_queue]") {
  Queue queue({.in_flight_max = 6, .in_flight_per_host_max = 6});
  const char* const hosts[] = {"a", "a", "a", "b", "b", "c"};
  for (std::size_t id = 0; id < std::size(hosts); ++id) {
    queue.Add(id, hosts[id], milliseconds{0});
  }
  for (const Queue::Id id : {0U, 3U, 5U, 1U, 4U, 2U}) {
    CHECK(Started(queue) == id);
  }
}

TEST_CASE("the delay of a host passes between two starts", "[feeds][request_queue]") {
  Queue queue({.in_flight_max = 9, .in_flight_per_host_max = 9});
  queue.Add(1, "a", seconds{2});
  queue.Add(2, "a", seconds{0});  // the longer of two delays counts
  queue.Add(3, "a", seconds{3});
  queue.Add(4, "b", seconds{2});
  CHECK(Started(queue) == 1U);
  CHECK(Started(queue) == 4U);
  CHECK_FALSE(queue.Take(kStart));
  CHECK(queue.NextStart() == kStart + seconds{2});
  CHECK_FALSE(queue.Take(kStart + milliseconds{1999}));
  CHECK(Started(queue, kStart + seconds{2}) == 2U);
  CHECK_FALSE(queue.Take(kStart + seconds{4}));
  CHECK(queue.NextStart() == kStart + seconds{5});
  CHECK(Started(queue, kStart + seconds{5}) == 3U);
  CHECK_FALSE(queue.NextStart());
}

TEST_CASE("requests to a host that is held back are given out as such", "[feeds][request_queue]") {
  Queue queue({.in_flight_max = 2, .in_flight_per_host_max = 1});
  queue.Add(1, "a", milliseconds{0});
  queue.Add(2, "a", milliseconds{0});
  queue.Add(3, "b", milliseconds{0});
  CHECK(Started(queue) == 1U);
  CHECK(Started(queue) == 3U);
  queue.HoldBack("a", kStart + seconds{10});
  queue.HoldBack("a", kStart + seconds{5});  // never shortened
  queue.End("a");
  const auto held = queue.Take(kStart + milliseconds{1500});
  REQUIRE(held);
  CHECK(held->id == 2);
  CHECK(held->held_back == seconds{9});
  CHECK_FALSE(queue.Take(kStart));
  queue.Clear();  // what a host has asked for stays
  queue.Add(4, "a", milliseconds{0});
  CHECK(queue.Take(kStart + seconds{9})->held_back == seconds{1});
  queue.Add(5, "a", milliseconds{0});
  CHECK(Started(queue, kStart + seconds{10}) == 5U);
}

TEST_CASE("a request that goes on is before the others of its host", "[feeds][request_queue]") {
  Queue queue({.in_flight_max = 1, .in_flight_per_host_max = 1});
  queue.Add(1, "a", milliseconds{0});
  queue.Add(2, "a", milliseconds{0});
  CHECK(Started(queue) == 1U);
  queue.End("a");
  queue.AddFirst(1, "a", milliseconds{0});
  CHECK(Started(queue) == 1U);
}

TEST_CASE("an empty queue has nothing to start", "[feeds][request_queue]") {
  CHECK_FALSE(Queue({}).Take(kStart));
}

}  // namespace
