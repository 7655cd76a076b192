#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/document.h"
#include "rules/release.h"
#include "rules/table_heading.h"
#include "rules/table_rules.h"

namespace rules {

// The rows of one printed table: a title and a unit row may stand in [first, header), the header
// rows are [header, body), the rows with figures [body, end). A table may hold several blocks, for
// a header may be repeated with other months under it.
struct Block {
  std::size_t table = 0;  // index in the document
  std::size_t first = 0;
  std::size_t header = 0;
  std::size_t body = 0;
  std::size_t end = 0;
};

// Blocks begin at rows with a cell that a label column's header matches. Empty: none does.
std::vector<Block> FindBlocks(const TableRules& rules, const feeds::Table& table);

// The texts above the header that may be title or unit row: caption and cells, folded.
std::vector<std::string> Preamble(const feeds::Table& table, const Block& block);

struct FigureColumn {
  std::size_t index = 0;
  Measure measure = Measure::kQuantity;
  std::optional<Flow> flow;
  Coverage coverage = Coverage::kMonth;
  Period period;
  std::string header;  // path, for people
};

struct Columns {
  std::size_t width = 0;
  std::size_t label = 0;
  std::optional<std::size_t> unit;
  std::vector<FigureColumn> figures;
  std::vector<std::string> unknown;  // headers that no rule gives a meaning to
};

// What each column of a block means. kColumns: one that the definition knows is missing (the months
// alone may be, where the title names several months) or stands there twice. kPeriod: a header
// names other months than the title.
tl::expected<Columns, ReleaseError> ReadColumns(const TableRules& rules, const feeds::Table& table,
                                                const Block& block, const Heading& heading);

}  // namespace rules
