#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "feeds/fetch.h"

namespace feeds {

// Has this machine a route to the public internet, IPv4 or IPv6? Nothing is sent to find out.
bool HasRoute();

// Does one of the name servers in `resolv_conf` answer a question for the root zone, with anything
// but SERVFAIL, within that time? Without a file or a line in it: one on this machine.
bool NameServersAnswer(std::chrono::milliseconds wait_most,
                       const std::string& resolv_conf = "/etc/resolv.conf",
                       std::uint16_t port = 53);

// Tells the failures of sources from those of our own network.
class OwnNetwork {
 public:
  using Time = std::chrono::steady_clock::time_point;
  struct Probes {
    std::function<bool()> has_route = &HasRoute;
    std::function<bool()> name_servers_answer = [] {
      return NameServersAnswer(std::chrono::seconds{1});
    };
  };

  explicit OwnNetwork(Probes probes) : probes_(std::move(probes)) {}

  // A server of the public internet has answered.
  void Heard(Time now) { heard_ = now; }

  // Is a failure of this kind, for a host of the public internet, ours? Of names that were not
  // found: when there is no route, or no name server answers; of connections and of time that ran
  // out: when there is no route. Never within a minute of Heard(). Asks the probes at most every
  // ten seconds, and may wait for them.
  bool IsToBlame(FetchError::Kind kind, Time now);

 private:
  struct Finding {
    Time at;
    bool good = true;
  };
  static bool Ask(const std::function<bool()>& probe, std::optional<Finding>& last, Time now);

  Probes probes_;
  std::optional<Time> heard_;
  std::optional<Finding> route_;
  std::optional<Finding> name_servers_;
};

}  // namespace feeds
