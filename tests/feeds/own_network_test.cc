#include "feeds/own_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace {

using Kind = feeds::FetchError::Kind;
using std::chrono::seconds;
using Time = feeds::OwnNetwork::Time;

constexpr Time kNow{std::chrono::hours{1000}};

TEST_CASE("only failures that a dead network explains are held against it",
          "[feeds][own_network]") {
  struct Case {
    Kind kind;
    bool route;
    bool name_servers;
    bool to_blame;
  };
  const Case cases[] = {
      {Kind::kResolve, false, true, true},    {Kind::kResolve, true, false, true},
      {Kind::kResolve, true, true, false},    {Kind::kConnect, false, true, true},
      {Kind::kConnect, true, false, false},   {Kind::kTimeout, false, false, true},
      {Kind::kTimeout, true, false, false},   {Kind::kTls, false, false, false},
      {Kind::kRefused, false, false, false},  {Kind::kTooLarge, false, false, false},
      {Kind::kProtocol, false, false, false}, {Kind::kHttpStatus, false, false, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.kind, c.route, c.name_servers);
    feeds::OwnNetwork network({.has_route = [&c] { return c.route; },
                               .name_servers_answer = [&c] { return c.name_servers; }});
    CHECK(network.IsToBlame(c.kind, kNow) == c.to_blame);
  }
}

TEST_CASE("a network that was heard of a moment ago is up", "[feeds][own_network]") {
  feeds::OwnNetwork network(
      {.has_route = [] { return false; }, .name_servers_answer = [] { return false; }});
  network.Heard(kNow);
  CHECK_FALSE(network.IsToBlame(Kind::kResolve, kNow + seconds{59}));
  CHECK(network.IsToBlame(Kind::kResolve, kNow + seconds{60}));
}

TEST_CASE("many failures at once ask the network once", "[feeds][own_network]") {
  int asked = 0;
  bool good = false;
  feeds::OwnNetwork network({.has_route =
                                 [&asked, &good] {
                                   ++asked;
                                   return good;
                                 },
                             .name_servers_answer = [] { return true; }});
  for (int i = 0; i < 100; ++i) {
    CHECK(network.IsToBlame(Kind::kConnect, kNow));
  }
  CHECK(asked == 1);
  good = true;
  CHECK_FALSE(network.IsToBlame(Kind::kConnect, kNow + seconds{10}));
  CHECK(asked == 2);
}

// Answers one question on 127.0.0.1 by the second half of the header's flags; -1: never.
class NameServer {
 public:
  explicit NameServer(int flags) : socket_(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    REQUIRE(bind(socket_, plain(), size) == 0);
    REQUIRE(getsockname(socket_, plain(), &size) == 0);
    if (flags >= 0) {
      thread_ = std::thread([this, flags] { Answer(flags); });
    }
  }
  ~NameServer() {
    if (thread_.joinable()) {
      thread_.join();
    }
    close(socket_);
  }
  NameServer(const NameServer&) = delete;
  NameServer& operator=(const NameServer&) = delete;
  NameServer(NameServer&&) = delete;
  NameServer& operator=(NameServer&&) = delete;
  std::uint16_t port() const { return ntohs(address_.sin_port); }

 private:
  sockaddr* plain() { return static_cast<sockaddr*>(static_cast<void*>(&address_)); }
  void Answer(int flags) {
    std::array<unsigned char, 512> message{};
    sockaddr_in client{};
    socklen_t size = sizeof client;
    auto* const from = static_cast<sockaddr*>(static_cast<void*>(&client));
    const ssize_t count = recvfrom(socket_, message.data(), message.size(), 0, from, &size);
    message[2] |= 0x80U;
    message[3] = static_cast<unsigned char>(flags);
    sendto(socket_, message.data(), static_cast<std::size_t>(count), 0, from, size);
  }

  int socket_;
  sockaddr_in address_{};
  std::thread thread_;
};

TEST_CASE("a name server answers, unless it fails or is silent", "[feeds][own_network]") {
  struct Case {
    int flags;
    bool answers;
  };
  const Case cases[] = {{0x80, true}, {0x83, true}, {0x85, true}, {0x82, false}, {-1, false}};
  const TemporaryFolder folder;
  const std::string conf =
      folder.Write("resolv.conf", "# ours\nsearch example.org\nnameserver 127.0.0.1\n").string();
  for (const Case& c : cases) {
    CAPTURE(c.flags);
    const NameServer server(c.flags);
    const auto wait = c.answers ? std::chrono::seconds{20} : std::chrono::seconds{1};
    CHECK(feeds::NameServersAnswer(wait, conf, server.port()) == c.answers);
  }
}

TEST_CASE("name servers that nobody runs do not answer", "[feeds][own_network]") {
  const TemporaryFolder folder;
  std::uint16_t closed = 0;
  {
    const NameServer server(-1);
    closed = server.port();
  }
  for (const char* text : {"nameserver 127.0.0.1\n", "nameserver not-an-address\n", ""}) {
    CAPTURE(text);
    CHECK_FALSE(feeds::NameServersAnswer(std::chrono::milliseconds{200},
                                         folder.Write("resolv.conf", text).string(), closed));
  }
}

}  // namespace
