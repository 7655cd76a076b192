#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/table_reading.h"

namespace feeds {

// Where a cell stands, both counted from 0.
struct SheetPlace {
  std::size_t row = 0;
  std::size_t column = 0;
};

// A sheet of a workbook on its way to a table: cells come by their places.
class SheetGrid {
 public:
  void Put(SheetPlace place, Cell cell);
  // Lets the cell at `first` reach to `last`: where the range has rows, empty places become
  // `continued`.
  void Merge(SheetPlace first, SheetPlace last);
  // The used range: rows and columns around it are left out, and so are empty rows; within it every
  // row has the same width. kBroken when a limit of table_reading.h is passed.
  tl::expected<Table, ParseError> Take(std::string caption);

 private:
  bool full() const;

  std::map<std::size_t, std::vector<Cell>> rows_;
  std::size_t cells_ = 0;
  std::size_t bytes_ = 0;
  bool too_wide_ = false;
};

// The tables of a workbook, a sheet each, without those that are empty. `read` puts the cells of
// one sheet, by its place in `names`, into a grid and says why it cannot be read; empty: it was.
TableResult ReadAllSheets(const std::vector<std::string>& names,
                          const std::function<std::string(std::size_t sheet, SheetGrid&)>& read);

}  // namespace feeds
