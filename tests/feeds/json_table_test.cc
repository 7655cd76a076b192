#include <string>

#include "tests/feeds/grid.h"
#include "tests/support/catch.h"

namespace {

struct Case {
  const char* what;
  std::string_view bytes;
  std::string_view tables;
};

void CheckAll(const Case* begin, const Case* end) {
  for (const Case* c = begin; c != end; ++c) {
    CAPTURE(c->what);
    CHECK(TablesOf(c->bytes) == c->tables);
  }
}

TEST_CASE("arrays of arrays and lists of records are tables", "[feeds][json_table]") {
  const Case cases[] = {
      {"array of arrays", R"([["code","q","code"],["2846","353000","x"],["2805",null,"y"]])",
       "code|q|code|\n2846|353000|x|\n2805||y|\n"},
      {"a header alone", R"([["code","q"]])", "code|q|\n"},
      {"records", R"([{"code":"2846","q":12},{"q":13,"flag":"e","code":"2805"}])",
       "code|q|flag|\n2846|12||\n2805|13|e|\n"},
      {"records within", R"({"elapsed":"0.3 s","count":1,"data":[{"a":1,"b":true}],"error":""})",
       "[elapsed: 0.3 s\ncount: 1]\na|b|\n1|true|\n"},
      {"deep within", R"({"r":{"s":{"list":[{"a":1},{"a":2}]}},"class":[{"id":"x"}]})",
       "a|\n1|\n2|\n"},
      {"digits as written", R"([{"a":14.50,"b":2411.0,"c":1e3,"d":18446744073709551615,"e":-0.1}])",
       "a|b|c|d|e|\n14.50|2411.0|1e3|18446744073709551615|-0.1|\n"},
      {"null is empty, false is a word", R"([{"a":null,"b":false}])", "a|b|\n|false|\n"},
      {"objects within records", R"([{"a":{"b":1,"c":{"d":2}},"e":["x","y"],"f":[{"g":1}]}])",
       "a.b|a.c.d|e|\n1|2|x; y|\n"},
      {"no records", R"({"count":0,"data":[],"error":""})", ""},
      {"an empty list", "[]", ""},
      {"what no text may hold", R"([{"a\u0001":"x\u0002y\ufffe"}])", "a|\nxy|\n"},
      {"with blanks around", "\n [[\"a\"],[\"b\"]] ", "a|\nb|\n"},
  };
  CheckAll(std::begin(cases), std::end(cases));
}

TEST_CASE("an error that came as a success is no data", "[feeds][json_table]") {
  const Case cases[] = {
      {"error text", R"({"data":[],"error":"quota exceeded"})",
       "error-answer: an error instead of data: error: quota exceeded"},
      {"status and message", R"({"statusCode": 401, "message": "Access denied."})",
       "error-answer: an error instead of data: statusCode 401: Access denied."},
      {"list of errors", R"({"error":[{"status":413,"label":"TOO_BIG"}]})",
       "error-answer: an error instead of data: error: 413, TOO_BIG"},
      {"result code", R"({"response":{"header":{"resultCode":"22","resultMsg":"LIMIT"}}})",
       "error-answer: an error instead of data: resultCode 22: LIMIT"},
      {"a result code of success",
       R"({"response":{"header":{"resultCode":"00"},"items":[{"a":1}]}})", "a|\n1|\n"},
      {"a record may have an error of its own", R"([{"error":"none","a":1}])",
       "error|a|\nnone|1|\n"},
      {"an object", R"({"hello":"there"})", "no-table: JSON without a list of records"},
      {"a list of numbers", "[1,2]", "no-table: JSON without a list of records"},
      {"cut off", "[[\"a\"],\n[\"b\"",
       "broken: JSON, line 2, column 5: syntax error while parsing array - unexpected end of "
       "input; "
       "expected ']'"},
  };
  CheckAll(std::begin(cases), std::end(cases));
  CHECK(TablesOf("[{\"a\":\"x\ty\",},]") == "a|\nx y|\n");
  CHECK(TablesOf("[Notice] <table><tr><td>x</table>") == "x|\n");
  CHECK(TablesOf(std::string(100, '[')) == "broken: JSON, nested deeper than 64");
}

TEST_CASE("JSON-stat comes in long form", "[feeds][json_table]") {
  const std::string dimensions = R"("id":["product","time"],"size":[2,2],"dimension":{)"
                                 R"("product":{"category":{"index":{"2846":1,"2805":0}}},)"
                                 R"("time":{"category":{"index":["2025-05","2025-06"]}}})";
  struct Stat {
    const char* what;
    std::string json;
    std::string_view tables;
  };
  const Stat cases[] = {
      {"sparse, with a status",
       R"({"class":"dataset","label":"Made up",)" + dimensions +
           R"(,"value":{"3":2.50,"0":31},"status":{"3":"e","1":"c"}})",
       "[Made up]\nproduct|time|value|status|\n2805|2025-05|31||\n2805|2025-06||c|\n"
       "2846|2025-06|2.50|e|\n"},
      {"dense", "{" + dimensions + R"(,"value":[1,null,0,4]})",
       "product|time|value|status|\n2805|2025-05|1||\n2846|2025-05|0||\n2846|2025-06|4||\n"},
      {"a collection of one",
       R"({"class":"collection","link":{"item":[{)" + dimensions + R"(,"value":{"0":1}}]}})",
       "product|time|value|status|\n2805|2025-05|1||\n"},
      {"version 1",
       R"({"dataset":{"value":[7],"dimension":{"id":["a"],"size":[1],)"
       R"("a":{"category":{"label":{"x":"Ex"}}}}}})",
       "a|value|status|\nx|7||\n"},
      {"a value at no place", "{" + dimensions + R"(,"value":{"4":1}})",
       "broken: JSON-stat, value 4: no such place in a cube of 4"},
      {"sizes that do not fit",
       R"({"id":["a"],"size":[2],"dimension":{"a":{"category":{"index":["x"]}}},"value":[1]})",
       "broken: JSON-stat, dimension a: 1 categories, size says 2"},
      {"no values", "{" + dimensions + R"(,"value":{}})", "product|time|value|status|\n"},
  };
  for (const Stat& c : cases) {
    CAPTURE(c.what);
    CHECK(TablesOf(c.json) == c.tables);
  }
}

constexpr std::string_view kStructure =
    R"("structure":{"dimensions":{"dataSet":[{"id":"FREQ","values":[{"id":"M"}]}],)"
    R"("series":[{"id":"GOOD","values":[{"id":"28"},{"id":"67"}]}],)"
    R"("observation":[{"id":"TIME_PERIOD","values":[{"id":"2025-05"},{"id":"2025-06"}]}]},)"
    R"("attributes":{"series":[{"id":"UNIT_MULT","values":[{"id":"3"}]}],)"
    R"("observation":[{"id":"OBS_STATUS","values":[{"id":"r"}]}]}})";

TEST_CASE("SDMX-JSON comes in long form", "[feeds][json_table]") {
  const std::string data =
      R"("dataSets":[{"series":{"0":{"attributes":[0],"observations":{"0":[12.5],"1":[13,0]}},)"
      R"("1":{"attributes":[null],"observations":{"1":[7,null]}}}}])";
  const std::string_view table =
      "FREQ|GOOD|TIME_PERIOD|OBS_VALUE|UNIT_MULT|OBS_STATUS|\nM|28|2025-05|12.5|3||\n"
      "M|28|2025-06|13|3|r|\nM|67|2025-06|7|||\n";
  CHECK(TablesOf("{" + data + "," + std::string(kStructure) + "}") == table);
  CHECK(TablesOf(R"({"data":{)" + data + "," + std::string(kStructure) + "}}") == table);
  CHECK(TablesOf(R"({"dataSets":[{"observations":{"0:1":[5]}}],"structure":{"dimensions":)"
                 R"({"observation":[{"id":"A","values":[{"id":"x"}]},)"
                 R"({"id":"B","values":[{"id":"y"},{"id":"z"}]}]}}})") ==
        "A|B|OBS_VALUE|\nx|z|5|\n");
  CHECK(TablesOf(R"({"dataSets":[{"series":{"9":{"observations":{}}}}],)" +
                 std::string(kStructure) + "}") ==
        "broken: SDMX-JSON, key 9: no such value of GOOD");
  CHECK(TablesOf(R"({"dataSets":[],)" + std::string(kStructure) + "}").empty());
}

}  // namespace
