#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

struct zip;

namespace feeds {

// A zip archive in memory, read only; the one file that knows libzip is zip_archive.cc.
class ZipArchive {
 public:
  // `bytes` must outlive the archive. Error: why they are no archive that can be read.
  static tl::expected<ZipArchive, std::string> Open(std::string_view bytes);

  bool Has(const std::string& name) const;
  // The entry, decompressed and its checksum verified. Error, one line for people: it is missing,
  // encrypted, damaged, or it or all that was read so far is too large.
  tl::expected<std::string, std::string> Read(const std::string& name);

 private:
  struct Closer {
    void operator()(zip* archive) const noexcept;
  };
  explicit ZipArchive(zip* archive) : archive_(archive) {}

  std::unique_ptr<zip, Closer> archive_;
  std::size_t read_bytes_ = 0;
};

}  // namespace feeds
