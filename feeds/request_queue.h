#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "feeds/http_client.h"

namespace feeds {

// Which of many requests may start now, so that neither all together nor one host have more in
// flight than the limits allow. In the order of the requests, but that one to a busy host lets
// later ones pass. Keeps references to both arguments.
class RequestQueue {
 public:
  RequestQueue(const std::vector<FetchRequest>& requests, const FetchLimits& limits)
      : requests_(requests), limits_(limits) {}

  // The index of a request to start, in flight from now on; nullopt: none may start before another
  // ends.
  std::optional<std::size_t> Take();
  // Ends what Take() gave.
  void End(std::size_t index);
  // Every request was taken and has ended.
  bool Done() const { return next_ == requests_.size() && in_flight_ == 0 && waiting_ == 0; }

 private:
  struct Host {
    std::size_t in_flight = 0;
    std::deque<std::size_t> waiting;
  };

  const std::vector<FetchRequest>& requests_;
  const FetchLimits& limits_;
  std::unordered_map<std::string, Host> hosts_;
  std::deque<std::size_t> ready_;  // counted in flight for their hosts
  std::size_t next_ = 0;           // the first request not looked at
  std::size_t in_flight_ = 0;
  std::size_t waiting_ = 0;  // looked at, but not taken
};

}  // namespace feeds
