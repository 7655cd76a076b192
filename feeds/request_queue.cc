#include "feeds/request_queue.h"

#include <algorithm>

#include "feeds/url.h"

namespace feeds {
namespace {

std::size_t AtLeastOne(int limit) {
  return static_cast<std::size_t>(std::max(limit, 1));
}

}  // namespace

std::optional<std::size_t> RequestQueue::Take() {
  if (in_flight_ >= AtLeastOne(limits_.connections_max)) {
    return std::nullopt;
  }
  if (!ready_.empty()) {
    const std::size_t index = ready_.front();
    ready_.pop_front();
    --waiting_;
    ++in_flight_;
    return index;
  }
  while (next_ < requests_.size()) {
    const std::size_t index = next_++;
    Host& host = hosts_[AuthorityOf(requests_[index].url)];
    if (host.in_flight < AtLeastOne(limits_.connections_per_host_max)) {
      ++host.in_flight;
      ++in_flight_;
      return index;
    }
    host.waiting.push_back(index);
    ++waiting_;
  }
  return std::nullopt;
}

void RequestQueue::End(std::size_t index) {
  Host& host = hosts_[AuthorityOf(requests_[index].url)];
  --in_flight_;
  if (host.waiting.empty()) {
    --host.in_flight;
  } else {
    ready_.push_back(host.waiting.front());
    host.waiting.pop_front();
  }
}

}  // namespace feeds
