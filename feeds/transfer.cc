#include "feeds/transfer.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <array>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "feeds/network_address.h"
#include "feeds/url.h"

namespace feeds {
namespace {

using Kind = FetchError::Kind;
using std::chrono::milliseconds;

struct CloseEasy {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct CloseMulti {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
struct CloseShare {
  void operator()(CURLSH* share) const noexcept { curl_share_cleanup(share); }
};
struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, CloseEasy>;
using Multi = std::unique_ptr<CURLM, CloseMulti>;
using Share = std::unique_ptr<CURLSH, CloseShare>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// Why a callback stopped a transfer; libcurl itself only knows that one did.
enum class Stopped { kNo, kBodyTooLarge, kHeadersTooLarge, kRefused, kNoMemory };

// An easy handle and what it is set to, so that only what differs is set for the next exchange.
// Its address is known to libcurl: never moved.
struct Transfer {
  Easy easy{curl_easy_init()};
  HeaderList headers;
  Transfers::Id id = 0;
  bool in_use = false;
  Addresses addresses = Addresses::kPublicOnly;
  std::string proxy;
  std::string client_certificate;
  std::string client_key;
  std::string ca_file;
  std::size_t body_bytes_max = 0;
  std::size_t header_bytes_max = 0;
  milliseconds time_max{0};
  std::size_t header_bytes = 0;
  std::string body;
  Stopped stopped = Stopped::kNo;
  std::array<char, CURL_ERROR_SIZE> error{};
};

// Called with what is decompressed already, piece by piece: a bomb ends here.
std::size_t OnBody(const char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t bytes = size * count;
  if (transfer.body.size() + bytes > transfer.body_bytes_max) {
    transfer.stopped = Stopped::kBodyTooLarge;
    return 0;
  }
  try {
    transfer.body.append(data, bytes);
  } catch (const std::bad_alloc&) {
    transfer.stopped = Stopped::kNoMemory;
    return 0;
  }
  return bytes;
}

std::size_t OnHeader(const char* /*data*/, std::size_t size, std::size_t count,
                     void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += size * count;
  if (transfer.header_bytes > transfer.header_bytes_max) {
    transfer.stopped = Stopped::kHeadersTooLarge;
    return 0;
  }
  return size * count;
}

// Behind a proxy the address is that of the proxy, which the operator has named.
bool MayConnect(const Transfer& transfer) {
  return transfer.addresses == Addresses::kAny || !transfer.proxy.empty();
}

// Looks at the address that is really connected to, after DNS.
curl_socket_t OnOpenSocket(void* user, curlsocktype /*purpose*/, curl_sockaddr* address) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!MayConnect(transfer) && !IsPublicAddress(address->addr)) {
    transfer.stopped = Stopped::kRefused;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Sees what OnOpenSocket cannot: a kept connection that a request for kAny had opened.
int OnRequest(void* user, char* peer, char* /*local*/, int /*peer_port*/,
              int /*local_port*/) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  try {
    if (MayConnect(transfer) || IsPublicAddress(std::string_view(peer))) {
      transfer.stopped = Stopped::kNo;  // another address of the host may have been refused before
      return CURL_PREREQFUNC_OK;
    }
    transfer.stopped = Stopped::kRefused;
  } catch (const std::bad_alloc&) {
    transfer.stopped = Stopped::kNoMemory;
  }
  return CURL_PREREQFUNC_ABORT;
}

template <class T>
void Set(const Easy& easy, CURLoption option, T value) {
  if (curl_easy_setopt(easy.get(), option, value) != CURLE_OK) {
    throw std::runtime_error("libcurl: option " + std::to_string(option) + " is not supported");
  }
}

// A text that libcurl copies; `otherwise` is what an empty one stands for.
void SetText(Transfer& transfer, CURLoption option, std::string Transfer::*known,
             const std::string& value, const char* otherwise = nullptr) {
  if (transfer.*known != value) {
    Set(transfer.easy, option, value.empty() ? otherwise : value.c_str());
    transfer.*known = value;
  }
}

void AddHeader(HeaderList& list, const std::string& header) {
  curl_slist* const longer = curl_slist_append(list.get(), header.c_str());
  if (longer == nullptr) {
    throw std::bad_alloc();
  }
  static_cast<void>(list.release());
  list.reset(longer);
}

void SetLimits(const Easy& easy, const FetchLimits& limits) {
  Set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(milliseconds(limits.connect_max).count()));
  Set(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits.stall_bytes_per_s));
  Set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stall_max.count()));
  Set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
}

void SetCallbacks(Transfer& transfer) {
  const Easy& easy = transfer.easy;
  Set(easy, CURLOPT_WRITEFUNCTION, &OnBody);
  Set(easy, CURLOPT_WRITEDATA, &transfer);
  Set(easy, CURLOPT_HEADERFUNCTION, &OnHeader);
  Set(easy, CURLOPT_HEADERDATA, &transfer);
  Set(easy, CURLOPT_OPENSOCKETFUNCTION, &OnOpenSocket);
  Set(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  Set(easy, CURLOPT_PREREQFUNCTION, &OnRequest);
  Set(easy, CURLOPT_PREREQDATA, &transfer);
  Set(easy, CURLOPT_ERRORBUFFER, transfer.error.data());
  Set(easy, CURLOPT_PRIVATE, &transfer);
}

Kind KindOf(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Kind::kResolve;
    case CURLE_OPERATION_TIMEDOUT:
      return Kind::kTimeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return Kind::kTls;
    case CURLE_FILESIZE_EXCEEDED:
      return Kind::kTooLarge;
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      return Kind::kConnect;
    default:
      return Kind::kProtocol;
  }
}

std::string Header(const Easy& easy, const char* name) {
  curl_header* header = nullptr;
  const bool found = curl_easy_header(easy.get(), name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK;
  return found ? header->value : "";
}

template <class T>
T Info(const Easy& easy, CURLINFO info) {
  T value{};
  curl_easy_getinfo(easy.get(), info, &value);
  return value;
}

tl::unexpected<FetchError> Fail(Kind kind, std::string detail) {
  return tl::unexpected(FetchError{.kind = kind, .detail = std::move(detail)});
}

tl::unexpected<FetchError> FailureOf(const Transfer& transfer, CURLcode code) {
  const std::string url = Info<const char*>(transfer.easy, CURLINFO_EFFECTIVE_URL);
  // One address of a host may have been refused, and the connection to another have failed.
  const bool refused = code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK;
  const std::string too_large = "more than " + std::to_string(transfer.body_bytes_max) + " bytes";
  switch (transfer.stopped) {
    case Stopped::kBodyTooLarge:
      return Fail(Kind::kTooLarge, too_large);
    case Stopped::kHeadersTooLarge:
      return Fail(Kind::kTooLarge,
                  "more than " + std::to_string(transfer.header_bytes_max) + " bytes of headers");
    case Stopped::kRefused:
      if (refused) {
        return Fail(Kind::kRefused, "not a public address: " + AuthorityOf(url));
      }
      break;
    case Stopped::kNoMemory:
      throw std::bad_alloc();
    case Stopped::kNo:
      break;
  }
  if (code == CURLE_FILESIZE_EXCEEDED) {
    return Fail(Kind::kTooLarge, too_large);
  }
  const std::string reason =
      transfer.error[0] == '\0' ? curl_easy_strerror(code) : transfer.error.data();
  return Fail(KindOf(code), reason + " (" + AuthorityOf(url) + ")");
}

Answer AnswerOf(Transfer& transfer) {
  const Easy& easy = transfer.easy;
  return {.status = static_cast<int>(Info<long>(easy, CURLINFO_RESPONSE_CODE)),
          .location = Header(easy, "Location"),
          .content_type = Header(easy, "Content-Type"),
          .etag = Header(easy, "ETag"),
          .last_modified = Header(easy, "Last-Modified"),
          .times = {.cache_control = Header(easy, "Cache-Control"),
                    .age = Header(easy, "Age"),
                    .expires = Header(easy, "Expires"),
                    .date = Header(easy, "Date"),
                    .retry_after = Header(easy, "Retry-After")},
          .body = std::move(transfer.body),
          .wire_bytes = static_cast<std::size_t>(Info<curl_off_t>(easy, CURLINFO_SIZE_DOWNLOAD_T)),
          .took = std::chrono::duration_cast<milliseconds>(
              std::chrono::microseconds(Info<curl_off_t>(easy, CURLINFO_TOTAL_TIME_T)))};
}

// curl_global_init may run once only; never undone, since other users of libcurl may live longer.
void InitialiseCurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) {
    throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
  }
}

}  // namespace

struct Transfers::Handles {
  Handles(const FetchLimits& fetch_limits, std::string agent)
      : limits(fetch_limits), user_agent(std::move(agent)) {}
  ~Handles() { Drop(); }
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;
  Handles(Handles&&) = delete;
  Handles& operator=(Handles&&) = delete;

  void Drop() {
    for (const std::unique_ptr<Transfer>& transfer : all) {
      if (transfer->in_use) {
        End(*transfer);
      }
    }
  }

  void End(Transfer& transfer) {
    curl_multi_remove_handle(multi.get(), transfer.easy.get());
    transfer.in_use = false;
    idle.push_back(&transfer);
  }

  Transfer& Idle() {
    if (idle.empty()) {
      all.push_back(Made());
      idle.push_back(all.back().get());
    }
    Transfer& transfer = *idle.back();
    idle.pop_back();
    return transfer;
  }

  std::unique_ptr<Transfer> Made() const {
    auto transfer = std::make_unique<Transfer>();
    const Easy& easy = transfer->easy;
    if (easy == nullptr) {
      throw std::runtime_error("libcurl: no handle");
    }
    transfer->header_bytes_max = limits.header_bytes_max;
    Set(easy, CURLOPT_USERAGENT, user_agent.c_str());
    Set(easy, CURLOPT_ACCEPT_ENCODING, "");
    Set(easy, CURLOPT_NOSIGNAL, 1L);
    Set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    Set(easy, CURLOPT_PIPEWAIT, 1L);
    Set(easy, CURLOPT_SHARE, share.get());
    Set(easy, CURLOPT_PROXY, "");
    Set(easy, CURLOPT_NOPROXY, "");
    SetCallbacks(*transfer);
    SetLimits(easy, limits);
    return transfer;
  }

  FetchLimits limits;
  std::string user_agent;
  Share share{curl_share_init()};
  Multi multi{curl_multi_init()};
  std::vector<std::unique_ptr<Transfer>> all;
  std::vector<Transfer*> idle;
};

Transfers::Transfers(const FetchLimits& limits, std::string user_agent) {
  InitialiseCurl();
  handles_ = std::make_unique<Handles>(limits, std::move(user_agent));
  if (handles_->multi == nullptr || handles_->share == nullptr) {
    throw std::runtime_error("libcurl: no multi handle");
  }
  curl_share_setopt(handles_->share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  curl_multi_setopt(handles_->multi.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
  // The callers keep the limits; this bounds the connections that stay open for later requests.
  curl_multi_setopt(handles_->multi.get(), CURLMOPT_MAXCONNECTS,
                    static_cast<long>(limits.connections_max));
}

Transfers::~Transfers() = default;

void Transfers::Begin(Id id, const Exchange& exchange) {
  Transfer& transfer = handles_->Idle();
  const Easy& easy = transfer.easy;
  transfer.id = id;
  transfer.addresses = exchange.addresses;
  transfer.header_bytes = 0;
  transfer.body.clear();
  transfer.stopped = Stopped::kNo;
  transfer.error[0] = '\0';
  transfer.headers.reset();
  for (const std::string& header : exchange.headers) {
    AddHeader(transfer.headers, header);
  }
  Set(easy, CURLOPT_URL, exchange.url.c_str());
  Set(easy, CURLOPT_HTTPHEADER, transfer.headers.get());
  SetText(transfer, CURLOPT_PROXY, &Transfer::proxy, exchange.proxy, "");
  SetText(transfer, CURLOPT_SSLCERT, &Transfer::client_certificate, exchange.client_certificate);
  SetText(transfer, CURLOPT_SSLKEY, &Transfer::client_key, exchange.client_key);
  SetText(transfer, CURLOPT_CAINFO, &Transfer::ca_file, exchange.ca_file,
          curl_version_info(CURLVERSION_NOW)->cainfo);
  if (transfer.body_bytes_max != exchange.body_bytes_max) {
    Set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(exchange.body_bytes_max));
    transfer.body_bytes_max = exchange.body_bytes_max;
  }
  if (transfer.time_max != exchange.time_max) {
    Set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(exchange.time_max.count()));
    transfer.time_max = exchange.time_max;
  }
  if (curl_multi_add_handle(handles_->multi.get(), easy.get()) != CURLM_OK) {
    throw std::runtime_error("libcurl: a transfer could not be added");
  }
  transfer.in_use = true;
}

void Transfers::Step(milliseconds wait_most) {
  CURLM* const multi = handles_->multi.get();
  int running = 0;
  if (curl_multi_poll(multi, nullptr, 0, static_cast<int>(wait_most.count()), nullptr) !=
          CURLM_OK ||
      curl_multi_perform(multi, &running) != CURLM_OK) {
    throw std::runtime_error("libcurl: the transfers cannot go on");
  }
}

std::optional<Transfers::Ended> Transfers::Next() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(handles_->multi.get(), &left)) {
    if (message->msg != CURLMSG_DONE) {
      continue;
    }
    const CURLcode code = message->data.result;
    Transfer* transfer = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    Ended ended{.id = transfer->id};
    if (code == CURLE_OK) {
      ended.outcome = AnswerOf(*transfer);
    } else {
      ended.outcome = FailureOf(*transfer, code);
    }
    handles_->End(*transfer);
    return ended;
  }
  return std::nullopt;
}

void Transfers::Drop() {
  handles_->Drop();
}

void Transfers::Wake() noexcept {
  curl_multi_wakeup(handles_->multi.get());
}

}  // namespace feeds
