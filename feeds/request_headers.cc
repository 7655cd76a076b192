#include "feeds/request_headers.h"

#include <cstdint>
#include <string_view>

namespace feeds {
namespace {

constexpr std::string_view kAcceptFeed =
    "Accept: application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5";
constexpr std::string_view kAcceptPage =
    "Accept: text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8";

bool IsSendable(std::string_view value) {
  return !value.empty() &&
         value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = i; j < i + 3; ++j) {
      group = (group << 8U) | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
    }
    for (unsigned digit = 0; digit < 4; ++digit) {
      const bool padding = i + digit > bytes.size();
      text.push_back(padding ? '=' : kDigits[(group >> (18U - 6U * digit)) & 0x3FU]);
    }
  }
  return text;
}

std::string Basic(const std::string& user, const std::string& password) {
  return "Authorization: Basic " + Base64(user + ":" + password);
}

}  // namespace

std::vector<std::string> CommonHeaders(const FetchRequest& request) {
  std::vector<std::string> headers;
  headers.emplace_back(request.expect == Expect::kFeed ? kAcceptFeed : kAcceptPage);
  if (IsSendable(request.validators.etag)) {
    headers.push_back("If-None-Match: " + request.validators.etag);
  }
  if (IsSendable(request.validators.last_modified)) {
    headers.push_back("If-Modified-Since: " + request.validators.last_modified);
  }
  return headers;
}

std::vector<std::string> PrivateHeaders(const Access& access, const Target& target) {
  std::vector<std::string> headers;
  for (const std::string& header : access.headers) {
    if (IsSendable(header)) {
      headers.push_back(header);
    }
  }
  if (IsSendable(access.bearer)) {
    headers.push_back("Authorization: Bearer " + access.bearer);
  } else if (!access.user.empty()) {
    headers.push_back(Basic(access.user, access.password));
  } else if (!target.user.empty()) {
    headers.push_back(Basic(target.user, target.password));
  }
  return headers;
}

bool IsConditional(const Validators& validators) {
  return IsSendable(validators.etag) || IsSendable(validators.last_modified);
}

}  // namespace feeds
