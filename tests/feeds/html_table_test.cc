#include "feeds/html_table.h"

#include <string>

#include "tests/support/catch.h"

namespace {

// A row a line; a cell as its text, with ~ when continued, # for a header and N> for its indent.
std::string ToText(const feeds::Table& table) {
  std::string text;
  for (const auto& row : table.rows) {
    for (const feeds::Cell& cell : row) {
      text += cell.continued ? "~" : "";
      text += cell.is_header ? "#" : "";
      text += cell.indent > 0 ? std::to_string(cell.indent) + ">" : "";
      text += cell.text + "|";
    }
    text += "\n";
  }
  return text;
}

TEST_CASE("spans are resolved into cells that stand where they cover", "[feeds][html_table]") {
  struct Case {
    const char* what;
    std::string_view html;
    std::string_view grid;
  };
  const Case cases[] = {
      {"plain", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a|b|\nc|\n"},
      {"header cells", "<table><tr><th>a<td>b</table>", "#a|b|\n"},
      {"colspan", "<table><tr><td colspan=3>a<td>b</table>", "a|~a|~a|b|\n"},
      {"rowspan", "<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", "a|b|\n~a|c|\n"},
      {"both", "<table><tr><td colspan=2 rowspan=2>a<td>b<tr><td>c<tr><td>d</table>",
       "a|~a|b|\n~a|~a|c|\nd|\n"},
      {"two header rows",
       "<table><tr><td rowspan=2>Good<td rowspan=2>Unit<td colspan=2>5<td colspan=2>1-5"
       "<tr><td>q<td>v<td>q<td>v<tr><td>x<td>t<td>1<td>2<td>3<td>4</table>",
       "Good|Unit|5|~5|1-5|~1-5|\n~Good|~Unit|q|v|q|v|\nx|t|1|2|3|4|\n"},
      {"rowspan at the end of a row",
       "<table><tr><td>a<td rowspan=2>b<tr><td>c<tr><td>d<td>e</table>", "a|b|\nc|~b|\nd|e|\n"},
      {"a colspan over a cell from above",
       "<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d</table>", "a|b|c|\nd|~b|~d|\n"},
      {"rowspan over the end of the table", "<table><tr><td rowspan=99>a<td>b</table>", "a|b|\n"},
      {"rowspan=0 reaches to the end", "<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>",
       "a|b|\n~a|c|\n~a|d|\n"},
      {"a row that its spans fill", "<table><tr><td rowspan=2>a<tr></tr><tr><td>b</table>",
       "a|\n~a|\nb|\n"},
      {"a row too short for the span beside it",
       "<table><tr><td>a<td>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f</table>",
       "a|b|c|\nd|\ne|f|~c|\n"},
      {"a span ends with its row group",
       "<table><thead><tr><td rowspan=5>a<td>b</thead><tbody><tr><td>c<td>d</table>",
       "a|b|\nc|d|\n"},
      {"spans that are no numbers",
       "<table><tr><td colspan=x>a<td colspan=-2>b<td colspan=''>c</table>", "a|b|c|\n"},
      {"a number and more", "<table><tr><td colspan='2;'>a</table>", "a|~a|\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto tables = feeds::HtmlTables(c.html);
    REQUIRE(tables.size() == 1);
    CHECK(ToText(tables[0]) == c.grid);
  }
}

TEST_CASE("the text of a cell is one line and its fixed blanks are its indent",
          "[feeds][html_table]") {
  struct Case {
    std::string_view cell;
    std::string_view text;
  };
  const Case cases[] = {
      {"\n\t\t<span><b>5,864.6&nbsp;</b></span>\n", "5,864.6|"},
      {"a<br />\n&nbsp;b", "a b|"},
      {"<p>a</p><p>b</p>", "a b|"},
      {"&nbsp;&nbsp;&nbsp;&nbsp;Grain", "4>Grain|"},
      {"\n   &nbsp;&nbsp;Grain", "2>Grain|"},
      {"&nbsp; &nbsp; Grain", "4>Grain|"},
      {"　　水产品", "4>水产品|"},
      {"   Grain", "Grain|"},
      {"&nbsp;", "|"},
      {"", "|"},
      {"a &amp;lt; b", "a &lt; b|"},
      {"箱包\n类似", "箱包类似|"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.cell);
    const auto tables =
        feeds::HtmlTables("<table><tr><td>" + std::string(c.cell) + "</td></tr></table>");
    REQUIRE(tables.size() == 1);
    CHECK(ToText(tables[0]) == std::string(c.text) + "\n");
  }
}

TEST_CASE("a footnote mark above a word or a number of a cell does not join it",
          "[feeds][html_table][superscript]") {
  struct Case {
    std::string_view cell;
    std::string_view text;
  };
  const Case cases[] = {
      {"Rare earth<sup>1</sup>", "Rare earth|"},
      {"<b>Rare earth</b><sup><a href='#n1'>[12]</a></sup>, ores", "Rare earth, ores|"},
      {"Rare earth&nbsp;<SUP>1)</SUP>", "Rare earth|"},
      {"Rare earth<sup>a</sup>", "Rare earth|"},
      {"Rare earth<sup>*</sup>", "Rare earth|"},
      {"Rare earth<sup>1, 2</sup>", "Rare earth|"},
      {"Rare earth<sup>1</sup><sup>2</sup>", "Rare earth|"},
      {"&nbsp;&nbsp;Tin<sup>1</sup>", "2>Tin|"},
      {"Vehicles (with chassis)<sup>2</sup>", "Vehicles (with chassis)|"},
      {"稀土<sup>1</sup>", "稀土|"},
      {"稀土<sup>（1）</sup>", "稀土|"},
      {"7,742.2<sup>2</sup>", "7,742.2|"},
      {"7,742.2<sup>(2)</sup>", "7,742.2|"},
      {"7,742.2<sup>†</sup>", "7,742.2|"},
      {"10<sup>[3]</sup>", "10|"},
      {"-<sup>1</sup>", "-|"},
      // It may say what the number is.
      {"7,742.2<sup>r</sup>", "7,742.2 (r)|"},
      {"7,742.2<sup>(r)</sup>", "7,742.2 (r)|"},
      // No footnotes.
      {"1,000 m<sup>3</sup>", "1,000 m3|"},
      {"10,000 km<sup>2</sup>", "10,000 km2|"},
      {"万平方米<sup>2</sup>", "万平方米2|"},
      {"10<sup>3</sup> t", "10 3 t|"},
      {"10<sup>-3</sup>", "10 -3|"},
      {"2<sup>nd</sup> unit", "2 nd unit|"},
      {"Total<sup>2024</sup>", "Total2024|"},
      {"<sup>1</sup> Of which re-exports", "1 Of which re-exports|"},
      {"Tin<sup>1", "Tin|"},
      {"Tin</sup>1", "Tin1|"},
      {"m<sup>(1)</sup>", "m|"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.cell);
    const auto tables =
        feeds::HtmlTables("<table><tr><td>" + std::string(c.cell) + "</td></tr></table>");
    REQUIRE(tables.size() == 1);
    CHECK(ToText(tables[0]) == std::string(c.text) + "\n");
  }
}

TEST_CASE("a nested table is a table of its own", "[feeds][html_table]") {
  const auto tables = feeds::HtmlTables(
      "<table><caption>Outer</caption><tr><td>menu</td><td>left<table><tr><td>x</td></tr></table>"
      "right</td></tr></table>");
  REQUIRE(tables.size() == 2);
  CHECK(tables[0].caption == "Outer");
  CHECK(ToText(tables[0]) == "menu|leftright|\n");
  CHECK(tables[1].caption.empty());
  CHECK(ToText(tables[1]) == "x|\n");
}

TEST_CASE("cells that are not shown take no column", "[feeds][html_table]") {
  const auto tables = feeds::HtmlTables(
      "<table><tr><td>a<td style='color:red'>b<td style=\"visibility:hidden\">c</tr>"
      "<tr><td>d<td style='width:0; DISPLAY : none'>x<th hidden>y<td>e<td>f</tr></table>");
  REQUIRE(tables.size() == 1);
  CHECK(ToText(tables[0]) == "a|b|c|\nd|e|f|\n");
}

TEST_CASE("unclosed rows and cells are read as browsers do", "[feeds][html_table]") {
  const auto tables = feeds::HtmlTables("<table><tr><td>a<td>b<tr><td>c<td><div>d<table></table>");
  REQUIRE_FALSE(tables.empty());
  CHECK(ToText(tables[0]) == "a|b|\nc|d|\n");
}

TEST_CASE("giant spans are kept within limits", "[feeds][html_table]") {
  SECTION("columns") {
    const auto tables = feeds::HtmlTables("<table><tr><td colspan=99999>a<td>b</table>");
    REQUIRE(tables.size() == 1);
    CHECK(tables[0].rows.at(0).size() == 1000);
  }
  SECTION("cells of a page") {
    std::string html = "<table>";
    for (int i = 0; i < 2000; ++i) {
      html += "<tr><td colspan=1000 rowspan=65534>x";
    }
    std::size_t cells = 0;
    const auto tables = feeds::HtmlTables(html);
    for (const auto& row : tables.at(0).rows) {
      cells += row.size();
    }
    CHECK(cells < 1'000'000);
  }
  SECTION("text of a page") {
    const std::string html =
        "<table><tr><td colspan=1000 rowspan=1000>" + std::string(1 << 20, 'x') + "</table>";
    CHECK(feeds::HtmlTables(html).at(0).rows.at(0).size() < 40);
  }
}

}  // namespace
