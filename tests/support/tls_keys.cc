#include "tests/support/tls_keys.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace support {
namespace {

constexpr long kDay = 86400;

template <auto Close>
struct Closer {
  template <class T>
  void operator()(T* handle) const noexcept {
    Close(handle);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Closer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Closer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Closer<X509_EXTENSION_free>>;
using File = std::unique_ptr<std::FILE, Closer<std::fclose>>;

void Require(bool holds) {
  if (!holds) {
    throw std::runtime_error("the test keys cannot be made");
  }
}

File Opened(const std::filesystem::path& path, const char* mode) {
  File file(std::fopen(path.c_str(), mode));
  Require(file != nullptr);
  return file;
}

void AddExtension(X509* certificate, int id, const std::string& value) {
  const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, id, value.c_str()));
  Require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

Certificate Made(const TlsSubject& subject, EVP_PKEY* key, const X509* issuer) {
  static long serial = 1000;
  Certificate made(X509_new());
  Require(made != nullptr);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), std::chrono::seconds(subject.valid_for).count());
  X509_set_pubkey(made.get(), key);
  X509_NAME* const name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(
      name, "CN", MBSTRING_UTF8,
      static_cast<const unsigned char*>(static_cast<const void*>(subject.name.c_str())), -1, -1, 0);
  X509_set_issuer_name(made.get(), issuer == nullptr ? name : X509_get_subject_name(issuer));
  if (!subject.alternatives.empty()) {
    AddExtension(made.get(), NID_subject_alt_name, subject.alternatives);
  }
  return made;
}

TlsKeys Written(const std::filesystem::path& folder, const std::string& name, X509* certificate,
                EVP_PKEY* key) {
  TlsKeys keys{folder / (name + ".pem"), folder / (name + ".key")};
  Require(PEM_write_X509(Opened(keys.certificate, "w").get(), certificate) == 1);
  Require(PEM_write_PrivateKey(Opened(keys.key, "w").get(), key, nullptr, nullptr, 0, nullptr,
                               nullptr) == 1);
  return keys;
}

Key NewKey() {
  Key key(EVP_EC_gen("P-256"));
  Require(key != nullptr);
  return key;
}

}  // namespace

TlsAuthority::TlsAuthority(std::filesystem::path folder) : folder_(std::move(folder)) {
  const Key key = NewKey();
  const Certificate own = Made({.name = "authority"}, key.get(), nullptr);
  AddExtension(own.get(), NID_basic_constraints, "critical,CA:TRUE");
  Require(X509_sign(own.get(), key.get(), EVP_sha256()) > 0);
  Written(folder_, "authority", own.get(), key.get());
}

TlsKeys TlsAuthority::Issue(const TlsSubject& subject) const {
  const Certificate issuer(
      PEM_read_X509(Opened(certificate(), "r").get(), nullptr, nullptr, nullptr));
  const Key issuer_key(
      PEM_read_PrivateKey(Opened(folder_ / "authority.key", "r").get(), nullptr, nullptr, nullptr));
  Require(issuer && issuer_key);
  const Key key = NewKey();
  const Certificate made = Made(subject, key.get(), issuer.get());
  Require(X509_sign(made.get(), issuer_key.get(), EVP_sha256()) > 0);
  return Written(folder_, subject.name, made.get(), key.get());
}

TlsKeys TlsAuthority::SelfSigned(const TlsSubject& subject) const {
  const Key key = NewKey();
  const Certificate made = Made(subject, key.get(), nullptr);
  Require(X509_sign(made.get(), key.get(), EVP_sha256()) > 0);
  return Written(folder_, subject.name, made.get(), key.get());
}

}  // namespace support
