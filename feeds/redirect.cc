#include "feeds/redirect.h"

#include <algorithm>

#include "feeds/url.h"

namespace feeds {
namespace {

using Kind = FetchError::Kind;

tl::unexpected<FetchError> Fail(Kind kind, std::string detail) {
  return tl::unexpected(FetchError{.kind = kind, .detail = std::move(detail)});
}

}  // namespace

bool IsRedirect(int status) {
  return (status >= 301 && status <= 303) || status == 307 || status == 308;
}

tl::expected<void, FetchError> RedirectChain::Follow(int status, const std::string& location,
                                                     int redirects_max) {
  const std::string next = TargetOf(ResolveUrl(url(), location)).url;
  const std::string scheme = SchemeOf(next);
  if (scheme != "http" && scheme != "https") {
    return Fail(Kind::kRefused, "redirected to what is not http or https: " + next);
  }
  if (std::find(urls_.begin(), urls_.end(), next) != urls_.end()) {
    return Fail(Kind::kProtocol, "redirects go in a circle: " + next);
  }
  if (urls_.size() > static_cast<std::size_t>(std::max(redirects_max, 0))) {
    return Fail(Kind::kProtocol, "more than " + std::to_string(redirects_max) + " redirects");
  }
  at_home_ = at_home_ && IsSameOrigin(urls_.front(), next);
  permanent_ = permanent_ && (status == 301 || status == 308);
  urls_.push_back(next);
  return {};
}

}  // namespace feeds
