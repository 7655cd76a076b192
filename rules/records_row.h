#pragma once

#include <string>
#include <vector>

#include "rules/records_layout.h"
#include "rules/table_cell.h"

namespace rules {

// One record: its cells by the names of their columns.
class RecordRow {
 public:
  // All must outlive this.
  RecordRow(const RecordRules& rules, const RecordLayout& layout,
            const std::vector<feeds::Cell>& cells)
      : rules_(rules), layout_(layout), cells_(cells) {}

  // Folded text in the first of these columns that the table has, as printed, and without what the
  // definition cuts off; empty where the table has none.
  std::string Printed(const ColumnKeys& keys) const;
  std::string Text(const ColumnKeys& keys) const;
  // What the definition calls the label of a cell: "China" of "CN: China".
  std::string LabelOf(const std::string& key) const;
  // Every cell reads as its rule says, or its column is not there.
  bool ReadsAs(const std::vector<CellRule>& rules) const;
  bool ReadsAsOne(const std::vector<CellRule>& rules) const;
  // Numbers may have an exponent, as JSON and spreadsheets print them.
  Figure FigureAt(std::size_t column) const;
  bool IsBlank() const;
  // One cell over the whole width, or alone in its row: a note, no record.
  bool IsNote() const;

 private:
  const RecordRules& rules_;
  const RecordLayout& layout_;
  const std::vector<feeds::Cell>& cells_;
};

}  // namespace rules
