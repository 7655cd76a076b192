#include "daemon/timeline/migrations.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "daemon/timeline/entries.h"
#include "daemon/timeline/store.h"
#include "daemon/timeline/views.h"
#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::Ask;
using timeline::Database;
using timeline::OpenMode;
using timeline::Store;
using timeline::StoreError;

std::string ReasonOf(const std::filesystem::path& path) {
  try {
    Store::Open(path);
  } catch (const StoreError& error) {
    return error.what();
  }
  return "opened";
}

std::string ReadOnlyReasonOf(const std::filesystem::path& path) {
  try {
    Store::OpenReadOnly(path);
  } catch (const StoreError& error) {
    return error.what();
  }
  return "opened";
}

bool Contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string FileText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Makes the file that a release left: its dump is in tests/data/timeline.
void MakeFrom(const std::filesystem::path& path, const std::string& dump) {
  Database database(path, OpenMode::kCreate);
  database.Execute(FileText(std::filesystem::path(TEST_DATA_DIR) / "timeline" / dump));
}

// Today's steps and one of tomorrow.
std::vector<const char*> OneMore(const char* step) {
  const auto steps = timeline::Migrations();
  std::vector<const char*> out(steps.begin(), steps.end());
  out.push_back(step);
  return out;
}

}  // namespace

// The number of the schema that this lodewatch makes, and of those to come.
std::string Schema(std::size_t more) {
  return std::to_string(timeline::Migrations().size() + more);
}
std::string BeforeNext() {
  return "t.db.before-v" + Schema(1);
}

TEST_CASE("Open makes a timeline that SQLite tools recognise", "[timeline][migrations]") {
  make::TempDir dir;
  { const auto store = Store::Open(dir / "t.db"); }
  CHECK(Ask(dir / "t.db", "PRAGMA application_id") ==
        std::vector<std::string>{std::to_string(0x6c6f6465)});
  CHECK(Ask(dir / "t.db", "PRAGMA user_version") ==
        std::vector<std::string>{std::to_string(timeline::Migrations().size())});
  CHECK(Ask(dir / "t.db", "PRAGMA journal_mode") == std::vector<std::string>{"wal"});
  CHECK(Ask(dir / "t.db",
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            "AND strict = 0 AND name NOT LIKE 'sqlite_%'") == std::vector<std::string>{"0"});
  CHECK_FALSE(std::filesystem::exists(dir / "t.db.before-v1"));
}

TEST_CASE("Open reads the file of every release there was", "[timeline][migrations]") {
  make::TempDir dir;
  MakeFrom(dir / "t.db", "schema-1.sql");
  auto store = Store::Open(dir / "t.db");
  CHECK(make::Lines(store.Timeline({}), {"kind", "value", "period", "verdict", "mentions"}) ==
        std::vector<std::string>{"quantity|7742.2|2025-06|agrees|2"});
  make::Poll(store, "wire",
             {make::News("new", "2025-07-15", {make::Quantity({7742, 0.5}, "2025-06")})},
             "2025-07-15T10:00:00Z");
  CHECK(make::Lines(store.Timeline({}), {"mentions"}) == std::vector<std::string>{"3"});
  CHECK(Ask(dir / "t.db", "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
}

TEST_CASE("A file at any schema on the way is brought up to date and reads as before",
          "[timeline][migrations]") {
  for (std::size_t taken = 2; taken < timeline::Migrations().size(); ++taken) {
    CAPTURE(taken);
    make::TempDir dir;
    MakeFrom(dir / "t.db", "schema-1.sql");
    {
      Database database(dir / "t.db", OpenMode::kCreate);
      timeline::Migrate(database, dir / "t.db", timeline::Migrations().first(taken));
    }
    CHECK(Ask(dir / "t.db", "PRAGMA user_version") ==
          std::vector<std::string>{std::to_string(taken)});
    auto store = Store::Open(dir / "t.db");
    CHECK(make::Lines(store.Timeline({}), {"kind", "value", "period", "verdict", "mentions"}) ==
          std::vector<std::string>{"quantity|7742.2|2025-06|agrees|2"});
    // A figure that an older lodewatch stored has no steps, but its vintages.
    const auto explained = store.Explain("1");
    REQUIRE(explained.has_value());
    REQUIRE(explained->mentions.size() == 2);
    const auto& official = explained->mentions[explained->mentions[0].vintages.empty() ? 1 : 0];
    CHECK(official.steps.empty());
    REQUIRE(official.vintages.size() == 1);
    CHECK(official.vintages[0].find("vintage 1: 7,742.2 t, from customs, stands since") == 0);
    CHECK(Ask(dir / "t.db", "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
  }
}

TEST_CASE("What schema 1 knew of sources and entries, schema 2 tells in its columns",
          "[timeline][migrations]") {
  make::TempDir dir;
  MakeFrom(dir / "t.db", "schema-1.sql");
  {
    Database database(dir / "t.db", OpenMode::kCreate);
    database.Execute(
        "INSERT INTO source (id, url, kind, first_poll_at, last_failure_at, failures_in_a_row, "
        "failure) VALUES ('dead', 'https://example.org/dead', 'feed', 1752460200, 1752463800, 3, "
        "'timeout');"
        "INSERT INTO entry (id, identity, kind, subject, type, told_at, period_from, period_to) "
        "VALUES (2, replace('event~~rare-earths~~~~~~~crackdown~CN', '~', char(31)), 'event', "
        "'rare-earths', 'crackdown', 1752458400, '2025-07-18', '2025-07-18');"
        "INSERT INTO fact (entry, document, period_from, period_to, actor, date, quote, start, "
        "\"end\", sentence, rule, steps, told_at, known_from) VALUES "
        "(2, 1, '2025-07-01', '2025-07-31', 'CN.MSS', '2025-07', 'q', 0, 1, 's', 'r', '[]', "
        "1752458400, 1752460200), "
        "(2, 1, '2025-07-18', '2025-07-18', 'CN', '2025-07-18', 'q', 0, 1, 's', 'r', '[]', "
        "1752458400, 1752460200);");
  }
  auto store = Store::Open(dir / "t.db");
  CHECK(Ask(dir / "t.db",
            "SELECT id, failing_since, last_item, gone, moved_count FROM sources "
            "ORDER BY id") == std::vector<std::string>{"customs|-|2025-07-14T03:00:00Z|-|0",
                                                       "dead|2025-07-14T03:30:00Z|-|-|0",
                                                       "wire|-|2025-07-14T02:00:00Z|-|0"});
  // 18 July 2025 is day 20287 since 1970.
  const std::string entries = "SELECT id, place, tolerance, actor, date FROM entry ORDER BY id";
  const std::vector<std::string> expected{"1|7742.2|0.05|-|-", "2|20287|-|CN.MSS|2025-07-18"};
  CHECK(Ask(dir / "t.db", entries) == expected);
  {
    Database database(dir / "t.db", OpenMode::kCreate);
    for (const int entry : {1, 2})
      timeline::RefreshEntry(database, entry);
  }
  CHECK(Ask(dir / "t.db", entries) == expected);
}

TEST_CASE("A document of schema 1 is found, searched and corrected like any other",
          "[timeline][migrations]") {
  make::TempDir dir;
  MakeFrom(dir / "t.db", "schema-1.sql");
  auto store = Store::Open(dir / "t.db");
  auto item = make::News("a", "2025-07-14T02:00:00Z", {make::Quantity({7742, 0.5}, "2025-06")});
  CHECK(store.NewAmong("wire", std::vector{item.document}).fresh.empty());
  item.document.guid = "another";
  CHECK(store.NewAmong("wire", std::vector{item.document}).seen[0].identity ==
        timeline::Identity::kKnownByLink);

  auto edited = make::News("a", "", {make::Quantity({7700, 0.5}, "2025-06")});
  edited.document.text = "Others are words 0.";
  make::Poll(store, "wire", {edited}, "2025-07-15T10:00:00Z");
  timeline::TimelineFilter corrections;
  corrections.kind = "correction";
  CHECK(make::Lines(store.Timeline(corrections), {"type", "was", "value"}) ==
        std::vector<std::string>{"changed|7742|7700"});
  CHECK(Ask(dir / "t.db",
            "SELECT rowid FROM document_fts WHERE document_fts MATCH '\"words 0\"' "
            "ORDER BY rowid") == std::vector<std::string>{"1", "3"});
  CHECK(Ask(dir / "t.db", "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
}

TEST_CASE("A file with data is copied before it is migrated", "[timeline][migrations]") {
  const auto steps =
      OneMore("ALTER TABLE source ADD COLUMN colour TEXT; UPDATE source SET colour = 'red';");
  make::TempDir dir;
  {
    auto store = Store::Open(dir / "t.db");
    make::Poll(store, "wire", {make::JuneRelease()}, "2025-07-14T10:00:00Z");
  }
  std::ofstream(dir / BeforeNext()) << "what an attempt that failed has left";
  {
    Database database(dir / "t.db", OpenMode::kCreate);
    timeline::Migrate(database, dir / "t.db", steps);
  }
  CHECK(Ask(dir / "t.db", "SELECT colour FROM source") == std::vector<std::string>{"red"});
  CHECK(Ask(dir / "t.db", "PRAGMA user_version") == std::vector{Schema(1)});
  CHECK(Ask(dir / "t.db", "SELECT count(*) FROM timeline") == std::vector<std::string>{"6"});

  CHECK(Ask(dir / BeforeNext(), "PRAGMA user_version") == std::vector{Schema(0)});
  CHECK(Ask(dir / BeforeNext(), "SELECT count(*) FROM timeline") == std::vector<std::string>{"6"});
  // The copy is a timeline that the release before can open.
  CHECK(Store::OpenReadOnly(dir / BeforeNext()).Timeline({}).rows.size() == 6);
}

TEST_CASE("A migration that fails leaves the file as it was", "[timeline][migrations]") {
  const auto steps =
      OneMore("ALTER TABLE source ADD COLUMN colour TEXT; UPDATE no_such_table SET x = 1;");
  make::TempDir dir;
  { const auto store = Store::Open(dir / "t.db"); }
  {
    Database database(dir / "t.db", OpenMode::kCreate);
    CHECK_THROWS_AS(timeline::Migrate(database, dir / "t.db", steps), StoreError);
    CHECK_FALSE(database.InTransaction());
  }
  CHECK(Ask(dir / "t.db", "PRAGMA user_version") == std::vector{Schema(0)});
  CHECK(
      Ask(dir / "t.db", "SELECT count(*) FROM pragma_table_info('source') WHERE name = 'colour'") ==
      std::vector<std::string>{"0"});
  CHECK(ReasonOf(dir / "t.db") == "opened");
}

TEST_CASE("A newer timeline is refused and left alone", "[timeline][migrations]") {
  make::TempDir dir;
  { const auto store = Store::Open(dir / "t.db"); }
  {
    Database database(dir / "t.db", OpenMode::kCreate);
    database.Execute("PRAGMA journal_mode = DELETE");
    database.Execute("PRAGMA user_version = 4711");
  }
  const std::string before = FileText(dir / "t.db");
  for (const std::string& reason : {ReasonOf(dir / "t.db"), ReadOnlyReasonOf(dir / "t.db")}) {
    CHECK(Contains(reason, "t.db: was made by a newer lodewatch (schema 4711, this one knows " +
                               Schema(0) + ")"));
  }
  CHECK(FileText(dir / "t.db") == before);
}

TEST_CASE("A state folder that is not there is made", "[timeline][migrations]") {
  make::TempDir dir;
  CHECK_NOTHROW(Store::Open(dir / "new" / "folder" / "t.db").Ping());
  CHECK(std::filesystem::exists(dir / "new" / "folder" / "t.db"));
}

TEST_CASE("What is no timeline is refused with the file and the reason", "[timeline][migrations]") {
  make::TempDir dir;
  std::filesystem::create_directory(dir / "directory");
  std::ofstream(dir / "text") << std::string(5000, 'x');
  {
    Database other(dir / "other.db", OpenMode::kCreate);
    other.Execute("CREATE TABLE places (url TEXT)");
  }
  {
    auto store = Store::Open(dir / "whole.db");
    make::Poll(store, "wire", {make::JuneRelease()}, "2025-07-14T10:00:00Z");
    timeline::Database(dir / "whole.db", OpenMode::kCreate)
        .Execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  std::ofstream(dir / "cut.db", std::ios::binary) << FileText(dir / "whole.db").substr(0, 5000);

  struct Case {
    std::string_view name;
    std::string_view reason;
  };
  const Case cases[] = {{"directory", "is a directory"},
                        {"text", "is not an SQLite file"},
                        {"other.db", "not a lodewatch timeline"},
                        {"cut.db", "malformed"},
                        {"text/t.db", "unable to open"}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const std::string reason = ReasonOf(dir / c.name);
    CHECK(Contains(reason, (dir / c.name).string()));
    CAPTURE(reason);
    CHECK(Contains(reason, c.reason));
  }
  CHECK(Ask(dir / "other.db", "SELECT name FROM sqlite_schema") ==
        std::vector<std::string>{"places"});
}

TEST_CASE("Reading needs a timeline that is there", "[timeline][migrations]") {
  make::TempDir dir;
  CHECK(Contains(ReadOnlyReasonOf(dir / "none.db"), "no such file"));
  CHECK_FALSE(std::filesystem::exists(dir / "none.db"));
  std::ofstream(dir / "empty.db").flush();
  CHECK(Contains(ReadOnlyReasonOf(dir / "empty.db"), "empty.db: has schema 0"));
}

TEST_CASE("A file that may not be read is refused, one in a closed folder can be read",
          "[timeline][migrations]") {
  constexpr uid_t kNobody = 65534;
  make::TempDir dir;
  {
    auto store = Store::Open(dir / "t.db");
    make::Poll(store, "wire", {make::JuneRelease()}, "2025-07-14T10:00:00Z");
  }
  // Everybody may read, nobody may write: an analyst beside a daemon that is stopped.
  for (const char* const name : {"t.db", "t.db-wal", "t.db-shm"})
    chmod((dir / name).c_str(), 0444);
  chmod(dir.path().c_str(), 0555);
  const bool is_root = geteuid() == 0;
  if (is_root)
    REQUIRE(seteuid(kNobody) == 0);
  const std::string reading = ReadOnlyReasonOf(dir / "t.db");
  const std::string writing = ReasonOf(dir / "t.db");
  if (is_root)
    REQUIRE(seteuid(0) == 0);
  chmod((dir / "t.db").c_str(), 0);
  if (is_root)
    REQUIRE(seteuid(kNobody) == 0);
  const std::string closed = ReadOnlyReasonOf(dir / "t.db");
  if (is_root)
    REQUIRE(seteuid(0) == 0);
  chmod(dir.path().c_str(), 0755);
  CHECK(reading == "opened");
  CHECK(Contains(writing, "t.db: cannot open the timeline: the file may not be written"));
  CHECK(Contains(closed, "t.db: cannot open the timeline: unable to open"));
}
