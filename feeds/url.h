#pragma once

#include <string>
#include <string_view>

namespace feeds {

// The reference as seen from `base` (RFC 3986, section 5.2), trimmed. Returned as it is when it is
// absolute, or when `base` is not.
std::string ResolveUrl(std::string_view base, std::string_view reference);

// "https" of "HTTPS://example.org/"; empty when the text does not start with a scheme.
std::string SchemeOf(std::string_view url);

// What a click would run or unpack, "javascript:", "vbscript:", "data:": no link to anything.
bool IsScriptUrl(std::string_view url);

// Lower-case "host:port" as written, without user and password; empty when there is none.
std::string AuthorityOf(std::string_view url);

// Lower-case name of the host, with its port unless that is the scheme's own: "example.org",
// "example.org:8080", "[::1]"; empty when there is none.
std::string HostOf(std::string_view url);

// Lower-case name of the host alone, an IPv6 address without its brackets; empty: none.
std::string HostNameOf(std::string_view url);

// May what is meant for `from` be sent to `to`? Scheme, host and port are the same, or only the
// scheme differs and is https now.
bool IsSameOrigin(std::string_view from, std::string_view to);

// What a URL asks for, and who asks.
struct Target {
  // Trimmed, without user, password and fragment, the name of the host in ASCII; what else is not
  // visible ASCII is %-encoded.
  std::string url;
  std::string user;  // %-decoded; empty: none
  std::string password;
};
Target TargetOf(std::string_view url);

// %XX decoded wherever two hexadecimal digits follow the sign.
std::string PercentDecoded(std::string_view text);

}  // namespace feeds
