#pragma once

#include <string>
#include <string_view>

namespace feeds {

// What a superscript leaves in a cell of a table whose text before it is `before`, both UTF-8:
// - nothing where it is a footnote mark, which must not grow into a label or a number: digits,
//   stars and daggers, in brackets or not, or one letter, behind a word of three letters or more,
//   a number or a closing bracket. In brackets it is one behind any text;
// - a letter behind a number in brackets, " (r)", since it may say what the number is;
// - itself where it is none: m³, 10³, 平方米 with 2, 2nd, and what nothing stands before.
std::string SuperscriptText(std::string_view before, std::string_view superscript);

}  // namespace feeds
