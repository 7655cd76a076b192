#include "rules/finite_pattern.h"

#include <utility>

#include "rules/cursor.h"

namespace rules {
namespace {

using Words = std::vector<FiniteWord>;

constexpr std::size_t kDepthMax = 20;

// A piece of the pattern that cannot be told text by text ends the reading: `failed_`.
class Reader {
 public:
  Reader(std::string_view pattern, std::size_t words_max)
      : pattern_(pattern), words_max_(words_max) {}

  std::optional<Words> Read(LetterCase letters) {
    Words words = Alternatives(letters, 0);
    if (failed_ || at_ < pattern_.size()) {
      return std::nullopt;
    }
    return words;
  }

 private:
  char Peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }
  bool IsAtEnd() const { return at_ >= pattern_.size() || Peek() == '|' || Peek() == ')'; }

  Words Fail() {
    failed_ = true;
    return {};
  }

  Words Alternatives(LetterCase letters, std::size_t depth) {
    Words all = Sequence(letters, depth);
    while (!failed_ && Peek() == '|') {
      ++at_;
      for (FiniteWord& word : Sequence(letters, depth)) {
        all.push_back(std::move(word));
      }
      failed_ = failed_ || all.size() > words_max_;
    }
    return all;
  }

  Words Sequence(LetterCase letters, std::size_t depth) {
    Words all(1);
    while (!failed_ && !IsAtEnd()) {
      Words next = Piece(letters, depth);
      if (Peek() == '?' && at_ < pattern_.size()) {
        ++at_;
        next.emplace_back();
      }
      if (const char c = Peek(); c == '*' || c == '+' || c == '?' || c == '{') {
        return Fail();
      }
      all = Product(all, next);
    }
    return all;
  }

  Words Product(const Words& heads, const Words& tails) {
    if (heads.size() * tails.size() > words_max_) {
      return Fail();
    }
    Words all;
    all.reserve(heads.size() * tails.size());
    for (const FiniteWord& head : heads) {
      for (const FiniteWord& tail : tails) {
        FiniteWord& word = all.emplace_back(head);
        word.text += tail.text;
        word.exact.insert(word.exact.end(), tail.exact.begin(), tail.exact.end());
      }
    }
    return all;
  }

  Words Piece(LetterCase letters, std::size_t depth) {
    switch (Peek()) {
      case '(':
        return depth < kDepthMax ? Group(letters, depth) : Fail();
      case '[':
        return Class(letters);
      case '\\':
        return Escaped(letters);
      case '.':
      case '^':
      case '$':
      case '*':
      case '+':
      case '?':
      case '{':
        return Fail();
      default:
        return Literal(letters);
    }
  }

  Words Group(LetterCase letters, std::size_t depth) {
    const std::string_view rest = pattern_.substr(at_);
    if (HasPrefix(rest, 0, "(?:")) {
      at_ += 3;
    } else if (HasPrefix(rest, 0, "(?-i:")) {
      at_ += 5;
      letters = LetterCase::kExact;
    } else if (HasPrefix(rest, 0, "(?i:")) {
      at_ += 4;
      letters = LetterCase::kEither;
    } else {
      return Fail();
    }
    Words inside = Alternatives(letters, depth + 1);
    if (failed_ || Peek() != ')') {
      return Fail();
    }
    ++at_;
    return inside;
  }

  // Characters only: [- ], [较比].
  Words Class(LetterCase letters) {
    const std::size_t close = pattern_.find(']', at_ + 1);
    const std::string_view inside =
        pattern_.substr(at_ + 1, close == pattern_.npos ? 0 : close - at_ - 1);
    if (inside.empty() || inside.front() == '^' || inside.find_first_of("\\[") != inside.npos ||
        inside.find('-', 1) < inside.size() - 1) {
      return Fail();
    }
    Words all;
    for (++at_; at_ < close && !failed_;) {
      for (FiniteWord& word : Literal(letters)) {
        all.push_back(std::move(word));
      }
    }
    ++at_;
    return all;
  }

  Words Escaped(LetterCase letters) {
    ++at_;
    const char c = Peek();
    const bool is_itself = static_cast<unsigned char>(c) > ' ' && c != '\x7f' &&
                           static_cast<unsigned char>(c) < 0x80 && !IsLetter(c) && !IsDigit(c);
    return is_itself ? Literal(letters) : Fail();
  }

  // One character. Of those that are not ASCII only Chinese ones and the like have no case.
  Words Literal(LetterCase letters) {
    constexpr char32_t kCaselessFrom = 0x2E80;
    const auto character = CharAt(pattern_, at_);
    const bool is_ascii = character.code < 0x80;
    if (letters == LetterCase::kEither && !is_ascii && character.code < kCaselessFrom) {
      return Fail();
    }
    FiniteWord word{std::string(pattern_.substr(at_, character.length)), {}};
    if (letters == LetterCase::kEither && is_ascii) {
      word.text[0] = Lower(word.text[0]);
    }
    word.exact.assign(character.length, letters == LetterCase::kExact);
    at_ += character.length;
    return {std::move(word)};
  }

  std::string_view pattern_;
  std::size_t words_max_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<std::vector<FiniteWord>> WordsOf(std::string_view pattern, LetterCase letters,
                                               std::size_t words_max) {
  return Reader(pattern, words_max).Read(letters);
}

}  // namespace rules
