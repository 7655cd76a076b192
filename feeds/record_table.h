#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <vector>

#include "feeds/table_reading.h"

namespace feeds {

// A table made of records: row 0 holds the names of the fields in the order in which they first
// appear, each further row a record. What a record lacks is an empty cell.
class RecordTable {
 public:
  // Gives a field its column before any record has it.
  void AddColumn(std::string_view name) { ColumnOf(name); }
  void BeginRecord() { table_.rows.emplace_back(); }
  // A field of the record begun last; a second value of one field is put behind the first, after
  // "; ". `raw` is UTF-8.
  void Put(std::string_view name, std::string_view raw);

  // Has it passed a limit, so that what is put in further is of no use?
  bool full() const;
  std::size_t records() const { return table_.rows.size(); }
  // The table; kBroken when it passes the limits of table_reading.h.
  tl::expected<Table, ParseError> Take();

 private:
  std::size_t ColumnOf(std::string_view name);

  Table table_;  // without row 0
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> columns_;
  std::size_t spent_ = 0;  // cells made and fields put
  std::size_t bytes_ = 0;
};

}  // namespace feeds
