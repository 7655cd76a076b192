#include "feeds/own_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

namespace feeds {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Kind = FetchError::Kind;

constexpr std::chrono::seconds kHeardCountsFor{60};
constexpr std::chrono::seconds kFindingCountsFor{10};
constexpr std::uint16_t kAnyPort = 53;
// Root name servers a and b; a connected UDP socket sends nothing.
constexpr const char* kPublicAddresses[] = {"198.41.0.4", "2801:1b8:10::b"};
// RFC 1035, section 4.1: id, recursion desired, one question: the name servers of the root.
constexpr std::array<unsigned char, 17> kQuestion = {0x4C, 0x77, 1, 0, 0, 1, 0, 0, 0,
                                                     0,    0,    0, 0, 0, 2, 0, 1};
constexpr unsigned kServerFailed = 2;

class Socket {
 public:
  explicit Socket(int family) : fd_(socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {}
  ~Socket() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

template <class Address>
bool Connect(int fd, const Address& address) {
  return connect(fd, static_cast<const sockaddr*>(static_cast<const void*>(&address)),
                 sizeof address) == 0;
}

// A UDP socket that leads to a literal address; nullopt: there is no way.
std::optional<Socket> Towards(const std::string& address, std::uint16_t port) {
  sockaddr_in four{};
  sockaddr_in6 six{};
  const bool is_four = inet_pton(AF_INET, address.c_str(), &four.sin_addr) == 1;
  if (!is_four && inet_pton(AF_INET6, address.c_str(), &six.sin6_addr) != 1) {
    return std::nullopt;
  }
  four.sin_family = AF_INET;
  four.sin_port = htons(port);
  six.sin6_family = AF_INET6;
  six.sin6_port = htons(port);
  std::optional<Socket> made(is_four ? AF_INET : AF_INET6);
  if (made->get() < 0 || !(is_four ? Connect(made->get(), four) : Connect(made->get(), six))) {
    made.reset();
  }
  return made;
}

std::vector<std::string> NameServers(const std::string& resolv_conf) {
  std::vector<std::string> servers;
  std::ifstream file(resolv_conf);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string key;
    std::string address;
    if (words >> key >> address && key == "nameserver") {
      servers.push_back(address.substr(0, address.find('%')));
    }
  }
  if (servers.empty()) {
    servers.emplace_back("127.0.0.1");
  }
  return servers;
}

// Reads what has come; a refused port answers with an error.
bool HasAnswer(int fd) {
  std::array<unsigned char, 512> answer{};
  const ssize_t size = recv(fd, answer.data(), answer.size(), 0);
  return size >= 12 && answer[0] == kQuestion[0] && answer[1] == kQuestion[1] &&
         (answer[3] & 0x0FU) != kServerFailed;
}

}  // namespace

bool HasRoute() {
  return std::any_of(std::begin(kPublicAddresses), std::end(kPublicAddresses),
                     [](const char* address) { return Towards(address, kAnyPort).has_value(); });
}

bool NameServersAnswer(milliseconds wait_most, const std::string& resolv_conf, std::uint16_t port) {
  std::vector<Socket> sockets;
  std::vector<pollfd> waiting;
  for (const std::string& server : NameServers(resolv_conf)) {
    auto towards = Towards(server, port);
    if (towards && send(towards->get(), kQuestion.data(), kQuestion.size(), MSG_NOSIGNAL) > 0) {
      waiting.push_back({.fd = towards->get(), .events = POLLIN, .revents = 0});
      sockets.push_back(*std::move(towards));
    }
  }
  const auto end = steady_clock::now() + wait_most;
  while (!waiting.empty()) {
    const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now());
    if (left.count() <= 0 ||
        poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) <= 0) {
      return false;
    }
    for (const pollfd& one : waiting) {
      if (one.revents != 0 && HasAnswer(one.fd)) {
        return true;
      }
    }
    const auto heard = [](const pollfd& one) { return one.revents != 0; };
    waiting.erase(std::remove_if(waiting.begin(), waiting.end(), heard), waiting.end());
  }
  return false;
}

bool OwnNetwork::IsToBlame(Kind kind, Time now) {
  const bool concerns = kind == Kind::kResolve || kind == Kind::kConnect || kind == Kind::kTimeout;
  if (!concerns || (heard_ && now - *heard_ < kHeardCountsFor)) {
    return false;
  }
  if (!Ask(probes_.has_route, route_, now)) {
    return true;
  }
  return kind == Kind::kResolve && !Ask(probes_.name_servers_answer, name_servers_, now);
}

bool OwnNetwork::Ask(const std::function<bool()>& probe, std::optional<Finding>& last, Time now) {
  if (!last || now - last->at >= kFindingCountsFor) {
    last = Finding{.at = now, .good = probe()};
  }
  return last->good;
}

}  // namespace feeds
