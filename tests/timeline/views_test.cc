#include "daemon/timeline/views.h"

#include <fstream>

#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

// The columns that docs/timeline.md promises: lines "`view`: `column`, `column`, …".
std::vector<std::string> PromisedColumns(const std::string& view) {
  std::ifstream docs(PROJECT_DIR "/docs/timeline.md");
  std::vector<std::string> columns;
  bool is_inside = false;
  for (std::string line; std::getline(docs, line);) {
    if (line.starts_with("## "))
      is_inside = line == "## `" + view + '`';
    if (!is_inside || !line.starts_with("| `"))
      continue;
    const std::size_t bar = line.find('|', 1);
    for (std::size_t at = line.find('`'); at < bar; at = line.find('`', at + 1)) {
      const std::size_t end = line.find('`', at + 1);
      columns.push_back(line.substr(at + 1, end - at - 1));
      at = end;
    }
  }
  return columns;
}

}  // namespace

TEST_CASE("Each public view has the columns that its document promises", "[timeline][views]") {
  make::TempDir dir;
  { const auto store = timeline::Store::Open(dir / "t.db"); }
  const auto views =
      make::Ask(dir / "t.db", "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name");
  CHECK(views == std::vector<std::string>{"alarms", "claims", "deliveries", "documents", "events",
                                          "facts", "observations", "releases", "series_latest",
                                          "series_months", "sources", "timeline"});
  for (const std::string& view : views) {
    CAPTURE(view);
    CHECK(make::Ask(dir / "t.db", "SELECT name FROM pragma_table_info('" + view + "')") ==
          PromisedColumns(view));
  }
}

TEST_CASE("Every view answers, and times are RFC 3339", "[timeline][views]") {
  make::TempDir dir;
  auto store = timeline::Store::Open(dir / "t.db");
  make::Poll(store, "customs", {make::MayRelease(), make::JuneRelease()}, "2025-07-14T04:00:00Z");
  make::Poll(store, "wire",
             {make::News("a", "2025-07-14T09:00:00Z",
                         {make::Change({30.8, 0.05}, rules::Basis::kMom, "2025-06"),
                          make::Event(rules::EventType::kCrackdown, "CN.MSS", "2025-07-18")})},
             "2025-07-18T10:00:00Z");
  struct Case {
    std::string_view sql;
    std::vector<std::string> rows;
  };
  const Case cases[] = {
      {"SELECT count(*) FROM timeline", {"14"}},
      {"SELECT type, actor, date, period_from FROM events",
       {"crackdown|CN.MSS|2025-07-18|2025-07-18"}},
      {"SELECT value, verdict FROM claims", {"30.8|differs"}},
      {"SELECT kind, \"end\" > start, steps, known_to FROM facts ORDER BY id",
       {"change|1|[]|-", "event|1|[]|-"}},
      {"SELECT count(*), min(known_from) FROM observations", {"12|2025-07-14T04:00:00Z"}},
      {"SELECT series, period, value FROM series_latest WHERE value = 7742.2",
       {"CN/export/rare-earths/quantity|2025-06|7742.2"}},
      {"SELECT release, observations, published FROM releases ORDER BY document",
       {"test-release|6|2025-06-09T03:00:00Z", "test-release|6|2025-07-14T03:00:00Z"}},
      {"SELECT id, kind, last_success, next_poll, failures_in_a_row, documents FROM sources",
       {"customs|feed|2025-07-14T04:00:00Z|2025-07-14T04:15:00Z|0|2",
        "wire|feed|2025-07-18T10:00:00Z|2025-07-18T10:15:00Z|0|1"}},
      {"SELECT guid, version, is_latest, published, first_seen FROM documents WHERE guid = 'a'",
       {"a|1|1|2025-07-14T09:00:00Z|2025-07-18T10:00:00Z"}},
      {"SELECT count(*) FROM deliveries", {"0"}}};
  for (const Case& c : cases) {
    CAPTURE(c.sql);
    CHECK(make::Ask(dir / "t.db", std::string(c.sql)) == c.rows);
  }
}

TEST_CASE(
    "series_months has each month once, printed or derived, and never splits January-February",
    "[timeline][views]") {
  make::TempDir dir;
  auto store = timeline::Store::Open(dir / "t.db");
  make::Poll(store, "customs",
             {make::Release("a", "2025-05-09",
                            {make::Tonnes("2025-01/2025-02", 10, 0.5),
                             make::Tonnes("2025-01/2025-03", 14.5, 0.05),
                             make::Tonnes("2025-01/2025-04", 20.25, 0.005),
                             make::Tonnes("2025-04", 5.8), make::Tonnes("2024-01", 3),
                             make::Tonnes("2024-01/2024-02", 5), make::Tonnes("2024", 70)})},
             "2025-05-09T04:00:00Z");
  CHECK(
      make::Ask(dir / "t.db",
                "SELECT period, period_from, value, tolerance, status, is_derived, working "
                "FROM series_months ORDER BY period") ==
      std::vector<std::string>{
          "2024-01|2024-01-01|3|0.05|-|0|-",
          "2024-02|2024-02-01|2|0.1|derived|1|2024-01/2024-02: 5, minus 2024-01: 3",
          "2025-03|2025-03-01|4.5|0.55|derived|1|2025-01/2025-03: 14.5, minus 2025-01/2025-02: 10",
          "2025-04|2025-04-01|5.8|0.05|-|0|-"});
}

TEST_CASE("A view of the past and of the present differ in the moment only", "[timeline][views]") {
  const std::string now = timeline::TimelineSelect(timeline::Moment::kNow);
  const std::string past = timeline::TimelineSelect(timeline::Moment::kAsOf);
  CHECK(now.find("KNOWN(") == std::string::npos);
  CHECK(now.find("TIME(") == std::string::npos);
  CHECK(now.find("?1") == std::string::npos);
  CHECK(past.find("?1") != std::string::npos);
  CHECK(past.find("known_to IS NULL OR") != std::string::npos);
}

TEST_CASE("Every query in the document runs", "[timeline][views]") {
  make::TempDir dir;
  { const auto store = timeline::Store::Open(dir / "t.db"); }
  std::ifstream docs(PROJECT_DIR "/docs/timeline.md");
  std::string query;
  int queries = 0;
  for (std::string line; std::getline(docs, line);) {
    if (line.starts_with("    SELECT "))
      query.clear();
    if (!line.starts_with("    ") || (query.empty() && !line.starts_with("    SELECT ")))
      continue;
    query += line + '\n';
    if (!line.ends_with(';'))
      continue;
    CAPTURE(query);
    CHECK(make::Ask(dir / "t.db", query).empty());
    query.clear();
    ++queries;
  }
  CHECK(queries == 9);
}
