#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "rules/code_book.h"
#include "rules/fact.h"
#include "rules/records_layout.h"
#include "rules/release.h"

namespace rules {

// A figure of a record with all that tells which it is.
struct RecordCell {
  // Everything but the value; `subject` is empty where no pack knows the code.
  Observation what;
  std::string code;      // of the tariff; empty where the release has one subject
  std::string parts;     // what tells rows apart that are added up
  bool missing = false;  // blank, confidential or not yet published: `what.amount` is none
  std::size_t table = 0;
  std::size_t row = 0;  // both from 0
};

// What the lines around the table and its address say for all rows.
struct RecordPage {
  std::optional<Flow> flow;
  std::optional<ScaledUnit> unit;
  std::optional<Period> period;
};

struct RecordRowsRead {
  std::vector<RecordCell> cells;
  std::vector<std::string> unknown;  // codes and places that no pack knows, each once
};

// The figures of one table. Refused whole when a row has lost a cell, when a cell cannot be what
// its column holds, or when a percentage is not the change that it says.
tl::expected<RecordRowsRead, ReleaseError> ReadRecordRows(const RecordRules& rules,
                                                          const CodeBook& book,
                                                          const feeds::Table& table,
                                                          const RecordLayout& layout,
                                                          const RecordPage& page);

// The months that the groups `year`, `month`, `quarter` and `from` name; nullopt: no such months.
// Of `from` and `month` the year is that of the last; groups that are absent leave what `base` has.
std::optional<Period> PeriodOfGroups(const std::map<std::string, std::string>& groups,
                                     const std::optional<Period>& base);

}  // namespace rules
