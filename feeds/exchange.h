#pragma once

#include <chrono>
#include <cstddef>
#include <string>
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

}  // namespace feeds
