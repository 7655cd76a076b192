#include "tests/support/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <csignal>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "tests/support/tls_keys.h"

namespace support {
namespace {

constexpr int kPollMs = 20;
constexpr std::size_t kHeaderBytesMax = 65536;

}  // namespace

// One client; plain, or in TLS.
class Connection {
 public:
  Connection(int fd, SSL_CTX* tls) : fd_(fd), ssl_(tls == nullptr ? nullptr : SSL_new(tls)) {
    if (ssl_ != nullptr) {
      SSL_set_fd(ssl_, fd);
      good_ = SSL_accept(ssl_) == 1;
    }
  }
  ~Connection() {
    if (ssl_ != nullptr && good_) {
      SSL_shutdown(ssl_);
    }
    SSL_free(ssl_);
    shutdown(fd_, SHUT_WR);
    close(fd_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection(Connection&&) = delete;
  Connection& operator=(Connection&&) = delete;

  // Bytes; 0 or less: the client went away.
  ssize_t Receive(char* to, std::size_t most) {
    if (ssl_ == nullptr) {
      return recv(fd_, to, most, 0);
    }
    return good_ ? SSL_read(ssl_, to, static_cast<int>(most)) : 0;
  }

  bool SendAll(const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
      const std::size_t left = bytes.size() - sent;
      const ssize_t count = ssl_ == nullptr
                                ? send(fd_, bytes.data() + sent, left, MSG_NOSIGNAL)
                                : SSL_write(ssl_, bytes.data() + sent, static_cast<int>(left));
      if (count <= 0) {
        return false;
      }
      sent += static_cast<std::size_t>(count);
    }
    return true;
  }

 private:
  int fd_;
  SSL* ssl_;
  bool good_ = true;
};

namespace {

// Up to the empty line behind the headers, or at once when it is no HTTP, such as the greeting of
// TLS; nullopt: the client went away.
std::optional<std::string> ReceiveHead(Connection& connection) {
  std::string head;
  std::array<char, 4096> chunk{};
  while (head.find("\r\n\r\n") == std::string::npos && head.size() < kHeaderBytesMax) {
    const ssize_t count = connection.Receive(chunk.data(), chunk.size());
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

std::shared_ptr<void> TlsContext(const TlsKeys& keys) {
  // OpenSSL writes to connections that the other side has closed, on both sides of a test.
  std::signal(SIGPIPE, SIG_IGN);
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  SSL_CTX* const tls = context.get();
  bool good = tls != nullptr &&
              SSL_CTX_use_certificate_chain_file(tls, keys.certificate.c_str()) == 1 &&
              SSL_CTX_use_PrivateKey_file(tls, keys.key.c_str(), SSL_FILETYPE_PEM) == 1;
  if (good && !keys.client_authority.empty()) {
    // With TLS 1.2 a refused client learns of it within the handshake.
    SSL_CTX_set_max_proto_version(tls, TLS1_2_VERSION);
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    good = SSL_CTX_load_verify_locations(tls, keys.client_authority.c_str(), nullptr) == 1;
  }
  if (!good) {
    throw std::runtime_error("the test server cannot use its keys");
  }
  return context;
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

HttpServer::HttpServer(Handler handler) : HttpServer(std::move(handler), std::shared_ptr<void>()) {}

HttpServer::HttpServer(Handler handler, const TlsKeys& keys)
    : HttpServer(std::move(handler), TlsContext(keys)) {}

HttpServer::HttpServer(Handler handler, std::shared_ptr<void> tls)
    : handler_(std::move(handler)), tls_(std::move(tls)) {
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
  return (tls_ == nullptr ? "http://127.0.0.1:" : "https://127.0.0.1:") + std::to_string(port_) +
         path;
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
  {
    Connection client(connection, static_cast<SSL_CTX*>(tls_.get()));
    if (const std::optional<std::string> head = ReceiveHead(client)) {
      const HttpRequest request = ParseHead(*head);
      Remember(request);
      Answer(client, handler_(request));
    }
    --connections_;
  }
}

void HttpServer::Remember(const HttpRequest& request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
}

void HttpServer::Answer(Connection& connection, const HttpResponse& response) const {
  const auto start = std::chrono::steady_clock::now() + response.delay;
  while (std::chrono::steady_clock::now() < start && !ending_) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  if (!response.raw.empty()) {
    connection.SendAll(response.raw);
    return;
  }
  std::string head = "HTTP/1.1 " + response.status + "\r\nConnection: close\r\n";
  if (response.repeated.empty()) {
    head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  }
  for (const std::string& header : response.headers) {
    head += header + "\r\n";
  }
  bool connected = connection.SendAll(head + "\r\n" + response.body);
  while (connected && !response.repeated.empty() && !ending_) {
    connected = connection.SendAll(response.repeated);
  }
}

}  // namespace support
