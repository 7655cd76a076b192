#include "rules/pattern_parts.h"

#include <algorithm>

namespace rules {
namespace {

bool IsNameChar(char c) {
  return (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == ':';
}

bool IsWordChar(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '\'' || c == '-' || c == '%' || c == ',';
}

class Splitter {
 public:
  explicit Splitter(std::string_view pattern) : pattern_(pattern) {}

  std::vector<std::vector<PatternPart>> Run() {
    out_.emplace_back();
    while (at_ < pattern_.size()) {
      if (pattern_[at_] == '|') {
        out_.emplace_back();
        ++at_;
        continue;
      }
      PatternPart part;
      part.begin = at_;
      part.kind = Take();
      part.optional = TakeRepetition();
      part.end = at_;
      out_.back().push_back(part);
    }
    return std::move(out_);
  }

 private:
  char At(std::size_t at) const { return at < pattern_.size() ? pattern_[at] : '\0'; }

  PartKind Take() {
    const char c = pattern_[at_];
    if (c == '(')
      return TakeGroup();
    if (c == '[') {
      at_ = ClassEnd(at_);
      return PartKind::kOther;
    }
    if (c == '\\') {
      at_ = EscapeEnd(at_);
      return PartKind::kOther;
    }
    if (c == '{' || c == '<') {
      const char close = c == '{' ? '}' : '>';
      const std::size_t end = NameEnd(at_ + 1);
      if (end > at_ + 1 && At(end) == close) {
        at_ = end + 1;
        return c == '{' ? PartKind::kSlot : PartKind::kWordList;
      }
    }
    return TakeText();
  }

  // A word, or one character that is none. What a repetition follows is a part of its own.
  PartKind TakeText() {
    if (!IsWordChar(pattern_[at_])) {
      ++at_;
      return PartKind::kOther;
    }
    std::size_t end = at_;
    std::size_t last = at_;
    while (end < pattern_.size() && IsWordChar(pattern_[end])) {
      last = end;
      end = CharacterEnd(end);
    }
    at_ = IsRepetition(end) && last > at_ ? last : end;
    return PartKind::kWord;
  }

  PartKind TakeGroup() {
    int depth = 0;
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      if (c == '\\') {
        at_ = EscapeEnd(at_);
        continue;
      }
      if (c == '[') {
        at_ = ClassEnd(at_);
        continue;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      ++at_;
      if (depth == 0)
        break;
    }
    return PartKind::kGroup;
  }

  bool IsRepetition(std::size_t at) const {
    const char c = At(at);
    return c == '?' || c == '*' || c == '+' || (c == '{' && At(at + 1) >= '0' && At(at + 1) <= '9');
  }

  // True: the part may be absent.
  bool TakeRepetition() {
    bool optional = false;
    while (IsRepetition(at_)) {
      const char c = At(at_);
      optional = optional || c == '?' || c == '*' || (c == '{' && At(at_ + 1) == '0');
      at_ = c == '{' ? std::min(pattern_.find('}', at_), pattern_.size() - 1) + 1 : at_ + 1;
      // Lazy: +? is no optional part.
      if (At(at_) == '?')
        ++at_;
    }
    return optional;
  }

  std::size_t NameEnd(std::size_t at) const {
    while (at < pattern_.size() && IsNameChar(pattern_[at]))
      ++at;
    return at;
  }

  std::size_t CharacterEnd(std::size_t at) const {
    ++at;
    while (at < pattern_.size() && (static_cast<unsigned char>(pattern_[at]) & 0xC0) == 0x80)
      ++at;
    return at;
  }

  std::size_t EscapeEnd(std::size_t at) const {
    const std::size_t end = std::min(at + 2, pattern_.size());
    const char c = At(at + 1);
    if ((c == 'p' || c == 'P' || c == 'x') && At(end) == '{')
      return std::min(pattern_.find('}', end), pattern_.size() - 1) + 1;
    return end;
  }

  std::size_t ClassEnd(std::size_t at) const {
    ++at;
    if (At(at) == '^')
      ++at;
    if (At(at) == ']')
      ++at;
    while (at < pattern_.size() && pattern_[at] != ']')
      at = pattern_[at] == '\\' ? EscapeEnd(at) : at + 1;
    return std::min(at + 1, pattern_.size());
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::vector<std::vector<PatternPart>> out_;
};

}  // namespace

std::vector<std::vector<PatternPart>> PartsOf(std::string_view pattern) {
  return Splitter(pattern).Run();
}

}  // namespace rules
