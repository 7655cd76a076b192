#include "feeds/record_table.h"

#include <cassert>

namespace feeds {

std::size_t RecordTable::ColumnOf(std::string_view name) {
  const auto [found, is_new] = columns_.try_emplace(std::string(name), names_.size());
  if (is_new) {
    names_.emplace_back(name);
  }
  return found->second;
}

// A cell is made once and put once, or it is empty.
bool RecordTable::full() const {
  return names_.size() > kTableColumnsMax || spent_ > 2 * kTableCellsMax || bytes_ > kTableBytesMax;
}

void RecordTable::Put(std::string_view name, std::string_view raw) {
  assert(!table_.rows.empty());
  const std::size_t column = ColumnOf(name);
  std::vector<Cell>& row = table_.rows.back();
  if (full()) {
    return;  // Take() refuses it
  }
  ++spent_;
  bytes_ += raw.size();
  if (column >= row.size()) {
    spent_ += column + 1 - row.size();
    row.resize(column + 1);
  }
  Cell cell = CellOf(raw);
  if (row[column].text.empty()) {
    row[column] = std::move(cell);
  } else if (!cell.text.empty()) {
    row[column].text.append("; ").append(cell.text);
  }
}

tl::expected<Table, ParseError> RecordTable::Take() {
  if (names_.size() > kTableColumnsMax) {
    return Fail(ParseError::Kind::kBroken,
                "records of more than " + std::to_string(kTableColumnsMax) + " fields");
  }
  if (full() || names_.size() * table_.rows.size() > kTableCellsMax) {
    return Fail(ParseError::Kind::kBroken, "more than " + std::to_string(kTableCellsMax) +
                                               " cells in records, or text of more than " +
                                               std::to_string(kTableBytesMax) + " bytes");
  }
  for (std::vector<Cell>& row : table_.rows) {
    row.resize(names_.size());
  }
  std::vector<Cell> header;
  header.reserve(names_.size());
  for (const std::string& name : names_) {
    header.push_back(CellOf(name));
    header.back().is_header = true;
  }
  table_.rows.insert(table_.rows.begin(), std::move(header));
  return std::move(table_);
}

}  // namespace feeds
