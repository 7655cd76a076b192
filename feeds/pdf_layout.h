#pragma once

#include <string>
#include <vector>

#include "feeds/document.h"

namespace feeds {

// A word of a page and its box; y grows downwards.
struct PdfWord {
  std::string text;  // UTF-8
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

// What a page shows.
struct PdfPage {
  std::vector<Table> tables;
  std::string text;  // a line a line
};

// Finds lines by height, and in them pieces that wider gaps than those of words separate. Two or
// more lines of several pieces are a table; a line of one piece may stand within. The lines with
// most pieces say where its columns are; a piece that covers several stands in each, `continued` in
// all but the first; one that lies in no column gets one of its own. The indent of a row is how far
// its first piece stands in, in half heights of a line. The lines of one piece right above are the
// caption. Columns are bounded by kTableColumnsMax.
PdfPage LayOut(std::vector<PdfWord> words);

}  // namespace feeds
