#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/fact.h"
#include "rules/table_pattern.h"

namespace rules {

// What a column holds. The names in a pack: "label", "unit", "quantity", "money".
enum class ColumnRole { kLabel = 1, kUnit, kQuantity, kMoney };

// Which months a column of figures covers, counted from the month M of year Y in the title:
// "month" M, "to-date" January to M, "prior" January to M of Y-1, "change" the percentage of
// to-date on prior, "month-change" that of the month on M of Y-1.
enum class Coverage { kMonth = 1, kToDate, kPrior, kChange, kMonthChange };
// Does it hold percentages and not figures?
bool IsChange(Coverage coverage);

std::string_view ToText(ColumnRole role);
std::string_view ToText(Coverage coverage);
std::optional<ColumnRole> ParseColumnRole(std::string_view word);
std::optional<Coverage> ParseCoverage(std::string_view word);

// "10,000 Tons" is 10^4 of "t", "CNY 100 Million" 10^8 of "CNY".
struct ScaledUnit {
  std::string unit;
  double scale = 1;

  bool operator==(const ScaledUnit&) const = default;
};

struct TitleRule {
  TablePattern match;
  std::optional<Flow> flow;  // empty: the columns say it
};

struct CurrencyRule {
  TablePattern match;
  std::string currency;
};

// `header` is matched against the path of a column: the texts of its header rows from top to
// bottom, joined by spaces. The first rule that matches counts.
struct ColumnRule {
  TablePattern header;
  ColumnRole role = ColumnRole::kLabel;
  std::optional<Flow> flow;
};

// Groups `month` and `year` of the header, where it has them, must fit the title.
struct CoverageRule {
  TablePattern header;
  Coverage coverage = Coverage::kMonth;
  bool is_optional = false;  // a table may be without it
};

// A mark beside a number that says something of it, "(r)" revised.
struct MarkRule {
  TablePattern match;
  std::string status;
};

// A unit cell that a publisher gets wrong: where `subject` is printed with one of `printed` and all
// of the row's quantities are below `below`, they are in `right`.
struct UnitFix {
  std::string subject;
  std::vector<std::string> printed;  // keys, see CellKey
  double below = 0;
  ScaledUnit right;
};

// How to read the tables of one release. Every list is in the order of the pack.
struct TableRules {
  std::string reporter;
  std::string subject;  // of every row, when the labels name partners; empty: labels name subjects
  std::string status;   // of every figure without a mark of its own
  std::vector<TitleRule> titles;
  std::vector<TablePattern> months;  // in a title; groups: year, month, and from (first of several)
  std::vector<CurrencyRule> currencies;  // in a title
  std::vector<ColumnRule> columns;
  std::vector<CoverageRule> coverages;
  std::optional<TablePattern> unit_row;          // group: unit
  std::optional<TablePattern> skip;              // labels of rows that are not figures
  std::optional<TablePattern> label_prefix;      // cut from a label: "of which:"
  std::map<std::string, ScaledUnit> units;       // by CellKey of the printed word
  std::map<std::string, std::string> row_units;  // subject -> key in `units`, for a table that
                                                 // announces a unit column and does not have it
  std::map<std::string, std::string> partners;   // by CellKey of the label; "" is the world
  std::vector<std::string> nil;                  // folded: "-"
  std::vector<MarkRule> marks;
  std::vector<UnitFix> unit_fixes;
};

}  // namespace rules
