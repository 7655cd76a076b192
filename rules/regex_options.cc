#include "rules/regex_options.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rules {
namespace {

// Reads a pattern as far as case needs it: escapes, classes and groups with their flags.
class CaseRewriter {
 public:
  explicit CaseRewriter(std::string_view pattern) : pattern_(pattern) {}

  std::string Run() {
    while (at_ < pattern_.size()) {
      switch (pattern_[at_]) {
        case '\\':
          CopyEscape();
          break;
        case '[':
          CopyClass();
          break;
        case '(':
          OpenGroup();
          break;
        case ')':
          CloseGroup();
          break;
        default:
          CopyLetter();
      }
    }
    return std::move(out_);
  }

 private:
  void Copy(std::size_t size) {
    out_ += pattern_.substr(at_, size);
    at_ += size;
  }
  // Up to and with the text, or all that is left.
  void CopyPast(std::string_view text, std::size_t from) {
    const std::size_t found = pattern_.find(text, from);
    Copy(found == std::string_view::npos ? pattern_.size() - at_ : found + text.size() - at_);
  }
  char Next() const { return at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0'; }

  void CopyEscape() {
    const bool is_class = Next() == 'p' || Next() == 'P' || Next() == 'x';
    if (Next() == 'Q')
      CopyPast("\\E", at_);
    else if (is_class && pattern_.substr(at_).size() > 2 && pattern_[at_ + 2] == '{')
      CopyPast("}", at_);
    else
      Copy(is_class ? 3 : 2);
  }

  void CopyClass() {
    std::size_t end = at_ + 1;
    if (end < pattern_.size() && pattern_[end] == '^')
      ++end;
    bool first = true;
    for (; end < pattern_.size() && (pattern_[end] != ']' || first); ++end, first = false) {
      if (pattern_[end] == '\\')
        ++end;
      else if (pattern_.substr(end).starts_with("[:"))
        end = std::min(pattern_.find(":]", end), pattern_.size() - 1) + 1;
    }
    Copy(end + 1 - at_);
  }

  void OpenGroup() {
    groups_.push_back(blind_);
    if (Next() != '?')
      return Copy(1);
    std::size_t end = at_ + 2;
    bool value = true;
    for (; end < pattern_.size() && pattern_[end] != ':' && pattern_[end] != ')'; ++end) {
      const char flag = pattern_[end];
      if (flag == 'P' || flag == '<')
        return CopyPast(">", end);
      if (flag == '-')
        value = false;
      else if (flag == 'i')
        blind_ = value;
    }
    // "(?i)" holds to the end of the group that it stands in.
    if (end < pattern_.size() && pattern_[end] == ')')
      groups_.pop_back();
    Copy(end + 1 - at_);
  }

  void CloseGroup() {
    if (!groups_.empty()) {
      blind_ = groups_.back();
      groups_.pop_back();
    }
    Copy(1);
  }

  void CopyLetter() {
    const char c = pattern_[at_];
    if (blind_ && (c == 's' || c == 'S'))
      out_ += "(?-i:[sS])";
    else if (blind_ && (c == 'k' || c == 'K'))
      out_ += "(?-i:[kK])";
    else
      out_ += c;
    ++at_;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<bool> groups_;  // what held where the open groups began
  bool blind_ = false;        // to case
};

}  // namespace

RE2::Options RegexOptions(Longest longest) {
  // Enough for a thousand rules' automata; beyond it RE2 falls back, it never fails silently.
  constexpr std::int64_t kMemoryMax = std::int64_t{64} << 20;
  RE2::Options options(RE2::Quiet);
  options.set_longest_match(longest == Longest::kYes);
  options.set_max_mem(kMemoryMax);
  return options;
}

std::string WithAsciiCase(std::string_view pattern) {
  return CaseRewriter(pattern).Run();
}

}  // namespace rules
