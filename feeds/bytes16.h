#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>

// Sixteen bytes in one register of SSE2, which every x86-64 has: the few operations that scanning
// text takes. A comparison gives 0xFF in each byte where it holds. On other machines the scanners
// that include this go byte by byte.
#define LODEWATCH_BYTES16 1

namespace feeds {

using Bytes16 = __m128i;

inline Bytes16 LoadBytes16(const char* bytes) {
  return _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(bytes)));
}
inline Bytes16 AllBytes(unsigned char byte) {
  return _mm_set1_epi8(static_cast<char>(byte));
}
inline Bytes16 Equal(Bytes16 bytes, unsigned char byte) {
  return _mm_cmpeq_epi8(bytes, AllBytes(byte));
}
inline Bytes16 AtMost(Bytes16 bytes, unsigned char byte) {
  return _mm_cmpeq_epi8(_mm_min_epu8(bytes, AllBytes(byte)), bytes);
}
inline Bytes16 AtLeast(Bytes16 bytes, unsigned char byte) {
  return _mm_cmpeq_epi8(_mm_max_epu8(bytes, AllBytes(byte)), bytes);
}
inline Bytes16 Either(Bytes16 a, Bytes16 b) {
  return _mm_or_si128(a, b);
}
inline Bytes16 Both(Bytes16 a, Bytes16 b) {
  return _mm_and_si128(a, b);
}
inline Bytes16 Differ(Bytes16 a, Bytes16 b) {
  return _mm_xor_si128(a, b);
}
// Bit i is the highest of byte i.
inline unsigned HighBits(Bytes16 bytes) {
  return static_cast<unsigned>(_mm_movemask_epi8(bytes));
}
// How many bytes of the outcome of a comparison are set.
inline unsigned CountOf(Bytes16 compared) {
  const __m128i sums =
      _mm_sad_epu8(_mm_sub_epi8(_mm_setzero_si128(), compared), _mm_setzero_si128());
  return static_cast<unsigned>(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
}

}  // namespace feeds

#endif
