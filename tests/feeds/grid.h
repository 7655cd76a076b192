#pragma once

#include <string>

#include "feeds/parse.h"

// A row a line; a cell as its text, with ~ when continued and N> for its indent.
inline std::string GridOf(const feeds::Table& table) {
  std::string text;
  for (const auto& row : table.rows) {
    for (const feeds::Cell& cell : row) {
      text += cell.continued ? "~" : "";
      text += cell.indent > 0 ? std::to_string(cell.indent) + ">" : "";
      text += cell.text + "|";
    }
    text += "\n";
  }
  return text;
}

// The tables of a release, each behind its caption in brackets if it has one; of a fault its kind
// and detail.
inline std::string TablesOf(std::string_view bytes, std::string content_type = "") {
  const auto release = feeds::ParseRelease(bytes, {.content_type = std::move(content_type)});
  if (!release) {
    return std::string(feeds::ToText(release.error().kind)) + ": " + release.error().detail;
  }
  std::string text;
  for (const feeds::Table& table : release->tables) {
    text += table.caption.empty() ? "" : "[" + table.caption + "]\n";
    text += GridOf(table);
  }
  return text;
}
