#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/table_rules.h"

namespace rules {

// The text of a cell, a title or a header as patterns see it: folded (see fold.h), every ratio
// sign a colon, white space collapsed and trimmed.
std::string FoldCell(std::string_view text);

// The lines of a text that are not empty, each as FoldCell gives it.
std::vector<std::string> FoldedLines(std::string_view text);

// Folded text without spaces and in lower case: two spellings of one word have one key.
std::string CellKey(std::string_view text);

// CellKey of a label without its footnote marks, stars and hyphens: "Rare-earth[3] *" gives
// "rareearth".
std::string LabelKey(std::string_view label);

// A cell in a column of figures.
struct Figure {
  enum class Kind { kBlank = 1, kNil, kNumber, kOther };
  Kind kind = Kind::kBlank;
  std::string text;    // as printed, folded
  double digits = 0;   // the number without its decimal point; 77422 for "7,742.2"
  int decimals = 0;    // digits after the point
  std::string status;  // from a mark at the number; empty: none
};

// Thousands may be parted by commas or any kind of space; footnote marks behind a number do not
// count; a per cent sign neither. kOther: neither a number nor one of the definition's nil marks.
Figure ReadFigure(std::string_view text, const std::vector<std::string>& nil,
                  const std::vector<MarkRule>& marks);
Figure ReadFigure(std::string_view text, const TableRules& rules);

// The number in units of 1/scale, exact where a double can be, with half a unit of its last digit.
Amount ScaledAmount(const Figure& figure, double scale = 1);

}  // namespace rules
