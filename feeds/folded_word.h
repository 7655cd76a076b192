#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feeds {

// The word of an alphabet (not of East Asian writing) that a text begins with.
struct FoldedWord {
  std::string folded;  // in lower case and without accents: "Ιούλ" is "ιουλ", "Май" "маи"; empty
                       // when there is no word, or one of more than 40 bytes
  std::size_t bytes = 0;  // that it takes in the text
};
FoldedWord FoldWord(std::string_view text);

}  // namespace feeds
