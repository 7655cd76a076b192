#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace support {

struct HttpRequest {
  std::string method;
  std::string path;                            // with its query
  std::map<std::string, std::string> headers;  // names in lower case
};

// What goes over the wire after the request, in full: status line, headers, body.
struct HttpResponse {
  std::string status = "200 OK";
  std::vector<std::string> headers{};  // "ETag: \"1\""; Content-Length is added to them
  std::string body{};
  std::string
      repeated{};     // sent after the body until the client has enough, for bodies without end
  std::string raw{};  // not empty: in place of all the above, byte for byte
  std::chrono::milliseconds delay{0};  // before the first byte; cut short when the server ends
};

struct TlsKeys;
class Connection;

// An HTTP/1.1 server on a free port of 127.0.0.1, a thread a connection, one request each.
// `handler` runs on those threads. Ends with all of its threads when destroyed.
class HttpServer {
 public:
  using Handler = std::function<HttpResponse(const HttpRequest&)>;

  explicit HttpServer(Handler handler);
  // Speaks TLS.
  HttpServer(Handler handler, const TlsKeys& keys);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  HttpServer(HttpServer&&) = delete;
  HttpServer& operator=(HttpServer&&) = delete;

  std::string Url(const std::string& path) const;
  std::vector<HttpRequest> requests() const;                // so far, in order of arrival
  int connections_max() const { return connections_max_; }  // that were open at once

 private:
  HttpServer(Handler handler, std::shared_ptr<void> tls);
  void Accept();
  void Serve(int connection);
  void Remember(const HttpRequest& request);
  void Answer(Connection& connection, const HttpResponse& response) const;

  Handler handler_;
  std::shared_ptr<void> tls_;  // an SSL_CTX; null: plain
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> ending_{false};
  std::atomic<int> connections_{0};
  std::atomic<int> connections_max_{0};
  mutable std::mutex mutex_;
  std::vector<HttpRequest> requests_;  // guarded by mutex_
  std::vector<std::thread> serving_;   // of accepting_ alone
  std::thread accepting_;
};

}  // namespace support
