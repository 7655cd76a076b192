#pragma once

#include <string_view>

#include "feeds/table_reading.h"

namespace feeds {

// A PDF document: its tables by the places of its words (pdf_layout.h), its text a line a line,
// pages separated by "\n\n". pdftotext of poppler-utils reads it, in a child process with limits.
// kBroken: pdftotext is not installed or cannot read it (damaged, with a password), in its words;
// kNoTable: a document without words, such as a scan.
TableResult ReadPdf(std::string_view bytes);

}  // namespace feeds
