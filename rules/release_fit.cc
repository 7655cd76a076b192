#include "rules/release_fit.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "rules/records.h"
#include "rules/records_rules.h"
#include "rules/table_cell.h"
#include "rules/table_heading.h"
#include "rules/table_layout.h"
#include "rules/table_rules.h"

namespace rules {
namespace {

// The first of these texts that one of the definition's titles matches.
std::optional<std::string> TitleAmong(const TableRules& rules,
                                      const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const bool names = std::any_of(rules.titles.begin(), rules.titles.end(),
                                   [&](const TitleRule& rule) { return rule.match.Matches(text); });
    if (names)
      return text;
  }
  return std::nullopt;
}

// By the title of the page or of one of its tables.
std::optional<std::string> FitsTitles(const TableRules& rules, const feeds::Document& document) {
  if (auto title = TitleAmong(rules, {FoldCell(document.title)}))
    return "the title '" + *title + "'";
  for (const feeds::Table& table : document.tables) {
    for (const Block& block : FindBlocks(rules, table)) {
      if (auto title = TitleAmong(rules, Preamble(table, block)))
        return "the title '" + *title + "' of a table";
    }
  }
  return std::nullopt;
}

// By a title in the running text, where the page has a table that the definition could read.
std::optional<std::string> FitsText(const TableRules& rules, const feeds::Document& document) {
  const auto title = TitleAmong(rules, FoldedLines(document.text));
  const bool has_table = title && std::any_of(document.tables.begin(), document.tables.end(),
                                              [&](const feeds::Table& table) {
                                                return !FindBlocks(rules, table).empty();
                                              });
  return has_table ? std::optional("the words '" + *title + "' in the text") : std::nullopt;
}

std::string ColumnsOf(const RecordRules& rules) {
  std::string columns;
  for (const ColumnKeys& needed : rules.needs)
    columns += (columns.empty() ? "'" : ", '") + needed.front() + "'";
  return "the columns " + columns;
}

}  // namespace

std::vector<ReleaseFit> FindFits(const std::vector<ReleaseDefinition>& releases,
                                 const feeds::Document& document) {
  std::vector<ReleaseFit> found;
  for (const auto fits : {FitsTitles, FitsText}) {
    for (const ReleaseDefinition& definition : releases) {
      auto why = definition.rules == nullptr ? std::nullopt : fits(*definition.rules, document);
      if (why)
        found.push_back({&definition, std::move(*why)});
    }
    if (!found.empty())
      break;
  }
  for (const ReleaseDefinition& definition : releases) {
    if (definition.records != nullptr && FitsRecords(*definition.records, document))
      found.push_back({&definition, ColumnsOf(*definition.records)});
  }
  return found;
}

std::string ToText(const std::vector<ReleaseFit>& fits) {
  std::string text = (fits.size() == 2 ? "two" : std::to_string(fits.size())) +
                     std::string(" release definitions fit:");
  for (const ReleaseFit& fit : fits)
    text += (&fit == &fits.front() ? " '" : ", '") + fit.definition->id + "' by " + fit.why;
  return text;
}

std::string NearestFit(const std::vector<ReleaseDefinition>& releases,
                       const feeds::Document& document) {
  std::string nearest;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  for (const ReleaseDefinition& definition : releases) {
    const auto lacking = definition.records == nullptr
                             ? std::nullopt
                             : LackingColumns(*definition.records, document);
    if (!lacking || lacking->size() >= fewest)
      continue;
    fewest = lacking->size();
    nearest = "; nearest is '" + definition.id + "', ";
    nearest += lacking->empty() ? "but no column of figures is there" : "but there is no column";
    for (const std::string& column : *lacking)
      nearest += " '" + column + "'";
  }
  return nearest;
}

}  // namespace rules
