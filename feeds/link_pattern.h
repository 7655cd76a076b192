#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace feeds {

// A regular expression (ICU's) that finds the links of an index page's entries. One match may take
// some hundred thousand steps of ICU, so a pattern that backtracks without end finds nothing.
class LinkPattern {
 public:
  // Requires a pattern without fault.
  explicit LinkPattern(std::string_view pattern);
  ~LinkPattern();
  LinkPattern(const LinkPattern&) = delete;
  LinkPattern& operator=(const LinkPattern&) = delete;

  // Does it match anywhere in `url`? Invalid UTF-8 is matched as U+FFFD.
  bool Finds(std::string_view url) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

// What is wrong with a link pattern, in words for people ("at character 5: unmatched parenthesis");
// nullopt: nothing. The empty pattern has no fault: links are then found by their shape.
std::optional<std::string> FaultOfPattern(const std::string& pattern);

}  // namespace feeds
