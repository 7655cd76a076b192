#include "daemon/alerts/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <new>
#include <system_error>

#include "daemon/alerts/mime.h"

namespace alerts {
namespace {

template <auto Close>
struct Closer {
  template <class T>
  void operator()(T* handle) const noexcept {
    Close(handle);
  }
};
using CurlEasy = std::unique_ptr<CURL, Closer<curl_easy_cleanup>>;
using CurlList = std::unique_ptr<curl_slist, Closer<curl_slist_free_all>>;

constexpr std::size_t kReplyBytesMax = 2000;
constexpr std::size_t kReasonBytesMax = 500;
constexpr int kTimeoutsMax =
    2;  // one slow message must not hold up the others; two mean the server
constexpr int kTransactionTimeouts = 3;

// How far a transaction has come, by the last command sent.
enum class Phase { kSetup = 1, kSender, kRecipient, kData };

// What is on the wire: filled by libcurl's callbacks.
struct Dialogue {
  std::string_view unsent;  // of the message
  Phase phase = Phase::kSetup;
  std::string reply;  // to the last command, its lines with their line ends; cut at kReplyBytesMax
  bool leaving = false;  // QUIT follows a failure within the same transfer; its answer is no news
};

std::size_t OnRead(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto* const dialogue = static_cast<Dialogue*>(user);
  const std::size_t bytes = std::min(size * count, dialogue->unsent.size());
  std::memcpy(buffer, dialogue->unsent.data(), bytes);
  dialogue->unsent.remove_prefix(bytes);
  // From here on the reply to DATA, "354 go ahead", is not the last word.
  dialogue->reply.clear();
  return bytes;
}

// libcurl hands each line of the server's replies over as a header.
std::size_t OnReply(char* line, std::size_t size, std::size_t count, void* user) {
  auto* const dialogue = static_cast<Dialogue*>(user);
  if (dialogue->leaving) {
    return size * count;
  }
  try {
    const std::size_t room = kReplyBytesMax - std::min(kReplyBytesMax, dialogue->reply.size());
    dialogue->reply.append(line, std::min(size * count, room));
  } catch (const std::bad_alloc&) {
    return 0;  // libcurl ends the transfer
  }
  return size * count;
}

int OnTrace(CURL* /*handle*/, curl_infotype type, char* bytes, std::size_t size, void* user) {
  auto* const dialogue = static_cast<Dialogue*>(user);
  if (type != CURLINFO_HEADER_OUT) {
    return 0;
  }
  const std::string_view command(bytes, size);
  dialogue->leaving = command.starts_with("QUIT");
  if (dialogue->leaving) {
    return 0;
  }
  dialogue->reply.clear();
  if (command.starts_with("MAIL FROM:")) {
    dialogue->phase = Phase::kSender;
  } else if (command.starts_with("RCPT TO:")) {
    dialogue->phase = Phase::kRecipient;
  } else if (command.starts_with("DATA\r")) {
    dialogue->phase = Phase::kData;
  }
  return 0;
}

// "550-5.1.1 no such\r\n550 5.1.1 user\r\n" -> 550, "550 5.1.1 no such user".
struct Reply {
  int code = 0;  // 0: none, or not SMTP
  std::string words;
};

Reply ParseReply(std::string_view lines) {
  Reply reply;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string line = OneLine(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.size() >= 3) {
      std::from_chars(line.data(), line.data() + 3, reply.code);
      reply.words += (reply.words.empty() ? line.substr(0, 3) : "") +
                     (line.size() > 4 ? " " + line.substr(4) : "");
    }
  }
  return reply;
}

// What came of one transaction, before anybody decides what to do about it.
struct Attempt {
  CURLcode code = CURLE_OK;
  Phase phase = Phase::kSetup;
  Reply reply;
  bool reused = false;  // the connection was there from an earlier one
  std::string trouble;  // libcurl's or the system's words
};

class Connection {
 public:
  explicit Connection(const MailSettings& mail)
      : mail_(mail), sender_("<" + ParseMailbox(mail.from).address + ">") {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    easy_.reset(curl_easy_init());
    if (easy_ == nullptr) {
      throw std::bad_alloc();
    }
    SetServer();
    SetSecurity();
    SetCallbacks();
  }

  Attempt Send(const timeline::Due& due) {
    const CurlList recipient(curl_slist_append(nullptr, ("<" + due.recipient + ">").c_str()));
    if (recipient == nullptr) {
      throw std::bad_alloc();
    }
    dialogue_ = Dialogue();
    dialogue_.unsent = due.mime;
    error_.front() = '\0';
    Set(CURLOPT_MAIL_RCPT, recipient.get());
    Set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(due.mime.size()));
    const CURLcode code = curl_easy_perform(easy_.get());
    Set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
    long connects = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &connects);
    return {.code = code,
            .phase = dialogue_.phase,
            .reply = ParseReply(dialogue_.reply),
            .reused = connects == 0,
            .trouble = TroubleOf(code)};
  }

 private:
  template <class T>
  void Set(CURLoption option, T value) {
    curl_easy_setopt(easy_.get(), option, value);
  }

  void SetServer() {
    const bool literal = mail_.host.find(':') != std::string::npos;
    const std::string url =
        fmt::format("{}://{}{}{}:{}", mail_.tls == Tls::kTls ? "smtps" : "smtp", literal ? "[" : "",
                    mail_.host, literal ? "]" : "", mail_.port);
    const auto timeout_ms = static_cast<long>(std::chrono::milliseconds(mail_.timeout).count());
    Set(CURLOPT_URL, url.c_str());
    Set(CURLOPT_PROXY, "");
    Set(CURLOPT_NOSIGNAL, 1L);
    Set(CURLOPT_CONNECTTIMEOUT_MS, timeout_ms);
    Set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(mail_.timeout.count()));
    Set(CURLOPT_TIMEOUT_MS, timeout_ms * kTransactionTimeouts);
  }

  void SetSecurity() {
    Set(CURLOPT_USE_SSL,
        static_cast<long>(mail_.tls == Tls::kNone ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    // Debian's libcurl trusts the directory /etc/ssl/certs beside the file that is named here.
    if (!mail_.ca_file.empty()) {
      Set(CURLOPT_CAINFO, mail_.ca_file.c_str());
    }
    if (!mail_.user.empty()) {
      Set(CURLOPT_USERNAME, mail_.user.c_str());
      Set(CURLOPT_PASSWORD, mail_.password.c_str());
    }
  }

  void SetCallbacks() {
    Set(CURLOPT_UPLOAD, 1L);
    Set(CURLOPT_MAIL_FROM, sender_.c_str());
    Set(CURLOPT_READFUNCTION, &OnRead);
    Set(CURLOPT_READDATA, &dialogue_);
    Set(CURLOPT_HEADERFUNCTION, &OnReply);
    Set(CURLOPT_HEADERDATA, &dialogue_);
    Set(CURLOPT_VERBOSE, 1L);
    Set(CURLOPT_DEBUGFUNCTION, &OnTrace);
    Set(CURLOPT_DEBUGDATA, &dialogue_);
    Set(CURLOPT_ERRORBUFFER, error_.data());
  }

  std::string TroubleOf(CURLcode code) const {
    long system_error = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &system_error);
    if (code == CURLE_COULDNT_CONNECT && system_error != 0) {
      return std::generic_category().message(static_cast<int>(system_error));
    }
    return error_.front() != '\0' ? OneLine(error_.data()) : curl_easy_strerror(code);
  }

  const MailSettings& mail_;
  std::string sender_;
  Dialogue dialogue_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  CurlEasy easy_;  // last, so that it goes first: it says QUIT through the callbacks
};

bool ServerSpoke(const Attempt& attempt) {
  return attempt.reply.code >= 400;
}

// 5xx is about this recipient or message only once we were let in and the sender was taken.
bool IsRefusal(const Attempt& attempt) {
  const int code = attempt.reply.code;
  if (code < 500 || code > 599 || code == 530) {
    return false;
  }
  return code == 552 || attempt.phase == Phase::kRecipient || attempt.phase == Phase::kData;
}

// A server may end a connection that has carried enough; that says nothing of the message. Safe as
// long as the message has not been sent.
bool IsWorthAFreshConnection(const Attempt& attempt) {
  return attempt.code != CURLE_OK && attempt.code != CURLE_OPERATION_TIMEDOUT && attempt.reused &&
         attempt.phase != Phase::kData && (!ServerSpoke(attempt) || attempt.reply.code == 421);
}

Outcome OutcomeOf(const timeline::Due& due, const Attempt& attempt, const std::string& server) {
  if (attempt.code == CURLE_OK) {
    return {due.id, Outcome::Kind::kSent, ""};
  }
  const bool about_server = attempt.phase == Phase::kSetup || !ServerSpoke(attempt);
  const std::string words = ServerSpoke(attempt) ? attempt.reply.words : attempt.trouble;
  const std::string reason = Clipped(words, kReasonBytesMax);
  return {due.id, IsRefusal(attempt) ? Outcome::Kind::kRefused : Outcome::Kind::kTryAgain,
          about_server ? fmt::format("{} ({})", reason, server) : reason};
}

Attempt SendOnce(Connection& connection, const timeline::Due& due) {
  Attempt attempt = connection.Send(due);
  // libcurl has closed the connection after the failure, so this one is fresh.
  return IsWorthAFreshConnection(attempt) ? connection.Send(due) : attempt;
}

// Why nothing can be sent, whatever the server is like; empty: nothing in the way.
std::string Obstacle(const MailSettings& mail) {
  if (mail.host.empty()) {
    return "no SMTP server is configured";
  }
  const std::string address = ParseMailbox(mail.from).address;
  return IsMailable(address) ? "" : fmt::format("not a sender's address: {}", address);
}

}  // namespace

std::vector<Outcome> SendBySmtp(const MailSettings& mail,
                                std::span<const timeline::Due* const> due) {
  std::vector<Outcome> outcomes;
  std::string dead = Obstacle(mail);  // why the server is not asked any more
  if (due.empty()) {
    return outcomes;
  }
  Connection connection(mail);
  const std::string server = fmt::format("{}:{}", mail.host, mail.port);
  int timeouts = 0;
  for (const timeline::Due* delivery : due) {
    if (!dead.empty()) {
      outcomes.push_back({delivery->id, Outcome::Kind::kTryAgain, dead});
      continue;
    }
    if (!IsMailable(delivery->recipient)) {
      outcomes.push_back({delivery->id, Outcome::Kind::kRefused,
                          fmt::format("not an address: {}", OneLine(delivery->recipient))});
      continue;
    }
    const Attempt attempt = SendOnce(connection, *delivery);
    outcomes.push_back(OutcomeOf(*delivery, attempt, server));
    timeouts += attempt.code == CURLE_OPERATION_TIMEDOUT ? 1 : 0;
    if (attempt.code != CURLE_OK && (attempt.phase == Phase::kSetup || timeouts == kTimeoutsMax)) {
      dead = outcomes.back().reason;
    }
  }
  return outcomes;
}

}  // namespace alerts
