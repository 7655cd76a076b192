#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/charset_label.h"

namespace feeds {

// The records of an old workbook ([MS-XLS]) that tables are made of.
enum class BiffType : std::uint16_t {
  kFormula = 0x06,
  kEnd = 0x0A,
  kDateMode = 0x22,
  kFilePass = 0x2F,
  kContinue = 0x3C,
  kCodePage = 0x42,
  kBoundSheet = 0x85,
  kMulRk = 0xBD,
  kRichString = 0xD6,
  kFormatXf = 0xE0,
  kMergedCells = 0xE5,
  kSharedStrings = 0xFC,
  kLabelShared = 0xFD,
  kNumber = 0x203,
  kLabel = 0x204,
  kBoolError = 0x205,
  kStringResult = 0x207,
  kRk = 0x27E,
  kFormat = 0x41E,
  kBegin = 0x809,
};

// A record; what kContinue records behind it hold are further parts.
struct BiffRecord {
  BiffType type = BiffType::kEnd;
  std::vector<std::string_view> parts;
  std::size_t at = 0;  // where it starts in the stream
  std::string_view data() const { return parts.front(); }
};

// Reads one record after another.
class BiffStream {
 public:
  explicit BiffStream(std::string_view bytes, std::size_t at = 0) : bytes_(bytes), at_(at) {}
  std::optional<BiffRecord> Next();  // nullopt: no further whole one

 private:
  std::string_view bytes_;
  std::size_t at_;
};

// How the strings of a workbook are written.
struct BiffStrings {
  bool is_wide = true;  // BIFF8: UTF-16, or its low bytes; before it bytes in a code page
  Charset code_page;    // of the bytes
};

// How many bytes tell the length of a string.
enum class LengthBytes { kOne = 1, kTwo = 2 };

// Reads strings one after another from a record, over the borders of its parts.
class BiffText {
 public:
  BiffText(const BiffRecord& record, std::size_t at) : record_(record), at_(at) {}
  bool AtEnd() const;
  // The string as UTF-8, as far as the record has it.
  std::string Read(const BiffStrings& strings, LengthBytes length);

 private:
  std::uint64_t Number(int width);
  void Skip(std::size_t bytes);
  void ReadWide(std::size_t characters, unsigned flags, std::u16string& text);

  const BiffRecord& record_;
  std::size_t part_ = 0;
  std::size_t at_;  // in the part
};

// The charset of a code page's number, windows-1252 for one that nobody knows.
Charset CharsetOfCodePage(unsigned code_page);

}  // namespace feeds
