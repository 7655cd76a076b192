#pragma once

#include <string>

#include "rules/code_book.h"
#include "rules/records_row.h"

namespace rules {

// The country of a record, if it is one.
struct PlaceFound {
  // kLeftOut: a group or a remainder, by the definition; kUnknown: no pack knows it.
  enum class Kind { kPlace = 1, kLeftOut, kUnknown };
  Kind kind = Kind::kPlace;
  std::string place;    // empty: the world
  std::string printed;  // what the row says
};

// By the columns of the rule; where the table has none of them, what is fixed.
PlaceFound FindPlace(const PlaceRule& rule, const RecordRow& row, const RecordLayout& layout,
                     const CodeBook& book);

}  // namespace rules
