#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/timeline/store.h"

// Short ways to say what a poll brings.
namespace make {

using std::chrono::sys_seconds;

// A directory of its own, gone with the object.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  TempDir(TempDir&&) = delete;
  TempDir& operator=(TempDir&&) = delete;

  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// "2025-07-14T10:30:00Z" or "2025-07-14".
sys_seconds At(std::string_view text);
rules::Period In(std::string_view period);

// Facts about China's exports of rare earths, to be changed where a test needs it.
rules::Fact Quantity(rules::Amount amount, std::string_view period);
rules::Fact Money(rules::Amount amount, std::string_view currency, std::string_view period);
rules::Fact Change(rules::Amount percent, rules::Basis basis, std::string_view period);
rules::Fact Event(rules::EventType type, std::string_view actor, std::string_view date);

// A cell of China's exports of rare earths.
rules::Observation Tonnes(std::string_view period, double value, double tolerance = 0.05);
rules::Observation Yuan(std::string_view period, double value, double tolerance = 5e6);

timeline::ReadDocument News(std::string_view guid, std::string_view published,
                            std::vector<rules::Fact> facts);
timeline::ReadDocument Release(std::string_view guid, std::string_view published,
                               std::vector<rules::Observation> observations);

feeds::Source Source(std::string_view id);
feeds::Page Page(std::string_view body);

// One poll that brought `documents`: what Judge() returned.
std::vector<timeline::EntryId> Poll(timeline::Store& store, std::string_view source,
                                    const std::vector<timeline::ReadDocument>& documents,
                                    std::string_view now);

// The customs' May and June 2025 editions.
timeline::ReadDocument MayRelease();
timeline::ReadDocument JuneRelease();

// A cell of a table by its column's name; monostate when there is none.
timeline::Value At(const timeline::Table& table, std::size_t row, std::string_view column);
// All values as text: NULL as "-".
std::string TextOf(const timeline::Value& value);
// What SQL says about a file, a line a row, values separated by '|': like the sqlite3 shell.
std::vector<std::string> Ask(const std::filesystem::path& path, const std::string& sql);
// The same of a store's own timeline.
std::vector<std::string> Lines(const timeline::Table& table,
                               const std::vector<std::string>& columns);

}  // namespace make
