#pragma once

#include <cstdlib>
#include <string_view>

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

inline std::string_view TextOf(const unsigned char* data, std::size_t size) {
  return {static_cast<const char*>(static_cast<const void*>(data)), size};
}
