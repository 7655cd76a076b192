#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feeds {

// How many columns of indentation the character is worth when it is a blank that HTML does not
// collapse: 1 for NBSP and the spaces of U+2000 to U+200A, 2 for the ideographic space U+3000; else
// 0.
int FixedBlankWidth(char32_t c);

// Neither seen nor meant: soft hyphen, zero-width space and joiners, byte order mark.
bool IsInvisible(char32_t c);

// Control characters but blanks, and what Unicode says is no character: HTML must not hold them,
// and a tree builder replaces them.
bool IsForbidden(char32_t c);

// East Asian ideograph, kana, hangul or full-width form: a line break between two of them is no
// space.
bool IsWide(char32_t c);

// Behind the blanks and invisible characters that stand at `at`.
std::size_t SkipUnseen(std::string_view text, std::size_t at);

// Appends to `text`, with every run of blanks (those of FixedBlankWidth too) as one space, none at
// the start of a line of `text`, and none for a run with a newline between two wide characters.
// Characters that XML forbids are left out: HTML and JSON can name them (&#1; \u0001).
// Nobody else may write to `text` between the calls.
class Collapser {
 public:
  explicit Collapser(std::string& text) : text_(text) {}
  void Add(std::string_view piece);
  // Adds what stands in `text` from `at` up to a '<', '&' or character that IsForbidden, or its
  // end; tells where that is.
  std::size_t AddUpToMarkup(std::string_view text, std::size_t at);
  void AddBlank() { blank_ = true; }
  // Ends the line: blanks before and after it are dropped.
  void Break(std::string_view line_end);

 private:
  bool AddOdd(std::string_view text, std::size_t& at);
  void Put(std::string_view visible);
  bool IsWrapped(std::string_view visible) const;

  std::string& text_;
  bool at_start_ = true;  // of a line
  bool blank_ = false;    // a blank waits for the next visible character
  bool newline_ = false;  // it holds a line break and no fixed blank after it
};

// The text on one line: blanks collapsed, trimmed, nothing invisible.
std::string CollapseWhiteSpace(std::string_view text);

}  // namespace feeds
