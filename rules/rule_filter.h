#pragma once

#include <memory>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "rules/regex.h"

namespace rules {

// Tells which of many patterns may match a text, by the literals that each of them needs: one pass
// over the text finds all literals, RE2's FilteredRE2 says what follows from them.
class RuleFilter {
 public:
  RuleFilter();
  RuleFilter(const RuleFilter&) = delete;
  RuleFilter& operator=(const RuleFilter&) = delete;
  RuleFilter(RuleFilter&&) noexcept;
  RuleFilter& operator=(RuleFilter&&) noexcept;
  ~RuleFilter();

  // Patterns are numbered from 0 in the order they are added. The regex shares the filter's memory
  // and may outlive it.
  tl::expected<Regex, RegexError> Add(std::string_view pattern);
  // After the last Add.
  void Compile();
  // Instead of Compile: every pattern is a candidate, always. What the filter is proved by.
  void PassAll();
  // Numbers of the patterns that may match, ascending: all that do, and few others.
  std::vector<int> Candidates(std::string_view text) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace rules
