// Whatever the bytes of a release: a table stays within the limits, its cells are one line of
// UTF-8, and numbers of sheets are told apart from nothing else. PDF is left to its own process.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "feeds/csv_table.h"
#include "feeds/json_table.h"
#include "feeds/pdf_layout.h"
#include "feeds/sheet_number.h"
#include "feeds/table_formats.h"
#include "feeds/xls_table.h"
#include "feeds/xlsx_table.h"
#include "feeds/xml_table.h"
#include "tests/fuzz/soundness.h"

namespace {

void RequireSound(const feeds::Table& table) {
  std::size_t cells = 0;
  Require(IsUtf8(table.caption));
  for (const auto& row : table.rows) {
    Require(row.size() <= feeds::kTableColumnsMax);
    cells += row.size();
    for (const feeds::Cell& cell : row) {
      Require(IsUtf8(cell.text) && cell.text.find('\n') == std::string::npos);
      Require(cell.indent >= 0);
    }
  }
  Require(cells <= feeds::kTableCellsMax);
}

void RequireSound(const feeds::TableResult& reading) {
  if (!reading) {
    Require(!reading.error().detail.empty());
    return;
  }
  Require(IsUtf8(reading->title) && IsUtf8(reading->text));
  for (const feeds::Table& table : reading->tables) {
    RequireSound(table);
  }
}

// Five bytes a word: place, size and a letter.
std::vector<feeds::PdfWord> WordsOf(std::string_view bytes) {
  std::vector<feeds::PdfWord> words;
  for (; bytes.size() >= 5; bytes.remove_prefix(5)) {
    const auto number = [&bytes](std::size_t at) {
      return static_cast<double>(static_cast<unsigned char>(bytes[at]));
    };
    words.push_back({"w", number(0), number(1), number(0) + number(2), number(1) + number(3)});
  }
  return words;
}

}  // namespace

// The first byte picks the reader: by content as a server would have it, or one of them directly.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string_view bytes = TextOf(data + 1, size - 1);
  const std::string text = feeds::CleanUtf8(bytes);
  switch (data[0] % 8) {
    case 0:
    case 1:
      if (const auto reading =
              feeds::ReadTextTables(text, data[0] % 8 == 0 ? "" : "text/csv", "https://e.org/a")) {
        RequireSound(*reading);
      }
      break;
    case 2:
      RequireSound(feeds::ReadJsonTable(text));
      break;
    case 3:
      RequireSound(feeds::ReadXmlTable(text));
      break;
    case 4:
      RequireSound(feeds::ReadXlsx(bytes));
      break;
    case 5:
      RequireSound(feeds::ReadXls(bytes));
      break;
    case 6:
      for (const feeds::Table& table : feeds::LayOut(WordsOf(bytes)).tables) {
        RequireSound(table);
      }
      break;
    default:
      Require(IsUtf8(feeds::NumberText(text, feeds::NumberForm::kDate, feeds::DayZero::k1900)));
      Require(feeds::FormOfCode(text) != feeds::NumberForm{9});
  }
  return 0;
}
