#include "feeds/transfers.h"

#include <curl/curl.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "feeds/transfer.h"

namespace feeds {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kWaitMost = std::chrono::hours{1};  // fits libcurl's int

struct CloseMulti {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
struct CloseShare {
  void operator()(CURLSH* share) const noexcept { curl_share_cleanup(share); }
};
using Multi = std::unique_ptr<CURLM, CloseMulti>;
using Share = std::unique_ptr<CURLSH, CloseShare>;

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

  Transfer& TakeIdle() {
    if (idle.empty()) {
      all.push_back(std::make_unique<Transfer>(limits, user_agent, share.get()));
      idle.push_back(all.back().get());
    }
    Transfer& transfer = *idle.back();
    idle.pop_back();
    return transfer;
  }

  void GiveBack(Transfer& transfer) {
    curl_multi_remove_handle(multi.get(), transfer.handle());
    idle.push_back(&transfer);
  }

  // Handles that are not in use are removed once more, which does no harm.
  void Drop() {
    idle.clear();
    for (const std::unique_ptr<Transfer>& transfer : all) {
      GiveBack(*transfer);
    }
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
  Transfer& transfer = handles_->TakeIdle();
  transfer.Prepare(id, exchange);
  if (curl_multi_add_handle(handles_->multi.get(), transfer.handle()) != CURLM_OK) {
    throw std::runtime_error("libcurl: a transfer could not be added");
  }
}

void Transfers::Step(milliseconds wait_most) {
  CURLM* const multi = handles_->multi.get();
  const auto wait = static_cast<int>(std::min(wait_most, kWaitMost).count());
  int running = 0;
  if (curl_multi_poll(multi, nullptr, 0, wait, nullptr) != CURLM_OK ||
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
    Ended ended{.id = transfer->id(), .outcome = transfer->OutcomeOf(code)};
    handles_->GiveBack(*transfer);
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
