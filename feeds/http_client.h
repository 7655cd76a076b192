#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "feeds/fetch.h"

namespace feeds {

// Many conditional GETs at once: connections, DNS and TLS sessions are shared, HTTP/2 is spoken
// where the server does. http, https and file only; file never by redirect (kRefused).
//
// Polite: not more at once for a host than connections_per_host_max, the delay of a request kept
// between starts; a host that answers 429 or 503 with Retry-After is left alone until then, and
// requests to it end with kHeldBack. A host is its name and, unless that of the scheme, its port.
//
// For Addresses::kPublicOnly the address that is really connected to is looked at, after DNS, at
// each redirect and for kept connections: kRefused. Behind a proxy (that of the source, or of the
// environment: https_proxy, http_proxy, all_proxy, no_proxy) only the proxy sees the address: then
// literal addresses and localhost are refused, and the rest is the proxy's matter.
//
// User, password, token, headers and client certificate of a source go to the origin of its URL
// alone, never to where a redirect leads (but to https of the same host). A user and password in
// the URL count as those of the source, if it has none.
//
// A file's etag is made of its time and size. The program must ignore SIGPIPE: TLS connections that
// the server has closed would raise it. One thread at a time, but for Wake().
class HttpClient {
 public:
  HttpClient(FetchLimits limits, std::string user_agent);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  HttpClient(HttpClient&&) = delete;
  HttpClient& operator=(HttpClient&&) = delete;

  using Done = std::function<void(FetchResult result)>;

  // Queues a request. `done` is called once, from within a later Step(), never from here; it may
  // call Start() and Drop(). What `done` throws leaves Step(); the other requests go on.
  void Start(FetchRequest request, Done done);

  // Moves the transfers on and calls what is done. Waits at most that long for something to happen,
  // also when nothing is under way; less when a request has ended, one that had to wait for its
  // host may start, or Wake() is called.
  void Step(std::chrono::milliseconds wait_most);

  // How many requests have been started and not been done: waiting, in flight, or to be handed out.
  std::size_t UnderWay() const;

  // Forgets all requests without a call. What hosts have asked for stays known.
  void Drop();

  // Ends the wait of Step(), or that of the next one. From any thread.
  void Wake() noexcept;

  using Each = std::function<void(std::size_t index, FetchResult result)>;

  // Fetches every request; calls `each` once for each, with its index, as results arrive and on the
  // calling thread. Returns when all are done, or soon after `stop` returns true (asked at least
  // every 100 ms); requests not done by then are dropped without a call. Not while others are under
  // way.
  void FetchAll(const std::vector<FetchRequest>& requests, const Each& each,
                const std::function<bool()>& stop = {});

  FetchResult Fetch(const FetchRequest& request);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace feeds
