#pragma once

#include <cstdint>

#include "daemon/timeline/sqlite.h"
#include "daemon/timeline/working.h"

namespace timeline {

// What the customs have published, by the database, which must outlive the books: as it is believed
// now, and as it was believed at a moment (Unix seconds).
Books BooksOf(Database& database);
Books BooksAt(Database& database, std::int64_t moment);

// One cell of the books.
struct CellKey {
  std::string series;
  std::string unit;
  std::string period;

  bool operator==(const CellKey&) const = default;
};
// The books with another figure in one cell.
Books With(Books books, CellKey cell, rules::Amount amount);

}  // namespace timeline
