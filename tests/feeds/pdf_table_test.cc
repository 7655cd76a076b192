#include "feeds/pdf_table.h"

#include <string>
#include <vector>

#include "feeds/child_process.h"
#include "feeds/pdf_layout.h"
#include "tests/feeds/grid.h"
#include "tests/support/catch.h"

namespace {

using feeds::PdfWord;

struct Placed {
  int left;
  int line;
  const char* text;
};

// Words of 10 points height, 5 points a character, a line each 12 points.
std::vector<PdfWord> Words(const std::vector<Placed>& placed) {
  std::vector<PdfWord> words;
  for (const Placed& p : placed) {
    const std::string text = p.text;
    const double top = 12.0 * p.line;
    words.push_back({text, static_cast<double>(p.left), top,
                     p.left + 5.0 * static_cast<double>(text.size()), top + 10});
  }
  return words;
}

TEST_CASE("columns of a PDF page are found by where its words stand", "[feeds][pdf]") {
  struct Case {
    const char* what;
    std::vector<Placed> words;
    std::string_view tables;
  };
  const Case cases[] = {
      {"words of one cell, numbers to the right",
       {{10, 0, "Rare"}, {33, 0, "earth"}, {110, 0, "7,742.2"}, {10, 1, "Tin"}, {130, 1, "9.1"}},
       "Rare earth|7,742.2|\nTin|9.1|\n"},
      {"a header over two columns",
       {{10, 0, "Good"},
        {92, 0, "June-and-more"},
        {90, 1, "t"},
        {150, 1, "%"},
        {10, 2, "Tin"},
        {90, 2, "5"},
        {150, 2, "1"},
        {10, 3, "Ore"},
        {90, 3, "6"},
        {150, 3, "2"}},
       "Good|June-and-more|~June-and-more|\n|t|%|\nTin|5|1|\nOre|6|2|\n"},
      {"an empty cell",
       {{10, 0, "a"}, {60, 0, "1"}, {110, 0, "2"}, {10, 1, "b"}, {110, 1, "3"}},
       "a|1|2|\nb||3|\n"},
      {"rows that stand in",
       {{10, 0, "Ore"}, {90, 0, "1"}, {20, 1, "Tin"}, {90, 1, "2"}},
       "Ore|1|\n2>Tin|2|\n"},
      {"a line of one piece within",
       {{10, 0, "a"}, {90, 0, "1"}, {10, 1, "Metals"}, {10, 2, "b"}, {90, 2, "2"}},
       "a|1|\nMetals||\nb|2|\n"},
      {"words alone", {{10, 0, "Nothing"}, {49, 0, "here"}, {10, 1, "at"}, {24, 1, "all"}}, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    std::string tables;
    for (const feeds::Table& table : feeds::LayOut(Words(c.words)).tables) {
      tables += GridOf(table);
    }
    CHECK(tables == c.tables);
  }
}

TEST_CASE("lines above a table of a PDF page are its caption", "[feeds][pdf]") {
  const feeds::PdfPage page = feeds::LayOut(Words({{10, 0, "Exports"},
                                                   {10, 1, "Unit:"},
                                                   {39, 1, "t"},
                                                   {10, 3, "a"},
                                                   {90, 3, "1"},
                                                   {10, 4, "b"},
                                                   {90, 4, "2"}}));
  REQUIRE(page.tables.size() == 1);
  CHECK(page.tables[0].caption == "Exports\nUnit: t");
  CHECK(page.text == "Exports\nUnit: t\na 1\nb 2");
}

// One page with the words of `content`, in Helvetica.
std::string PdfOf(const std::string& content) {
  const std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 "
      "R>>>>>>",
      "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string pdf = "%PDF-1.4\n";
  std::string places;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string at = std::to_string(pdf.size());
    places += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  return pdf + "xref\n0 6\n0000000000 65535 f \n" + places +
         "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(pdf.size()) + "\n%%EOF\n";
}

TEST_CASE("a PDF document is read by pdftotext", "[feeds][pdf]") {
  const std::string pdf = PdfOf(
      "BT /F 10 Tf 1 0 0 1 50 350 Tm (Exports of June) Tj 1 0 0 1 50 330 Tm (Rare earth) Tj "
      "1 0 0 1 200 330 Tm (7,742.2) Tj 1 0 0 1 50 310 Tm (Tin) Tj 1 0 0 1 200 310 Tm (9.1) Tj ET");
  CHECK(TablesOf(pdf) == "[Exports of June]\nRare earth|7,742.2|\nTin|9.1|\n");
  CHECK(feeds::ParseRelease(pdf, {})->text == "Exports of June\nRare earth 7,742.2\nTin 9.1");
  CHECK(TablesOf(PdfOf("")) == "no-table: a PDF document without words, perhaps a scan");
  CHECK(TablesOf("%PDF-1.4 and no more").substr(0, 35) == "broken: a PDF document: pdftotext: ");
}

TEST_CASE("a child process reads its file and is held to its limits", "[feeds][child]") {
  using feeds::ChildCall;
  using feeds::RunOver;
  CHECK(RunOver("a\nb", {.program = "cat", .arguments = {"{}"}}).value() == "a\nb");
  CHECK(RunOver("a\nb", {.program = "cat", .arguments = {}}).value() == "a\nb");
  CHECK(RunOver("", {.program = "lodewatch-no-such-program", .arguments = {}}).error() ==
        "lodewatch-no-such-program: not installed");
  CHECK(RunOver("", {.program = "false", .arguments = {}}).error() == "false: exit code 1");
  CHECK(RunOver("", {.program = "sh", .arguments = {"-c", "echo no good >&2; exit 3"}}).error() ==
        "sh: no good");
  CHECK(RunOver("", {.program = "sh", .arguments = {"-c", "kill -9 $$"}}).error() ==
        "sh: ended by signal 9");
  CHECK(
      RunOver(std::string(2000, 'x'), {.program = "cat", .arguments = {}, .output_bytes_max = 1000})
          .error() == "cat: said more than 1000 bytes");
  CHECK(RunOver("", {.program = "sleep", .arguments = {"30"}, .time_max = std::chrono::seconds{1}})
            .error() == "sleep: took longer than 1 s");
}

TEST_CASE("a child process has nothing of ours but its file", "[feeds][child]") {
  const auto names = feeds::RunOver("", {.program = "env", .arguments = {}});
  REQUIRE(names);
  CHECK(names->find("HOME=") == std::string::npos);
  CHECK(names->find("LC_ALL=C.UTF-8") != std::string::npos);
  // "ls" itself opens the folder that it lists as the next one.
  CHECK(feeds::RunOver("", {.program = "ls", .arguments = {"/proc/self/fd"}}).value() ==
        "0\n1\n2\n3\n");
}

}  // namespace
