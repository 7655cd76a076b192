#pragma once

#include <string_view>

#include "feeds/charset_label.h"

namespace feeds {

// What text in a charset is made of. Letters are those beyond ASCII, in lower case.
struct Script {
  enum class Kind { kLatin, kLetters, kHan, kJapanese, kKorean };
  const char* charset;  // its IANA name
  Kind kind;
  std::u16string_view common;  // the letters of the language; of many: the frequent ones
  std::u16string_view others;  // that occur as well
};

// The scripts of detection; those of one charset are alternatives, of which the best counts. What
// comes first wins a tie.
struct Scripts {
  const Script* begin;
  const Script* end;
};
Scripts KnownScripts();

}  // namespace feeds
