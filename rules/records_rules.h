#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/fact.h"
#include "rules/fault.h"
#include "rules/table_pattern.h"
#include "rules/table_rules.h"

namespace rules {

// Columns are named by the keys of their headers, see CellKey. A list of columns gives names for
// one thing: the first that the table has counts.
using ColumnKeys = std::vector<std::string>;

// What the cell of a row in a column must read. A column that the table lacks asks nothing.
struct CellRule {
  std::string column;
  TablePattern match;
};

// A country: one for the whole release, or named by columns.
struct PlaceRule {
  std::string fixed;
  ColumnKeys columns;                // all are tried: a code, then a name
  std::vector<std::string> tables;   // of the code book, tried in this order
  std::vector<std::string> world;    // keys of cells that mean all countries together
  std::optional<TablePattern> skip;  // cells of groups and remainders: such rows are left out
};

struct FlowRule {
  TablePattern match;
  Flow flow = Flow::kExport;
};

struct PageUnitRule {
  TablePattern match;
  ScaledUnit unit;
};

// A column of figures. `header` may have groups: `month`, `from` (first of several) and `year`.
struct FigureRule {
  TablePattern header;
  std::vector<CellRule> when;  // the column holds this only in rows that read so
  bool is_change = false;      // the percentage of the two columns of figures before it
  bool is_total = false;       // no figure of its own: the row's others of its measure add up to it
  Measure measure = Measure::kQuantity;
  std::optional<Flow> flow;
  Coverage coverage = Coverage::kMonth;  // or kToDate: January up to the month of the row
  std::optional<ScaledUnit> unit;        // nullopt: the columns say it, or the page
  ColumnKeys unit_columns;
  ColumnKeys scale_columns;  // powers of ten
};

// What a flag says of a figure. Without columns the header of the figure's column is asked.
struct StatusRule {
  ColumnKeys columns;
  std::optional<Measure> measure;  // of these figures only
  TablePattern match;
  std::string status;  // empty: the figure is missing (suppressed, confidential)
};

// The months of a row, by patterns with groups `year`, `month`, `quarter` and `from`.
struct PeriodRule {
  ColumnKeys columns;
  ColumnKeys parts;                 // joined by "-", where the table has none of `columns`
  std::vector<TablePattern> forms;  // of a cell
  std::vector<TablePattern> texts;  // in the lines around the table
};

// How to read a table in which each row is a record and columns are known by name.
struct RecordRules {
  std::vector<ColumnKeys> needs;     // each must be there for the definition to fit
  std::optional<TablePattern> cell;  // group `text` of a cell that has more, `label` for the rest
  PlaceRule reporter;
  PlaceRule partner;
  std::optional<Flow> flow;
  ColumnKeys flow_columns;
  std::vector<FlowRule> flows;       // cells of flow_columns; a row with another flow is left out
  std::vector<FlowRule> page_flows;  // lines around the table, the page's address
  std::string subject;               // of every row, where no column has codes
  ColumnKeys code_columns;
  std::optional<TablePattern> code;  // group `code`
  std::string classification;        // "hs", "sitc"
  ColumnKeys label_columns;
  std::vector<CellRule> only;  // rows that read otherwise are left out
  std::vector<CellRule> skip;  // rows that read so are left out
  ColumnKeys parts;            // rows that differ in these only are added up
  PeriodRule period;
  std::vector<FigureRule> figures;
  std::vector<PageUnitRule> page_units;
  std::map<std::string, ScaledUnit> units;  // by CellKey; no unit: counted in what no series has
  std::vector<StatusRule> statuses;
  std::vector<std::string> nil;  // folded
  std::vector<MarkRule> marks;
  bool zero_tail_is_missing = false;  // zeros in the last months of a row are months to come
  // Numbers of records at which the server cuts an answer off without a word; and what it says of
  // their number itself, group `count`, in the lines above the table.
  std::vector<std::size_t> cut_off_at;
  std::optional<TablePattern> count;
  // Tables of places that the definition names, and where; known when all packs are read.
  std::vector<std::pair<std::string, Fault>> references;
};

}  // namespace rules
