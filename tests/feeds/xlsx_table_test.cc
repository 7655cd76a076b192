#include "feeds/xlsx_table.h"

#include <string>

#include "feeds/sheet_number.h"
#include "tests/feeds/grid.h"
#include "tests/support/catch.h"
#include "tests/support/zip_writer.h"

namespace {

constexpr const char* kBook =
    "<workbook xmlns:r='urn:r'><sheets><sheet name='Exports' r:id='r1'/></sheets></workbook>";
constexpr const char* kRelations =
    "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='r2' Type='x/sharedStrings' Target='sharedStrings.xml'/>"
    "<Relationship Id='r3' Type='x/styles' Target='/xl/styles.xml'/></Relationships>";
constexpr const char* kStyles =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>"
    "</numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='164'/>"
    "<xf numFmtId='0'><alignment indent='2'/></xf><xf numFmtId='4'/></cellXfs></styleSheet>";
constexpr const char* kStrings =
    "<sst><si><t>Good</t></si><si><r><t xml:space='preserve'>    Rare </t></r>"
    "<r><t>earth</t></r><rPh sb='0'><t>reading</t></rPh></si><si><t>a_x000D_b</t></si></sst>";

std::string Workbook(const std::string& sheet) {
  return ZipWriter()
      .Add("xl/workbook.xml", kBook)
      .Add("xl/_rels/workbook.xml.rels", kRelations)
      .Add("xl/styles.xml", kStyles)
      .Add("xl/sharedStrings.xml", kStrings)
      .Add("xl/worksheets/sheet1.xml", sheet)
      .Take();
}

std::string SheetOf(const std::string& rows, const std::string& behind = "") {
  return "<worksheet><sheetData>" + rows + "</sheetData>" + behind + "</worksheet>";
}

TEST_CASE("cells of a workbook are read as a spreadsheet shows them", "[feeds][xlsx]") {
  struct Case {
    const char* what;
    std::string cells;  // of row 1
    std::string_view row;
  };
  const Case cases[] = {
      {"shared text", "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>2</v></c>", "Good|a b|"},
      {"runs without readings, blanks as indent", "<c r='A1' t='s'><v>1</v></c>", "4>Rare earth|"},
      {"indent of the cell", "<c r='A1' s='3' t='s'><v>0</v></c>", "2>Good|"},
      {"text in place", "<c r='A1' t='inlineStr'><is><t>37.9</t></is></c>", "37.9|"},
      {"text of a formula", "<c r='A1' t='str'><f>A2</f><v>x</v></c>", "x|"},
      {"number as stored", "<c r='A1'><v>639.183308</v></c>", "639.183308|"},
      {"number of a double", "<c r='A1' s='4'><v>7742.1999999999998</v></c>", "7742.2|"},
      {"truth", "<c r='A1' t='b'><v>1</v></c>", "true|"},
      {"percentage", "<c r='A1' s='1'><v>0.11899999999999999</v></c>", "11.9%|"},
      {"date", "<c r='A1' s='2'><v>45838</v></c>", "2025-06-30|"},
      {"fault of a formula", "<c r='A1' t='e'><v>#N/A</v></c>", "#N/A|"},
      {"places left out", "<c><v>1</v></c><c><v>2</v></c>", "1|2|"},
      {"a gap", "<c r='A1'><v>1</v></c><c r='C1'><v>2</v></c>", "1||2|"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(TablesOf(Workbook(SheetOf("<row r='1'>" + c.cells + "</row>"))) ==
          "[Exports]\n" + std::string(c.row) + "\n");
  }
}

TEST_CASE(
    "a text that the workbook has lost refuses it, a part for texts that nobody needs does not",
    "[feeds][xlsx]") {
  CHECK(TablesOf(Workbook(SheetOf("<row r='1'><c r='A1'><v>2</v></c></row><row r='2'>"
                                  "<c r='B2' t='s'><v>9</v></c></row>"))) ==
        "broken: workbook, xl/worksheets/sheet1.xml, cell B2: it names a text that the workbook "
        "does not hold");
  const auto without_texts = [](const std::string& cell) {
    return TablesOf(ZipWriter()
                        .Add("xl/workbook.xml", kBook)
                        .Add("xl/_rels/workbook.xml.rels", kRelations)
                        .Add("xl/styles.xml", kStyles)
                        .Add("xl/worksheets/sheet1.xml", SheetOf("<row r='1'>" + cell + "</row>"))
                        .Take());
  };
  CHECK(without_texts("<c r='A1'><v>2</v></c>") == "[Exports]\n2|\n");
  CHECK(without_texts("<c r='A1' t='s'><v>0</v></c>") ==
        "broken: workbook, xl/worksheets/sheet1.xml, cell A1: it names a text that the workbook "
        "does not hold");
}

TEST_CASE("a sheet is its used range with merged cells resolved", "[feeds][xlsx]") {
  const std::string rows =
      "<row r='2'><c r='B2' t='inlineStr'><is><t>Title</t></is></c></row>"
      "<row r='3'><c r='B3' s='1'/></row>"
      "<row r='4'><c r='B4' t='s'><v>0</v></c><c r='C4'><v>6</v></c><c r='D4' s='1'/></row>"
      "<row r='5'><c r='C5'><v>1</v></c><c r='D5'><v>2</v></c></row>"
      "<row r='900000'><c r='B900000'><v>3</v></c></row>";
  const std::string merges =
      "<mergeCells><mergeCell ref='B2:D2'/><mergeCell ref='B4:B5'/><mergeCell ref='C4:D4'/>"
      "<mergeCell ref='A1:XFD1048576'/><mergeCell ref='nonsense'/></mergeCells>";
  CHECK(TablesOf(Workbook(SheetOf(rows, merges))) ==
        "[Exports]\nTitle|~Title|~Title|\nGood|6|~6|\n~Good|1|2|\n3|||\n");
}

TEST_CASE("sheets that are hidden or empty give no table", "[feeds][xlsx]") {
  const std::string book =
      ZipWriter()
          .Add("xl/workbook.xml",
               "<x:workbook xmlns:x='urn:x' xmlns:r='urn:r'><x:sheets>"
               "<x:sheet name='old' state='hidden' r:id='r1'/>"
               "<x:sheet name='none' r:id='r2'/><x:sheet name='new' r:id='r3'/>"
               "</x:sheets></x:workbook>")
          .Add("xl/_rels/workbook.xml.rels",
               "<Relationships>"
               "<Relationship Id='r1' Type='x/worksheet' Target='1.xml'/>"
               "<Relationship Id='r2' Type='x/worksheet' Target='2.xml'/>"
               "<Relationship Id='r3' Type='x/worksheet' Target='3.xml'/>"
               "</Relationships>")
          .Add("xl/1.xml", SheetOf("<row><c><v>1</v></c></row>"))
          .Add("xl/2.xml", SheetOf("<row><c/></row>"))
          .Add("xl/3.xml", SheetOf("<row><c><v>3</v></c></row>"))
          .Take();
  CHECK(TablesOf(book) == "[new]\n3|\n");
}

TEST_CASE("a workbook that cannot be read says where and why", "[feeds][xlsx]") {
  const std::string good = Workbook(SheetOf("<row r='1'><c r='A1'><v>1</v></c></row>"));
  std::string damaged = good;
  damaged[damaged.find("xl/worksheets/sheet1.xml") + 30] ^= 0x55;
  const std::string cut = TablesOf(good.substr(0, good.size() / 2));
  CHECK(cut.substr(0, 20) == "broken: zip archive:");
  CHECK(TablesOf(damaged).substr(0, 42) == "broken: workbook, xl/worksheets/sheet1.xml");
  CHECK(TablesOf(Workbook("<worksheet><sheetData></worksheet>")) ==
        "broken: workbook, xl/worksheets/sheet1.xml, byte 24: start-end tags mismatch");
  CHECK(TablesOf(ZipWriter().Add("content.xml", "<x/>").Take()) ==
        "no-table: an OpenDocument file, no workbook that can be read (.xlsx)");
  CHECK(TablesOf(ZipWriter().Add("xl/workbook.xml", kBook).Take()) ==
        "broken: workbook, xl/_rels/workbook.xml.rels: No such file");
}

TEST_CASE("a workbook beyond the limits is refused", "[feeds][xlsx]") {
  const std::string bomb = Workbook(std::string(25 << 20, ' '));
  CHECK(bomb.size() < 100'000);
  CHECK(TablesOf(bomb) ==
        "broken: workbook, xl/worksheets/sheet1.xml: more than 25165824 bytes when decompressed");
  CHECK(TablesOf(Workbook(SheetOf("<row r='1'><c r='XFD1'><v>1</v></c></row>"))) ==
        "broken: sheet Exports: too many columns");
  std::string rows;
  for (int i = 1; i <= 2100; ++i) {
    rows += "<row><c r='A" + std::to_string(i) + "'><v>1</v></c></row>";
  }
  rows += "<row><c r='ALL3000'><v>1</v></c></row>";
  CHECK(TablesOf(Workbook(SheetOf(rows))) ==
        "broken: sheet Exports: more cells or text than a table may hold");
}

TEST_CASE("numbers are shown with fifteen digits, no exponent and all decimals", "[feeds][xlsx]") {
  using feeds::DayZero;
  using feeds::NumberForm;
  struct Case {
    std::string_view stored;
    NumberForm form;
    std::string_view text;
  };
  const Case cases[] = {
      {"7742.2", NumberForm::kPlain, "7742.2"},
      {"7742.1999999999998", NumberForm::kPlain, "7742.2"},
      {"0.10000000000000001", NumberForm::kPlain, "0.1"},
      {"1.5E-3", NumberForm::kPlain, "0.0015"},
      {"1E+20", NumberForm::kPlain, "100000000000000000000"},
      {"12345678901234567", NumberForm::kPlain, "12345678901234568"},
      {"5.0", NumberForm::kPlain, "5.0"},
      {"-19.899999999999999", NumberForm::kPlain, "-19.9"},
      {"0", NumberForm::kPlain, "0"},
      {"-0.0E0", NumberForm::kPlain, "0"},
      {"nan", NumberForm::kPlain, "nan"},
      {"12 t", NumberForm::kPlain, "12 t"},
      {"0.32", NumberForm::kPercent, "32%"},
      {"-0.058000000000000003", NumberForm::kPercent, "-5.8%"},
      {"45838", NumberForm::kDate, "2025-06-30"},
      {"45838.4375", NumberForm::kDate, "2025-06-30T10:30:00"},
      {"1", NumberForm::kDate, "1900-01-01"},
      {"61", NumberForm::kDate, "1900-03-01"},
      {"1e12", NumberForm::kDate, "1000000000000"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.stored);
    CHECK(feeds::NumberText(c.stored, c.form, DayZero::k1900) == c.text);
  }
  CHECK(feeds::NumberText("44376", NumberForm::kDate, DayZero::k1904) == "2025-06-30");
}

TEST_CASE("a format code tells dates and percentages from plain numbers", "[feeds][xlsx]") {
  using feeds::FormOfCode;
  using feeds::NumberForm;
  for (const char* code : {"General", "#,##0.0", "0.00E+00", "0\"days\"", "[Red]0;-0", "@", ""}) {
    CAPTURE(code);
    CHECK(FormOfCode(code) == NumberForm::kPlain);
  }
  for (const char* code : {"yyyy/m/d", "yyyy\"年\"m\"月\"", "[$-409]mmm-yy;@", "h:mm:ss"}) {
    CAPTURE(code);
    CHECK(FormOfCode(code) == NumberForm::kDate);
  }
  CHECK(FormOfCode("0.0%") == NumberForm::kPercent);
  CHECK(FormOfCode("0\"%\"") == NumberForm::kPlain);
  CHECK(feeds::FormOfBuiltIn(14) == NumberForm::kDate);
  CHECK(feeds::FormOfBuiltIn(10) == NumberForm::kPercent);
  CHECK(feeds::FormOfBuiltIn(4) == NumberForm::kPlain);
}

}  // namespace
