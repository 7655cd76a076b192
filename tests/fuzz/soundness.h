#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "feeds/document.h"
#include "feeds/utf8.h"

// What every fuzz target asks of the code under it.

inline void Require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

// Well-formed to the end.
inline bool IsUtf8(std::string_view text) {
  const feeds::Utf8Scan scan = feeds::ScanUtf8(text);
  return scan.invalid == 0 && !scan.cut_off;
}

// And without characters that XML 1.0 forbids.
inline bool IsXmlText(std::string_view text) {
  return IsUtf8(text) && feeds::ScanUtf8(text).illegal == 0;
}

inline bool IsXmlLine(std::string_view text) {
  return IsXmlText(text) && text.find_first_of("\r\n") == text.npos;
}

inline void RequireSoundTables(const feeds::Document& document) {
  constexpr std::size_t kColumnsMax = 1000;
  for (const feeds::Table& table : document.tables) {
    Require(IsXmlText(table.caption));
    for (const auto& row : table.rows) {
      Require(row.size() <= kColumnsMax);
      for (const feeds::Cell& cell : row) {
        Require(IsXmlText(cell.text) && cell.indent >= 0);
      }
    }
  }
}

// What a page or a feed becomes, whatever it was.
inline void RequireSound(const feeds::Document& document) {
  Require(!document.guid.empty());
  Require(IsXmlText(document.guid) && IsXmlText(document.url));
  Require(IsXmlLine(document.title) && IsXmlText(document.text));
  Require(IsXmlText(document.language));
  RequireSoundTables(document);
}

// Text of a length at which work that grows with its square runs into the time limit: the same
// again and again. Too slow for every input.
inline std::string Repeated(std::string_view text) {
  constexpr std::size_t kBytesMost = std::size_t{96} << 10;
  std::string all;
  while (!text.empty() && all.size() + text.size() <= kBytesMost) {
    all.append(text);
  }
  return all;
}

// What the first byte of an input says of the rest; one in sixteen is repeated.
struct FuzzedBytes {
  unsigned choice = 0;  // 0 to 15
  std::string bytes{};
};

inline std::optional<FuzzedBytes> BytesOf(const unsigned char* data, std::size_t size) {
  if (size == 0) {
    return std::nullopt;
  }
  const std::string_view bytes{static_cast<const char*>(static_cast<const void*>(data + 1)),
                               size - 1};
  const bool repeated = data[0] >> 4U == 15;
  return FuzzedBytes{data[0] & 15U, repeated ? Repeated(bytes) : std::string(bytes)};
}

inline std::string_view TextOf(const unsigned char* data, std::size_t size) {
  return {static_cast<const char*>(static_cast<const void*>(data)), size};
}
