#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace support {

// Paths of PEM files: a certificate, its key, and the authority that clients must show a
// certificate of (empty: none is asked for).
struct TlsKeys {
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::filesystem::path client_authority{};
};

struct TlsSubject {
  std::string name;                 // of the file, and the common name
  std::string alternatives{};       // "DNS:localhost,IP:127.0.0.1"; empty: none
  std::chrono::hours valid_for{1};  // from a day ago; negative: over already
};

// A certificate authority in a folder, for one test.
class TlsAuthority {
 public:
  explicit TlsAuthority(std::filesystem::path folder);

  std::filesystem::path certificate() const { return folder_ / "authority.pem"; }
  TlsKeys Issue(const TlsSubject& subject) const;
  TlsKeys SelfSigned(const TlsSubject& subject) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace support
