#include <string>

#include "tests/feeds/grid.h"
#include "tests/support/catch.h"

namespace {

struct Case {
  const char* what;
  std::string_view bytes;
  std::string_view tables;
};

TEST_CASE("delimited text is one table, whatever delimits it", "[feeds][csv]") {
  const Case cases[] = {
      {"commas", "code,t\n2846,14.5\n", "code|t|\n2846|14.5|\n"},
      {"no line end at the end", "code,t\n2846,14.5", "code|t|\n2846|14.5|\n"},
      {"semicolons around decimal commas", "code;t;%\n2846;14,5;1,2\n2805;7,0;3,4\n",
       "code|t|%|\n2846|14,5|1,2|\n2805|7,0|3,4|\n"},
      {"tabs, though a comma stands in each row", "good\tt\nore, fine\t1\nore, rough\t2\n",
       "good|t|\nore, fine|1|\nore, rough|2|\n"},
      {"bars", "a|b\n1|2\n", "a|b|\n1|2|\n"},
      {"CRLF and a byte order mark",
       "\xEF\xBB\xBF"
       "a,b\r\n1,2\r\n",
       "a|b|\n1|2|\n"},
      {"old line ends of the Macintosh", "a,b\r1,2\r", "a|b|\n1|2|\n"},
      {"blank lines", "a,b\n\n1,2\n   \n3,4\n\n", "a|b|\n1|2|\n3|4|\n"},
      {"empty fields at the end stay", "a,b,c\n1,,\n2,,\n", "a|b|c|\n1|||\n2|||\n"},
      {"a row that lost a field stays short", "a,b,c\n1,2,3\n4,5\n6,7,8\n",
       "a|b|c|\n1|2|3|\n4|5|\n6|7|8|\n"},
      {"digits as written", "a,b\n007,1.50\n-0,2846909000\n", "a|b|\n007|1.50|\n-0|2846909000|\n"},
      {"leading blanks are the indent", "a,b\n  ore,1\n\xE3\x80\x80tin, 2\n",
       "a|b|\n2>ore|1|\n2>tin|1>2|\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(TablesOf(c.bytes) == c.tables);
  }
}

TEST_CASE("quotes protect delimiters, line ends and quotes", "[feeds][csv]") {
  const Case cases[] = {
      {"thousands", "\"code\",\"t\"\n\"2846\",\"1,018,400\"\n", "code|t|\n2846|1,018,400|\n"},
      {"doubled quotes", "a,b\n\"say \"\"tin\"\"\",1\n", "a|b|\nsay \"tin\"|1|\n"},
      {"line end within", "a,b\n\"tin,\nraw\",1\n2,3\n", "a|b|\ntin, raw|1|\n2|3|\n"},
      {"blank before the quote", "a,b\n1, \"x,y\"\n", "a|b|\n1|x,y|\n"},
      {"a quote within a field is a character", "a,b\n5\" pipe,1\n", "a|b|\n5\" pipe|1|\n"},
      {"text behind the closing quote", "a,b\n\"x\"y,1\n", "a|b|\nxy|1|\n"},
      {"apostrophes are none", "a,b\n'280530000',1\n", "a|b|\n'280530000'|1|\n"},
      {"a quote that does not close", "a,b\n1,2\n3,\"4\n5,6\n",
       "broken: line 3: a quote that does not close"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(TablesOf(c.bytes) == c.tables);
  }
}

TEST_CASE("what stands above the header row is the caption", "[feeds][csv]") {
  const Case cases[] = {
      {"titles",
       "\"Trade (made up)\"\n\"month: 2025-06\",\"unit: 1000 yen\"\ncode,name,q,v\n"
       "1,ore,5,6\n2,tin,7,8\n",
       "[Trade (made up)\nmonth: 2025-06, unit: 1000 "
       "yen]\ncode|name|q|v|\n1|ore|5|6|\n2|tin|7|8|\n"},
      {"a title that a spreadsheet filled up", "Trade,,\ncode,q,v\n1,5,6\n",
       "[Trade]\ncode|q|v|\n1|5|6|\n"},
      {"a single row below two titles", "Trade\nImport, June 2025\na,b,c,d\n1,2,3,4\n",
       "[Trade\nImport, June 2025]\na|b|c|d|\n1|2|3|4|\n"},
      {"a header without the delimiter at the end of rows",
       "code,name,q,v\n1,ore,5,6,\n2,tin,7,8,\n", "code|name|q|v|\n1|ore|5|6||\n2|tin|7|8||\n"},
      {"notes below stay rows", "code,q,v\n1,5,6\n2,7,8\nsource: made up\n",
       "code|q|v|\n1|5|6|\n2|7|8|\nsource: made up|\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(TablesOf(c.bytes) == c.tables);
  }
}

TEST_CASE("delimited text is read in the charset that its bytes show", "[feeds][csv]") {
  // "品名,数量" and a row, in cp932 and GB18030
  const std::string japanese =
      "\x95\x69\x96\xBC,\x90\x94\x97\xCA\n\x8A\xF3\x93\x79\x97\xDE\x8B\xE0\x91\xAE,12\n"
      "\x89\x69\x8B\x76\x8E\xA5\x90\xCE,34\n";
  CHECK(TablesOf(japanese, "text/csv; charset=Shift_JIS") ==
        "品名|数量|\n希土類金属|12|\n永久磁石|34|\n");
  const std::string chinese =
      "\xC9\xCC\xC6\xB7\xC3\xFB\xB3\xC6,\xCA\xFD\xC1\xBF\n\xCF\xA1\xCD\xC1,12\n"
      "\xB8\xD6\xB2\xC4,34\n";
  CHECK(TablesOf(chinese) == "商品名称|数量|\n稀土|12|\n钢材|34|\n");
}

TEST_CASE("text is a table when its rows say so, or its server", "[feeds][csv]") {
  CHECK(TablesOf("one line, of words") == "no-table: plain text without a table");
  CHECK(TablesOf("one line, of words", "text/csv") == "one line|1>of words|\n");
  CHECK(TablesOf("code\n1\n2\n") == "no-table: plain text without a table");
  CHECK(TablesOf("code\n1\n2\n", "text/csv") == "code|\n1|\n2|\n");
  CHECK(TablesOf("A paragraph.\n\nAnother, with a comma.\n\nA third, and, so on.") ==
        "no-table: plain text without a table");
  CHECK(TablesOf("<html><body>Please wait</body></html>", "text/csv") ==
        "no-table: an HTML page without a table");
  CHECK(TablesOf("a,b\n<b>1</b>,2\n", "text/csv") == "a|b|\n<b>1</b>|2|\n");
}

TEST_CASE("a header without rows is a table when it looks like nothing else", "[feeds][csv]") {
  CHECK(TablesOf("DATAFLOW,LAST UPDATE,freq,reporter,OBS_VALUE\r\n") ==
        "DATAFLOW|LAST UPDATE|freq|reporter|OBS_VALUE|\n");
  CHECK(TablesOf("code\tname\tq\tv\tmonth") == "code|name|q|v|month|\n");
  for (const std::string_view text :
       {"code,name,q,v", "Exports rose, fell, rose, fell, and rose.", "a,,b,c,d,e",
        "one,two,three,four,and five is a field that is a good deal longer than a name"}) {
    CAPTURE(text);
    CHECK(TablesOf(text) == "no-table: plain text without a table");
  }
}

TEST_CASE("no bytes are an answer without data", "[feeds][csv]") {
  const auto release = feeds::ParseRelease("", {.url = "https://example.org/q"});
  REQUIRE(release);
  CHECK(release->tables.empty());
  CHECK(release->guid == "https://example.org/q");
  CHECK(feeds::ParseRelease(" \n", {})->tables.empty());
}

TEST_CASE("a table beyond the limits is refused whole", "[feeds][csv]") {
  CHECK(TablesOf("a,b\n" + std::string(1000, ',') + "\n" + std::string(1000, ',') + "\n") ==
        "broken: line 2: more than 1000 columns");
  std::string large = "a,b\n";
  for (int i = 0; i < 1'000'000; ++i) {
    large += "1,2\n";
  }
  CHECK(TablesOf(large) == "broken: line 1000001: more than 2000000 cells");
}

}  // namespace
