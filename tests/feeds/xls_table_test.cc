#include "feeds/xls_table.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "tests/feeds/grid.h"
#include "tests/support/catch.h"
#include "tests/support/old_workbook.h"

namespace {

using namespace std::string_literals;
using old_workbook::At;
using old_workbook::Double;
using old_workbook::File;
using old_workbook::Number;
using old_workbook::Record;
using old_workbook::Sheet;
using old_workbook::Stream;
using old_workbook::Wide;

constexpr unsigned kNumber = 0x203;
constexpr unsigned kLabelShared = 0xFD;

// Style 0 plain, 1 a percentage, 2 a date, 3 indented by 2.
std::string Globals() {
  const auto style = [](unsigned format, unsigned indent) {
    return Record(0xE0, Number(0, 2) + Number(format, 2) + Number(0, 4) + Number(indent, 2) +
                            std::string(10, '\0'));
  };
  return Record(0x42, Number(1200, 2)) + Record(0x41E, Number(164, 2) + Wide(u"yyyy\"年\"m", 2)) +
         style(0, 0) + style(10, 0) + style(164, 0) + style(0, 2) +
         Record(0xFC, Number(2, 4) + Number(2, 4) + Wide(u"稀土", 2) + Number(6, 2) + "\0  Tin "s);
}

std::string Workbook(const std::string& cells) {
  return File(u"Workbook", Stream(0x600, Globals(), {{Wide(u"出口", 1), cells}}));
}

TEST_CASE("cells of an old workbook are read as a spreadsheet shows them", "[feeds][xls]") {
  struct Case {
    const char* what;
    std::string cells;
    std::string_view rows;
  };
  const Case cases[] = {
      {"shared strings, wide and narrow",
       Record(kLabelShared, At(0, 0) + Number(0, 4)) +
           Record(kLabelShared, At(0, 1) + Number(1, 4)),
       "稀土|2>Tin|\n"},
      {"a string in place", Record(0x204, At(0, 0, 3) + Wide(u"吨", 2)), "2>吨|\n"},
      {"numbers",
       Record(kNumber, At(0, 0) + Double(7742.2)) + Record(kNumber, At(0, 1) + Double(639.183308)),
       "7742.2|639.183308|\n"},
      {"percentage and date",
       Record(kNumber, At(0, 0, 1) + Double(0.119)) + Record(kNumber, At(0, 1, 2) + Double(45838)),
       "11.9%|2025-06-30|\n"},
      {"short numbers: integer, in hundredths, half of a double",
       Record(0x27E, At(0, 0) + Number(static_cast<std::uint32_t>(-5 * 4 + 2), 4)) +
           Record(0x27E, At(0, 1) + Number(77422 * 4U + 3, 4)) +
           Record(0x27E, At(0, 2) + Number(0x3FF80000, 4)),
       "-5|774.22|1.5|\n"},
      {"many short numbers",
       Record(0xBD, Number(0, 2) + Number(0, 2) + Number(0, 2) + Number(3 * 4 + 2, 4) +
                        Number(0, 2) + Number(4 * 4 + 2, 4) + Number(1, 2)),
       "3|4|\n"},
      {"truth and fault",
       Record(0x205, At(0, 0) + Number(1, 1) + Number(0, 1)) +
           Record(0x205, At(0, 1) + Number(7, 1) + Number(1, 1)),
       "true|#DIV/0!|\n"},
      {"formulas: number, text",
       Record(0x06, At(0, 0) + Double(2.5) + std::string(6, '\0')) +
           Record(0x06, At(0, 1) + Number(0, 6) + Number(0xFFFF, 2) + std::string(6, '\0')) +
           Record(0x207, Wide(u"x", 2)),
       "2.5|x|\n"},
      {"merged cells and the used range",
       Record(kNumber, At(3, 2) + Double(6)) + Record(kNumber, At(4, 2) + Double(1)) +
           Record(kNumber, At(4, 3) + Double(2)) +
           Record(0xE5, Number(1, 2) + Number(3, 2) + Number(3, 2) + Number(2, 2) + Number(3, 2)),
       "6|~6|\n1|2|\n"},
      {"a chart within has no cells",
       Record(0x809, Number(0x600, 2) + Number(0x20, 2)) + Record(kNumber, At(0, 0) + Double(9)) +
           Record(0x0A, "") + Record(kNumber, At(0, 0) + Double(1)),
       "1|\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(TablesOf(Workbook(c.cells)) == "[出口]\n" + std::string(c.rows));
  }
}

TEST_CASE("a shared string goes on in the next record", "[feeds][xls]") {
  // "abcd" of which the second half is wide, with runs of fonts behind it; then "ef".
  const std::string strings =
      Record(0xFC, Number(2, 4) + Number(2, 4) + Number(4, 2) + "\x08"s + Number(1, 2) + "ab") +
      Record(0x3C,
             "\x01"s + Number('c', 2) + Number(u'稀', 2) + Number(0, 4) + Number(2, 2) + "\0ef"s);
  const std::string cells =
      Record(kLabelShared, At(0, 0) + Number(0, 4)) + Record(kLabelShared, At(0, 1) + Number(1, 4));
  CHECK(TablesOf(File(u"Workbook", Stream(0x600, strings, {{Wide(u"s", 1), cells}}))) ==
        "[s]\nabc稀|ef|\n");
}

TEST_CASE("a workbook of Excel 5.0 is read in its code page", "[feeds][xls]") {
  const std::string name = "\x04\xB3\xF6\xBF\xDA"s;  // a word in GBK
  const std::string cells = Record(0x204, At(0, 0) + Number(4, 2) + "\xCF\xA1\xCD\xC1");
  CHECK(TablesOf(File(u"Book", Stream(0x500, Record(0x42, Number(936, 2)), {{name, cells}}))) ==
        "[出口]\n稀土|\n");
}

TEST_CASE("old sheets that are hidden or empty give no table", "[feeds][xls]") {
  const std::string one = Record(kNumber, At(0, 0) + Double(1));
  CHECK(TablesOf(
            File(u"Workbook",
                 Stream(0x600, Globals(),
                        {{Wide(u"a", 1), one, 1}, {Wide(u"b", 1), ""}, {Wide(u"c", 1), one}}))) ==
        "[c]\n1|\n");
}

TEST_CASE("an old workbook that cannot be read says why", "[feeds][xls]") {
  const std::string good = Workbook(Record(kNumber, At(0, 0) + Double(1)));
  CHECK(TablesOf(File(u"Workbook", Stream(0x600, Record(0x2F, Number(1, 2)), {}))) ==
        "broken: workbook, it is protected by a password");
  CHECK(TablesOf(Workbook(Record(kLabelShared, At(0, 0) + Number(99, 4))))
            .find("a cell names a text that the workbook does not hold") != std::string::npos);
  CHECK(TablesOf(File(u"EncryptedPackage", "x")) ==
        "broken: workbook, it is protected by a password");
  CHECK(TablesOf(File(u"WordDocument", "x")) == "no-table: a Word document, no workbook (.xls)");
  CHECK(TablesOf(good.substr(0, 600)) ==
        "broken: OLE file: directory: a sector lies outside of the file");
  CHECK(TablesOf(good.substr(0, 2000)) == "broken: workbook, a sector lies outside of the file");
  CHECK(TablesOf(good.substr(0, 20)) == "broken: OLE file: no header");
  CHECK(TablesOf(File(u"Workbook", "no records")) ==
        "broken: workbook, its records do not begin as those of Excel 5.0 or later");
  CHECK(TablesOf(Workbook(Record(kNumber, At(0, 1500) + Double(1)))) ==
        "broken: sheet 出口: too many columns");
}

TEST_CASE("sheets that point to the same records are not read over and over", "[feeds][xls]") {
  std::string overlapping =
      Stream(0x600, "", {{Wide(u"a", 1), Record(0x200, std::string(8000, '\0'))}});
  const std::size_t bound = overlapping.find("\x85\x00"s);
  const std::size_t start = overlapping.size() - 8000 - 4 - 12 - 4;
  std::string many;
  for (int i = 0; i < 49; ++i) {
    many += Record(0x85, Number(start + 49 * 14, 4) + Number(0, 2) + Wide(u"a", 1));
  }
  overlapping.replace(bound + 4, 4, Number(start + 49 * 14, 4));
  overlapping.insert(bound, many);
  CHECK(TablesOf(File(u"Workbook", overlapping)) ==
        "broken: workbook, sheet a: its records are those of other sheets");
}

}  // namespace
