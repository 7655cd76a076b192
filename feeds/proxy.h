#pragma once

#include <string>
#include <string_view>

namespace feeds {

// The proxies that the environment names; empty: none.
struct ProxySettings {
  std::string http{};    // for http URLs
  std::string https{};   // for https URLs
  std::string except{};  // no_proxy: names, with all below them, and addresses, by commas; "*": all
};

// http_proxy (in lower case only: a web server may set HTTP_PROXY from a request), https_proxy,
// all_proxy and no_proxy, the latter three in either case.
ProxySettings ProxiesOfEnvironment();

// The proxy for a URL; empty: none.
std::string ProxyFor(const ProxySettings& settings, std::string_view url);

}  // namespace feeds
