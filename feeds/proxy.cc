#include "feeds/proxy.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

#include "feeds/ascii.h"
#include "feeds/url.h"

namespace feeds {
namespace {

std::string FirstSet(std::initializer_list<const char*> names) {
  for (const char* const name : names) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return value;
    }
  }
  return {};
}

// "example.org" and ".example.org" mean the host and all below it.
bool IsWithin(std::string_view host, std::string_view name) {
  while (!name.empty() && name.front() == '.') {
    name.remove_prefix(1);
  }
  if (name.empty() || host.size() < name.size()) {
    return false;
  }
  const std::size_t at = host.size() - name.size();
  return EqualsFold(host.substr(at), name) && (at == 0 || host[at - 1] == '.');
}

}  // namespace

ProxySettings ProxiesOfEnvironment() {
  return {.http = FirstSet({"http_proxy", "all_proxy", "ALL_PROXY"}),
          .https = FirstSet({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}),
          .except = FirstSet({"no_proxy", "NO_PROXY"})};
}

std::string ProxyFor(const ProxySettings& settings, std::string_view url) {
  if (settings.http.empty() && settings.https.empty()) {
    return {};
  }
  const std::string host = HostNameOf(url);
  std::string_view names = settings.except;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(", "), names.size());
    const std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    if (name == "*" || IsWithin(host, name)) {
      return {};
    }
  }
  return SchemeOf(url) == "https" ? settings.https : settings.http;
}

}  // namespace feeds
