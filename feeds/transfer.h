#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/fetch.h"
#include "feeds/freshness.h"

namespace feeds {

// One request to a server; redirects are not followed here.
struct Exchange {
  std::string url{};                   // http or https, without user, password and fragment
  std::vector<std::string> headers{};  // "Name: value"
  Addresses addresses = Addresses::kPublicOnly;
  std::string proxy{};  // URL; empty: none
  std::string client_certificate{};
  std::string client_key{};
  std::string ca_file{};
  std::size_t body_bytes_max = 0;
  std::chrono::milliseconds time_max{0};
};

// Whatever the server said, be it good or bad.
struct Answer {
  int status = 0;
  std::string location{};
  std::string content_type{};
  std::string etag{};
  std::string last_modified{};
  TimeHeaders times{};
  std::string body{};  // content-encoding removed
  std::size_t wire_bytes = 0;
  std::chrono::milliseconds took{0};
};

// Many exchanges at once over one libcurl multi handle; its easy handles are used again. The only
// class that knows libcurl. One thread at a time, but for Wake().
class Transfers {
 public:
  using Id = std::size_t;

  struct Ended {
    Id id = 0;
    tl::expected<Answer, FetchError> outcome{};
  };

  Transfers(const FetchLimits& limits, std::string user_agent);
  ~Transfers();
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;
  Transfers(Transfers&&) = delete;
  Transfers& operator=(Transfers&&) = delete;

  void Begin(Id id, const Exchange& exchange);
  // Waits at most that long for something to happen, then moves all on.
  void Step(std::chrono::milliseconds wait_most);
  // One that has ended, each once; nullopt: none for now.
  std::optional<Ended> Next();
  // Ends all without an outcome.
  void Drop();
  void Wake() noexcept;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace feeds
