#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace re2 {
class RE2;
}

namespace rules {

// A compiled regular expression of a release definition. Searches anywhere in folded text (see
// FoldCell); immutable, and copies share the compiled form.
class TablePattern {
 public:
  // What the regular expression got wrong, in RE2's words, when it does not compile.
  static tl::expected<TablePattern, std::string> Compile(const std::string& pattern);

  bool Matches(const std::string& text) const;
  // The named groups of the first match; a group that took no part is empty.
  std::optional<std::map<std::string, std::string>> Find(const std::string& text) const;
  // The text without its first match; nullopt: no match.
  std::optional<std::string> Without(const std::string& text) const;
  std::vector<std::string> group_names() const;

 private:
  explicit TablePattern(std::shared_ptr<const re2::RE2> regex) : regex_(std::move(regex)) {}
  std::shared_ptr<const re2::RE2> regex_;
};

// A group of TablePattern::Find by name; empty when the pattern has none of that name.
std::string GroupOf(const std::map<std::string, std::string>& groups, const std::string& name);

}  // namespace rules
