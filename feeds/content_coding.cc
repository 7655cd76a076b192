#include "feeds/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <optional>
#include <vector>

#include "feeds/ascii.h"

namespace feeds {
namespace {

using Kind = FetchError::Kind;
using Decoded = tl::expected<std::string, FetchError>;

constexpr std::size_t kCodingsMax = 5;
constexpr std::size_t kPieceBytes = 65536;
constexpr std::string_view kGzipMagic = "\x1F\x8B";
constexpr int kZstdWindowLogMax = 23;  // 8 MiB: RFC 9659

tl::unexpected<FetchError> Fail(Kind kind, std::string detail) {
  return tl::unexpected(FetchError{.kind = kind, .detail = std::move(detail)});
}

tl::unexpected<FetchError> CutOff(const std::string& coding) {
  return Fail(Kind::kProtocol, "the body ends inside its " + coding + " data");
}

tl::unexpected<FetchError> Damaged(const std::string& coding) {
  return Fail(Kind::kProtocol, "damaged " + coding + " data");
}

const unsigned char* Bytes(const char* text) {
  return static_cast<const unsigned char*>(static_cast<const void*>(text));
}

// What comes out, piece by piece, as long as it is not too much.
class Output {
 public:
  explicit Output(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  unsigned char* piece() { return piece_.data(); }
  bool Add(std::size_t count) {
    if (count > bytes_max_ - text_.size()) {
      return false;
    }
    text_.append(static_cast<const char*>(static_cast<const void*>(piece_.data())), count);
    return true;
  }
  tl::unexpected<FetchError> TooLarge() const {
    return Fail(Kind::kTooLarge, "more than " + std::to_string(bytes_max_) + " bytes");
  }
  std::string Take() { return std::move(text_); }

 private:
  std::size_t bytes_max_;
  std::string text_;
  std::vector<unsigned char> piece_ = std::vector<unsigned char>(kPieceBytes);
};

class Inflater {
 public:
  explicit Inflater(int window_bits) {
    if (inflateInit2(&stream_, window_bits) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  Inflater(Inflater&&) = delete;
  Inflater& operator=(Inflater&&) = delete;
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
};

// windowBits of zlib's manual: 15 zlib, 31 gzip, -15 raw.
Decoded Inflate(std::string_view body, int window_bits, const std::string& coding,
                std::size_t bytes_max) {
  Inflater inflater(window_bits);
  z_stream& stream = inflater.stream();
  Output output(bytes_max);
  stream.next_in = const_cast<unsigned char*>(Bytes(body.data()));  // zlib does not write there
  stream.avail_in = static_cast<uInt>(body.size());
  for (;;) {
    stream.next_out = output.piece();
    stream.avail_out = kPieceBytes;
    const int status = inflate(&stream, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR) {
      throw std::bad_alloc();
    }
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
      return Damaged(coding);
    }
    if (!output.Add(kPieceBytes - stream.avail_out)) {
      return output.TooLarge();
    }
    const std::string_view rest = body.substr(body.size() - stream.avail_in);
    if (status == Z_STREAM_END) {
      if (window_bits <= 15 || rest.substr(0, 2) != kGzipMagic) {
        return output.Take();
      }
      inflateReset(&stream);  // another member
    } else if (rest.empty() && stream.avail_out > 0) {
      return CutOff(coding);
    }
  }
}

// By RFC 9110 deflate means zlib's format; some servers send the raw one.
Decoded InflateEither(std::string_view body, std::size_t bytes_max) {
  Decoded decoded = Inflate(body, 15, "deflate", bytes_max);
  const bool other = !decoded && decoded.error().kind == Kind::kProtocol;
  return other ? Inflate(body, -15, "deflate", bytes_max) : decoded;
}

struct CloseBrotli {
  void operator()(BrotliDecoderState* state) const noexcept { BrotliDecoderDestroyInstance(state); }
};

Decoded Unbrotli(std::string_view body, std::size_t bytes_max) {
  const std::unique_ptr<BrotliDecoderState, CloseBrotli> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (state == nullptr) {
    throw std::bad_alloc();
  }
  Output output(bytes_max);
  const unsigned char* in = Bytes(body.data());
  std::size_t in_left = body.size();
  for (;;) {
    unsigned char* out = output.piece();
    std::size_t out_left = kPieceBytes;
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &in_left, &in, &out_left, &out, nullptr);
    if (!output.Add(kPieceBytes - out_left)) {
      return output.TooLarge();
    }
    switch (result) {
      case BROTLI_DECODER_RESULT_SUCCESS:
        return output.Take();
      case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
        return CutOff("br");
      case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
        break;
      case BROTLI_DECODER_RESULT_ERROR:
        return Damaged("br");
    }
  }
}

struct CloseZstd {
  void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

Decoded Unzstd(std::string_view body, std::size_t bytes_max) {
  const std::unique_ptr<ZSTD_DCtx, CloseZstd> context(ZSTD_createDCtx());
  if (context == nullptr) {
    throw std::bad_alloc();
  }
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kZstdWindowLogMax);
  Output output(bytes_max);
  ZSTD_inBuffer in{body.data(), body.size(), 0};
  for (;;) {
    ZSTD_outBuffer out{output.piece(), kPieceBytes, 0};
    const std::size_t left = ZSTD_decompressStream(context.get(), &out, &in);
    if (ZSTD_isError(left) != 0) {
      return Damaged("zstd");
    }
    if (!output.Add(out.pos)) {
      return output.TooLarge();
    }
    if (in.pos == in.size && out.pos < out.size) {
      return left == 0 ? Decoded(output.Take()) : CutOff("zstd");
    }
  }
}

Decoded Remove(std::string_view coding, std::string body, std::size_t bytes_max) {
  if (EqualsFold(coding, "gzip") || EqualsFold(coding, "x-gzip")) {
    const bool is_gzip = std::string_view(body).substr(0, 2) == kGzipMagic;
    return is_gzip ? Inflate(body, 31, "gzip", bytes_max) : Decoded(std::move(body));
  }
  if (EqualsFold(coding, "deflate")) {
    return InflateEither(body, bytes_max);
  }
  if (EqualsFold(coding, "br")) {
    return Unbrotli(body, bytes_max);
  }
  return EqualsFold(coding, "zstd") ? Unzstd(body, bytes_max) : Decoded(std::move(body));
}

std::vector<std::string_view> Codings(std::string_view list) {
  std::vector<std::string_view> codings;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    codings.push_back(Trim(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return codings;
}

}  // namespace

Decoded RemoveContentCodings(std::string_view content_encoding, std::string body,
                             std::size_t bytes_max) {
  const std::vector<std::string_view> codings = Codings(content_encoding);
  if (codings.size() > kCodingsMax) {
    return Fail(Kind::kProtocol, "more than " + std::to_string(kCodingsMax) + " content codings");
  }
  Decoded decoded = std::move(body);
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    if (!decoded || decoded->empty()) {
      return decoded;
    }
    decoded = Remove(*coding, std::move(*decoded), bytes_max);
  }
  return decoded;
}

}  // namespace feeds
