#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/fault.h"

namespace rules {

// Reads values of a TOML text and collects what is wrong with them, each with its place. A value
// that is absent or of another type reads as empty, so that reading goes on to the next fault.
class TomlFaults {
 public:
  // All three must outlive this.
  TomlFaults(const std::string& path, std::string_view text, std::vector<Fault>& faults)
      : path_(path), text_(text), lines_(text), faults_(faults) {}

  // nullopt, with a fault: the text is not TOML.
  std::optional<toml::table> Parse();

  void Add(const toml::node& node, const std::string& message);
  // A fault at a node that is not reported, for what shows only later.
  Fault At(const toml::node& node, const std::string& message) const;
  // A fault for each key that is not among `known`, with the nearest of them as a hint.
  void CheckKeys(const toml::table& table, std::initializer_list<std::string_view> known);
  // A fault for each key that the table does not have.
  void Require(const toml::table& table, std::initializer_list<std::string_view> keys);

  // A text that must be there and not empty.
  std::string Text(const toml::table& table, std::string_view key);
  std::string TextOr(const toml::table& table, std::string_view key, const std::string& absent);
  double NumberOr(const toml::table& table, std::string_view key, double absent);
  // The texts of an array; empty when absent.
  std::vector<std::string> Texts(const toml::table& table, std::string_view key);
  // The tables of [[key]]; empty when absent. They live as long as `table`.
  std::vector<const toml::table*> Tables(const toml::table& table, std::string_view key);

 private:
  Fault FaultAt(const toml::source_position& place, const std::string& message) const;
  void AddAt(const toml::source_position& place, const std::string& message);

  const std::string& path_;
  std::string_view text_;
  Lines lines_;
  std::vector<Fault>& faults_;
};

// "known here: month, year"
std::string ListOf(std::string_view heading, std::initializer_list<std::string_view> words);

}  // namespace rules
