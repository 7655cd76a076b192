#pragma once

#include <toml++/toml.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/fault.h"

namespace lodewatch {

// Collects the faults of one file, each with its line and place.
class FaultList {
 public:
  FaultList(std::string file, std::string text);

  const std::string& text() const { return text_; }
  void AtNode(const toml::node& node, std::string message);
  void AtKey(const toml::key& key, std::string message);
  // At byte `offset` of the string that `node` holds; -1 is its begin. Escapes count as written.
  void InString(const toml::node& node, int offset, std::string message);
  void Whole(std::string message);
  // In the order of their places.
  std::vector<rules::Fault> Take();

 private:
  void At(toml::source_position place, std::string message);

  std::string file_;
  std::string text_;
  std::vector<rules::Fault> faults_;
};

// The word of `known` that a mistyped one probably means; empty when none is near.
std::string Nearest(std::string_view word, const std::vector<std::string>& known);
// " (did you mean 'x'?)", or nothing.
std::string DidYouMean(std::string_view word, const std::vector<std::string>& known);

// "90s", "15m", "2h", "1d".
std::optional<std::chrono::seconds> ParseInterval(std::string_view text);
// "500 KiB", "32 MiB", "1GiB", or plain bytes.
std::optional<std::size_t> ParseSize(std::string_view text);

struct Bounds {
  std::int64_t least = 0;
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

// Reads a table key by key. What is absent gives nothing and is no fault; what is of the wrong kind
// gives nothing and is one. Finish() adds a fault for every key that nobody asked for.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string name, FaultList& faults);

  const toml::node* Find(const std::string& key);
  std::optional<std::string> String(const std::string& key);
  std::string StringOr(const std::string& key, std::string fallback);
  std::optional<std::int64_t> Integer(const std::string& key, Bounds bounds);
  std::optional<bool> Boolean(const std::string& key);
  std::optional<std::chrono::seconds> Interval(const std::string& key, std::chrono::seconds least);
  std::optional<std::size_t> Size(const std::string& key);
  const toml::table* Table(const std::string& key);
  // [[key]]: every table of the array.
  std::vector<const toml::table*> Tables(const std::string& key);
  // A string or an array of strings: the nodes that hold one, not empty.
  std::vector<const toml::value<std::string>*> Strings(const std::string& key);
  // A string that must be there and say something; nullptr and a fault when not.
  const toml::value<std::string>* Required(const std::string& key, std::string_view example);
  void Finish();

 private:
  void WrongKind(const toml::node& node, const std::string& key, std::string_view expected);

  const toml::table& table_;
  std::string name_;
  FaultList& faults_;
  std::set<std::string> asked_;
};

}  // namespace lodewatch
