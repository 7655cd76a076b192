#include "daemon/timeline/store.h"

#include <fmt/format.h>
#include <zstd.h>

#include <chrono>

#include "daemon/timeline/sqlite.h"
#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::Ask;
using make::At;
using make::News;
using make::Poll;
using make::Quantity;
using timeline::Store;
using timeline::Transaction;

const std::string kEvil = "x'); DROP TABLE entry; --\"\\ \n\x01 \xF0\x9F\x92\xA3";

timeline::ReadDocument Article() {
  return News("guid-1", "2025-07-14T09:00:00Z", {Quantity({7742.2, 0.05}, "2025-06")});
}

std::vector<std::string> Counts(const std::filesystem::path& path) {
  return Ask(path,
             "SELECT (SELECT count(*) FROM body), (SELECT count(*) FROM page), "
             "(SELECT count(*) FROM document), (SELECT count(*) FROM fact), "
             "(SELECT count(*) FROM observation), (SELECT count(*) FROM entry)");
}

// An article at ten, corrected at noon.
std::vector<timeline::EntryId> PollWithEdit(Store& store) {
  Poll(store, "wire", {Article()}, "2025-07-14T10:00:00Z");
  auto edited = News("guid-1", "2025-07-14T09:00:00Z", {Quantity({7724.2, 0.05}, "2025-06")});
  edited.document.title = "Corrected";
  return Poll(store, "wire", {edited}, "2025-07-14T12:00:00Z");
}

// Hour and minute of a time on the day of the test.
std::string ClockOf(const std::optional<make::sys_seconds>& time) {
  if (!time)
    return "-";
  const std::chrono::hh_mm_ss clock(*time - std::chrono::floor<std::chrono::days>(*time));
  return fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
}

std::string LineOf(const timeline::SourceState& state) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}", state.id,
                     state.validators.etag + (state.validators.last_modified.empty() ? "" : " ") +
                         state.validators.last_modified,
                     ClockOf(state.last_success_at), ClockOf(state.last_failure_at),
                     ClockOf(state.next_poll_at), state.failures_in_a_row, state.failure);
}

std::string LineOf(const timeline::Explanation::MentionRow& mention) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}-{}|{}", mention.fact, mention.source, mention.published,
                     mention.first_seen, mention.quote, mention.sentence, mention.start,
                     mention.end, mention.known_to);
}

// An article, and the release that says the same six hours before it.
Store StoreWithStory() {
  auto store = Store::Open(":memory:");
  auto article = Article();
  article.facts[0].steps = {"unit: t", "period: \"June\" = 2025-06"};
  Poll(store, "wire", {article}, "2025-07-14T10:00:00Z");
  Poll(store, "customs", {make::JuneRelease()}, "2025-07-14T11:00:00Z");
  return store;
}

}  // namespace

TEST_CASE("The same page twice doubles nothing", "[timeline][store]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  const std::vector<timeline::ReadDocument> page{Article(), make::JuneRelease()};
  CHECK(Poll(store, "wire", page, "2025-07-14T10:00:00Z").size() == 6);
  const auto before = Counts(dir / "t.db");
  CHECK(before == std::vector<std::string>{"1|1|2|7|6|6"});
  CHECK(Poll(store, "wire", page, "2025-07-14T10:15:00Z").empty());
  CHECK(Counts(dir / "t.db") == before);
}

TEST_CASE("NewAmong gives what is unknown or reads otherwise", "[timeline][store]") {
  auto store = Store::Open(":memory:");
  auto known = Article().document;
  auto edited = News("guid-2", "", {}).document;
  const auto fresh = News("guid-3", "", {}).document;
  Poll(store, "wire", {Article(), News("guid-2", "", {})}, "2025-07-14T10:00:00Z");
  edited.text += " Corrected.";
  known.published_at = At("2025-07-15");  // a date is no word
  const std::vector<feeds::Document> page{known, edited, fresh};
  CHECK(store.NewAmong("wire", page).fresh == std::vector<std::size_t>{1, 2});
  CHECK(store.NewAmong("another", page).fresh.size() == 3);
  CHECK(store.NewAmong("wire", {}).fresh.empty());
}

TEST_CASE("NewAmong takes a cell of a table for a word", "[timeline][store]") {
  auto store = Store::Open(":memory:");
  auto release = make::MayRelease().document;
  Poll(store, "wire", {make::MayRelease()}, "2025-07-14T10:00:00Z");
  CHECK(store.NewAmong("wire", std::vector{release}).fresh.empty());
  release.tables[0].rows[0][1].text = "5,864.7";
  CHECK(store.NewAmong("wire", std::vector{release}).fresh.size() == 1);
}

TEST_CASE("Items of one page that share a guid do not replace each other at every poll",
          "[timeline][store]") {
  auto store = Store::Open(":memory:");
  auto first = News("same", "", {});
  auto second = News("same", "", {});
  second.document.text = "Another item.";
  Poll(store, "wire", {first, second}, "2025-07-14T10:00:00Z");
  CHECK(store.NewAmong("wire", std::vector{first.document, second.document}).fresh.empty());
  // Alone, the first is an edit of what was last told.
  CHECK(store.NewAmong("wire", std::vector{first.document}).fresh.size() == 1);
}

TEST_CASE("An edited document is a version and takes its old words back", "[timeline][store]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  CHECK(PollWithEdit(store).size() == 1);

  CHECK(make::Lines(store.Timeline({}), {"value", "title"}) ==
        std::vector<std::string>{"7724.2|Corrected"});
  CHECK(Ask(dir / "t.db", "SELECT version, title, is_latest FROM documents ORDER BY id") ==
        std::vector<std::string>{"1|Item guid-1|0", "2|Corrected|1"});
  CHECK(Ask(dir / "t.db", "SELECT value, known_from, known_to FROM facts ORDER BY id") ==
        std::vector<std::string>{"7742.2|2025-07-14T10:00:00Z|2025-07-14T12:00:00Z",
                                 "7724.2|2025-07-14T12:00:00Z|-"});
}

TEST_CASE("Timeline answers as of any moment", "[timeline][store]") {
  auto store = Store::Open(":memory:");
  PollWithEdit(store);
  struct Case {
    std::string_view as_of;
    std::vector<std::string> values;
  };
  const Case cases[] = {{"2025-07-14T09:59:59Z", {}},
                        {"2025-07-14T10:00:00Z", {"7742.2"}},
                        {"2025-07-14T11:59:59Z", {"7742.2"}},
                        {"2025-07-14T12:00:00Z", {"7724.2"}}};
  for (const Case& c : cases) {
    timeline::TimelineFilter filter;
    filter.as_of = At(c.as_of);
    CAPTURE(c.as_of);
    CHECK(make::Lines(store.Timeline(filter), {"value"}) == c.values);
    filter.where = "exists (select 1 from timeline as t where t.value = 7742.2)";
    CHECK(store.Timeline(filter).rows.size() == (c.values == std::vector<std::string>{"7742.2"}));
  }
}

TEST_CASE("Timeline filters by kind, subject, day, condition and number", "[timeline][store]") {
  auto store = Store::Open(":memory:");
  auto magnets = Quantity({3188, 0.5}, "2025-06");
  magnets.subject = "rare-earth-magnets";
  auto gallium = Quantity({10, 0.5}, "2025-05");
  gallium.subject = "gallium";
  Poll(store, "wire",
       {News("a", "2025-07-14", {Quantity({7742.2, 0.05}, "2025-06"), magnets}),
        News("b", "2025-07-20",
             {gallium, make::Event(rules::EventType::kCrackdown, "CN.MSS", "2025-07-18")})},
       "2025-07-20T10:00:00Z");
  struct Case {
    timeline::TimelineFilter filter;
    std::vector<std::string> subjects;
  };
  std::vector<Case> cases(7);
  cases[0].subjects = {"gallium", "rare-earths", "rare-earth-magnets", "rare-earths"};
  cases[1].filter.kind = "event";
  cases[1].subjects = {"rare-earths"};
  cases[2].filter.subject = "rare-earth*";
  cases[2].subjects = {"rare-earths", "rare-earth-magnets", "rare-earths"};
  cases[3].filter.since = "2025-07-15";
  cases[3].subjects = {"gallium", "rare-earths"};
  cases[4].filter.where = "value > 100 -- tonnes";
  cases[4].subjects = {"rare-earths", "rare-earth-magnets"};
  cases[5].filter.limit = 1;
  cases[5].subjects = {"gallium"};
  cases[6].filter.subject = "rare-earths' OR '1'='1";
  for (const Case& c : cases)
    CHECK(make::Lines(store.Timeline(c.filter), {"subject"}) == c.subjects);
  timeline::TimelineFilter broken;
  broken.where = "value >";
  CHECK_THROWS_AS(store.Timeline(broken), timeline::StoreError);
}

TEST_CASE("Events come by type, actor, target, good and day, as they were known at the time",
          "[timeline][store]") {
  auto store = Store::Open(":memory:");
  auto control = make::Event(rules::EventType::kExportControl, "CN.MOFCOM", "2025-04-04");
  std::get<rules::Event>(control.what).target = "US";
  auto raid = make::Event(rules::EventType::kCrackdown, "CN.MSS", "2025-07-18");
  raid.subject = "gallium";
  make::Poll(store, "wire",
             {News("a", "2025-04-05T09:00:00Z", {control, Quantity({5, 0.5}, "2025-04")})},
             "2025-04-05T10:00:00Z");
  make::Poll(store, "wire", {News("b", "2025-07-18T09:00:00Z", {raid})}, "2025-07-18T10:00:00Z");
  struct Case {
    timeline::EventsFilter filter;
    std::vector<std::string> types;
  };
  std::vector<Case> cases(9);
  cases[0].types = {"export-control", "crackdown"};
  cases[1].filter.type = "crackdown";
  cases[1].types = {"crackdown"};
  cases[2].filter.actor = "CN.MOF*";
  cases[2].types = {"export-control"};
  cases[3].filter.actor = "CN";
  cases[4].filter.target = "US";
  cases[4].types = {"export-control"};
  cases[5].filter.subject = "gall*";
  cases[5].types = {"crackdown"};
  cases[6].filter.since = "2025-07-01";
  cases[6].types = {"crackdown"};
  cases[7].filter.as_of = At("2025-06-01");
  cases[7].types = {"export-control"};
  cases[8].filter.limit = 1;
  cases[8].types = {"export-control"};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(i);
    CHECK(make::Lines(store.Events(cases[i].filter), {"type"}) == cases[i].types);
  }
}

TEST_CASE("Values of documents are data, never SQL", "[timeline][store]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  auto fact = Quantity({1, 0.5}, "2025-06");
  fact.subject = fact.partner = fact.rule = kEvil;
  fact.steps = {kEvil, "", "万吨 × 10⁴"};
  auto read = News(kEvil, "2025-07-14", {fact});
  read.document.title = kEvil;
  auto cell = make::Tonnes("2025-06", 1);
  cell.label = cell.subject = kEvil;
  auto release = make::Release("r", "2025-07-14", {cell});
  release.release = kEvil;
  Poll(store, kEvil, {read, release}, "2025-07-14T10:00:00Z");

  CHECK(make::Lines(store.Timeline({}), {"subject"}).at(0) == kEvil);
  const auto explanation = store.Explain("1");
  REQUIRE(explanation);
  CHECK(explanation->mentions.at(0).steps == fact.steps);
  CHECK(store.NewAmong(kEvil, std::vector{read.document}).fresh.empty());
  CHECK(Ask(dir / "t.db", "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
}

TEST_CASE("Values of sources and messages are data, never SQL", "[timeline][store]") {
  auto store = Store::Open(":memory:");
  Transaction transaction(store, At("2025-07-14T10:00:00Z"));
  transaction.RecordFailure(make::Source(kEvil), kEvil, kEvil, At("2025-07-15"));
  timeline::Message message;
  message.alert = message.message_id = message.subject = message.mime = message.channel = kEvil;
  message.recipients = {kEvil};
  transaction.Queue(message);
  CHECK(transaction.Matching("subject like '%DROP%'", kEvil, std::vector<timeline::EntryId>{1}));
  transaction.Commit();
  CHECK(store.StateOf(kEvil).failure == kEvil + ": " + kEvil);
  CHECK(store.DueDeliveries(At("2025-07-16"), 9).at(0).recipient == kEvil);
}

TEST_CASE("The state of a source follows what was recorded", "[timeline][store]") {
  auto store = Store::Open(":memory:");
  const auto source = make::Source("wire");
  CHECK(LineOf(store.StateOf("wire")) == "wire||-|-|-|0|");

  Transaction(store, At("2025-07-14"))
      .RecordUnchanged(source, {.next_poll_at = At("2025-07-15")});  // rolled back
  const auto record = [&](std::string_view now, auto&& what) {
    Transaction transaction(store, At(now));
    what(transaction);
    transaction.Commit();
    return LineOf(store.StateOf("wire"));
  };
  const auto fail = [&](Transaction& t) {
    t.RecordFailure(source, "http-status", "HTTP 503", At("2025-07-14T11:45:00Z"));
  };
  CHECK(record("2025-07-14T10:00:00Z", [&](Transaction& t) {
          t.RecordSuccess(source, {.validators = {"W/\"1\"", "Mon"},
                                   .next_poll_at = At("2025-07-14T10:15:00Z")});
        }) == "wire|W/\"1\" Mon|10:00|-|10:15|0|");
  CHECK(record("2025-07-14T10:15:00Z", fail) ==
        "wire|W/\"1\" Mon|10:00|10:15|11:45|1|http-status: HTTP 503");
  CHECK(record("2025-07-14T10:45:00Z", fail) ==
        "wire|W/\"1\" Mon|10:00|10:45|11:45|2|http-status: HTTP 503");
  CHECK(record("2025-07-14T11:45:00Z", [&](Transaction& t) {
          t.RecordUnchanged(source, {.next_poll_at = At("2025-07-14T12:00:00Z")});
        }) == "wire|W/\"1\" Mon|11:45|10:45|12:00|0|");
}

TEST_CASE("The archive holds the bytes as fetched under their SHA-256", "[timeline][store]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  const std::string body = "abc";
  for (const std::string_view source : {"one", "two"}) {
    Transaction transaction(store, At("2025-07-14"));
    transaction.Add(make::Source(source), make::Page(body), {});
    transaction.Commit();
  }
  timeline::Database database(dir / "t.db", timeline::OpenMode::kReadOnly);
  timeline::Query query(database, "SELECT sha256, size, zstd FROM body");
  REQUIRE(query.Step());
  // FIPS 180-2, appendix B.1.
  CHECK(query.Text(0) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(query.Int(1) == 3);
  std::string unpacked(3, '\0');
  const std::string packed = query.Bytes(2);
  CHECK(ZSTD_decompress(unpacked.data(), 3, packed.data(), packed.size()) == 3);
  CHECK(unpacked == body);
  CHECK_FALSE(query.Step());
}

TEST_CASE("Full text search finds Chinese and English", "[timeline][store]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  auto chinese = News("zh", "", {});
  chinese.document.title = "6月稀土出口量同比大增";
  chinese.document.text = "海关总署数据显示，当月稀土出口7742.2吨。";
  auto english = News("en", "", {});
  english.document.title = "Exports of rare earths jump";
  english.document.text = "Customs count 7,742.2 tonnes for the month.";
  Poll(store, "wire", {chinese, english}, "2025-07-14T10:00:00Z");
  struct Case {
    std::string_view words;
    std::vector<std::string> guids;
  };
  const Case cases[] = {{"稀土出口", {"zh"}}, {"海关总署", {"zh"}}, {"rare earths", {"en"}},
                        {"TONNES", {"en"}},   {"7742.2", {"zh"}},   {"gallium", {}},
                        {"exports jump", {}}};
  for (const Case& c : cases) {
    CAPTURE(c.words);
    CHECK(Ask(dir / "t.db",
              "SELECT guid FROM documents WHERE id IN (SELECT rowid FROM document_fts WHERE "
              "document_fts MATCH '\"" +
                  std::string(c.words) + "\"')") == c.guids);
  }
  // Words of two characters are too short for trigrams, not for LIKE.
  CHECK(Ask(dir / "t.db", "SELECT guid FROM documents WHERE text LIKE '%稀土%'") ==
        std::vector<std::string>{"zh"});
}

TEST_CASE("Explain tells an entry with its mentions, the first told first", "[timeline][store]") {
  const auto explanation = StoreWithStory().Explain("1");
  REQUIRE(explanation);
  CHECK(explanation->entry.value == 7742.2);
  CHECK(explanation->entry.verdict == "agrees");
  REQUIRE(explanation->mentions.size() == 2);
  CHECK(LineOf(explanation->mentions[0]) ==
        "0|customs|2025-07-14T03:00:00Z|2025-07-14T11:00:00Z|7,742.2 t|"
        "Rare earth, 2025-06: 7,742.2 t|0-0|");
  CHECK(LineOf(explanation->mentions[1]) ==
        "1|wire|2025-07-14T09:00:00Z|2025-07-14T10:00:00Z|words 0|Here are words 0 of it.|"
        "22-29|");
}

TEST_CASE("Explain tells one fact with its steps and the archived bytes", "[timeline][store]") {
  const auto explanation = StoreWithStory().Explain("f1");
  REQUIRE(explanation);
  CHECK(explanation->entry.id == 1);
  REQUIRE(explanation->mentions.size() == 1);
  const auto& mention = explanation->mentions[0];
  CHECK(mention.steps == std::vector<std::string>{"unit: t", "period: \"June\" = 2025-06"});
  CHECK(mention.body_sha256.size() == 64);
  CHECK(mention.body_bytes > 0);
}

TEST_CASE("Explain knows no other ids", "[timeline][store]") {
  const auto store = StoreWithStory();
  for (const char* const id : {"", "f", "0", "-1", "4711", "f4711", "1x", "x", "1 OR 1"}) {
    CAPTURE(id);
    CHECK_FALSE(store.Explain(id));
  }
}

TEST_CASE("What was taken back can still be explained", "[timeline][store]") {
  auto store = StoreWithStory();
  Poll(store, "wire", {News("guid-1", "2025-07-14T09:00:00Z", {})}, "2025-07-14T12:00:00Z");
  Poll(store, "customs", {make::Release("later", "2025-07-20", {make::Tonnes("2025-06", 7750.0)})},
       "2025-07-20T12:00:00Z");
  const auto past = store.Explain("1");
  REQUIRE(past);
  CHECK(past->entry.value == 7742.2);
  CHECK(past->mentions.at(1).known_to == "2025-07-14T12:00:00Z");
}

TEST_CASE("A transaction that is not committed leaves nothing", "[timeline][store]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  {
    Transaction transaction(store, At("2025-07-14"));
    transaction.Add(make::Source("wire"), make::Page("page"), std::vector{Article()});
    transaction.Judge();
  }
  CHECK(Counts(dir / "t.db") == std::vector<std::string>{"0|0|0|0|0|0"});
  CHECK(Poll(store, "wire", {Article()}, "2025-07-14T10:00:00Z").size() == 1);
}

TEST_CASE("Readers of another connection see the last commit", "[timeline][store]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  Poll(store, "wire", {Article()}, "2025-07-14T10:00:00Z");
  const auto reader = Store::OpenReadOnly(dir / "t.db");
  Transaction transaction(store, At("2025-07-14"));
  transaction.Add(make::Source("wire"), make::Page("page"), std::vector{make::JuneRelease()});
  CHECK(reader.Timeline({}).rows.size() == 1);
  reader.Ping();
  transaction.Commit();
  CHECK(reader.Timeline({}).rows.size() == 6);
}
