#include "daemon/timeline/series_changes.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace {

using timeline::Table;
using timeline::Value;

Table Series(const std::vector<std::pair<std::string, double>>& figures) {
  Table table{.columns = {"series", "period", "value", "tolerance", "unit", "status"}, .rows = {}};
  for (const auto& [period, value] : figures)
    table.rows.push_back(
        {std::string("CN/export/tin/quantity"), period, value, 0.05, std::string("t"), Value()});
  return table;
}

// A column of the row of a period; a monostate when either is missing.
Value At(const Table& table, const std::string& period, const std::string& column) {
  const auto index =
      std::find(table.columns.begin(), table.columns.end(), column) - table.columns.begin();
  for (const std::vector<Value>& row : table.rows) {
    if (row.at(1) == Value(period))
      return row.at(static_cast<std::size_t>(index));
  }
  return {};
}

TEST_CASE("A month that only totals give is derived and marked", "[timeline][series]") {
  const Table table = WithChanges(Series({{"2024-01/2024-05", 100.2}, {"2024-01/2024-06", 130.5}}));
  REQUIRE(table.rows.size() == 3);
  CHECK(At(table, "2024-06", "value") == Value(30.3));
  CHECK(At(table, "2024-06", "status") == Value(std::string("derived")));
  CHECK(At(table, "2024-06", "working") == Value(std::string("130.5 t − 100.2 t")));
  // May is not to be had: the total before it is not there.
  CHECK(At(table, "2024-05", "value") == Value());
}

TEST_CASE("January and February published as one stay one", "[timeline][series]") {
  const Table joined = WithChanges(Series({{"2025-01/2025-02", 40}, {"2025-01/2025-03", 70}}));
  CHECK(At(joined, "2025-01", "value") == Value());
  CHECK(At(joined, "2025-02", "value") == Value());
  CHECK(At(joined, "2025-03", "value") == Value(30.0));
  const Table apart = WithChanges(Series({{"2025-01", 15}, {"2025-01/2025-02", 40}}));
  CHECK(At(apart, "2025-02", "value") == Value(25.0));
}

TEST_CASE("Changes are taken from published and derived figures alike", "[timeline][series]") {
  const Table table = WithChanges(Series({{"2024-01/2024-05", 100},
                                          {"2024-01/2024-06", 125},
                                          {"2025-01/2025-06", 150},
                                          {"2025-05", 40},
                                          {"2025-06", 30}}));
  CHECK(At(table, "2025-06", "mom") == Value(-25.0));
  CHECK(At(table, "2025-06", "yoy") == Value(20.0));  // on the derived 25
  CHECK(At(table, "2025-06", "ytd") == Value(150.0));
  CHECK(At(table, "2025-01/2025-06", "yoy") == Value(20.0));
  CHECK(At(table, "2025-01/2025-06", "mom") == Value());
  CHECK(At(table, "2025-05", "mom") == Value());
}

TEST_CASE("A change on nothing is none", "[timeline][series]") {
  const Table table = WithChanges(Series({{"2025-05", 0}, {"2025-06", 30}}));
  CHECK(At(table, "2025-06", "mom") == Value());
}

TEST_CASE("Series are kept apart, also by unit", "[timeline][series]") {
  Table table = Series({{"2025-05", 10}, {"2025-06", 30}});
  table.rows[1][4] = std::string("u");
  const Table changed = WithChanges(table);
  REQUIRE(changed.rows.size() == 2);
  CHECK(At(changed, "2025-06", "mom") == Value());
}

TEST_CASE("No rows give no rows", "[timeline][series]") {
  CHECK(WithChanges(Series({})).rows.empty());
}

}  // namespace
