#include "feeds/compound_file.h"

#include <algorithm>
#include <utility>

#include "feeds/little_endian.h"

namespace feeds {
namespace {

constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kHeaderFatSectors = 109;
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kMiniSectorBytes = 64;
constexpr std::uint32_t kSectorMax = 0xFFFFFFFA;  // greater numbers end a chain
constexpr int kStream = 2;
constexpr int kRoot = 5;

// Appends the numbers of a sector.
void AppendNumbers(std::string_view sector, std::vector<std::uint32_t>& numbers) {
  for (std::size_t at = 0; at + 4 <= sector.size(); at += 4) {
    numbers.push_back(U32At(sector, at));
  }
}

tl::unexpected<std::string> Damaged(std::string what) {
  return tl::unexpected(std::move(what));
}

}  // namespace

tl::expected<CompoundFile, std::string> CompoundFile::Open(std::string_view bytes) {
  CompoundFile file(bytes);
  if (std::string fault = file.ReadStructure(); !fault.empty()) {
    return tl::unexpected(std::move(fault));
  }
  return file;
}

std::string_view CompoundFile::Sector(std::uint32_t number) const {
  const std::size_t at = (std::size_t{number} + 1) * sector_bytes_;
  return number > kSectorMax || at >= bytes_.size() ? std::string_view()
                                                    : bytes_.substr(at, sector_bytes_);
}

// The sectors of the FAT are listed in the header, and further ones in a chain of their own.
bool CompoundFile::ReadFat() {
  const std::size_t sectors_max = bytes_.size() / sector_bytes_ + 1;
  std::vector<std::uint32_t> sectors;
  AppendNumbers(bytes_.substr(kHeaderBytes - 4 * kHeaderFatSectors, 4 * kHeaderFatSectors),
                sectors);
  std::uint32_t next = U32At(bytes_, 68);
  while (next <= kSectorMax) {
    const std::string_view sector = Sector(next);
    if (sector.size() < sector_bytes_ || sectors.size() > sectors_max + kHeaderFatSectors) {
      return false;
    }
    AppendNumbers(sector.substr(0, sector_bytes_ - 4), sectors);
    next = U32At(sector, sector_bytes_ - 4);
  }
  for (const std::uint32_t number : sectors) {
    if (fat_.size() > sectors_max) {
      break;  // what follows belongs to no sector of the file
    }
    AppendNumbers(Sector(number), fat_);
  }
  return !fat_.empty();
}

void CompoundFile::ReadDirectory(std::string_view directory) {
  for (std::size_t at = 0; at + kEntryBytes <= directory.size(); at += kEntryBytes) {
    const std::string_view source = directory.substr(at, kEntryBytes);
    Entry entry;
    const std::size_t name_bytes = std::min<std::size_t>(U16At(source, 64), 64);
    for (std::size_t i = 0; i + 2 < name_bytes; i += 2) {
      entry.name.push_back(source[i]);
    }
    entry.type = static_cast<unsigned char>(source[66]);
    entry.start = U32At(source, 116);
    entry.size = U32At(source, 120);
    entries_.push_back(std::move(entry));
  }
}

std::string CompoundFile::ReadStructure() {
  const unsigned shift = U16At(bytes_, 30);
  if (bytes_.size() < kHeaderBytes || (shift != 9 && shift != 12)) {
    return "no header";
  }
  sector_bytes_ = std::size_t{1} << shift;
  mini_size_max_ = U32At(bytes_, 56);
  if (!ReadFat()) {
    return "no table of sectors";
  }
  const auto directory = Chain(U32At(bytes_, 48), bytes_.size());
  if (!directory) {
    return "directory: " + directory.error();
  }
  ReadDirectory(*directory);
  const auto root = std::find_if(entries_.begin(), entries_.end(),
                                 [](const Entry& entry) { return entry.type == kRoot; });
  if (root == entries_.end()) {
    return "no root";
  }
  const auto mini_fat = Chain(U32At(bytes_, 60), bytes_.size());
  if (auto mini_stream = Chain(root->start, root->size); mini_fat && mini_stream) {
    AppendNumbers(*mini_fat, mini_fat_);
    mini_stream_ = *std::move(mini_stream);
  }
  return {};
}

// A chain longer than the file goes in a circle; one without sectors is empty.
tl::expected<std::string, std::string> CompoundFile::Chain(std::uint32_t start,
                                                           std::size_t size) const {
  std::string content;
  const std::size_t wanted = std::min(size, bytes_.size());
  for (std::uint32_t at = start; at <= kSectorMax && content.size() < wanted;) {
    const std::string_view sector = Sector(at);
    if (sector.empty() || at >= fat_.size()) {
      return Damaged("a sector lies outside of the file");
    }
    content.append(sector);
    at = fat_[at];
  }
  content.resize(std::min(content.size(), wanted));
  return content;
}

tl::expected<std::string, std::string> CompoundFile::MiniChain(std::uint32_t start,
                                                               std::size_t size) const {
  std::string content;
  for (std::uint32_t at = start; at <= kSectorMax && content.size() < size;) {
    const std::size_t place = std::size_t{at} * kMiniSectorBytes;
    if (at >= mini_fat_.size() || place >= mini_stream_.size()) {
      return Damaged("a small sector lies outside of the file");
    }
    content.append(mini_stream_, place, kMiniSectorBytes);
    at = mini_fat_[at];
  }
  content.resize(std::min(content.size(), size));
  return content;
}

bool CompoundFile::Has(std::string_view name) const {
  return std::any_of(entries_.begin(), entries_.end(), [name](const Entry& entry) {
    return entry.type == kStream && entry.name == name;
  });
}

tl::expected<std::string, std::string> CompoundFile::Read(std::string_view name) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [name](const Entry& entry) {
    return entry.type == kStream && entry.name == name;
  });
  if (found == entries_.end()) {
    return Damaged("no stream " + std::string(name));
  }
  auto content = found->size < mini_size_max_ ? MiniChain(found->start, found->size)
                                              : Chain(found->start, found->size);
  if (content && content->size() < found->size) {
    return Damaged("stream " + std::string(name) + " is cut off");
  }
  return content;
}

}  // namespace feeds
