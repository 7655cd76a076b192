#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A zip archive of deflated entries, in the order given.
class ZipWriter {
 public:
  ZipWriter& Add(const std::string& name, std::string_view content) {
    const std::string packed = Deflated(content);
    const auto crc =
        static_cast<std::uint32_t>(crc32(0, Bytes(content), static_cast<uInt>(content.size())));
    std::string fields = Number(20, 2) + Number(0, 2) + Number(8, 2) + Number(0, 4) +
                         Number(crc, 4) + Number(packed.size(), 4) + Number(content.size(), 4) +
                         Number(name.size(), 2) + Number(0, 2);
    directory_ += "PK\x01\x02" + Number(20, 2) + fields + Number(0, 6) + Number(0, 4) +
                  Number(archive_.size(), 4) + name;
    archive_ += "PK\x03\x04" + fields + name + packed;
    ++entries_;
    return *this;
  }

  std::string Take() const {
    return archive_ + directory_ + "PK\x05\x06" + Number(0, 4) + Number(entries_, 2) +
           Number(entries_, 2) + Number(directory_.size(), 4) + Number(archive_.size(), 4) +
           Number(0, 2);
  }

 private:
  static const Bytef* Bytes(std::string_view text) {
    return static_cast<const Bytef*>(static_cast<const void*>(text.data()));
  }

  // Little endian.
  static std::string Number(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) {
      text.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
    }
    return text;
  }

  static std::string Deflated(std::string_view content) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, content.size()), '\0');
    stream.next_in = const_cast<Bytef*>(Bytes(content));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(packed.data()));
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
  }

  std::string archive_;
  std::string directory_;
  std::uint64_t entries_ = 0;
};
