#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "rules/mention.h"

namespace re2 {
class RE2;
}

namespace rules {

// Why a pattern was refused: RE2's words, and the piece of the pattern that it stumbled on.
struct RegexError {
  std::string message;
  std::string fragment;
};

enum class Longest { kNo, kYes };

// A compiled RE2 pattern; UTF-8, linear time. Shared by threads once made.
class Regex {
 public:
  static tl::expected<Regex, RegexError> Compile(std::string_view pattern,
                                                 Longest longest = Longest::kNo);
  // One that RE2 has compiled already; refused as Compile refuses.
  static tl::expected<Regex, RegexError> Of(std::shared_ptr<const re2::RE2> compiled);
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  // Finds the first match at or after `from`. groups[0] is the whole; a group that took no part has
  // start == end == npos. false: none.
  bool Find(std::string_view text, std::size_t from, std::vector<Span>& groups) const;
  // Only the whole match, which is much cheaper than its groups.
  bool FindSpan(std::string_view text, std::size_t from, Span& span) const;
  int group_count() const;
  // Instructions of the compiled program: what a pattern costs.
  int program_size() const;

 private:
  explicit Regex(std::shared_ptr<const re2::RE2> compiled);
  std::shared_ptr<const re2::RE2> compiled_;
};

// Many patterns asked at once: which of them match the whole text?
class RegexSet {
 public:
  RegexSet();
  RegexSet(const RegexSet&) = delete;
  RegexSet& operator=(const RegexSet&) = delete;
  RegexSet(RegexSet&&) noexcept;
  RegexSet& operator=(RegexSet&&) noexcept;
  ~RegexSet();

  // Patterns are numbered from 0 in the order they are added.
  tl::expected<int, RegexError> Add(std::string_view pattern);
  // After the last Add. false: out of memory for so many patterns.
  bool Compile();
  // Numbers of the patterns that match, ascending. Where the automaton outgrows its memory every
  // pattern is named: a superset, never a miss.
  std::vector<int> Match(std::string_view text) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

// The text with every character that means something in a pattern escaped.
std::string Quoted(std::string_view text);

}  // namespace rules
