#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/mention.h"

namespace rules {

// Whether traditional Chinese characters become simplified ones.
enum class HanForms { kAsPrinted = 1, kSimplified };

// A text as the recognisers read it, with the way back to the bytes it came from.
// Folded: full-width ASCII to ASCII; NBSP, thin, figure, ideographic and other Unicode spaces and
// tabs to ' '; dashes and the minus sign to '-' (en and em dash too); curly quotes to ' and ";
// zero-width characters and soft hyphens dropped; HTML entities (&nbsp; &#8217; &ndash; …) decoded,
// once; bytes that are not UTF-8 to U+FFFD, so the folded text is always valid. Kept: letter case,
// line breaks, CJK punctuation that ends sentences (。！？；、) and the full-width comma, except
// between full-width digits, where it groups thousands (１，２３４).
class FoldedText {
 public:
  explicit FoldedText(std::string_view original, HanForms han = HanForms::kAsPrinted);

  const std::string& text() const { return text_; }
  // The bytes of the original that gave this span of the folded text; never cuts a character.
  // Dropped characters at either end are left out; a span beyond the text is cut to it.
  Span ToOriginal(Span folded) const;

 private:
  // A stretch that was kept byte for byte, or one character (or entity) that became another.
  struct Run {
    std::uint32_t folded = 0;
    std::uint32_t original = 0;
    std::uint32_t folded_bytes = 0;
    std::uint32_t original_bytes = 0;
    bool verbatim = true;
  };

  void Keep(std::string_view bytes, std::size_t at);
  void Replace(std::string_view by, Span original);
  const Run& RunAt(std::size_t folded) const;

  std::string text_;
  std::vector<Run> runs_;  // in order, without gaps in the folded text
};

}  // namespace rules
