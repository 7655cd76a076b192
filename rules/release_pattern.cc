#include "rules/release_pattern.h"

#include <algorithm>
#include <string>

namespace rules {

std::optional<TablePattern> PatternOf(TomlFaults& faults, const toml::node& node,
                                      std::initializer_list<std::string_view> groups) {
  const std::optional<std::string> text = node.value_exact<std::string>();
  if (!text || text->empty()) {
    faults.Add(node, "a regular expression must be a string that is not empty");
    return std::nullopt;
  }
  auto compiled = TablePattern::Compile(*text);
  if (!compiled) {
    faults.Add(node, "bad regular expression: " + compiled.error());
    return std::nullopt;
  }
  for (const std::string& name : compiled->group_names()) {
    if (std::find(groups.begin(), groups.end(), name) == groups.end()) {
      faults.Add(node,
                 "the group '" + name + "' has no meaning here; " + ListOf("known here", groups));
      return std::nullopt;
    }
  }
  return *compiled;
}

std::optional<TablePattern> PatternAt(TomlFaults& faults, const toml::table& table,
                                      std::string_view key,
                                      std::initializer_list<std::string_view> groups) {
  return faults.Text(table, key).empty() ? std::nullopt
                                         : PatternOf(faults, *table.get(key), groups);
}

}  // namespace rules
