#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "feeds/document.h"
#include "rules/records_rules.h"

namespace rules {

// A column that a FigureRule has claimed, with the groups of its header.
struct RecordFigure {
  const FigureRule* rule = nullptr;
  std::size_t column = 0;
  std::string header;  // folded
  std::map<std::string, std::string> groups;
};

// Where the columns of a table of records are.
struct RecordLayout {
  std::size_t table = 0;                       // of the document, from 0
  std::size_t header = 0;                      // its row
  std::map<std::string, std::size_t> columns;  // by key; of two of a name the first
  std::vector<RecordFigure> figures;           // from left to right
  std::vector<std::string> preamble;           // caption and lines above the header, folded

  // The first of these columns that the table has.
  std::optional<std::size_t> Find(const ColumnKeys& keys) const;
};

// nullopt: no row near the top has all the columns that the definition needs and one of figures.
// The rules must outlive the layout.
std::optional<RecordLayout> FindLayout(const RecordRules& rules, const feeds::Table& table);

// The needed columns that the row with the most of them lacks; nullopt: no row has any.
std::optional<std::vector<std::string>> LackingColumns(const RecordRules& rules,
                                                       const feeds::Table& table);

// A cell or a header without what the definition's `cell` cuts off.
std::string CutCell(const RecordRules& rules, const std::string& text);

}  // namespace rules
