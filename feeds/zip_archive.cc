#include "feeds/zip_archive.h"

#include <zip.h>

#include <array>

namespace feeds {
namespace {

// What an entry, and all of them together, may hold decompressed; headers lie, so bytes are counted
// as they come.
constexpr std::size_t kEntryBytesMax = std::size_t{24} << 20;
constexpr std::size_t kArchiveBytesMax = std::size_t{64} << 20;

struct FileCloser {
  void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

std::string TakeReason(zip_error_t& error) {
  std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  return reason;
}

}  // namespace

void ZipArchive::Closer::operator()(zip* archive) const noexcept {
  zip_discard(archive);
}

tl::expected<ZipArchive, std::string> ZipArchive::Open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) {
    return tl::unexpected(TakeReason(error));
  }
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    zip_source_free(source);
    return tl::unexpected(TakeReason(error));
  }
  zip_error_fini(&error);
  return ZipArchive(archive);
}

bool ZipArchive::Has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

tl::expected<std::string, std::string> ZipArchive::Read(const std::string& name) {
  const std::unique_ptr<zip_file_t, FileCloser> file(zip_fopen(archive_.get(), name.c_str(), 0));
  if (file == nullptr) {
    return tl::unexpected(name + ": " + zip_strerror(archive_.get()));
  }
  std::string content;
  std::array<char, 1 << 16> piece{};
  for (;;) {
    const zip_int64_t count = zip_fread(file.get(), piece.data(), piece.size());
    if (count < 0) {
      return tl::unexpected(name + ": " + zip_file_strerror(file.get()));
    }
    if (count == 0) {
      return content;
    }
    content.append(piece.data(), static_cast<std::size_t>(count));
    read_bytes_ += static_cast<std::size_t>(count);
    if (content.size() > kEntryBytesMax || read_bytes_ > kArchiveBytesMax) {
      const std::size_t limit = content.size() > kEntryBytesMax ? kEntryBytesMax : kArchiveBytesMax;
      return tl::unexpected(name + ": more than " + std::to_string(limit) +
                            " bytes when decompressed");
    }
  }
}

}  // namespace feeds
