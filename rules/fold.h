#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/mention.h"

namespace rules {

// A text as the recognisers read it, with the way back to the bytes it came from.
// Folded: full-width ASCII to ASCII; NBSP, thin, figure, ideographic and other Unicode spaces and
// tabs to ' '; dashes and the minus sign to '-' (en and em dash too); curly quotes to ' and ";
// zero-width characters and soft hyphens dropped; HTML entities (&nbsp; &#8217; &ndash; …) decoded,
// once. Kept: letter case, line breaks, CJK punctuation that ends sentences (。！？；、).
class FoldedText {
 public:
  explicit FoldedText(std::string_view original);

  const std::string& text() const { return text_; }
  // The bytes of the original that gave this span of the folded text; never cuts a character.
  Span ToOriginal(Span folded) const;

 private:
  std::string text_;
  std::vector<std::uint32_t> origin_;  // original offset of each folded byte, and one past the end
};

}  // namespace rules
