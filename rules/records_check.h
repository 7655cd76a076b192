#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feeds/document.h"
#include "rules/records_layout.h"
#include "rules/table_cell.h"

namespace rules {

// What contradicts itself among the figures of one record (parallel to RecordLayout::figures); a
// percentage that is not the change of the two figures before it, or a year that is not its twelve
// months together. nullopt: nothing.
std::optional<std::string> FindWrongRecord(const RecordLayout& layout,
                                           const std::vector<Figure>& figures);

// Why the last of these figures need not be a number: offices print "Inf", "New", … for the change
// on nothing.
bool IsChangeOfNothing(const std::vector<Figure>& figures);

// Rows below the header in which anything stands.
std::size_t RecordCount(const feeds::Table& table, const RecordLayout& layout);

// Why the table is only the beginning of an answer: it has as many records as the server gives at
// most, or another number of them than it says. nullopt: nothing tells so.
std::optional<std::string> FindCutOff(const RecordRules& rules, const feeds::Table& table,
                                      const RecordLayout& layout);

}  // namespace rules
