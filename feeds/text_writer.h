#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "feeds/white_space.h"

namespace feeds {

enum class Gap { kNone, kLine, kParagraph };

// Text with line breaks that come into being only when text follows them.
class TextWriter {
 public:
  explicit TextWriter(std::size_t bytes_expected = 0) { text_.reserve(bytes_expected); }
  TextWriter(const TextWriter&) = delete;
  TextWriter& operator=(const TextWriter&) = delete;
  TextWriter(TextWriter&&) = delete;
  TextWriter& operator=(TextWriter&&) = delete;
  ~TextWriter() = default;

  void Add(std::string_view text) {
    const std::size_t at = gap_ == Gap::kNone ? 0 : SkipUnseen(text, 0);
    if (at < text.size()) {
      EndLine();
      collapser_.Add(text.substr(at));
    }
  }

  // As Collapser::AddUpToMarkup.
  std::size_t AddUpToMarkup(std::string_view text, std::size_t at) {
    at = gap_ == Gap::kNone ? at : SkipUnseen(text, at);
    if (at < text.size() && text[at] != '<' && text[at] != '&') {
      EndLine();
      at = collapser_.AddUpToMarkup(text, at);
    }
    return at;
  }

  void AddBlank() { collapser_.AddBlank(); }

  void Separate(Gap gap) { gap_ = text_.empty() ? Gap::kNone : std::max(gap_, gap); }

  // Two line breaks in a row are how old pages separate paragraphs.
  void LineBreak() { Separate(gap_ == Gap::kNone ? Gap::kLine : Gap::kParagraph); }

  std::string Take() { return std::move(text_); }

 private:
  void EndLine() {
    if (gap_ != Gap::kNone) {
      collapser_.Break(gap_ == Gap::kParagraph ? "\n\n" : "\n");
      gap_ = Gap::kNone;
    }
  }

  std::string text_;
  Collapser collapser_{text_};
  Gap gap_ = Gap::kNone;
};

}  // namespace feeds
