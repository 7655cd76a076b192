#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
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
  std::string url{};           // after redirects; without user, password and fragment
  std::string content_type{};  // the header as received; empty for file://
  std::string body{};          // content-encoding removed
  Validators validators{};
  // Where the redirects led, when each of them was permanent (301 or 308); empty otherwise, and
  // when there was none.
  std::string permanent_url{};
  // How long the answer stays good by its Cache-Control, Age, Expires and Date; 0 for no-store and
  // no-cache; nullopt when the server does not say. See feeds/freshness.h.
  std::optional<std::chrono::seconds> fresh_for{};
  std::size_t wire_bytes = 0;  // of the body as it was sent, compressed; 0 for file://
};

struct NotModified {
  Validators validators{};  // to be kept: what the 304 carried, and what was sent for the rest
  std::string permanent_url{};
  std::optional<std::chrono::seconds> fresh_for{};
};

struct FetchError {
  enum class Kind {
    kResolve = 1,
    kConnect,
    kTls,
    kTimeout,
    kHttpStatus,
    kTooLarge,
    kRefused,  // by our rules: a scheme, an address that is not public
    kRead,
    kProtocol,  // the answer breaks off, cannot be decoded, leads in a circle
    kOffline,   // our own network is down: says nothing about the source
    kHeldBack,  // nothing was sent: the host asked to be left alone for retry_after
  };
  Kind kind = Kind::kConnect;
  int http_status = 0;                  // 0 unless kHttpStatus
  std::chrono::seconds retry_after{0};  // what is left of Retry-After; 0 when absent
  std::string detail{};                 // one line for people; no code branches on it
};

// One line for people: "HTTP 503, retry after 120 s", "no answer within 30 s (example.org:443)".
std::string ToText(const FetchError& error);
// The stored word for a kind: "resolve", "connect", "tls", "timeout", "http-status", "too-large", …
std::string_view ToText(FetchError::Kind kind);

using FetchResult = tl::expected<std::variant<Page, NotModified>, FetchError>;

// What the server is told that is wanted (the header Accept).
enum class Expect { kFeed, kPage };

struct FetchRequest {
  std::string url{};
  Validators validators{};                                // empty: unconditional
  std::shared_ptr<const Access> access = PublicAccess();  // never null
  Expect expect = Expect::kFeed;
  // Least time between the starts of this request and of another to the same host. Where two
  // requests to a host differ, the longer counts.
  std::chrono::milliseconds delay{0};
  std::optional<std::size_t> body_bytes_max{};  // in place of that of FetchLimits
};

struct FetchLimits {
  std::size_t body_bytes_max = std::size_t{32} << 20;   // after decompression
  std::size_t header_bytes_max = std::size_t{1} << 18;  // of one answer
  // From the start of a request to its end, redirects included; waiting for a turn does not count.
  std::chrono::seconds total_max{60};
  std::chrono::seconds connect_max{20};
  // Fewer bytes a second than these, for this long: given up.
  std::chrono::seconds stall_max{30};
  std::size_t stall_bytes_per_s = 1;
  int redirects_max = 5;
  int connections_max = 64;  // at once, over all hosts
  int connections_per_host_max = 4;
  std::chrono::seconds hold_max{std::chrono::hours{24}};  // a host is held back no longer than this
};

}  // namespace feeds
