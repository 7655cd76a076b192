#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace feeds {

// Which of many requests may start now, so that neither all together nor one host have more in
// flight than allowed, a host's delay passes between two starts, and a host that asked to be left
// alone is. Hosts take turns; the requests of one host keep their order. Each call costs the same
// however many requests wait.
class RequestQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Id = std::size_t;

  struct Limits {
    std::size_t in_flight_max = 1;
    std::size_t in_flight_per_host_max = 1;
  };

  struct Taken {
    Id id = 0;
    // Above 0: it must not start, for its host is held back so long; it is not in flight.
    std::chrono::seconds held_back{0};
  };

  explicit RequestQueue(Limits limits) : limits_(limits) {}

  void Add(Id id, const std::string& host, std::chrono::milliseconds delay);
  // Before all others of its host: a request that has begun, and goes on elsewhere.
  void AddFirst(Id id, const std::string& host, std::chrono::milliseconds delay);

  // The next to start, in flight from now on; nullopt: none may start before another ends or
  // NextStart() comes.
  std::optional<Taken> Take(Time now);
  // Ends what Take() gave for this host.
  void End(const std::string& host);
  // No request to the host starts before that time. Never shortens what was said before.
  void HoldBack(const std::string& host, Time until);

  // When a host's delay ends that requests wait for; nullopt: none does.
  std::optional<Time> NextStart() const;
  // Forgets all requests, waiting or in flight; delays and held hosts stay.
  void Clear();

 private:
  enum class Place { kNone, kReady, kTimed };

  struct Waiting {
    Id id = 0;
    std::chrono::milliseconds delay{0};
  };

  struct Host {
    std::deque<Waiting> waiting;
    std::size_t in_flight = 0;
    std::optional<Time> last_start;
    std::chrono::milliseconds last_delay{0};
    std::optional<Time> held_until;
    Place place = Place::kNone;
  };

  using Timed = std::pair<Time, Host*>;

  Host& HostOf(const std::string& name);
  void Enlist(Host& host);
  void EnlistDue(Time now);
  void ForgetIdleHosts();
  static Time StartOf(const Host& host, Time now);

  Limits limits_;
  std::unordered_map<std::string, Host> hosts_;
  std::deque<Host*> ready_;  // have waiting requests and no known reason not to start one
  std::priority_queue<Timed, std::vector<Timed>, std::greater<>> timed_;
  std::size_t in_flight_ = 0;
  std::size_t hosts_max_ = 1024;  // at this number, idle hosts are forgotten
};

}  // namespace feeds
