#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "rules/table_pattern.h"
#include "rules/toml_faults.h"

namespace rules {

// The regular expression that a node holds. `groups` are the named groups that have a
// meaning here; nullopt, with a fault, for another group and for what does not compile.
std::optional<TablePattern> PatternOf(TomlFaults& faults, const toml::node& node,
                                      std::initializer_list<std::string_view> groups);

// The same for the value of a key that must be there.
std::optional<TablePattern> PatternAt(TomlFaults& faults, const toml::table& table,
                                      std::string_view key,
                                      std::initializer_list<std::string_view> groups);

}  // namespace rules
