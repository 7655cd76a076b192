#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "feeds/document.h"
#include "rules/records_rules.h"
#include "rules/release.h"

namespace rules {

// One of the document's tables has the columns that the definition needs.
bool FitsRecords(const RecordRules& rules, const feeds::Document& document);

// One of those tables has a row below its header; an office without data leaves it at the header.
// True where no table has the columns.
bool HoldsRecords(const RecordRules& rules, const feeds::Document& document);

// How near the definition comes to a document that it does not fit: the columns that its best table
// lacks. nullopt: it has none of them.
std::optional<std::vector<std::string>> LackingColumns(const RecordRules& rules,
                                                       const feeds::Document& document);

// The observations of all tables of the document that have the columns; `release` is left empty.
tl::expected<Observed, ReleaseError> ObserveRecords(const RecordRules& rules, const CodeBook& book,
                                                    const feeds::Document& document);

}  // namespace rules
