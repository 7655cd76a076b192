#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace feeds {

// An OLE compound file ([MS-CFB]) in memory, which holds streams of bytes under names: what old
// Office documents are.
class CompoundFile {
 public:
  // `bytes` must outlive the file. Error: what of its structure is damaged.
  static tl::expected<CompoundFile, std::string> Open(std::string_view bytes);

  bool Has(std::string_view name) const;
  // The stream of that name, wherever in the folders it is. Error: there is none, or its chain of
  // sectors leaves the file.
  tl::expected<std::string, std::string> Read(std::string_view name) const;

 private:
  struct Entry {
    std::string name;  // the ASCII of it
    int type = 0;
    std::uint32_t start = 0;
    std::uint32_t size = 0;
  };

  explicit CompoundFile(std::string_view bytes) : bytes_(bytes) {}
  std::string ReadStructure();
  bool ReadFat();
  void ReadDirectory(std::string_view directory);
  std::string_view Sector(std::uint32_t number) const;
  tl::expected<std::string, std::string> Chain(std::uint32_t start, std::size_t size) const;
  tl::expected<std::string, std::string> MiniChain(std::uint32_t start, std::size_t size) const;

  std::string_view bytes_;
  std::size_t sector_bytes_ = 512;
  std::vector<std::uint32_t> fat_;
  std::vector<std::uint32_t> mini_fat_;
  std::string mini_stream_;
  std::uint32_t mini_size_max_ = 4096;
  std::vector<Entry> entries_;
};

}  // namespace feeds
