#include "tests/support/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace support {
namespace {

constexpr int kPollMs = 20;
constexpr std::size_t kHeaderBytesMax = 65536;

bool SendAll(int connection, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t count = send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) {
      return false;
    }
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

// Up to the empty line behind the headers, or at once when it is no HTTP, such as the greeting of
// TLS; nullopt: the client went away.
std::optional<std::string> ReceiveHead(int connection) {
  std::string head;
  std::array<char, 4096> chunk{};
  while (head.find("\r\n\r\n") == std::string::npos && head.size() < kHeaderBytesMax) {
    const ssize_t count = recv(connection, chunk.data(), chunk.size(), 0);
    if (count <= 0) {
      return std::nullopt;
    }
    head.append(chunk.data(), static_cast<std::size_t>(count));
    if (std::isupper(static_cast<unsigned char>(head.front())) == 0) {
      break;
    }
  }
  return head;
}

HttpRequest ParseHead(const std::string& head) {
  HttpRequest request;
  std::istringstream lines(head);
  lines >> request.method >> request.path;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line != "\r") {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) {
      continue;
    }
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    line.erase(line.find_last_not_of('\r') + 1);
    request.headers[name] = line.substr(colon + 2);
  }
  return request;
}

}  // namespace

HttpServer::HttpServer(Handler handler) : handler_(std::move(handler)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = static_cast<sockaddr*>(static_cast<void*>(&address));
  if (listener_ < 0 || bind(listener_, plain, size) != 0 || listen(listener_, 256) != 0 ||
      getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("the test server cannot listen");
  }
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { Accept(); });
}

HttpServer::~HttpServer() {
  ending_ = true;
  accepting_.join();
  close(listener_);
}

std::string HttpServer::Url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<HttpRequest> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpServer::Accept() {
  while (!ending_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (poll(&waiting, 1, kPollMs) <= 0) {
      continue;
    }
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) {
      serving_.emplace_back([this, connection] { Serve(connection); });
    }
  }
  for (std::thread& thread : serving_) {
    thread.join();
  }
}

void HttpServer::Serve(int connection) {
  const int open = ++connections_;
  int seen = connections_max_;
  while (seen < open && !connections_max_.compare_exchange_weak(seen, open)) {
  }
  if (const std::optional<std::string> head = ReceiveHead(connection)) {
    const HttpRequest request = ParseHead(*head);
    Remember(request);
    Answer(connection, handler_(request));
    shutdown(connection, SHUT_WR);
  }
  --connections_;
  close(connection);
}

void HttpServer::Remember(const HttpRequest& request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
}

void HttpServer::Answer(int connection, const HttpResponse& response) const {
  const auto start = std::chrono::steady_clock::now() + response.delay;
  while (std::chrono::steady_clock::now() < start && !ending_) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  std::string head = "HTTP/1.1 " + response.status + "\r\nConnection: close\r\n";
  if (response.repeated.empty()) {
    head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  }
  for (const std::string& header : response.headers) {
    head += header + "\r\n";
  }
  bool connected = SendAll(connection, head + "\r\n" + response.body);
  while (connected && !response.repeated.empty() && !ending_) {
    connected = SendAll(connection, response.repeated);
  }
}

}  // namespace support
