#include "feeds/network_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "feeds/ascii.h"

namespace feeds {
namespace {

struct Net4 {
  std::uint32_t prefix;
  unsigned bits;
};

// IANA's registry of special-purpose IPv4 addresses, those not reachable from everywhere.
constexpr Net4 kNotPublic4[] = {
    {0x00000000, 8},   // 0.0.0.0/8, this host
    {0x0A000000, 8},   // 10.0.0.0/8
    {0x64400000, 10},  // 100.64.0.0/10, carrier-grade NAT
    {0x7F000000, 8},   // 127.0.0.0/8
    {0xA9FE0000, 16},  // 169.254.0.0/16, link-local; cloud metadata services
    {0xAC100000, 12},  // 172.16.0.0/12
    {0xC0000000, 24},  // 192.0.0.0/24
    {0xC0000200, 24},  // 192.0.2.0/24, documentation
    {0xC0A80000, 16},  // 192.168.0.0/16
    {0xC6120000, 15},  // 198.18.0.0/15, benchmarking
    {0xC6336400, 24},  // 198.51.100.0/24, documentation
    {0xCB007100, 24},  // 203.0.113.0/24, documentation
    {0xE0000000, 3},   // 224.0.0.0/4 multicast, 240.0.0.0/4 reserved, broadcast
};

constexpr std::string_view kLocalDomains[] = {".localhost", ".local", ".lan",    ".internal",
                                              ".home.arpa", ".test",  ".invalid"};

using Bytes16 = std::array<std::uint8_t, 16>;

struct Net6 {
  Bytes16 prefix;
  unsigned bits;
};

constexpr Net6 kNotPublic6[] = {
    {{0x20, 0x01, 0x0D, 0xB8}, 32},  // documentation
    {{0x20, 0x01, 0x00, 0x00}, 23},  // IETF protocol assignments, Teredo among them
    {{0x3F, 0xFF}, 20},              // documentation
};
// Outside of the global unicast block 2000::/3 only NAT64 is reachable.
constexpr Net6 kGlobal6 = {{0x20}, 3};
constexpr Net6 kNat64 = {{0x00, 0x64, 0xFF, 0x9B}, 96};
constexpr Net6 kSixToFour = {{0x20, 0x02}, 16};
constexpr Net6 kMapped = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96};

bool IsPublic4(std::uint32_t address) {
  return std::none_of(std::begin(kNotPublic4), std::end(kNotPublic4), [address](const Net4& net) {
    return (address >> (32 - net.bits)) == (net.prefix >> (32 - net.bits));
  });
}

bool Holds(const Net6& net, const Bytes16& address) {
  for (unsigned bit = 0; bit < net.bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if ((address[bit / 8] & mask) != (net.prefix[bit / 8] & mask)) {
      return false;
    }
  }
  return true;
}

std::uint32_t Embedded4(const Bytes16& address, std::size_t at) {
  std::uint32_t embedded = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    embedded = (embedded << 8U) | address[i];
  }
  return embedded;
}

bool IsPublic6(const Bytes16& address) {
  if (Holds(kMapped, address) || Holds(kNat64, address)) {
    return IsPublic4(Embedded4(address, 12));
  }
  if (Holds(kSixToFour, address)) {
    return IsPublic4(Embedded4(address, 2));
  }
  return Holds(kGlobal6, address) &&
         std::none_of(std::begin(kNotPublic6), std::end(kNotPublic6),
                      [&address](const Net6& net) { return Holds(net, address); });
}

}  // namespace

bool IsPublicAddress(const sockaddr& address) {
  // Copied out, since a sockaddr need not be aligned for what it holds.
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return IsPublic4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes16 bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return IsPublic6(bytes);
  }
  return false;
}

bool IsPublicAddress(std::string_view text) {
  const std::string plain(text.substr(0, text.find('%')));
  in_addr four{};
  if (inet_pton(AF_INET, plain.c_str(), &four) == 1) {
    return IsPublic4(ntohl(four.s_addr));
  }
  Bytes16 six{};
  return inet_pton(AF_INET6, plain.c_str(), six.data()) == 1 && IsPublic6(six);
}

bool IsLocalHost(std::string_view host) {
  while (!host.empty() && host.back() == '.') {
    host.remove_suffix(1);
  }
  const std::string name = Lowered(host);
  in_addr four{};
  if (inet_aton(name.c_str(), &four) != 0) {
    return !IsPublic4(ntohl(four.s_addr));
  }
  if (name.find(':') != std::string::npos) {
    return !IsPublicAddress(std::string_view(name));
  }
  const std::string dotted = "." + name;
  return name.find('.') == std::string::npos ||
         std::any_of(std::begin(kLocalDomains), std::end(kLocalDomains),
                     [&dotted](std::string_view domain) {
                       return dotted.size() > domain.size() &&
                              dotted.substr(dotted.size() - domain.size()) == domain;
                     });
}

}  // namespace feeds
