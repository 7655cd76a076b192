#include <cassert>

#include "feeds/fetch.h"

namespace feeds {

std::string_view ToText(FetchError::Kind kind) {
  using Kind = FetchError::Kind;
  switch (kind) {
    case Kind::kResolve:
      return "resolve";
    case Kind::kConnect:
      return "connect";
    case Kind::kTls:
      return "tls";
    case Kind::kTimeout:
      return "timeout";
    case Kind::kHttpStatus:
      return "http-status";
    case Kind::kTooLarge:
      return "too-large";
    case Kind::kRefused:
      return "refused";
    case Kind::kRead:
      return "read";
    case Kind::kProtocol:
      return "protocol";
    case Kind::kOffline:
      return "offline";
    case Kind::kHeldBack:
      return "held-back";
  }
  assert(false);
  return {};
}

std::string ToText(const FetchError& error) {
  std::string text = error.kind == FetchError::Kind::kHttpStatus
                         ? "HTTP " + std::to_string(error.http_status)
                         : error.detail;
  if (text.empty()) {
    text = ToText(error.kind);
  }
  if (error.retry_after.count() > 0) {
    text += ", retry after " + std::to_string(error.retry_after.count()) + " s";
  }
  return text;
}

}  // namespace feeds
