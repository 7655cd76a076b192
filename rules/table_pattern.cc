#include "rules/table_pattern.h"

#include <re2/re2.h>

#include <utility>

namespace rules {

tl::expected<TablePattern, std::string> TablePattern::Compile(const std::string& pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto regex = std::make_shared<const re2::RE2>(pattern, options);
  if (!regex->ok())
    return tl::unexpected(regex->error());
  return TablePattern(std::move(regex));
}

bool TablePattern::Matches(const std::string& text) const {
  return re2::RE2::PartialMatch(text, *regex_);
}

std::optional<std::map<std::string, std::string>> TablePattern::Find(
    const std::string& text) const {
  const auto count = static_cast<std::size_t>(regex_->NumberOfCapturingGroups());
  std::vector<std::string> found(count);
  std::vector<re2::RE2::Arg> args;
  args.reserve(count);
  for (std::string& group : found)
    args.emplace_back(&group);
  std::vector<const re2::RE2::Arg*> pointers;
  pointers.reserve(count);
  for (const re2::RE2::Arg& arg : args)
    pointers.push_back(&arg);
  if (!re2::RE2::PartialMatchN(text, *regex_, pointers.data(), static_cast<int>(count)))
    return std::nullopt;
  std::map<std::string, std::string> groups;
  for (const auto& [name, number] : regex_->NamedCapturingGroups())
    groups[name] = found[static_cast<std::size_t>(number) - 1];
  return groups;
}

std::optional<std::string> TablePattern::Without(const std::string& text) const {
  std::string rest = text;
  if (!re2::RE2::Replace(&rest, *regex_, ""))
    return std::nullopt;
  return rest;
}

std::vector<std::string> TablePattern::group_names() const {
  std::vector<std::string> names;
  for (const auto& [name, number] : regex_->NamedCapturingGroups())
    names.push_back(name);
  return names;
}

std::string GroupOf(const std::map<std::string, std::string>& groups, const std::string& name) {
  const auto found = groups.find(name);
  return found == groups.end() ? std::string() : found->second;
}

}  // namespace rules
