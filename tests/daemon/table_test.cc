#include "daemon/cli/table.h"

#include "tests/support/catch.h"

namespace {

using timeline::Table;

Table Example() {
  return {{"id", "subject", "value", "unit", "nothing", "quote"},
          {{std::int64_t{1200},
            std::string("rare-earths"),
            7742.2,
            std::string("t"),
            {},
            std::string("出口稀土7742.2吨")},
           {std::int64_t{7},
            std::string("gold"),
            -1234567.0,
            std::string("CNY"),
            {},
            std::string("said \"no\", twice")}}};
}

TEST_CASE("DisplayWidth counts East Asian characters twice and marks not at all",
          "[daemon][table]") {
  struct Case {
    const char* text;
    int width;
  };
  const Case cases[] = {{"", 0},  {"rare", 4},      {"稀土", 4}, {"Ｔ", 2},   {"万 t", 4},
                        {"é", 1}, {"e\xCC\x81", 1}, {"–…", 2},   {"\xFF!", 2}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(cli::DisplayWidth(c.text) == c.width);
  }
}

TEST_CASE("Truncated never cuts a character and never gets wider than asked", "[daemon][table]") {
  struct Case {
    const char* text;
    int width;
    const char* cut;
  };
  const Case cases[] = {{"rare", 4, "rare"},
                        {"rarely", 4, "rar…"},
                        {"稀土出口", 8, "稀土出口"},
                        {"稀土出口", 7, "稀土出…"},
                        {"稀土出口", 6, "稀土…"}};
  for (const Case& c : cases) {
    CAPTURE(c.text, c.width);
    CHECK(cli::Truncated(c.text, c.width) == c.cut);
  }
}

TEST_CASE("The aligned form is for people", "[daemon][table]") {
  CHECK(cli::ToAligned(Example(), 0) ==
        "  id  subject           value  unit  quote\n"
        "1200  rare-earths     7,742.2  t     出口稀土7742.2吨\n"
        "   7  gold         -1,234,567  CNY   said \"no\", twice\n");
}

TEST_CASE("The aligned form takes from the widest text until it fits", "[daemon][table]") {
  CHECK(cli::ToAligned(Example(), 40) ==
        "  id  subject       value  unit  quote\n"
        "1200  rare-e…     7,742.2  t     出口稀…\n"
        "   7  gold     -1,234,567  CNY   said \"…\n");
}

TEST_CASE("A table without rows shows what it would have", "[daemon][table]") {
  CHECK(cli::ToAligned({{"id", "kind"}, {}}, 80) == "id  kind\n");
  CHECK(cli::ToJson({{"id", "kind"}, {}}) == "[\n]\n");
  CHECK(cli::ToJsonl({{"id", "kind"}, {}}).empty());
  CHECK(cli::ToCsv({{"id", "kind"}, {}}) == "id,kind\r\n");
}

TEST_CASE("Line breaks in a cell do not break the row", "[daemon][table]") {
  CHECK(cli::ToAligned({{"a", "b"}, {{std::string("x\ny"), std::string("z")}}}, 0) ==
        "a    b\nx y  z\n");
}

TEST_CASE("JSON has plain numbers and leaves out what is NULL", "[daemon][table]") {
  CHECK(cli::ToJsonl(Example()) ==
        "{\"id\":1200,\"subject\":\"rare-earths\",\"value\":7742.2,\"unit\":\"t\","
        "\"quote\":\"出口稀土7742.2吨\"}\n"
        "{\"id\":7,\"subject\":\"gold\",\"value\":-1234567,\"unit\":\"CNY\","
        "\"quote\":\"said \\\"no\\\", twice\"}\n");
}

TEST_CASE("CSV quotes what needs it", "[daemon][table]") {
  CHECK(cli::ToCsv(Example()) ==
        "id,subject,value,unit,nothing,quote\r\n"
        "1200,rare-earths,7742.2,t,,出口稀土7742.2吨\r\n"
        "7,gold,-1234567,CNY,,\"said \"\"no\"\", twice\"\r\n");
}

TEST_CASE("Select keeps the order asked for and passes over unknown names", "[daemon][table]") {
  const Table table = cli::Select(Example(), {"unit", "absent", "id"});
  CHECK(table.columns == std::vector<std::string>{"unit", "id"});
  REQUIRE(table.rows.size() == 2);
  CHECK(std::get<std::string>(table.rows[1][0]) == "CNY");
  CHECK(std::get<std::int64_t>(table.rows[1][1]) == 7);
}

}  // namespace
