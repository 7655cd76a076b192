#include "tests/daemon/program.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string kData = TEST_DATA_DIR "/daemon/";

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<Json> Lines(const std::string& text) {
  std::vector<Json> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    out.push_back(Json::parse(line));
  return out;
}

// A config with one feed that is there, more sources if wanted, and an alert.
std::string ConfigWith(const std::string& more) {
  return "[mail.recipients]\ndesk = \"desk@example.org\"\n"
         "[[source]]\nid = \"quay\"\nurl = \"file:news.rss.xml\"\nkind = \"feed\"\n"
         "[[alert]]\nname = \"swing\"\nwhere = \"kind = 'change' and value > 40\"\nto = "
         "\"desk\"\n" +
         more;
}

// A folder with that config and its feed.
void WriteSetup(const TemporaryFolder& folder, const std::string& more = {}) {
  fs::copy_file(kData + "news.rss.xml", folder.path() / "news.rss.xml");
  folder.Write("lodewatch.toml", ConfigWith(more));
}

std::size_t MailsIn(const fs::path& maildir) {
  const fs::path fresh = maildir / "new";
  return fs::exists(fresh) ? static_cast<std::size_t>(std::distance(fs::directory_iterator(fresh),
                                                                    fs::directory_iterator()))
                           : 0;
}

// "US/export/tin/money 2024-12 5 USD", with "estimated" or "derived" where the line has it.
std::string LineOf(const Json& line) {
  std::string text = line["series"].get<std::string>() + " " + line["period"].get<std::string>() +
                     " " + line["value"].dump() + " " + line["unit"].get<std::string>();
  if (line.contains("status"))
    text += " " + line["status"].get<std::string>();
  return text + (line.contains("derived") ? " derived" : "");
}

TEST_CASE("The command line is checked before anything is done", "[program]") {
  struct Case {
    std::vector<std::string> arguments;
    int code;
    const char* out;  // a part of stdout; empty: nothing there
    const char* err;  // a part of stderr
  };
  const Case cases[] = {{{"--version"}, 0, "lodewatch 0.", ""},
                        {{"--help"}, 0, "Begin with:", ""},
                        {{"extract", "--help"}, 0, "UTF-8 bytes", ""},
                        {{}, 2, "", "subcommand"},
                        {{"dance"}, 2, "", "no command 'dance'"},
                        {{"extrct"}, 2, "", "did you mean 'extract'?"},
                        {{"poll", "--fast"}, 2, "", "--fast"},
                        {{"timeline", "--format", "xml"}, 2, "", "xml"},
                        {{"timeline", "--since", "soon"}, 2, "", "soon"},
                        {{"timeline", "--kind", "rumour"}, 2, "", "rumour"},
                        {{"explain"}, 2, "", "ID"},
                        {{"parse", "/nonexistent/feed.xml"}, 2, "", "/nonexistent/feed.xml"},
                        {{"extract", "--published", "soon", "-"}, 2, "", "soon"}};
  for (const Case& c : cases) {
    const Ended ended = RunProgram({c.arguments, {}, {}, {}});
    CAPTURE(c.arguments, ended.out, ended.err);
    CHECK(ended.code == c.code);
    CHECK(Has(ended.out, c.out));
    CHECK(Has(ended.err, c.err));
    if (c.code != 0)
      CHECK(ended.out.empty());
  }
}

TEST_CASE("init writes a config that check finds right, and never overwrites", "[program]") {
  const TemporaryFolder folder;
  CHECK(RunProgram({{"init"}, folder.path(), {}, {}}).code == 0);
  const Ended check = RunProgram({{"check"}, folder.path(), {}, {}});
  CAPTURE(check.out, check.err);
  CHECK(check.code == 0);
  for (const char* layer : {"config", "conditions", "sources", "packs", "samples"})
    CHECK(Has(check.out, std::string("ok  ") + layer));

  std::ofstream(folder.path() / "lodewatch.toml", std::ios::app) << "# mine\n";
  const auto size = fs::file_size(folder.path() / "lodewatch.toml");
  CHECK(RunProgram({{"init"}, folder.path(), {}, {}}).code == 2);
  CHECK(fs::file_size(folder.path() / "lodewatch.toml") == size);
}

TEST_CASE("A config that is not right ends with 78 and every fault", "[program]") {
  const TemporaryFolder folder;
  folder.Write("lodewatch.toml",
               "[[source]]\nid = \"A\"\nurl = \"https://example.org/\"\nkind = \"feed\"\n"
               "[[alert]]\nname = \"x\"\nwhere = \"valu > 1\"\nto = \"a@b\"\n");
  for (const char* command : {"check", "poll", "run", "timeline"}) {
    const Ended ended = RunProgram({{command}, folder.path(), {}, {}});
    CAPTURE(command, ended.err);
    CHECK(ended.code == 78);
    CHECK(ended.out.empty());
    CHECK(Has(ended.err, "lodewatch.toml:2:6: "));
    CHECK(Has(ended.err, "lodewatch.toml:7:10: condition: no such column: valu"));
    CHECK(Has(ended.err, "\n  where = \"valu > 1\"\n           ^"));
  }
}

TEST_CASE("A pack with a broken regex ends with 78 and its place", "[program]") {
  const TemporaryFolder folder;
  folder.Write("mine.toml",
               "[[rule]]\nid = \"broken\"\nkind = \"quantity\"\npattern = '({quantity}'\n");
  WriteSetup(folder);
  folder.Write("lodewatch.toml", "packs = [\"trade\", \"mine.toml\"]\n" + ConfigWith(""));
  const Ended ended = RunProgram({{"check"}, folder.path(), {}, {}});
  CAPTURE(ended.err);
  CHECK(ended.code == 78);
  CHECK(Has(ended.err, "mine.toml:"));
}

TEST_CASE("No config anywhere ends with 78 and says what to do", "[program]") {
  const TemporaryFolder folder;
  const Ended ended = RunProgram({{"check"}, folder.path(), {}, {}});
  CHECK(ended.code == 78);
  CHECK(Has(ended.err, "lodewatch init"));
}

TEST_CASE("poll puts a feed on the timeline once and mails its alert once", "[program]") {
  const TemporaryFolder folder;
  WriteSetup(folder);
  const Ended first = RunProgram({{"poll"}, folder.path(), {}, {}});
  CAPTURE(first.err);
  REQUIRE(first.code == 0);
  CHECK(first.out.empty());
  CHECK(Has(first.err, "updated"));
  CHECK(MailsIn(folder.path() / "mail") == 1);

  const Ended again = RunProgram({{"poll"}, folder.path(), {}, {}});
  CHECK(again.code == 0);
  CHECK(Has(again.err, "unchanged"));
  CHECK(MailsIn(folder.path() / "mail") == 1);

  const Ended timeline = RunProgram(
      {{"timeline", "--subject", "gallium", "--format", "jsonl"}, folder.path(), {}, {}});
  const std::vector<Json> rows = Lines(timeline.out);
  REQUIRE(rows.size() == 2);
  const auto quantity = std::find_if(rows.begin(), rows.end(),
                                     [](const Json& row) { return row["kind"] == "quantity"; });
  REQUIRE(quantity != rows.end());
  CHECK((*quantity)["value"] == 9300);
  CHECK((*quantity)["period"] == "2025-06");

  const std::string id = std::to_string((*quantity)["id"].get<int>());
  const Ended explain = RunProgram({{"explain", id}, folder.path(), {}, {}});
  CHECK(explain.code == 0);
  CHECK(Has(explain.out, "»9,300 tonnes"));
  CHECK(Has(explain.out, "sha256"));
}

TEST_CASE("A failing source ends poll with 1 and holds up no other", "[program]") {
  const TemporaryFolder folder;
  folder.Write("broken.xml", "<rss><channel><item>");
  folder.Write("text.xml", "not a feed at all");
  WriteSetup(folder,
             "[[source]]\nid = \"absent\"\nurl = \"file:absent.xml\"\nkind = \"feed\"\n"
             "[[source]]\nid = \"text\"\nurl = \"file:text.xml\"\nkind = \"feed\"\n"
             "[[source]]\nid = \"table\"\nurl = \"file:text.xml\"\nkind = \"release\"\n");
  const Ended ended = RunProgram({{"poll"}, folder.path(), {}, {}});
  CAPTURE(ended.err);
  CHECK(ended.code == 1);
  std::istringstream lines(ended.err);
  int failed = 0;
  for (std::string line; std::getline(lines, line);) {
    failed += Has(line, " failed ") ? 1 : 0;
    if (line.starts_with("quay "))
      CHECK(Has(line, "updated"));
  }
  CHECK(failed == 3);
  CHECK(MailsIn(folder.path() / "mail") == 1);
}

TEST_CASE("poll takes ids of sources, and a wrong one is a usage error", "[program]") {
  const TemporaryFolder folder;
  WriteSetup(folder, "[[source]]\nid = \"absent\"\nurl = \"file:absent.xml\"\nkind = \"feed\"\n");
  CHECK(RunProgram({{"poll", "quay"}, folder.path(), {}, {}}).code == 0);
  const Ended ended = RunProgram({{"poll", "quey"}, folder.path(), {}, {}});
  CHECK(ended.code == 2);
  CHECK(Has(ended.err, "did you mean 'quay'?"));
}

TEST_CASE("The option --state says where the timeline and the Maildir go", "[program]") {
  const TemporaryFolder folder;
  const TemporaryFolder state;
  WriteSetup(folder);
  CHECK(RunProgram({{"poll", "--state", state.path().string()}, folder.path(), {}, {}}).code == 0);
  CHECK(fs::exists(state.path() / "lodewatch.db"));
  CHECK(MailsIn(state.path() / "mail") == 1);
  CHECK_FALSE(fs::exists(folder.path() / "lodewatch.db"));
  const std::string database = (state.path() / "lodewatch.db").string();
  const Ended series = RunProgram({{"series", "-d", database}, state.path(), {}, {}});
  CHECK(series.code == 0);
}

TEST_CASE("A database that cannot be used ends with 75 and its name", "[program]") {
  const TemporaryFolder folder;
  WriteSetup(folder);
  const Ended absent = RunProgram({{"timeline", "-d", "absent.db"}, folder.path(), {}, {}});
  CHECK(absent.code == 75);
  CHECK(Has(absent.err, "absent.db"));

  folder.Write("lodewatch.db", "this is no database, however long one looks at it, and so on\n");
  for (const char* command : {"poll", "run", "timeline", "claims", "series"}) {
    const Ended ended = RunProgram({{command}, folder.path(), {}, {}});
    CAPTURE(command, ended.err);
    CHECK(ended.code == 75);
    CHECK(Has(ended.err, "lodewatch.db"));
    CHECK(ended.out.empty());
  }
}

TEST_CASE("parse prints a feed as JSON", "[program]") {
  const Ended ended = RunProgram({{"parse", kData + "news.rss.xml"}, {}, {}, {}});
  REQUIRE(ended.code == 0);
  const Json feed = Json::parse(ended.out);
  CHECK(feed["format"] == "rss-2.0");
  CHECK(feed["title"] == "Quay News");
  REQUIRE(feed["items"].size() == 2);
  CHECK(feed["items"][0]["id"] == "quay-1");
  CHECK(feed["items"][0]["published"] == "2025-07-14T06:00:00Z");
}

TEST_CASE("parse of what is no feed says so on both channels", "[program]") {
  const Ended ended = RunProgram({{"parse", "-"}, {}, "<html><body>hello</body></html>", {}});
  CHECK(ended.code == 1);
  CHECK(Json::parse(ended.out)["format"] == "unknown");
  CHECK_FALSE(ended.err.empty());
}

TEST_CASE("extract reads JSONL, names a bad line and goes on", "[program]") {
  const Ended ended =
      RunProgram({{"extract", "--format", "jsonl", kData + "articles.jsonl"}, {}, {}, {}});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.code == 1);
  CHECK(Has(ended.err, "articles.jsonl:2: "));
  const std::vector<Json> facts = Lines(ended.out);
  REQUIRE(facts.size() == 2);
  CHECK(facts[0]["document"] == "a1");
  CHECK(facts[0]["value"] == 1500);
  CHECK(facts[0]["subject"] == "tungsten");
  CHECK(facts[0]["period"] == "2025-05");
  CHECK(facts[1]["document"] == "a3");
  CHECK(facts[1]["value"] == 7742.2);
  CHECK(facts[1]["subject"] == "rare-earths");
}

TEST_CASE("The offsets of extract are bytes of title, two line breaks and text", "[program]") {
  const std::string title = "稀土";
  const std::string text = "2025年6月中国出口稀土7742.2吨。";
  const Json line = {
      {"id", "x"}, {"title", title}, {"text", text}, {"published", "2025-07-14T00:00:00Z"}};
  const Ended ended = RunProgram({{"extract"}, {}, line.dump() + "\n", {}});
  const std::vector<Json> facts = Lines(ended.out);
  REQUIRE(facts.size() == 1);
  const std::string whole = title + "\n\n" + text;
  const auto start = facts[0]["start"].get<std::size_t>();
  const auto end = facts[0]["end"].get<std::size_t>();
  REQUIRE(end <= whole.size());
  CHECK(whole.substr(start, end - start) == facts[0]["quote"]);
}

TEST_CASE("extract reads prose and HTML too", "[program]") {
  const std::string sentence = "China exported 1,500 tonnes of tungsten in May 2025.";
  for (const std::string& input : {sentence, "<html><body><p>" + sentence + "</p></body></html>"}) {
    const Ended ended = RunProgram({{"extract", "--published", "2025-06-20", "-"}, {}, input, {}});
    CAPTURE(input, ended.err);
    CHECK(ended.code == 0);
    const std::vector<Json> facts = Lines(ended.out);
    REQUIRE(facts.size() == 1);
    CHECK(facts[0]["value"] == 1500);
  }
}

TEST_CASE("extract prints in the order of its input, however much there is", "[program]") {
  std::string input;
  constexpr int kDocuments = 5000;
  for (int i = 0; i < kDocuments; ++i) {
    const Json line = {{"id", std::to_string(i)},
                       {"title", "Tungsten"},
                       {"text", "China exported " + std::to_string(1000 + i) +
                                    " tonnes of tungsten in May 2025."}};
    input += line.dump() + "\n";
  }
  const Ended ended = RunProgram({{"extract"}, {}, input, {}});
  CHECK(ended.code == 0);
  const std::vector<Json> facts = Lines(ended.out);
  REQUIRE(facts.size() == kDocuments);
  for (int i = 0; i < kDocuments; ++i) {
    REQUIRE(facts[static_cast<std::size_t>(i)]["document"] == std::to_string(i));
    REQUIRE(facts[static_cast<std::size_t>(i)]["value"] == 1000 + i);
  }
}

TEST_CASE("observe prints the observations of a release and refuses what is none", "[program]") {
  const std::string release = PROJECT_DIR "/examples/rare-earths/cn-exports-2025-06.en.html";
  const Ended good = RunProgram({{"observe", release}, {}, {}, {}});
  CAPTURE(good.err);
  CHECK(good.code == 0);
  const std::vector<Json> observations = Lines(good.out);
  const auto june = std::find_if(observations.begin(), observations.end(), [](const Json& line) {
    return line["series"] == "CN/export/rare-earths/quantity" && line["period"] == "2025-06";
  });
  REQUIRE(june != observations.end());
  CHECK((*june)["value"] == 7742.2);
  CHECK((*june)["unit"] == "t");

  const Ended refused = RunProgram({{"observe", kData + "no-table.html"}, {}, {}, {}});
  CHECK(refused.code == 1);
  CHECK(refused.out.empty());
  CHECK(Has(refused.err, "no-table.html"));
}

TEST_CASE("observe reads the files of offices that key their figures by codes", "[program]") {
  const std::string folder = TEST_DATA_DIR "/rules/records/";
  for (const char* name :
       {"australia.csv", "census-exports.json", "china-query-export.gbk.csv", "comext-3.0.csv",
        "comext-jsonstat.json", "comtrade.json", "india-export.html", "japan-search.sjis.csv",
        "japan-wide.csv", "korea.xml"}) {
    CAPTURE(name);
    const Ended ended = RunProgram({{"observe", folder + name}, {}, {}, {}});
    CAPTURE(ended.err);
    CHECK(ended.code == 0);
    std::vector<std::string> read;
    for (const Json& line : Lines(ended.out))
      read.push_back(LineOf(line));
    std::vector<std::string> expected;
    std::ifstream file(folder + name + ".expected");
    for (std::string line; std::getline(file, line);)
      expected.push_back(line);
    std::sort(read.begin(), read.end());
    std::sort(expected.begin(), expected.end());
    CHECK(read == expected);
  }
}

TEST_CASE("observe takes an answer without data for no failure", "[program]") {
  TemporaryFolder folder;
  struct Case {
    const char* name;
    const char* bytes;
    int code;
  };
  const Case cases[] = {
      {"empty.json", "", 0},
      {"comtrade.json", R"({"elapsedTime":"0 secs","count":0,"data":[],"error":""})", 0},
      {"census.json", R"([["I_COMMODITY","GEN_VAL_MO","CTY_CODE","time"]])", 0},
      {"denied.json", R"({"statusCode":401,"message":"Access denied"})", 1}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    folder.Write(c.name, c.bytes);
    const Ended ended = RunProgram({{"observe", (folder.path() / c.name).string()}, {}, {}, {}});
    CHECK(ended.code == c.code);
    CHECK(ended.out.empty());
  }
}

TEST_CASE("observe prints percentages when asked, and what an index page links", "[program]") {
  const std::string release = PROJECT_DIR "/examples/rare-earths/cn-exports-2025-06.en.html";
  const auto changes = [](const Ended& ended) {
    const std::vector<Json> lines = Lines(ended.out);
    return std::count_if(lines.begin(), lines.end(),
                         [](const Json& line) { return line["unit"] == "%"; });
  };
  CHECK(changes(RunProgram({{"observe", release}, {}, {}, {}})) == 0);
  CHECK(changes(RunProgram({{"observe", "--percentages", release}, {}, {}, {}})) > 0);

  const Ended index = RunProgram({{"observe", TEST_DATA_DIR "/rules/index.zh.html"}, {}, {}, {}});
  CAPTURE(index.err);
  CHECK(index.code == 0);
  const std::vector<Json> links = Lines(index.out);
  REQUIRE(links.size() == 4);
  CHECK(links[1] == Json({{"table", 4},
                          {"title", "（4）2025年12月进出口商品主要国别（地区）总值表"},
                          {"period", "2025-12"},
                          {"url", "/tj/2026-01/14/a2.html"},
                          {"published", "2026-01-14"}}));
}

}  // namespace
