#include "daemon/timeline/condition.h"

#include "tests/support/catch.h"
#include "tests/timeline/make.h"

using timeline::CheckCondition;

TEST_CASE("CheckCondition accepts one expression over the timeline view", "[timeline][condition]") {
  const char* const cases[] = {
      "kind = 'change' and subject glob 'rare-earth*' and abs(value) >= 20",
      "verdict = 'differs'",
      "kind = 'event' and actor in ('CN.MSS', 'CN.MOFCOM')",
      "published > date('now', '-7 days')",
      "title like '%licen_e%' or sentence like '%许可%'",
      "1 -- always",
      "(kind = 'event') or (kind = 'change')",
      "value > (select avg(value) from timeline where kind = 'change')",
      "subject = 'it''s; not two'",
      "first_known is not null and is_official and mast is null and hint is null"};
  for (const char* where : cases) {
    CAPTURE(where);
    const auto checked = CheckCondition(where);
    CHECK((checked ? "" : checked.error().message) == "");
  }
}

TEST_CASE("CheckCondition refuses all else and says where", "[timeline][condition]") {
  struct Case {
    std::string where;
    std::string message;  // a part of it
    int offset;
  };
  const Case cases[] = {
      {"", "empty", 0},
      {"  \n", "empty", 0},
      {"knid = 'change'", "no such column: knid", 0},
      {"kind = 'change' and valeu > 3", "no such column: valeu", 20},
      {"kind = \"change\"", "no such column: change", 7},
      {"kind = 'change", "unrecognized token", 7},
      {"abs(value >= 20", "", -1},
      {"value >= 20)", "near \")\"", 11},
      {"1) OR (1", "near \")\"", 1},
      {"1) --", "near \")\"", 1},
      {"1 /* no end", "", -1},
      {"1; DROP TABLE entry", "more than one statement", 1},
      {"1;", "", 1},
      {"1 ORDER BY id", "near \"ORDER\"", 2},
      {"1 LIMIT 1", "near \"LIMIT\"", 2},
      {"1 UNION SELECT 1", "near \"UNION\"", 2},
      {"SELECT 1", "near \"SELECT\"", 0},
      {"value > ?", "no parameters", 8},
      {"value > :limit", "no parameters", 8},
      {"count(*) > 1", "misuse of aggregate", 0},
      {"load_extension('x') is null", "not authorized", 0},
      {"writefile('/tmp/x', 'y')", "no such function: writefile", 0},
      {"randomblob(100000000) is null", "not authorized", 0},
      {"kind in (select sql from sqlite_schema)", "prohibited", -1},
      {"id in (select rowid from entry)", "prohibited", -1},
      {"id in (select message from deliveries)", "prohibited", -1},
      {"id in (select value from json_each('[1]'))", "", -1},
      {"id in (with recursive n(i) as (select 1 union all select i + 1 from n) select i from n)",
       "not authorized", -1},
      {std::string("1\0", 2) + "1", "zero byte", 1}};
  for (const Case& c : cases) {
    CAPTURE(c.where);
    const auto checked = CheckCondition(c.where);
    REQUIRE_FALSE(checked);
    CAPTURE(checked.error().message);
    CHECK(checked.error().message.find(c.message) != std::string::npos);
    CHECK(checked.error().offset == c.offset);
  }
}

TEST_CASE("Matching gives the candidates that match, once for each alert",
          "[timeline][condition]") {
  auto store = timeline::Store::Open(":memory:");
  const auto june = make::Change({60.3, 0.05}, rules::Basis::kYoy, "2025-06");
  const auto may = make::Change({-22.6, 0.05}, rules::Basis::kYoy, "2025-05");
  const auto small = make::Change({2.3, 0.05}, rules::Basis::kYoy, "2025-04");
  timeline::Transaction transaction(store, make::At("2025-07-14T04:00:00Z"));
  const std::vector<timeline::ReadDocument> news{make::News("a", "2025-07-14", {june, may, small})};
  transaction.Add(make::Source("wire"), make::Page("page"), news);
  const auto touched = transaction.Judge();
  REQUIRE(touched.size() == 3);

  const std::string where = "kind = 'change' and abs(value) >= 20";
  const auto found = transaction.Matching(where, "swing", touched);
  REQUIRE(found);
  REQUIRE(found->size() == 2);
  CHECK((*found)[0].period == "2025-05");
  CHECK((*found)[0].value == -22.6);
  CHECK((*found)[1].period == "2025-06");
  CHECK((*found)[1].quote == "words 0");
  CHECK((*found)[1].sentence == "Here are words 0 of it.");
  CHECK((*found)[1].source == "wire");
  CHECK((*found)[1].published == "2025-07-14T00:00:00Z");
  CHECK((*found)[1].mentions == 1);

  timeline::Message message;
  message.alert = "swing";
  message.message_id = "one@example.org";
  message.channel = "maildir";
  message.recipients = {"desk@example.org"};
  message.entries = {(*found)[0].id};
  transaction.Queue(message);
  CHECK(transaction.Matching(where, "swing", touched)->size() == 1);
  CHECK(transaction.Matching(where, "another", touched)->size() == 2);
  CHECK(transaction.Matching(where, "another", std::span(touched).first(0))->empty());
}

TEST_CASE("A condition that fails or does not end is reported and undoes nothing",
          "[timeline][condition]") {
  auto store = timeline::Store::Open(":memory:");
  timeline::Transaction transaction(store, make::At("2025-07-14T04:00:00Z"));
  const std::vector<timeline::ReadDocument> news{
      make::News("a", "2025-07-14", {make::Quantity({7742.2, 0.05}, "2025-06")})};
  transaction.Add(make::Source("wire"), make::Page("page"), news);
  const auto touched = transaction.Judge();

  // Fails on a row, not when it is prepared: the smallest integer has no absolute value.
  const auto failed = transaction.Matching("abs(-9223372036854775808) > 1", "bad", touched);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message.find("integer overflow") != std::string::npos);
  const auto refused = transaction.Matching("1; DELETE FROM entry", "bad", touched);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().offset == 1);

  CHECK(transaction.Matching("value > 7000", "good", touched)->size() == 1);
  transaction.Commit();
  CHECK(store.Timeline({}).rows.size() == 1);
}

TEST_CASE("TimeLimit stops a statement that runs on, not its transaction",
          "[timeline][condition]") {
  timeline::Database database(":memory:", timeline::OpenMode::kCreate);
  database.Execute("CREATE TABLE t (x); BEGIN; INSERT INTO t VALUES (1)");
  {
    const timeline::TimeLimit limit(database, std::chrono::milliseconds{0});
    timeline::Query endless(database,
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                            "SELECT count(*) FROM n");
    CHECK_THROWS_AS(endless.Step(), timeline::StoreError);
    CHECK(limit.expired());
  }
  database.Execute("COMMIT");
  timeline::Query count(database, "SELECT count(*) FROM t");
  REQUIRE(count.Step());
  CHECK(count.Int(0) == 1);
}
