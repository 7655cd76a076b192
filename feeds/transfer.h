#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "feeds/exchange.h"

namespace feeds {

// One of libcurl's easy handles, for one exchange after the other: only what differs from the last
// is set. Handles are those of libcurl, whose headers stay in the two files that use it. Never
// moved, for libcurl knows its address.
class Transfer {
 public:
  // `share`: a CURLSH*, which lives longer.
  Transfer(const FetchLimits& limits, const std::string& user_agent, void* share);
  ~Transfer() = default;
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  Transfer(Transfer&&) = delete;
  Transfer& operator=(Transfer&&) = delete;

  // Sets the handle to the exchange; the multi handle is what carries it out.
  void Prepare(std::size_t id, const Exchange& exchange);
  // What came of it, once; `code` is the CURLcode that it ended with.
  tl::expected<Answer, FetchError> OutcomeOf(int code);

  std::size_t id() const { return id_; }
  void* handle() const { return easy_.get(); }  // a CURL*; its CURLOPT_PRIVATE is this object

 private:
  struct Callbacks;  // libcurl's, which see all of this

  // Why a callback stopped the transfer; libcurl itself only knows that one did.
  enum class Stopped { kNo, kBodyTooLarge, kHeadersTooLarge, kRefused, kNotWanted, kNoMemory };

  struct CloseEasy {
    void operator()(void* easy) const noexcept;
  };
  struct FreeList {
    void operator()(void* list) const noexcept;
  };
  using Headers = std::unique_ptr<void, FreeList>;

  template <class T>
  void Set(int option, T value);
  void SetText(int option, std::string& known, const std::string& value, const char* otherwise);
  void SetHeaders(const std::vector<std::string>& headers);
  void SetCallbacks();
  bool ReserveBody();
  bool MayConnectAnywhere() const;
  bool IsAnswered(int code) const;
  tl::expected<Answer, FetchError> TakeAnswer();
  FetchError Failure(int code) const;

  std::unique_ptr<void, CloseEasy> easy_;
  Headers headers_;
  std::size_t id_ = 0;
  Addresses addresses_ = Addresses::kPublicOnly;
  std::string proxy_;
  std::string client_certificate_;
  std::string client_key_;
  std::string ca_file_;
  std::chrono::milliseconds time_max_{0};
  std::size_t body_bytes_max_ = 0;
  std::size_t header_bytes_max_ = 0;
  std::size_t header_bytes_ = 0;
  bool headers_ended_ = false;
  std::size_t unread_bytes_ = 0;
  std::string body_;
  Stopped stopped_ = Stopped::kNo;
  std::array<char, 256> error_{};  // CURL_ERROR_SIZE
};

}  // namespace feeds
