#include "feeds/sheet_grid.h"

#include <algorithm>
#include <utility>

namespace feeds {
namespace {

bool IsUsed(const Cell& cell) {
  return !cell.text.empty();
}

// The first used column of a row, and the one behind its last.
std::pair<std::size_t, std::size_t> UsedOf(const std::vector<Cell>& row) {
  const auto first = std::find_if(row.begin(), row.end(), IsUsed);
  const auto last = std::find_if(row.rbegin(), row.rend(), IsUsed);
  return {static_cast<std::size_t>(first - row.begin()),
          static_cast<std::size_t>(last.base() - row.begin())};
}

}  // namespace

bool SheetGrid::full() const {
  return too_wide_ || cells_ > kTableCellsMax || bytes_ > kTableBytesMax;
}

void SheetGrid::Put(SheetPlace place, Cell cell) {
  too_wide_ = too_wide_ || (place.column >= kTableColumnsMax && IsUsed(cell));
  if (full() || place.column >= kTableColumnsMax) {
    return;  // Take() refuses it, or there is nothing in it
  }
  std::vector<Cell>& row = rows_[place.row];
  if (place.column >= row.size()) {
    cells_ += place.column + 1 - row.size();
    row.resize(place.column + 1);
  }
  bytes_ += cell.text.size();
  row[place.column] = std::move(cell);
}

void SheetGrid::Merge(SheetPlace first, SheetPlace last) {
  const auto found = rows_.find(first.row);
  if (last.row < first.row || last.column < first.column || found == rows_.end() ||
      first.column >= found->second.size() || !IsUsed(found->second[first.column])) {
    return;
  }
  Cell continued = found->second[first.column];
  continued.continued = true;
  const std::size_t end = std::min(last.column + 1, kTableColumnsMax);
  for (auto at = found; at != rows_.end() && at->first <= last.row && !full(); ++at) {
    std::vector<Cell>& row = at->second;
    row.resize(std::max(row.size(), end));
    for (std::size_t column = first.column; column < end; ++column) {
      ++cells_;
      if (!IsUsed(row[column])) {
        bytes_ += continued.text.size();
        row[column] = continued;
      }
    }
  }
}

tl::expected<Table, ParseError> SheetGrid::Take(std::string caption) {
  std::size_t first = kTableColumnsMax;
  std::size_t end = 0;
  std::size_t used_rows = 0;
  for (const auto& [number, row] : rows_) {
    const auto [row_first, row_end] = UsedOf(row);
    if (row_end > 0) {
      first = std::min(first, row_first);
      end = std::max(end, row_end);
      ++used_rows;
    }
  }
  if (full() || (end > first && used_rows * (end - first) > kTableCellsMax)) {
    return Fail(ParseError::Kind::kBroken,
                "sheet " + caption + ": " +
                    (too_wide_ ? "too many columns" : "more cells or text than a table may hold"));
  }
  Table table;
  table.caption = std::move(caption);
  for (auto& [number, row] : rows_) {
    if (UsedOf(row).second == 0) {
      continue;
    }
    row.resize(std::max(row.size(), end));
    table.rows.emplace_back(
        std::make_move_iterator(row.begin() + static_cast<std::ptrdiff_t>(first)),
        std::make_move_iterator(row.begin() + static_cast<std::ptrdiff_t>(end)));
  }
  return table;
}

TableResult ReadAllSheets(const std::vector<std::string>& names,
                          const std::function<std::string(std::size_t sheet, SheetGrid&)>& read) {
  TableReading reading;
  for (std::size_t i = 0; i < names.size(); ++i) {
    SheetGrid grid;
    if (const std::string fault = read(i, grid); !fault.empty()) {
      return Fail(ParseError::Kind::kBroken, "workbook, " + fault);
    }
    auto table = grid.Take(names[i]);
    if (!table) {
      return tl::unexpected(std::move(table.error()));
    }
    if (!table->rows.empty()) {
      reading.tables.push_back(*std::move(table));
    }
  }
  return reading;
}

}  // namespace feeds
