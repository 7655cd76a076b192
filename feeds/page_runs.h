#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "feeds/page_parts.h"

namespace feeds {

// A paragraph as a reader sees it: the text between two breaks, or a table of data.
struct PageRun {
  std::size_t first = 0;  // its parts: [first, last)
  std::size_t last = 0;
  std::size_t owner = 0;  // the element that it stands in; of a table: the table
  std::size_t letters = 0;
  std::size_t link_letters = 0;
  bool is_table = false;
  bool is_sentence = false;  // holds the end of one
  std::string text{};        // on one line; of a table: empty
};

// Prose beyond doubt: long or a sentence, and hardly linked.
bool IsProse(const PageRun& run);
// May well be prose: a short sentence too.
bool MayBeProse(const PageRun& run);

bool IsHeadingTag(std::string_view tag);  // h1 … h6
// A table of rows with several short cells holds data; any other lays out a page.
bool IsDataTable(const PageParts& page, std::size_t table);

// The runs of the parts that are not left out, in the order of the page.
std::vector<PageRun> RunsOf(const PageParts& page, const std::vector<bool>& left_out);

}  // namespace feeds
