#include "rules/records_place.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace rules {
namespace {

using Found = PlaceFound::Kind;

std::vector<std::string> TextsOf(const RecordRow& row, const PlaceRule& rule) {
  std::vector<std::string> texts;
  for (const std::string& column : rule.columns) {
    for (const std::string& text : {row.Text({column}), row.LabelOf(column)}) {
      if (!text.empty())
        texts.push_back(text);
    }
  }
  return texts;
}

std::optional<std::string> InTables(const PlaceRule& rule, const std::string& text,
                                    const CodeBook& book) {
  for (const std::string& table : rule.tables) {
    if (auto place = book.PlaceOf(table, text))
      return place;
  }
  return std::nullopt;
}

}  // namespace

PlaceFound FindPlace(const PlaceRule& rule, const RecordRow& row, const RecordLayout& layout,
                     const CodeBook& book) {
  if (rule.columns.empty() || !layout.Find(rule.columns))
    return {.kind = Found::kPlace, .place = rule.fixed, .printed = {}};
  const std::vector<std::string> texts = TextsOf(row, rule);
  // A cell that names a group leaves the row out, whatever another cell says.
  for (const std::string& text : texts) {
    if (std::find(rule.world.begin(), rule.world.end(), CellKey(text)) != rule.world.end())
      return {.kind = Found::kPlace, .place = {}, .printed = text};
    if (rule.skip && rule.skip->Matches(text))
      return {.kind = Found::kLeftOut, .place = {}, .printed = text};
  }
  std::string printed;
  for (const std::string& text : texts) {
    if (auto place = InTables(rule, text, book))
      return {.kind = Found::kPlace, .place = std::move(*place), .printed = text};
    printed += (printed.empty() ? "" : " ") + text;
  }
  return {.kind = Found::kUnknown, .place = {}, .printed = printed};
}

}  // namespace rules
