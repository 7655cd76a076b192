#include "rules/toml_faults.h"

#include <algorithm>
#include <numeric>

namespace rules {
namespace {

std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, substituted});
    }
  }
  return row.back();
}

std::string Hint(std::string_view key, std::initializer_list<std::string_view> known) {
  const auto nearest =
      std::min_element(known.begin(), known.end(), [&](std::string_view a, std::string_view b) {
        return EditDistance(key, a) < EditDistance(key, b);
      });
  if (nearest != known.end() && EditDistance(key, *nearest) <= 2)
    return "did you mean '" + std::string(*nearest) + "'?";
  return ListOf("known here", known);
}

}  // namespace

std::string ListOf(std::string_view heading, std::initializer_list<std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    list += list.empty() ? ": " : ", ";
    list += word;
  }
  return std::string(heading) + (list.empty() ? ": nothing" : list);
}

std::optional<toml::table> TomlFaults::Parse() {
#if TOML_EXCEPTIONS
  try {
    return toml::parse(text_, path_);
  } catch (const toml::parse_error& error) {
    AddAt(error.source().begin, std::string(error.description()));
    return std::nullopt;
  }
#else
  toml::parse_result result = toml::parse(text_, path_);
  if (result)
    return std::move(result).table();
  AddAt(result.error().source().begin, std::string(result.error().description()));
  return std::nullopt;
#endif
}

Fault TomlFaults::FaultAt(const toml::source_position& place, const std::string& message) const {
  const int line = static_cast<int>(place.line);
  return {.file = path_,
          .line = line,
          .column = static_cast<int>(place.column),
          .message = message,
          .source = lines_.At(line)};
}

void TomlFaults::AddAt(const toml::source_position& place, const std::string& message) {
  faults_.push_back(FaultAt(place, message));
}

Fault TomlFaults::At(const toml::node& node, const std::string& message) const {
  return FaultAt(node.source().begin, message);
}

void TomlFaults::Add(const toml::node& node, const std::string& message) {
  AddAt(node.source().begin, message);
}

void TomlFaults::CheckKeys(const toml::table& table,
                           std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : table) {
    const std::string_view name = key.str();
    if (std::find(known.begin(), known.end(), name) == known.end())
      AddAt(key.source().begin, "unknown key '" + std::string(name) + "'; " + Hint(name, known));
  }
}

void TomlFaults::Require(const toml::table& table, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (!table.contains(key))
      Add(table, "'" + std::string(key) + "' is missing");
  }
}

std::string TomlFaults::Text(const toml::table& table, std::string_view key) {
  if (!table.contains(key)) {
    Add(table, "'" + std::string(key) + "' is missing");
    return {};
  }
  const std::size_t before = faults_.size();
  std::string text = TextOr(table, key, "");
  if (text.empty() && faults_.size() == before)
    Add(*table.get(key), "'" + std::string(key) + "' is empty");
  return text;
}

std::string TomlFaults::TextOr(const toml::table& table, std::string_view key,
                               const std::string& absent) {
  const toml::node* node = table.get(key);
  if (node == nullptr)
    return absent;
  const std::optional<std::string> text = node->value_exact<std::string>();
  if (!text)
    Add(*node, "'" + std::string(key) + "' must be a string");
  return text.value_or(absent);
}

double TomlFaults::NumberOr(const toml::table& table, std::string_view key, double absent) {
  const toml::node* node = table.get(key);
  if (node == nullptr)
    return absent;
  const std::optional<double> number =
      node->is_number() ? node->value<double>() : std::optional<double>();
  if (!number)
    Add(*node, "'" + std::string(key) + "' must be a number");
  return number.value_or(absent);
}

std::vector<std::string> TomlFaults::Texts(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  const toml::node* node = table.get(key);
  if (node == nullptr)
    return texts;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    Add(*node, "'" + std::string(key) + "' must be an array of strings");
    return texts;
  }
  for (const toml::node& element : *array) {
    const std::optional<std::string> text = element.value_exact<std::string>();
    if (text)
      texts.push_back(*text);
    else
      Add(element, "every element of '" + std::string(key) + "' must be a string");
  }
  return texts;
}

std::vector<const toml::table*> TomlFaults::Tables(const toml::table& table, std::string_view key) {
  std::vector<const toml::table*> tables;
  const toml::node* node = table.get(key);
  if (node == nullptr)
    return tables;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    Add(*node, "'" + std::string(key) + "' must be written [[" + std::string(key) + "]]");
    return tables;
  }
  for (const toml::node& element : *array) {
    if (const toml::table* inner = element.as_table())
      tables.push_back(inner);
    else
      Add(element, "every element of '" + std::string(key) + "' must be a table");
  }
  return tables;
}

}  // namespace rules
