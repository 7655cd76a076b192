// The daemon as systemd sees it: sd_notify on a real socket, signals, exit codes.
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>

#include "tests/daemon/program.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace {

constexpr int kPatience_ms = 60'000;

// The service manager's end of sd_notify.
class NotifySocket {
 public:
  explicit NotifySocket(const std::filesystem::path& path) : path_(path.string()) {
    fd_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path_.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path_.c_str(), path_.size() + 1);
    REQUIRE(bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  ~NotifySocket() { close(fd_); }
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  std::string Setting() const { return "NOTIFY_SOCKET=" + path_; }

  // Waits for a message that holds `part`; false: none came.
  bool WaitFor(std::string_view part) const {
    pollfd event{fd_, POLLIN, 0};
    while (poll(&event, 1, kPatience_ms) > 0) {
      std::string message(4096, '\0');
      const ssize_t size = recv(fd_, message.data(), message.size(), 0);
      if (size > 0 &&
          message.substr(0, static_cast<std::size_t>(size)).find(part) != std::string::npos)
        return true;
    }
    return false;
  }

 private:
  std::string path_;
  int fd_ = -1;
};

std::string SourceNamed(const std::string& id) {
  return "[[source]]\nid = \"" + id + "\"\nurl = \"file:news.rss.xml\"\nkind = \"feed\"\n";
}

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Waits until the daemon has said it, for ten seconds at most.
bool Says(const Program& daemon, std::string_view part) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!Has(daemon.Err(), part) && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return Has(daemon.Err(), part);
}

TEST_CASE("run says that it is ready, reloads, keeps a good config, and stops when told",
          "[program][run]") {
  const TemporaryFolder folder;
  const TemporaryFolder files;
  std::filesystem::copy_file(TEST_DATA_DIR "/daemon/news.rss.xml", folder.path() / "news.rss.xml");
  folder.Write("lodewatch.toml", SourceNamed("one"));
  const NotifySocket manager(files.path() / "notify");
  Program daemon({{"run"}, folder.path(), {}, {manager.Setting()}}, files.path());

  CHECK(manager.WaitFor("READY=1"));
  CHECK(manager.WaitFor("STATUS=1 sources, 0 failing"));
  CHECK(Says(daemon, "one: 2 documents"));

  folder.Write("lodewatch.toml", SourceNamed("one") + SourceNamed("two"));
  daemon.Signal(SIGHUP);
  CHECK(manager.WaitFor("RELOADING=1"));
  CHECK(manager.WaitFor("READY=1\nSTATUS=2 sources"));

  folder.Write("lodewatch.toml", SourceNamed("one") + SourceNamed("one") + "colour = 1\n");
  daemon.Signal(SIGHUP);
  CHECK(manager.WaitFor("RELOADING=1"));
  CHECK(manager.WaitFor("READY=1\nSTATUS=2 sources"));
  CHECK(Has(daemon.Err(), "a second source with the id 'one'"));
  CHECK(Has(daemon.Err(), "has no key 'colour'"));
  CHECK(Has(daemon.Err(), "going on with the old one"));

  daemon.Signal(SIGTERM);
  CHECK(manager.WaitFor("STOPPING=1"));
  CHECK(daemon.Wait() == 0);
}

TEST_CASE("run feeds the watchdog once the timeline answers", "[program][run]") {
  const TemporaryFolder folder;
  const TemporaryFolder files;
  std::filesystem::copy_file(TEST_DATA_DIR "/daemon/news.rss.xml", folder.path() / "news.rss.xml");
  folder.Write("lodewatch.toml", SourceNamed("one"));
  const NotifySocket manager(files.path() / "notify");
  Program daemon({{"run"}, folder.path(), {}, {manager.Setting(), "WATCHDOG_USEC=200000"}},
                 files.path());
  CHECK(manager.WaitFor("WATCHDOG=1"));
  CHECK(manager.WaitFor("WATCHDOG=1"));
  daemon.Signal(SIGINT);
  CHECK(daemon.Wait() == 0);
}

TEST_CASE("Under systemd each line of the log has its level", "[program][run]") {
  const TemporaryFolder folder;
  const TemporaryFolder files;
  folder.Write("lodewatch.toml", SourceNamed("absent"));
  const NotifySocket manager(files.path() / "notify");
  Program daemon({{"run"}, folder.path(), {}, {manager.Setting(), "JOURNAL_STREAM=8:1"}},
                 files.path());
  CHECK(manager.WaitFor("STATUS=1 sources, 1 failing"));
  daemon.Signal(SIGTERM);
  CHECK(daemon.Wait() == 0);
  CHECK(Has(daemon.Err(), "<6>watching 1 sources"));
  CHECK(Has(daemon.Err(), "<4>absent: "));
}

}  // namespace
