#include "feeds/http_client.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <optional>
#include <utility>

#include "feeds/freshness.h"
#include "feeds/local_file.h"
#include "feeds/redirect.h"
#include "feeds/request_headers.h"
#include "feeds/request_queue.h"
#include "feeds/transfer.h"
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
  Work(const FetchLimits& limits, std::string user_agent)
      : limits_(limits),
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
    RedirectChain chain;
    std::vector<std::string> common_headers;
    std::vector<std::string> private_headers;
    milliseconds left;  // of FetchLimits::total_max
  };
  struct Finished {
    Done done;
    FetchResult result;
  };

  void Fill();
  void Begin(std::size_t id);
  void Collect();
  FetchResult ResultOf(const Job& job, Answer answer);
  void GoOn(std::size_t id, Answer answer);
  void Finish(std::size_t id, FetchResult result);
  void HandOut();

  FetchLimits limits_;
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
  std::vector<std::string> common = CommonHeaders(request);
  std::vector<std::string> own = PrivateHeaders(request.access, target);
  Job& job = jobs_[id].emplace(Job{.request = std::move(request),
                                   .done = std::move(done),
                                   .chain = RedirectChain(std::move(target.url)),
                                   .common_headers = std::move(common),
                                   .private_headers = std::move(own),
                                   .left = limits_.total_max});
  ++under_way_;
  if (IsWeb(job.chain.url())) {
    queue_.Add(id, HostOf(job.chain.url()), job.request.delay);
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
    Finish(taken->id,
           tl::unexpected(FetchError{.kind = Kind::kHeldBack,
                                     .retry_after = taken->held_back,
                                     .detail = host + " asked to be left alone for a while"}));
  }
}

void HttpClient::Work::Begin(std::size_t id) {
  const Job& job = *jobs_[id];
  const Access& access = job.request.access;
  Exchange exchange{.url = job.chain.url(),
                    .headers = job.common_headers,
                    .addresses = access.addresses,
                    .proxy = access.proxy,
                    .ca_file = access.ca_file,
                    .body_bytes_max = job.request.body_bytes_max.value_or(limits_.body_bytes_max),
                    .time_max = job.left};
  if (job.chain.is_at_home()) {
    exchange.headers.insert(exchange.headers.end(), job.private_headers.begin(),
                            job.private_headers.end());
    exchange.client_certificate = access.client_certificate;
    exchange.client_key = access.client_key;
  }
  transfers_.Begin(id, exchange);
}

void HttpClient::Work::Collect() {
  while (std::optional<Transfers::Ended> ended = transfers_.Next()) {
    queue_.End(HostOf(jobs_[ended->id]->chain.url()));
    if (ended->outcome) {
      GoOn(ended->id, std::move(*ended->outcome));
    } else {
      Finish(ended->id, tl::unexpected(std::move(ended->outcome).error()));
    }
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
    queue_.AddFirst(id, HostOf(job.chain.url()), job.request.delay);
  }
}

FetchResult HttpClient::Work::ResultOf(const Job& job, Answer answer) {
  const std::string& url = job.chain.url();
  if (answer.status == 304 && IsConditional(job.request.validators)) {
    const Validators& sent = job.request.validators;
    return NotModified{
        .validators = {.etag = answer.etag.empty() ? sent.etag : std::move(answer.etag),
                       .last_modified = answer.last_modified.empty()
                                            ? sent.last_modified
                                            : std::move(answer.last_modified)},
        .permanent_url = job.chain.permanent_url(),
        .fresh_for = FreshFor(answer.times)};
  }
  if (answer.status < 200 || answer.status >= 300) {
    FetchError error{.kind = Kind::kHttpStatus, .http_status = answer.status, .detail = url};
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    error.retry_after = RetryAfter(answer.times, now);
    if ((answer.status == 429 || answer.status == 503) && error.retry_after.count() > 0) {
      queue_.HoldBack(HostOf(url),
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

HttpClient::HttpClient(FetchLimits limits, std::string user_agent)
    : work_(std::make_unique<Work>(limits, std::move(user_agent))) {}

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
