#pragma once

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/document.h"
#include "rules/release.h"
#include "tests/support/catch.h"

namespace test_tables {

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  REQUIRE(file.good());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::string Trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// A table drawn as text: a line is a row, '|' parts its cells, '<' continues the cell to the left
// and '^' the one above.
inline feeds::Table TableOf(const std::string& drawing) {
  feeds::Table table;
  std::istringstream lines(drawing);
  std::string line;
  while (std::getline(lines, line)) {
    std::vector<feeds::Cell> row;
    std::istringstream cells(line + "|");
    std::string text;
    while (std::getline(cells, text, '|')) {
      text = Trimmed(text);
      const bool left = text == "<";
      const bool above = text == "^";
      if (left)
        text = row.back().text;
      if (above)
        text = table.rows.back().at(row.size()).text;
      row.push_back({.text = text, .indent = 0, .is_header = false, .continued = left || above});
    }
    table.rows.push_back(row);
  }
  return table;
}

inline feeds::Document DocumentOf(const std::string& title,
                                  const std::vector<std::string>& drawings) {
  feeds::Document document;
  document.guid = "page";
  document.title = title;
  for (const std::string& drawing : drawings)
    document.tables.push_back(TableOf(drawing));
  return document;
}

// `text` with the one place that reads `from` changed.
inline std::string Changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  INFO("looking for: " << from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  return text.replace(at, from.size(), to);
}

// "CN/export/rare-earths/quantity 2025-06 7742.2 t", with the status where there is one.
inline std::string LineOf(const rules::Observation& observation) {
  return rules::SeriesKey(observation) + " " + rules::ToText(observation.period) + " " +
         rules::NumberText(observation.amount.value) + " " + observation.unit +
         (observation.status.empty() ? "" : " " + observation.status);
}

inline std::vector<std::string> LinesOf(const rules::Observed& observed) {
  std::vector<std::string> lines;
  for (const rules::Observation& observation : observed.observations)
    lines.push_back(LineOf(observation));
  std::sort(lines.begin(), lines.end());
  return lines;
}

inline std::vector<std::string> SortedLines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  std::string line;
  while (std::getline(stream, line))
    lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

struct Shipped {
  std::vector<rules::ReleaseDefinition> releases;
  rules::LabelIndex labels;
};

inline Shipped ShippedChina() {
  Shipped shipped;
  std::vector<rules::Fault> faults;
  rules::ReadReleases("customs-china.toml", ReadFile(PROJECT_DIR "/rules/packs/customs-china.toml"),
                      shipped.releases, shipped.labels, faults);
  for (const rules::Fault& fault : faults)
    UNSCOPED_INFO(rules::ToText(fault));
  REQUIRE(faults.empty());
  return shipped;
}

inline tl::expected<rules::Observed, rules::ReleaseError> Observe(const feeds::Document& document,
                                                                  std::string_view id = {}) {
  const Shipped shipped = ShippedChina();
  return rules::Observe(shipped.releases, shipped.labels, document, id);
}

inline rules::Observed MustObserve(const feeds::Document& document) {
  const auto observed = Observe(document);
  INFO((observed ? std::string() : observed.error().detail));
  REQUIRE(observed.has_value());
  return *observed;
}

inline rules::ReleaseError MustRefuse(const feeds::Document& document) {
  const auto observed = Observe(document);
  REQUIRE_FALSE(observed.has_value());
  return observed.error();
}

inline std::string Data(const std::string& name) {
  return ReadFile(TEST_DATA_DIR "/rules/" + name);
}

inline bool Contains(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace test_tables
