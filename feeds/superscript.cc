#include "feeds/superscript.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "feeds/ascii.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

constexpr std::size_t kMarkBytesMax = 24;
constexpr std::size_t kBeforeBytesMax = 64;  // as far back as a word or number is looked at
constexpr std::size_t kWordLettersMin = 3;   // m, km, cm and ft have exponents

enum class Mark {
  kNone,
  kDigits,  // bare: may be an exponent
  kLetter,
  kSure,  // with a bracket, comma, star or dagger
};

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  const bool taken = text.starts_with(prefix);
  text.remove_prefix(taken ? prefix.size() : 0);
  return taken;
}

// Does `text` begin with a sign that only footnote marks have?
bool TakeSign(std::string_view& text) {
  static constexpr std::string_view kSigns[] = {"*", "[", "]", "(", ")",  ",",
                                                "#", "†", "‡", "§", "（", "）"};
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [&text](std::string_view sign) { return TakePrefix(text, sign); });
}

// The letter of "a", "(a)", "a)"; 0: it is not of that form.
char LetterOf(std::string_view mark) {
  while (TakeSign(mark)) {
  }
  const char letter = mark.empty() || !IsLetter(mark.front()) ? '\0' : mark.front();
  mark.remove_prefix(letter == '\0' ? 0 : 1);
  while (TakeSign(mark)) {
  }
  return mark.empty() ? letter : '\0';
}

Mark MarkOf(std::string_view mark) {
  if (mark.empty() || mark.size() > kMarkBytesMax) {
    return Mark::kNone;
  }
  const bool bare = std::all_of(mark.begin(), mark.end(), IsDigit);
  if (bare || LetterOf(mark) != '\0') {
    return bare ? (mark.size() <= 2 ? Mark::kDigits : Mark::kNone)
                : (mark.size() == 1 ? Mark::kLetter : Mark::kSure);
  }
  for (std::size_t digits = 0; !mark.empty();) {
    if (TakeSign(mark) || TakePrefix(mark, " ")) {
      digits = 0;
    } else if (IsDigit(mark.front()) && digits < 2) {
      ++digits;
      mark.remove_prefix(1);
    } else {
      return Mark::kNone;
    }
  }
  return Mark::kSure;
}

template <class Holds>
std::string_view TailOf(std::string_view text, Holds holds) {
  std::size_t at = text.size();
  while (at > 0 && holds(text[at - 1])) {
    --at;
  }
  return text.substr(at);
}

bool EndsInNumber(std::string_view text) {
  return !text.empty() && (IsDigit(text.back()) || text.back() == '%');
}

// Can bare digits or a letter above the end of `text` be no exponent and no part of the word?
bool BearsMark(std::string_view text) {
  if (IsDigit(text.back())) {
    const auto is_part = [](char c) { return IsDigit(c) || c == '.' || c == ','; };
    return TailOf(text, is_part) != "10";
  }
  const std::size_t letters = TailOf(text, IsLetter).size();
  return letters == 0 ? !text.ends_with("米")  // of square and cubic metres
                      : letters >= kWordLettersMin;
}

}  // namespace

std::string SuperscriptText(std::string_view before, std::string_view superscript) {
  const std::string text =
      CollapseWhiteSpace(before.substr(before.size() - std::min(before.size(), kBeforeBytesMax)));
  const std::string mark = CollapseWhiteSpace(superscript);
  const Mark kind = MarkOf(mark);
  if (text.empty() || kind == Mark::kNone || (kind != Mark::kSure && !BearsMark(text))) {
    return std::string(superscript);
  }
  const char letter = LetterOf(mark);
  return letter != '\0' && EndsInNumber(text) ? std::string(" (") + letter + ")" : "";
}

}  // namespace feeds
