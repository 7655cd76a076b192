#include "feeds/content_coding.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include "tests/support/catch.h"

namespace {

using Kind = feeds::FetchError::Kind;

constexpr std::size_t kMost = 1'000'000;

// windowBits of zlib's manual: 15 zlib, 31 gzip, -15 raw.
std::string Deflated(const std::string& text, int window_bits) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(compressBound(static_cast<uLong>(text.size())) + 64, '\0');
  std::string in = text;
  stream.next_in = static_cast<Bytef*>(static_cast<void*>(in.data()));
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = static_cast<Bytef*>(static_cast<void*>(out.data()));
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Gzip(const std::string& text) {
  return Deflated(text, 31);
}

std::string Brotli(const std::string& text) {
  std::string out(BrotliEncoderMaxCompressedSize(text.size()) + 64, '\0');
  std::size_t size = out.size();
  REQUIRE(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, text.size(),
                                static_cast<const uint8_t*>(static_cast<const void*>(text.data())),
                                &size, static_cast<uint8_t*>(static_cast<void*>(out.data()))) != 0);
  out.resize(size);
  return out;
}

std::string Zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3);
  REQUIRE(ZSTD_isError(size) == 0);
  out.resize(size);
  return out;
}

struct Coding {
  const char* name;
  std::string (*coded)(const std::string&);
};

const Coding kAll[] = {
    {"gzip", Gzip},
    {"X-Gzip", Gzip},
    {"deflate", [](const std::string& text) { return Deflated(text, 15); }},
    {"deflate", [](const std::string& text) { return Deflated(text, -15); }},
    {"br", Brotli},
    {"zstd", Zstd},
};

// Not alike enough to be one run, so that what is cut off is more than a trailer.
std::string SomeText() {
  std::string text;
  for (int i = 0; i < 20000; ++i) {
    text += std::to_string(i * 7919) + " tonnes of dysprosium\n";
  }
  return text;
}

TEST_CASE("every coding gives the text back", "[feeds][content_coding]") {
  const std::string text = SomeText();
  for (const Coding& coding : kAll) {
    CAPTURE(coding.name);
    CHECK(feeds::RemoveContentCodings(coding.name, coding.coded(text), kMost) == text);
    CHECK(feeds::RemoveContentCodings(coding.name, coding.coded("x"), kMost) == "x");
    CHECK(feeds::RemoveContentCodings(coding.name, coding.coded(""), kMost) == "");
    CHECK(feeds::RemoveContentCodings(coding.name, "", kMost) == "");
  }
}

TEST_CASE("a coded body that is cut off anywhere is no shorter text", "[feeds][content_coding]") {
  const std::string text = SomeText();
  for (const Coding& coding : kAll) {
    const std::string whole = coding.coded(text);
    for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{10}}) {
      CAPTURE(coding.name, size);
      const auto decoded = feeds::RemoveContentCodings(coding.name, whole.substr(0, size), kMost);
      REQUIRE_FALSE(decoded);
      CHECK(decoded.error().kind == Kind::kProtocol);
    }
  }
}

TEST_CASE("damaged data are told", "[feeds][content_coding]") {
  for (const Coding& coding : kAll) {
    CAPTURE(coding.name);
    std::string damaged = coding.coded(SomeText());
    for (std::size_t i = 20; i < 200; ++i) {
      damaged[i] = static_cast<char>(~damaged[i]);
    }
    const auto decoded = feeds::RemoveContentCodings(coding.name, damaged, kMost);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().kind == Kind::kProtocol);
  }
}

TEST_CASE("a bomb ends at the limit, be it one or in another", "[feeds][content_coding]") {
  const std::string zeros(50 * kMost, '\0');
  for (const Coding& coding : kAll) {
    CAPTURE(coding.name);
    const auto decoded = feeds::RemoveContentCodings(coding.name, coding.coded(zeros), kMost);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().kind == Kind::kTooLarge);
    const std::string at_the_limit(kMost, 'x');
    CHECK(feeds::RemoveContentCodings(coding.name, coding.coded(at_the_limit), kMost));
  }
  const auto nested = feeds::RemoveContentCodings("gzip, gzip", Gzip(Gzip(zeros)), kMost);
  REQUIRE_FALSE(nested);
  CHECK(nested.error().kind == Kind::kTooLarge);
}

TEST_CASE("codings are removed in the order that the header tells", "[feeds][content_coding]") {
  CHECK(feeds::RemoveContentCodings("br, gzip", Gzip(Brotli("text")), kMost) == "text");
  CHECK(feeds::RemoveContentCodings("gzip,identity", Gzip("text"), kMost) == "text");
  CHECK_FALSE(feeds::RemoveContentCodings("gzip, br", Gzip(Brotli("text")), kMost));
  CHECK_FALSE(feeds::RemoveContentCodings("gzip,gzip,gzip,gzip,gzip,gzip", "x", kMost));
}

TEST_CASE("members of one gzip body follow each other; what is behind them is ignored",
          "[feeds][content_coding]") {
  CHECK(feeds::RemoveContentCodings("gzip", Gzip("one ") + Gzip("two"), kMost) == "one two");
  CHECK(feeds::RemoveContentCodings("gzip", Gzip("one") + "junk", kMost) == "one");
}

TEST_CASE("a header that names no coding stands for none", "[feeds][content_coding]") {
  for (const char* name : {"", "identity", "utf-8", "none", "gzip"}) {
    CAPTURE(name);
    CHECK(feeds::RemoveContentCodings(name, "<rss/>", kMost) == "<rss/>");
  }
}

}  // namespace
