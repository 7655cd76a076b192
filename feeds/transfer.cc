#include "feeds/transfer.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

#include "feeds/ascii.h"
#include "feeds/content_coding.h"
#include "feeds/network_address.h"
#include "feeds/url.h"

namespace feeds {
namespace {

using Kind = FetchError::Kind;
using std::chrono::milliseconds;

// Of a body that nobody reads, that of a redirect or an error, this much is received, so that the
// connection can be used again.
constexpr std::size_t kUnreadBytesMax = 65536;

constexpr std::size_t kReserveBytesMax = std::size_t{1} << 20;

template <class T>
T Info(CURL* easy, CURLINFO info) {
  T value{};
  curl_easy_getinfo(easy, info, &value);
  return value;
}

bool IsGood(CURL* easy) {
  const long status = Info<long>(easy, CURLINFO_RESPONSE_CODE);
  return status >= 200 && status < 300;
}

std::string TooMany(std::size_t bytes_max) {
  return "more than " + std::to_string(bytes_max) + " bytes";
}

Kind KindOf(CURLcode code, CURL* easy) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Kind::kResolve;
    case CURLE_OPERATION_TIMEDOUT:
      return Info<curl_off_t>(easy, CURLINFO_NAMELOOKUP_TIME_T) == 0 ? Kind::kResolve
                                                                     : Kind::kTimeout;
    case CURLE_RECV_ERROR:
      return Info<long>(easy, CURLINFO_RESPONSE_CODE) == 0 ? Kind::kConnect : Kind::kProtocol;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return Kind::kTls;
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
      return Kind::kConnect;
    default:
      return Kind::kProtocol;
  }
}

std::string Header(CURL* easy, const char* name) {
  curl_header* header = nullptr;
  const bool found = curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK;
  return found ? header->value : "";
}

// A header that may come several times, as one list.
std::string HeaderList(CURL* easy, const char* name) {
  std::string list = Header(easy, name);
  curl_header* header = nullptr;
  for (std::size_t i = 1;
       !list.empty() && curl_easy_header(easy, name, i, CURLH_HEADER, -1, &header) == CURLHE_OK;
       ++i) {
    list.append(", ").append(header->value);
  }
  return list;
}

}  // namespace

// No exception leaves them.
struct Transfer::Callbacks {
  // Called with the bytes as they are on the wire: a small body may still be a bomb.
  static std::size_t OnBody(const char* data, std::size_t size, std::size_t count,
                            void* user) noexcept {
    auto& transfer = *static_cast<Transfer*>(user);
    const std::size_t bytes = size * count;
    try {
      if (transfer.body_.empty() && !IsGood(transfer.handle())) {
        transfer.unread_bytes_ += bytes;
        return transfer.unread_bytes_ > kUnreadBytesMax ? Stop(transfer, Stopped::kNotWanted)
                                                        : bytes;
      }
      if (transfer.body_.empty() && !transfer.ReserveBody()) {
        return Stop(transfer, Stopped::kBodyTooLarge);
      }
      if (bytes > transfer.body_bytes_max_ - transfer.body_.size()) {
        return Stop(transfer, Stopped::kBodyTooLarge);
      }
      transfer.body_.append(data, bytes);
    } catch (const std::bad_alloc&) {
      return Stop(transfer, Stopped::kNoMemory);
    }
    return bytes;
  }

  static std::size_t OnHeader(const char* data, std::size_t size, std::size_t count,
                              void* user) noexcept {
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.header_bytes_ += size * count;
    transfer.headers_ended_ = Trim({data, size * count}).empty();
    return transfer.header_bytes_ > transfer.header_bytes_max_
               ? Stop(transfer, Stopped::kHeadersTooLarge)
               : size * count;
  }

  // Looks at the address that is really connected to, after DNS.
  static curl_socket_t OnOpenSocket(void* user, curlsocktype /*purpose*/,
                                    curl_sockaddr* address) noexcept {
    auto& transfer = *static_cast<Transfer*>(user);
    if (!transfer.MayConnectAnywhere() && !IsPublicAddress(address->addr)) {
      Stop(transfer, Stopped::kRefused);
      return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  // Sees what OnOpenSocket cannot: a kept connection that a request for kAny had opened.
  static int OnRequest(void* user, char* peer, char* /*local*/, int /*peer_port*/,
                       int /*local_port*/) noexcept {
    auto& transfer = *static_cast<Transfer*>(user);
    try {
      if (transfer.MayConnectAnywhere() || IsPublicAddress(std::string_view(peer))) {
        Stop(transfer, Stopped::kNo);  // another address of the host may have been refused before
        return CURL_PREREQFUNC_OK;
      }
      Stop(transfer, Stopped::kRefused);
    } catch (const std::bad_alloc&) {
      Stop(transfer, Stopped::kNoMemory);
    }
    return CURL_PREREQFUNC_ABORT;
  }

 private:
  static std::size_t Stop(Transfer& transfer, Stopped why) {
    transfer.stopped_ = why;
    return 0;
  }
};

void Transfer::CloseEasy::operator()(void* easy) const noexcept {
  curl_easy_cleanup(easy);
}

void Transfer::FreeList::operator()(void* list) const noexcept {
  curl_slist_free_all(static_cast<curl_slist*>(list));
}

Transfer::Transfer(const FetchLimits& limits, const std::string& user_agent, void* share)
    : easy_(curl_easy_init()), header_bytes_max_(limits.header_bytes_max) {
  static_assert(sizeof error_ >= CURL_ERROR_SIZE);
  if (easy_ == nullptr) {
    throw std::runtime_error("libcurl: no handle");
  }
  Set(CURLOPT_USERAGENT, user_agent.c_str());
  Set(CURLOPT_ACCEPT_ENCODING, std::string(kContentCodings).c_str());
  Set(CURLOPT_HTTP_CONTENT_DECODING, 0L);
  Set(CURLOPT_NOSIGNAL, 1L);
  // No CURLOPT_PIPEWAIT: a first request that stalls would hold up all others to its host.
  Set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  Set(CURLOPT_SHARE, share);
  Set(CURLOPT_PROXY, "");
  Set(CURLOPT_NOPROXY, "");
  Set(CURLOPT_PROTOCOLS_STR, "http,https");
  Set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(milliseconds(limits.connect_max).count()));
  Set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits.stall_bytes_per_s));
  Set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stall_max.count()));
  SetCallbacks();
}

void Transfer::Prepare(std::size_t id, const Exchange& exchange) {
  id_ = id;
  addresses_ = exchange.addresses;
  body_bytes_max_ = exchange.body_bytes_max;
  header_bytes_ = 0;
  headers_ended_ = false;
  unread_bytes_ = 0;
  body_.clear();
  stopped_ = Stopped::kNo;
  error_[0] = '\0';
  Set(CURLOPT_URL, exchange.url.c_str());
  SetHeaders(exchange.headers);
  SetText(CURLOPT_PROXY, proxy_, exchange.proxy, "");
  SetText(CURLOPT_SSLCERT, client_certificate_, exchange.client_certificate, nullptr);
  SetText(CURLOPT_SSLKEY, client_key_, exchange.client_key, nullptr);
  SetText(CURLOPT_CAINFO, ca_file_, exchange.ca_file, curl_version_info(CURLVERSION_NOW)->cainfo);
  if (time_max_ != exchange.time_max) {
    time_max_ = exchange.time_max;
    Set(CURLOPT_TIMEOUT_MS, static_cast<long>(time_max_.count()));
  }
}

tl::expected<Answer, FetchError> Transfer::OutcomeOf(int code) {
  if (IsAnswered(code)) {
    return TakeAnswer();
  }
  return tl::unexpected(Failure(code));
}

template <class T>
void Transfer::Set(int option, T value) {
  if (curl_easy_setopt(handle(), static_cast<CURLoption>(option), value) != CURLE_OK) {
    throw std::runtime_error("libcurl: option " + std::to_string(option) + " is not supported");
  }
}

// A text that libcurl copies; `otherwise` is what an empty one stands for.
void Transfer::SetText(int option, std::string& known, const std::string& value,
                       const char* otherwise) {
  if (known != value) {
    Set(option, value.empty() ? otherwise : value.c_str());
    known = value;
  }
}

void Transfer::SetHeaders(const std::vector<std::string>& headers) {
  headers_.reset();
  for (const std::string& header : headers) {
    curl_slist* const longer =
        curl_slist_append(static_cast<curl_slist*>(headers_.get()), header.c_str());
    if (longer == nullptr) {
      throw std::bad_alloc();
    }
    static_cast<void>(headers_.release());
    headers_.reset(longer);
  }
  Set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(headers_.get()));
}

void Transfer::SetCallbacks() {
  Set(CURLOPT_WRITEFUNCTION, &Callbacks::OnBody);
  Set(CURLOPT_WRITEDATA, this);
  Set(CURLOPT_HEADERFUNCTION, &Callbacks::OnHeader);
  Set(CURLOPT_HEADERDATA, this);
  Set(CURLOPT_OPENSOCKETFUNCTION, &Callbacks::OnOpenSocket);
  Set(CURLOPT_OPENSOCKETDATA, this);
  Set(CURLOPT_PREREQFUNCTION, &Callbacks::OnRequest);
  Set(CURLOPT_PREREQDATA, this);
  Set(CURLOPT_ERRORBUFFER, error_.data());
  Set(CURLOPT_PRIVATE, this);
}

// Makes room for what the server announces, within reason, for it need not be true; false: it is
// more than allowed.
bool Transfer::ReserveBody() {
  const auto announced = Info<curl_off_t>(handle(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
  const auto bytes = static_cast<std::size_t>(std::max(announced, curl_off_t{0}));
  body_.reserve(std::min(bytes, kReserveBytesMax));
  return bytes <= body_bytes_max_;
}

// Behind a proxy the address is that of the proxy, which the operator has named.
bool Transfer::MayConnectAnywhere() const {
  return addresses_ == Addresses::kAny || !proxy_.empty();
}

// Has the server said all that counts? Of what is not good, the status does.
bool Transfer::IsAnswered(int code) const {
  return code == CURLE_OK || stopped_ == Stopped::kNotWanted;
}

tl::expected<Answer, FetchError> Transfer::TakeAnswer() {
  CURL* const easy = handle();
  if (!headers_ended_) {
    return tl::unexpected(
        FetchError{.kind = Kind::kProtocol,
                   .detail = "the headers break off (" +
                             AuthorityOf(Info<const char*>(easy, CURLINFO_EFFECTIVE_URL)) + ")"});
  }
  const std::size_t wire_bytes = body_.size();
  auto body =
      RemoveContentCodings(HeaderList(easy, "Content-Encoding"), std::move(body_), body_bytes_max_);
  if (!body) {
    return tl::unexpected(std::move(body).error());
  }
  return Answer{.status = static_cast<int>(Info<long>(easy, CURLINFO_RESPONSE_CODE)),
                .location = Header(easy, "Location"),
                .content_type = Header(easy, "Content-Type"),
                .etag = Header(easy, "ETag"),
                .last_modified = Header(easy, "Last-Modified"),
                .times = {.cache_control = HeaderList(easy, "Cache-Control"),
                          .age = Header(easy, "Age"),
                          .expires = Header(easy, "Expires"),
                          .date = Header(easy, "Date"),
                          .retry_after = Header(easy, "Retry-After")},
                .body = std::move(*body),
                .wire_bytes = wire_bytes,
                .took = std::chrono::duration_cast<milliseconds>(
                    std::chrono::microseconds(Info<curl_off_t>(easy, CURLINFO_TOTAL_TIME_T)))};
}

FetchError Transfer::Failure(int code) const {
  const std::string host = AuthorityOf(Info<const char*>(handle(), CURLINFO_EFFECTIVE_URL));
  // One address of a host may have been refused, and the connection to another have failed.
  const bool refused = stopped_ == Stopped::kRefused &&
                       (code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK);
  if (stopped_ == Stopped::kNoMemory) {
    throw std::bad_alloc();
  }
  if (stopped_ == Stopped::kBodyTooLarge) {
    return {.kind = Kind::kTooLarge, .detail = TooMany(body_bytes_max_)};
  }
  if (stopped_ == Stopped::kHeadersTooLarge) {
    return {.kind = Kind::kTooLarge, .detail = TooMany(header_bytes_max_) + " of headers"};
  }
  if (refused) {
    return {.kind = Kind::kRefused, .detail = "not a public address: " + host};
  }
  const auto known = static_cast<CURLcode>(code);
  const std::string reason = error_[0] == '\0' ? curl_easy_strerror(known) : error_.data();
  return {.kind = KindOf(known, handle()), .detail = reason + " (" + host + ")"};
}

}  // namespace feeds
