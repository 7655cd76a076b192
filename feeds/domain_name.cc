#include "feeds/domain_name.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "feeds/ascii.h"

namespace feeds {
namespace {

constexpr std::size_t kNameBytesMax = 1024;

struct CloseIdna {
  void operator()(UIDNA* idna) const noexcept { uidna_close(idna); }
};

// Some characters are mapped to signs of a URL, as U+FF0F to '/': such a name would be cut there
// and be another host.
bool IsName(std::string_view ascii) {
  return std::all_of(ascii.begin(), ascii.end(), [](char c) {
    return IsLetter(c) || IsDigit(c) || c == '-' || c == '.' || c == '_';
  });
}

}  // namespace

std::string AsciiDomainName(std::string_view name) {
  const bool ascii = std::all_of(name.begin(), name.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii || name.size() > kNameBytesMax) {
    return std::string(name);
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, CloseIdna> idna(uidna_openUTS46(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &status));
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::array<char, kNameBytesMax> converted{};
  const std::int32_t size = uidna_nameToASCII_UTF8(
      idna.get(), name.data(), static_cast<std::int32_t>(name.size()), converted.data(),
      static_cast<std::int32_t>(converted.size()), &info, &status);
  if (U_FAILURE(status) != 0 || info.errors != 0) {
    return std::string(name);
  }
  const std::string_view mapped(converted.data(), static_cast<std::size_t>(size));
  return std::string(IsName(mapped) ? mapped : name);
}

}  // namespace feeds
