#include "feeds/http_client.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <optional>
#include <utility>

#include "feeds/freshness.h"
#include "feeds/local_file.h"
#include "feeds/network_address.h"
#include "feeds/proxy.h"
#include "feeds/redirect.h"
#include "feeds/request_headers.h"
#include "feeds/request_queue.h"
#include "feeds/transfers.h"
#include "feeds/url.h"

namespace feeds {
namespace {

using Kind = FetchError::Kind;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kStopAskedEvery{100};

tl::unexpected<FetchError> Fail(Kind kind, std::string detail) {
  return tl::unexpected(FetchError{.kind = kind, .detail = std::move(detail)});
}

bool IsWeb(const std::string& url) {
  const std::string scheme = SchemeOf(url);
  return scheme == "http" || scheme == "https";
}

std::size_t AtLeastOne(int limit) {
  return static_cast<std::size_t>(std::max(limit, 1));
}

// Also when the receiver of a result throws.
void DropRest(HttpClient* client) {
  client->Drop();
}

}  // namespace

class HttpClient::Work {
 public:
  Work(const FetchLimits& limits, std::string user_agent, OwnNetwork::Probes probes)
      : limits_(limits),
        network_(std::move(probes)),
        queue_({.in_flight_max = AtLeastOne(limits.connections_max),
                .in_flight_per_host_max = AtLeastOne(limits.connections_per_host_max)}),
        transfers_(limits, std::move(user_agent)) {}

  void Start(FetchRequest request, Done done);
  void Step(milliseconds wait_most);
  std::size_t UnderWay() const { return under_way_ + finished_.size(); }
  void Drop();
  void Wake() noexcept { transfers_.Wake(); }

 private:
  struct Job {
    FetchRequest request;
    Done done;
    Target target;
    RedirectChain chain;
    std::string host;   // that the chain has come to
    milliseconds left;  // of FetchLimits::total_max
  };
  struct Finished {
    Done done;
    FetchResult result;
  };

  void Fill();
  void Begin(std::size_t id);
  bool IsRefused(const Job& job) const;
  std::string ProxyOf(const Job& job) const;
  bool MayTellOfNetwork(const Job& job) const;
  void Collect();
  FetchResult ResultOf(const Job& job, Answer answer);
  void GoOn(std::size_t id, Answer answer);
  void Finish(std::size_t id, FetchResult result);
  void HandOut();

  FetchLimits limits_;
  ProxySettings proxies_ = ProxiesOfEnvironment();
  OwnNetwork network_;
  RequestQueue queue_;
  Transfers transfers_;
  std::vector<std::optional<Job>> jobs_;  // by id
  std::vector<std::size_t> free_ids_;
  std::deque<std::size_t> files_;  // ids of requests that need no network
  std::deque<Finished> finished_;
  std::size_t under_way_ = 0;
};

void HttpClient::Work::Start(FetchRequest request, Done done) {
  std::size_t id = jobs_.size();
  if (free_ids_.empty()) {
    jobs_.emplace_back();
  } else {
    id = free_ids_.back();
    free_ids_.pop_back();
  }
  Target target = TargetOf(request.url);
  RedirectChain chain(target.url);
  std::string host = HostOf(target.url);
  Job& job = jobs_[id].emplace(Job{.request = std::move(request),
                                   .done = std::move(done),
                                   .target = std::move(target),
                                   .chain = std::move(chain),
                                   .host = std::move(host),
                                   .left = limits_.total_max});
  ++under_way_;
  if (IsWeb(job.chain.url())) {
    queue_.Add(id, job.host, job.request.delay);
  } else {
    files_.push_back(id);
  }
}

void HttpClient::Work::Step(milliseconds wait_most) {
  Fill();
  if (const auto next = queue_.NextStart()) {
    wait_most = std::min(wait_most, std::chrono::ceil<milliseconds>(*next - steady_clock::now()));
  }
  const bool idle = finished_.empty() && files_.empty();
  transfers_.Step(idle ? std::max(wait_most, milliseconds{0}) : milliseconds{0});
  Collect();
  HandOut();
}

void HttpClient::Work::Drop() {
  transfers_.Drop();
  queue_.Clear();
  jobs_.clear();
  free_ids_.clear();
  files_.clear();
  finished_.clear();
  under_way_ = 0;
}

// Files are read one a step, for each may take its time.
void HttpClient::Work::Fill() {
  if (!files_.empty()) {
    const std::size_t id = files_.front();
    files_.pop_front();
    const FetchRequest& request = jobs_[id]->request;
    const std::size_t bytes_max = request.body_bytes_max.value_or(limits_.body_bytes_max);
    Finish(id, SchemeOf(request.url) == "file"
                   ? ReadLocalFile(request, bytes_max)
                   : Fail(Kind::kRefused, "not an http, https or file URL"));
  }
  while (const auto taken = queue_.Take(steady_clock::now())) {
    if (taken->held_back.count() == 0) {
      Begin(taken->id);
      continue;
    }
    const std::string host = HostOf(jobs_[taken->id]->chain.url());
    Finish(taken->id, tl::unexpected(FetchError{.kind = Kind::kHeldBack,
                                                .retry_after = taken->held_back,
                                                .detail = jobs_[taken->id]->host +
                                                          " asked to be left alone for a while"}));
  }
}

// Behind a proxy nobody looks at the address that is connected to: the name must do.
bool HttpClient::Work::IsRefused(const Job& job) const {
  return job.request.access->addresses == Addresses::kPublicOnly && !ProxyOf(job).empty() &&
         IsLocalHost(HostNameOf(job.chain.url()));
}

std::string HttpClient::Work::ProxyOf(const Job& job) const {
  const std::string& own = job.request.access->proxy;
  return own.empty() ? ProxyFor(proxies_, job.chain.url()) : own;
}

bool HttpClient::Work::MayTellOfNetwork(const Job& job) const {
  return ProxyOf(job).empty() && !IsLocalHost(HostNameOf(job.chain.url()));
}

void HttpClient::Work::Begin(std::size_t id) {
  const Job& job = *jobs_[id];
  if (IsRefused(job)) {
    queue_.End(job.host);
    Finish(id, Fail(Kind::kRefused, "not a public address: " + job.host));
    return;
  }
  const Access& access = *job.request.access;
  Exchange exchange{.url = job.chain.url(),
                    .headers = CommonHeaders(job.request),
                    .addresses = access.addresses,
                    .proxy = ProxyOf(job),
                    .ca_file = access.ca_file,
                    .body_bytes_max = job.request.body_bytes_max.value_or(limits_.body_bytes_max),
                    .time_max = job.left};
  if (job.chain.is_at_home()) {
    for (std::string& header : PrivateHeaders(access, job.target)) {
      exchange.headers.push_back(std::move(header));
    }
    exchange.client_certificate = access.client_certificate;
    exchange.client_key = access.client_key;
  }
  transfers_.Begin(id, exchange);
}

void HttpClient::Work::Collect() {
  while (std::optional<Transfers::Ended> ended = transfers_.Next()) {
    const Job& job = *jobs_[ended->id];
    queue_.End(job.host);
    if (ended->outcome) {
      if (MayTellOfNetwork(job)) {
        network_.Heard(steady_clock::now());
      }
      GoOn(ended->id, std::move(*ended->outcome));
      continue;
    }
    FetchError error = std::move(ended->outcome).error();
    if (MayTellOfNetwork(job) && network_.IsToBlame(error.kind, steady_clock::now())) {
      error.kind = Kind::kOffline;
      error.detail = "our own network is down: " + error.detail;
    }
    Finish(ended->id, tl::unexpected(std::move(error)));
  }
}

void HttpClient::Work::GoOn(std::size_t id, Answer answer) {
  Job& job = *jobs_[id];
  if (!IsRedirect(answer.status) || answer.location.empty()) {
    Finish(id, ResultOf(job, std::move(answer)));
    return;
  }
  const auto followed = job.chain.Follow(answer.status, answer.location, limits_.redirects_max);
  job.left -= answer.took;
  if (!followed) {
    Finish(id, tl::unexpected(followed.error()));
  } else if (job.left.count() <= 0) {
    Finish(id, Fail(Kind::kTimeout, "the redirects took too long (" + job.chain.url() + ")"));
  } else {
    job.host = HostOf(job.chain.url());
    queue_.AddFirst(id, job.host, job.request.delay);
  }
}

FetchResult HttpClient::Work::ResultOf(const Job& job, Answer answer) {
  const std::string& url = job.chain.url();
  if (answer.status == 304 && IsConditional(job.request.validators)) {
    NotModified unchanged{.validators = job.request.validators,
                          .permanent_url = job.chain.permanent_url(),
                          .fresh_for = FreshFor(answer.times)};
    if (!answer.etag.empty()) {
      unchanged.validators.etag = std::move(answer.etag);
    }
    if (!answer.last_modified.empty()) {
      unchanged.validators.last_modified = std::move(answer.last_modified);
    }
    return unchanged;
  }
  // A part (206) was not asked for.
  if (answer.status < 200 || answer.status >= 300 || answer.status == 206) {
    FetchError error{.kind = Kind::kHttpStatus, .http_status = answer.status, .detail = url};
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    error.retry_after = RetryAfter(answer.times, now);
    if ((answer.status == 429 || answer.status == 503) && error.retry_after.count() > 0) {
      queue_.HoldBack(job.host,
                      steady_clock::now() + std::min(error.retry_after, limits_.hold_max));
    }
    return tl::unexpected(std::move(error));
  }
  return Page{.url = url,
              .content_type = std::move(answer.content_type),
              .body = std::move(answer.body),
              .validators = {.etag = std::move(answer.etag),
                             .last_modified = std::move(answer.last_modified)},
              .permanent_url = job.chain.permanent_url(),
              .fresh_for = FreshFor(answer.times),
              .wire_bytes = answer.wire_bytes};
}

void HttpClient::Work::Finish(std::size_t id, FetchResult result) {
  finished_.push_back({std::move(jobs_[id]->done), std::move(result)});
  jobs_[id].reset();
  free_ids_.push_back(id);
  --under_way_;
}

void HttpClient::Work::HandOut() {
  while (!finished_.empty()) {
    const Done done = std::move(finished_.front().done);
    FetchResult result = std::move(finished_.front().result);
    finished_.pop_front();
    done(std::move(result));
  }
}

HttpClient::HttpClient(FetchLimits limits, std::string user_agent, OwnNetwork::Probes probes)
    : work_(std::make_unique<Work>(limits, std::move(user_agent), std::move(probes))) {}

HttpClient::~HttpClient() = default;

void HttpClient::Start(FetchRequest request, Done done) {
  work_->Start(std::move(request), std::move(done));
}

void HttpClient::Step(milliseconds wait_most) {
  work_->Step(wait_most);
}

std::size_t HttpClient::UnderWay() const {
  return work_->UnderWay();
}

void HttpClient::Drop() {
  work_->Drop();
}

void HttpClient::Wake() noexcept {
  work_->Wake();
}

void HttpClient::FetchAll(const std::vector<FetchRequest>& requests, const Each& each,
                          const std::function<bool()>& stop) {
  assert(UnderWay() == 0);
  const std::unique_ptr<HttpClient, decltype(&DropRest)> ending(this, &DropRest);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Start(requests[i], [&each, i](FetchResult result) { each(i, std::move(result)); });
  }
  while (UnderWay() > 0 && !(stop && stop())) {
    Step(kStopAskedEvery);
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
