#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace feeds {

// Is it an address of the public internet? Not: loopback, private (RFC 1918, ULA), link-local,
// CGNAT (100.64/10), multicast, broadcast, unspecified, documentation and benchmarking nets, other
// reserved ones, nor an IPv6 form that carries such an IPv4 address (mapped, compatible, NAT64,
// 6to4, Teredo). Families other than IPv4 and IPv6 are not public.
bool IsPublicAddress(const sockaddr& address);

// The same for "192.0.2.1" or "2001:db8::1", a scope after '%' allowed; text that is no address is
// not public.
bool IsPublicAddress(std::string_view text);

// Is the host of a URL on this machine or its own network, by its name alone? A literal address
// that is not public, in any form that programs take ("127.1", "0x7f000001", "2130706433"),
// localhost, a name of one label, and names below .localhost, .local, .lan, .internal, .home.arpa,
// .test and .invalid (RFC 6761, 6762, 8375).
bool IsLocalHost(std::string_view host);

}  // namespace feeds
