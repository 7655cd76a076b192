#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "feeds/source.h"

namespace feeds {

// What a server said of a page last time; sent back so that it can answer 304.
struct Validators {
  std::string etag{};           // as received, with quotes and W/; empty: none
  std::string last_modified{};  // as received; empty: none
};

struct Page {
  std::string url{};           // after redirects
  std::string content_type{};  // the header as received; empty for file://
  std::string body{};          // content-encoding removed
  Validators validators{};
};

struct NotModified {};

struct FetchError {
  enum class Kind {
    kResolve = 1,
    kConnect,
    kTls,
    kTimeout,
    kHttpStatus,
    kTooLarge,
    kRefused,
    kRead,
    kProtocol
  };
  Kind kind = Kind::kConnect;
  int http_status = 0;                  // 0 unless kHttpStatus
  std::chrono::seconds retry_after{0};  // from Retry-After; 0 when absent
  std::string detail{};                 // one line for people; no code branches on it
};

// One line for people: "HTTP 503, retry after 120 s", "no answer within 30 s (example.org:443)".
std::string ToText(const FetchError& error);
// The stored word for a kind: "resolve", "connect", "tls", "timeout", "http-status", "too-large", …
std::string_view ToText(FetchError::Kind kind);

using FetchResult = tl::expected<std::variant<Page, NotModified>, FetchError>;

struct FetchRequest {
  std::string url{};
  Validators validators{};  // empty: unconditional
  Access access{};
};

struct FetchLimits {
  std::size_t body_bytes_max = std::size_t{32} << 20;  // after decompression
  std::chrono::seconds total_max{60};
  std::chrono::seconds connect_max{20};
  std::chrono::seconds stall_max{30};  // below 1 byte/s for this long: given up
  int redirects_max = 5;
  int connections_max = 64;  // at once, over all hosts
  int connections_per_host_max = 4;
};

// Many conditional GETs at once over one libcurl multi handle, connections and DNS shared.
// http, https and file only; file never by redirect (kRefused). One thread at a time.
// For Addresses::kPublicOnly the address that is really connected to is looked at, after DNS, at
// each redirect and for pooled connections: kRefused. The proxy of the environment (https_proxy, …)
// is used, and then it is the proxy's address that is looked at. A file's etag is made of its time
// and size. The program must ignore SIGPIPE: TLS connections that the server has closed would raise
// it.
class HttpClient {
 public:
  HttpClient(FetchLimits limits, std::string user_agent);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  HttpClient(HttpClient&&) = delete;
  HttpClient& operator=(HttpClient&&) = delete;

  using Done = std::function<void(std::size_t index, FetchResult result)>;

  // Fetches every request; calls `done` once for each, with its index, as results arrive and on the
  // calling thread. Returns when all are done, or soon after `stop` returns true (asked at least
  // every 100 ms); requests not done by then are dropped without a call.
  void FetchAll(const std::vector<FetchRequest>& requests, const Done& done,
                const std::function<bool()>& stop = {});

  FetchResult Fetch(const FetchRequest& request);

 private:
  struct Multi;
  class Round;
  std::unique_ptr<Multi> multi_;
  FetchLimits limits_;
  std::string user_agent_;
};

}  // namespace feeds
