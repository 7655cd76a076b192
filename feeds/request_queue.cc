#include "feeds/request_queue.h"

#include <algorithm>

namespace feeds {
namespace {

constexpr std::size_t kHostsLeast = 1024;

}  // namespace

void RequestQueue::Add(Id id, const std::string& host, std::chrono::milliseconds delay) {
  Host& found = HostOf(host);
  found.waiting.push_back({id, delay});
  Enlist(found);
}

void RequestQueue::AddFirst(Id id, const std::string& host, std::chrono::milliseconds delay) {
  Host& found = HostOf(host);
  found.waiting.push_front({id, delay});
  Enlist(found);
}

std::optional<RequestQueue::Taken> RequestQueue::Take(Time now) {
  EnlistDue(now);
  while (!ready_.empty()) {
    Host& host = *ready_.front();
    const bool held = host.held_until && *host.held_until > now;
    const Time start = StartOf(host, now);
    const bool may_start = !held && start <= now && host.in_flight < limits_.in_flight_per_host_max;
    if (may_start && in_flight_ >= limits_.in_flight_max) {
      return std::nullopt;
    }
    ready_.pop_front();
    host.place = Place::kNone;
    if (held || may_start) {
      const Waiting first = host.waiting.front();
      host.waiting.pop_front();
      Taken taken{.id = first.id};
      if (held) {
        taken.held_back = std::chrono::ceil<std::chrono::seconds>(*host.held_until - now);
      } else {
        ++host.in_flight;
        ++in_flight_;
        host.last_start = now;
        host.last_delay = first.delay;
      }
      Enlist(host);
      return taken;
    }
    if (start > now) {
      timed_.emplace(start, &host);
      host.place = Place::kTimed;
    }
  }
  return std::nullopt;
}

void RequestQueue::End(const std::string& host) {
  Host& found = HostOf(host);
  --found.in_flight;
  --in_flight_;
  Enlist(found);
}

void RequestQueue::HoldBack(const std::string& host, Time until) {
  Host& found = HostOf(host);
  found.held_until = std::max(found.held_until.value_or(until), until);
  Enlist(found);
}

std::optional<RequestQueue::Time> RequestQueue::NextStart() const {
  return timed_.empty() ? std::nullopt : std::optional(timed_.top().first);
}

void RequestQueue::Clear() {
  ready_.clear();
  timed_ = {};
  in_flight_ = 0;
  for (auto& [name, host] : hosts_) {
    host.waiting.clear();
    host.in_flight = 0;
    host.place = Place::kNone;
  }
}

RequestQueue::Host& RequestQueue::HostOf(const std::string& name) {
  const auto found = hosts_.find(name);
  if (found != hosts_.end()) {
    return found->second;
  }
  if (hosts_.size() >= hosts_max_) {
    ForgetIdleHosts();
  }
  return hosts_[name];
}

// A host at its limit of requests in flight is enlisted again when one ends.
void RequestQueue::Enlist(Host& host) {
  if (host.place == Place::kNone && !host.waiting.empty()) {
    ready_.push_back(&host);
    host.place = Place::kReady;
  }
}

void RequestQueue::EnlistDue(Time now) {
  while (!timed_.empty() && timed_.top().first <= now) {
    Host& host = *timed_.top().second;
    timed_.pop();
    host.place = Place::kNone;
    Enlist(host);
  }
}

void RequestQueue::ForgetIdleHosts() {
  const Time now = std::chrono::steady_clock::now();
  for (auto at = hosts_.begin(); at != hosts_.end();) {
    const Host& host = at->second;
    const bool idle = host.waiting.empty() && host.in_flight == 0 && host.place == Place::kNone &&
                      host.held_until.value_or(now) <= now && StartOf(host, now) <= now;
    at = idle ? hosts_.erase(at) : std::next(at);
  }
  hosts_max_ = std::max(kHostsLeast, 2 * hosts_.size());
}

RequestQueue::Time RequestQueue::StartOf(const Host& host, Time now) {
  if (!host.last_start) {
    return now;
  }
  const auto own = host.waiting.empty() ? host.last_delay : host.waiting.front().delay;
  return *host.last_start + std::max(host.last_delay, own);
}

}  // namespace feeds
