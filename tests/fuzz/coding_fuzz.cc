// Whatever a server sends as compressed: what comes out is within the limit, and what fails says
// why.
#include <cstddef>
#include <cstdint>
#include <string>

#include "feeds/content_coding.h"
#include "tests/fuzz/soundness.h"

namespace {

constexpr const char* kCodings[] = {"gzip",       "deflate", "br", "zstd",
                                    "x-gzip, br", "utf-8",   "",   "gzip,gzip"};
constexpr std::size_t kBytesMax = std::size_t{1} << 18;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = BytesOf(data, size);
  if (!input) {
    return 0;
  }
  const auto body =
      feeds::RemoveContentCodings(kCodings[input->choice % 8], input->bytes, kBytesMax);
  if (body) {
    Require(body->size() <= kBytesMax || *body == input->bytes);
    return 0;
  }
  using Kind = feeds::FetchError::Kind;
  Require(body.error().kind == Kind::kTooLarge || body.error().kind == Kind::kProtocol);
  Require(!body.error().detail.empty() && IsUtf8(body.error().detail));
  return 0;
}
