#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "feeds/charset_label.h"

namespace feeds {

// The stretches of text with non-ASCII bytes, a line each, without the markup around them: what
// there is to look at. At most about 2 KB, from the whole of `bytes` in order. Right for charsets
// whose bytes below 0x40 are ASCII, which all are that detection knows.
std::string SampleOf(std::string_view bytes);

// How much a sample read as the charset looks like what people write.
struct Plausibility {
  double score = 0;       // mean over non-ASCII characters: 1 is sure, 0 says nothing, below is odd
  std::size_t count = 0;  // of non-ASCII characters
  std::size_t bad = 0;    // characters that are none: bad bytes, controls, private use
};
Plausibility PlausibilityOf(std::string_view sample, const Charset& charset);

// The charset in which the sample makes most sense: scripts, frequent letters and characters, what
// stands beside them; ICU's detector counts where these leave it open. nullopt: none makes any.
struct Detected {
  Charset charset;
  Plausibility plausibility;
};
std::optional<Detected> DetectCharset(std::string_view sample);

}  // namespace feeds
