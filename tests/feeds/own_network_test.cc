#include "feeds/own_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

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

TEST_CASE("name servers that nobody runs do not answer", "[feeds][own_network]") {
  const TemporaryFolder folder;
  for (const char* text : {"nameserver 127.0.0.9\n", "nameserver not-an-address\n",
                           "# comment\nsearch example.org\nnameserver 127.0.0.9\n"}) {
    CAPTURE(text);
    // Port 53 of 127.0.0.9 refuses at once where nothing listens on every address.
    CHECK_FALSE(feeds::NameServersAnswer(std::chrono::milliseconds{50},
                                         folder.Write("resolv.conf", text).string()));
  }
}

}  // namespace
