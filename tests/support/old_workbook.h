#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Old workbooks (.xls) made record by record; numbers are little endian.
namespace old_workbook {

inline std::string Number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    text.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
  }
  return text;
}

inline std::string Record(unsigned type, const std::string& data) {
  return Number(type, 2) + Number(data.size(), 2) + data;
}

inline std::string Double(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(bits));
  return Number(bits, 8);
}

// A string of BIFF8 as UTF-16, with its length before it in so many bytes.
inline std::string Wide(std::u16string_view text, int length_bytes) {
  std::string bytes = Number(text.size(), length_bytes) + '\x01';
  for (const char16_t c : text) {
    bytes += Number(c, 2);
  }
  return bytes;
}

// Where a cell stands and its style.
inline std::string At(unsigned row, unsigned column, unsigned style = 0) {
  return Number(row, 2) + Number(column, 2) + Number(style, 2);
}

struct Sheet {
  std::string name;     // of kBoundSheet, with its length
  std::string records;  // of its cells
  unsigned hidden = 0;  // 0: shown
};

// The stream of records: what holds for all sheets, then the sheets.
inline std::string Stream(unsigned version, const std::string& globals,
                          const std::vector<Sheet>& sheets) {
  const std::string begin = Record(0x809, Number(version, 2) + Number(5, 2) + Number(0, 4));
  const std::string begin_sheet =
      Record(0x809, Number(version, 2) + Number(0x10, 2) + Number(0, 4));
  const std::string end = Record(0x0A, "");
  std::size_t at = begin.size() + globals.size() + end.size();
  for (const Sheet& sheet : sheets) {
    at += 4 + 6 + sheet.name.size();
  }
  std::string bound;
  std::string bodies;
  for (const Sheet& sheet : sheets) {
    bound += Record(0x85, Number(at + bodies.size(), 4) + Number(sheet.hidden, 2) + sheet.name);
    bodies += begin_sheet + sheet.records + end;
  }
  return begin + globals + bound + end + bodies;
}

// An OLE file that holds one stream, filled up with zeros to the size that needs no small sectors.
inline std::string File(std::u16string_view name, std::string stream) {
  stream.resize(std::max<std::size_t>((stream.size() + 511) / 512 * 512, 4096));
  const std::size_t sectors = stream.size() / 512;
  const std::string none = Number(0xFFFFFFFE, 4);
  std::string header = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(16, '\0') +
                       Number(0x3E, 2) + Number(3, 2) + Number(0xFFFE, 2) + Number(9, 2) +
                       Number(6, 2) + std::string(10, '\0') + Number(1, 4) + Number(1, 4) +
                       Number(0, 4) + Number(4096, 4) + none + Number(0, 4) + none + Number(0, 4) +
                       Number(0, 4);
  while (header.size() < 512) {
    header += Number(0xFFFFFFFF, 4);
  }
  std::string fat = Number(0xFFFFFFFD, 4) + none;
  for (std::size_t i = 0; i < sectors; ++i) {
    fat += i + 1 < sectors ? Number(i + 3, 4) : none;
  }
  while (fat.size() < 512) {
    fat += Number(0xFFFFFFFF, 4);
  }
  const auto entry = [](std::u16string_view entry_name, int type, std::uint64_t start,
                        std::uint64_t size) {
    std::string bytes;
    for (const char16_t c : entry_name) {
      bytes += Number(c, 2);
    }
    bytes.resize(64);
    bytes += Number(2 * (entry_name.size() + 1), 2) + Number(static_cast<unsigned>(type), 1) +
             Number(1, 1) + Number(0xFFFFFFFF, 4) + Number(0xFFFFFFFF, 4) +
             Number(type == 5 ? 1 : 0xFFFFFFFF, 4) + std::string(36, '\0') + Number(start, 4) +
             Number(size, 8);
    return bytes;
  };
  const std::string directory = entry(u"Root Entry", 5, 0xFFFFFFFE, 0) +
                                entry(name, 2, 2, stream.size()) + std::string(256, '\0');
  return header + fat + directory + stream;
}

}  // namespace old_workbook
