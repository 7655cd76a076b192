#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "feeds/document.h"
#include "feeds/utf8.h"

// What every fuzz target asks of the code under it.

inline void Require(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  if (!holds) {
    std::fprintf(stderr, "%s:%d: not sound\n", file, line);
    std::abort();
  }
}

// Well-formed to the end.
inline bool IsUtf8(std::string_view text) {
  const feeds::Utf8Scan scan = feeds::ScanUtf8(text);
  return scan.invalid == 0 && !scan.cut_off;
}

// Does no character go on over this place?
inline bool IsOnBorder(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
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
// again and again.
inline std::string Repeated(std::string_view text) {
  constexpr std::size_t kBytesMost = std::size_t{64} << 10;
  std::string all;
  while (!text.empty() && all.size() + text.size() <= kBytesMost) {
    all.append(text);
  }
  return all;
}

// One text in so many, by its hash and not by a mark in it: what is slow must not fill a corpus.
inline bool IsChosenToRepeat(std::string_view text) {
  constexpr unsigned kOneOf = 64;
  unsigned hash = 2166136261U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return (hash >> 16U) % kOneOf == 0;
}

struct FuzzedBytes {
  unsigned choice = 0;  // 0 to 15: what is said of the bytes
  std::string bytes{};
};

// The first byte is the choice, the rest the bytes.
inline std::optional<FuzzedBytes> BytesOf(const unsigned char* data, std::size_t size) {
  if (size == 0) {
    return std::nullopt;
  }
  const std::string_view bytes{static_cast<const char*>(static_cast<const void*>(data + 1)),
                               size - 1};
  return FuzzedBytes{data[0] & 15U, IsChosenToRepeat(bytes) ? Repeated(bytes) : std::string(bytes)};
}

inline std::string_view TextOf(const unsigned char* data, std::size_t size) {
  return {static_cast<const char*>(static_cast<const void*>(data)), size};
}
