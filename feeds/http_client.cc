#include "feeds/http_client.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <list>
#include <optional>
#include <stdexcept>

#include "feeds/local_file.h"
#include "feeds/network_address.h"
#include "feeds/request_queue.h"
#include "feeds/url.h"

namespace feeds {
namespace {

using Kind = FetchError::Kind;

constexpr int kPollMsMax = 100;
constexpr std::chrono::seconds kRetryAfterMax{std::chrono::hours{24 * 366}};
constexpr const char* kAccept =
    "Accept: application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5";

struct CloseEasy {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct CloseMulti {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, CloseEasy>;
using MultiHandle = std::unique_ptr<CURLM, CloseMulti>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// Why a callback stopped a transfer; libcurl itself only knows that one did.
enum class Stopped { kNo, kTooLarge, kRefused, kNoMemory };

// One request in flight. Its address is known to libcurl: never moved.
struct Transfer {
  CURLM* multi;
  Easy easy;
  HeaderList headers;
  std::size_t index = 0;
  Addresses addresses = Addresses::kPublicOnly;
  bool conditional = false;
  std::size_t body_bytes_max = 0;
  std::string body;
  Stopped stopped = Stopped::kNo;
  std::array<char, CURL_ERROR_SIZE> error{};

  explicit Transfer(CURLM* owner) : multi(owner), easy(curl_easy_init()) {
    if (easy == nullptr) {
      throw std::runtime_error("libcurl: no handle");
    }
  }
  ~Transfer() { curl_multi_remove_handle(multi, easy.get()); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  Transfer(Transfer&&) = delete;
  Transfer& operator=(Transfer&&) = delete;
};

// Called with what is decompressed already, piece by piece: a bomb ends here.
std::size_t OnBody(const char* data, std::size_t size, std::size_t count, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t bytes = size * count;
  if (transfer.body.size() + bytes > transfer.body_bytes_max) {
    transfer.stopped = Stopped::kTooLarge;
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

// Looks at the address that is really connected to, after DNS and at every redirect.
curl_socket_t OnOpenSocket(void* user, curlsocktype /*purpose*/, curl_sockaddr* address) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  if (transfer.addresses == Addresses::kPublicOnly && !IsPublicAddress(address->addr)) {
    transfer.stopped = Stopped::kRefused;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Sees what OnOpenSocket cannot: a pooled connection that a request for kAny had opened.
int OnRequest(void* user, char* peer, char* /*local*/, int /*peer_port*/,
              int /*local_port*/) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  try {
    if (transfer.addresses == Addresses::kAny || IsPublicAddress(std::string_view(peer))) {
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

void AddHeader(HeaderList& list, const std::string& header) {
  curl_slist* const longer = curl_slist_append(list.get(), header.c_str());
  if (longer == nullptr) {
    throw std::bad_alloc();
  }
  static_cast<void>(list.release());
  list.reset(longer);
}

// Validators come from a server and back out of a database: no line break may add a header.
bool IsSendable(const std::string& value) {
  return !value.empty() && value.find_first_of("\r\n") == std::string::npos;
}

void SetHeaders(Transfer& transfer, const FetchRequest& request) {
  AddHeader(transfer.headers, kAccept);
  if (IsSendable(request.validators.etag)) {
    AddHeader(transfer.headers, "If-None-Match: " + request.validators.etag);
    transfer.conditional = true;
  }
  if (IsSendable(request.validators.last_modified)) {
    AddHeader(transfer.headers, "If-Modified-Since: " + request.validators.last_modified);
    transfer.conditional = true;
  }
  Set(transfer.easy, CURLOPT_HTTPHEADER, transfer.headers.get());
}

void SetLimits(const Transfer& transfer, const FetchLimits& limits) {
  const Easy& easy = transfer.easy;
  using std::chrono::milliseconds;
  Set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(milliseconds(limits.total_max).count()));
  Set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(milliseconds(limits.connect_max).count()));
  Set(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  Set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stall_max.count()));
  Set(easy, CURLOPT_FOLLOWLOCATION, 1L);
  Set(easy, CURLOPT_MAXREDIRS, static_cast<long>(limits.redirects_max));
  Set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.body_bytes_max));
  Set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  Set(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
}

void SetCallbacks(Transfer& transfer) {
  const Easy& easy = transfer.easy;
  Set(easy, CURLOPT_WRITEFUNCTION, &OnBody);
  Set(easy, CURLOPT_WRITEDATA, &transfer);
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
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Kind::kRefused;
    default:
      return Kind::kProtocol;
  }
}

std::string Header(const Easy& easy, const char* name) {
  curl_header* header = nullptr;
  const bool found = curl_easy_header(easy.get(), name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK;
  return found ? header->value : "";
}

// A string that libcurl owns until the next request; empty where it has none.
std::string Info(const Easy& easy, CURLINFO info) {
  const char* value = nullptr;
  curl_easy_getinfo(easy.get(), info, &value);
  return value == nullptr ? "" : value;
}

tl::unexpected<FetchError> Fail(Kind kind, std::string detail) {
  return tl::unexpected(FetchError{.kind = kind, .detail = std::move(detail)});
}

FetchResult FailureOf(const Transfer& transfer, CURLcode code) {
  const std::string url = Info(transfer.easy, CURLINFO_EFFECTIVE_URL);
  // One address of a host may have been refused, and the connection to another have failed.
  const bool refused = code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK;
  switch (transfer.stopped) {
    case Stopped::kTooLarge:
      return Fail(Kind::kTooLarge,
                  "more than " + std::to_string(transfer.body_bytes_max) + " bytes");
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
  if (code == CURLE_UNSUPPORTED_PROTOCOL) {
    return Fail(Kind::kRefused, "redirected to what is not http or https: " + url);
  }
  const std::string reason =
      transfer.error[0] == '\0' ? curl_easy_strerror(code) : transfer.error.data();
  return Fail(KindOf(code), reason + " (" + AuthorityOf(url) + ")");
}

std::chrono::seconds RetryAfter(const Easy& easy) {
  curl_off_t seconds = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RETRY_AFTER, &seconds);
  return std::clamp(std::chrono::seconds{seconds}, std::chrono::seconds{0}, kRetryAfterMax);
}

FetchResult ResultOf(Transfer& transfer, CURLcode code) {
  if (code != CURLE_OK) {
    return FailureOf(transfer, code);
  }
  long status = 0;
  curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status == 304 && transfer.conditional) {
    return NotModified{};
  }
  if (status < 200 || status >= 300) {
    return tl::unexpected(FetchError{.kind = Kind::kHttpStatus,
                                     .http_status = static_cast<int>(status),
                                     .retry_after = RetryAfter(transfer.easy),
                                     .detail = Info(transfer.easy, CURLINFO_EFFECTIVE_URL)});
  }
  return Page{.url = Info(transfer.easy, CURLINFO_EFFECTIVE_URL),
              .content_type = Info(transfer.easy, CURLINFO_CONTENT_TYPE),
              .body = std::move(transfer.body),
              .validators = {.etag = Header(transfer.easy, "ETag"),
                             .last_modified = Header(transfer.easy, "Last-Modified")}};
}

// curl_global_init may run once only; never undone, since other users of libcurl may live longer.
void InitialiseCurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) {
    throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
  }
}

}  // namespace

struct HttpClient::Multi {
  MultiHandle handle{curl_multi_init()};
};

// The state of one FetchAll.
class HttpClient::Round {
 public:
  Round(const HttpClient& client, const std::vector<FetchRequest>& requests, const Done& done)
      : client_(client), requests_(requests), done_(done), queue_(requests, client.limits_) {}

  bool Ended() const { return queue_.Done(); }

  // Starts requests up to the limits. Those that need no network are answered at once, one a call,
  // so that the caller can look whether to stop; true: there may be more of them.
  bool Fill() {
    while (const std::optional<std::size_t> index = queue_.Take()) {
      const FetchRequest& request = requests_[*index];
      const std::string scheme = SchemeOf(request.url);
      if (scheme == "http" || scheme == "https") {
        Start(*index);
        continue;
      }
      queue_.End(*index);
      done_(*index, scheme == "file" ? ReadLocalFile(request, client_.limits_.body_bytes_max)
                                     : Fail(Kind::kRefused, "not an http, https or file URL"));
      return true;
    }
    return false;
  }

  // Hands out what has ended since the last call.
  void Collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi(), &left)) {
      if (message->msg != CURLMSG_DONE) {
        continue;
      }
      Transfer* transfer = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
      const std::size_t index = transfer->index;
      FetchResult result = ResultOf(*transfer, message->data.result);
      in_flight_.remove_if([transfer](const Transfer& other) { return &other == transfer; });
      queue_.End(index);
      done_(index, std::move(result));
    }
  }

 private:
  CURLM* multi() const { return client_.multi_->handle.get(); }

  void Start(std::size_t index) {
    const FetchRequest& request = requests_[index];
    Transfer& transfer = in_flight_.emplace_back(multi());
    transfer.index = index;
    transfer.addresses = request.access.addresses;
    transfer.body_bytes_max = client_.limits_.body_bytes_max;
    Set(transfer.easy, CURLOPT_URL, request.url.c_str());
    Set(transfer.easy, CURLOPT_USERAGENT, client_.user_agent_.c_str());
    Set(transfer.easy, CURLOPT_ACCEPT_ENCODING, "");
    Set(transfer.easy, CURLOPT_NOSIGNAL, 1L);
    Set(transfer.easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    SetCallbacks(transfer);
    SetLimits(transfer, client_.limits_);
    SetHeaders(transfer, request);
    if (curl_multi_add_handle(multi(), transfer.easy.get()) != CURLM_OK) {
      throw std::runtime_error("libcurl: a transfer could not be added");
    }
  }

  const HttpClient& client_;
  const std::vector<FetchRequest>& requests_;
  const Done& done_;
  RequestQueue queue_;
  std::list<Transfer> in_flight_;
};

HttpClient::HttpClient(FetchLimits limits, std::string user_agent)
    : limits_(limits), user_agent_(std::move(user_agent)) {
  InitialiseCurl();
  multi_ = std::make_unique<Multi>();
  if (multi_->handle == nullptr) {
    throw std::runtime_error("libcurl: no multi handle");
  }
  // RequestQueue keeps the limits; this bounds the connections that stay open for later requests.
  curl_multi_setopt(multi_->handle.get(), CURLMOPT_MAXCONNECTS,
                    static_cast<long>(limits_.connections_max));
}

HttpClient::~HttpClient() = default;

void HttpClient::FetchAll(const std::vector<FetchRequest>& requests, const Done& done,
                          const std::function<bool()>& stop) {
  CURLM* const multi = multi_->handle.get();
  Round round(*this, requests, done);
  while (!round.Ended()) {
    if (stop && stop()) {
      return;
    }
    const bool more = round.Fill();
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) {
      throw std::runtime_error("libcurl: the transfers cannot go on");
    }
    round.Collect();
    if (running > 0 && !more) {
      curl_multi_poll(multi, nullptr, 0, kPollMsMax, nullptr);
    }
  }
}

FetchResult HttpClient::Fetch(const FetchRequest& request) {
  std::optional<FetchResult> result;
  FetchAll({request},
           [&result](std::size_t /*index*/, FetchResult fetched) { result = std::move(fetched); });
  assert(result.has_value());
  return *std::move(result);
}

}  // namespace feeds
