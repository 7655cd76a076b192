#pragma once

#include <string>
#include <string_view>

namespace feeds {

// The reference as seen from `base` (RFC 3986, section 5.2), trimmed. Returned as it is when it is
// absolute, or when `base` is not.
std::string ResolveUrl(std::string_view base, std::string_view reference);

// "https" of "HTTPS://example.org/"; empty when the text does not start with a scheme.
std::string SchemeOf(std::string_view url);

// Lower-case "host:port" as written, without user and password; empty when there is none.
std::string AuthorityOf(std::string_view url);

}  // namespace feeds
