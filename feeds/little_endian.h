#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace feeds {

// Numbers as old Office files write them. What lies beyond the end of `bytes` is read as zeros.
inline std::uint64_t NumberAt(std::string_view bytes, std::size_t at, int width) {
  std::uint64_t number = 0;
  for (int i = 0; i < width; ++i) {
    const std::size_t place = at + static_cast<std::size_t>(i);
    const unsigned char byte = place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0;
    number |= static_cast<std::uint64_t>(byte) << (8 * i);
  }
  return number;
}
inline std::uint16_t U16At(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(NumberAt(bytes, at, 2));
}
inline std::uint32_t U32At(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(NumberAt(bytes, at, 4));
}

}  // namespace feeds
