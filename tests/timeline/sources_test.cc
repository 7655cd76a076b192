#include <fmt/format.h>

#include "daemon/timeline/store.h"
#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::Ask;
using make::At;
using make::News;
using timeline::AlarmKind;
using timeline::PollRecord;
using timeline::SourceState;
using timeline::Store;
using timeline::Transaction;

template <class What>
void Write(Store& store, std::string_view now, What what) {
  Transaction transaction(store, At(now));
  what(transaction);
  transaction.Commit();
}

void Answer(Store& store, const feeds::Source& source, const std::string& permanent_url) {
  Write(store, "2025-07-14T10:00:00Z", [&](Transaction& t) {
    t.RecordSuccess(source, {.validators = {"\"e\"", "Mon"}, .permanent_url = permanent_url});
  });
}

// "fetch_url|moved_to|count".
std::string MoveOf(const Store& store) {
  const SourceState state = store.StateOf("wire");
  return fmt::format("{}|{}|{}", state.fetch_url, state.moved_to, state.moved_count);
}

}  // namespace

TEST_CASE("Three equal permanent redirects in a row are believed", "[timeline][sources]") {
  const std::string a = "https://example.org/a";
  const std::string b = "https://example.org/b";
  const std::string home = make::Source("wire").url;
  struct Case {
    std::vector<std::string> answers;  // where permanent redirects led; empty: nowhere
    std::string state;
  };
  const Case cases[] = {
      {{""}, "||0"},
      {{a}, "|" + a + "|1"},
      {{a, a}, "|" + a + "|2"},
      {{a, a, a}, a + "||0"},
      {{a, a, ""}, "||0"},
      {{a, a, "", a}, "|" + a + "|1"},
      {{a, a, b}, "|" + b + "|1"},
      {{a, b, a, b}, "|" + b + "|1"},
      {{a, a, a, ""}, a + "||0"},
      {{a, a, a, b, b, b}, b + "||0"},
      {{a, a, a, home, home, home}, "||0"},
      {{home, home, home}, "||0"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.answers);
    auto store = Store::Open(":memory:");
    for (const std::string& answer : c.answers)
      Answer(store, make::Source("wire"), answer);
    CHECK(MoveOf(store) == c.state);
  }
}

TEST_CASE("A redirect counts with a 304 too, and its alarm is raised once", "[timeline][sources]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  const auto source = make::Source("wire");
  for (int i = 0; i < 3; ++i) {
    Write(store, "2025-07-14T10:00:00Z", [&](Transaction& t) {
      t.RecordUnchanged(source, {.permanent_url = "https://example.org/new"});
      CHECK(t.TakeAlarms().size() == (i == 2 ? 1 : 0));
    });
  }
  CHECK(timeline::UrlToPoll(store.StateOf("wire"), source) == "https://example.org/new");
  CHECK(Ask(dir / "t.db", "SELECT kind, detail, ended FROM alarms") ==
        std::vector<std::string>{"moved|https://example.org/wire redirects for good to "
                                 "https://example.org/new, which is polled from now on|"
                                 "2025-07-14T10:00:00Z"});
}

TEST_CASE("What was learnt under another url is forgotten", "[timeline][sources]") {
  auto store = Store::Open(":memory:");
  auto source = make::Source("wire");
  for (int i = 0; i < 3; ++i)
    Answer(store, source, "https://example.org/new");
  Answer(store, source, "https://example.org/newer");
  Write(store, "2025-07-14T11:00:00Z", [&](Transaction& t) { t.RecordGone(source, "HTTP 410"); });
  const SourceState old = store.StateOf("wire");
  CHECK(old.validators.etag == "\"e\"");
  CHECK(old.gone_at == At("2025-07-14T11:00:00Z"));
  CHECK_FALSE(old.next_poll_at);
  CHECK(AsConfigured(old, source).fetch_url == "https://example.org/new");

  source.url = "https://example.org/another";
  const SourceState seen = AsConfigured(old, source);
  CHECK(UrlToPoll(old, source) == source.url);
  CHECK(UrlToPoll(seen, source) == source.url);
  CHECK(seen.validators.etag + seen.fetch_url + seen.moved_to == "");
  CHECK_FALSE(seen.gone_at);
  CHECK(seen.failures_in_a_row == 1);

  Write(store, "2025-07-14T12:00:00Z", [&](Transaction& t) {
    t.RecordFailure(source, "timeout", "", At("2025-07-14T13:00:00Z"));
  });
  const SourceState now = store.StateOf("wire");
  CHECK(now.url == source.url);
  CHECK(now.validators.etag + now.validators.last_modified + now.fetch_url + now.moved_to == "");
  CHECK(now.moved_count == 0);
  CHECK_FALSE(now.gone_at);
}

TEST_CASE("The state of a source keeps what the last page was", "[timeline][sources]") {
  auto store = Store::Open(":memory:");
  const auto source = make::Source("wire");
  Write(store, "2025-07-14T10:00:00Z", [&](Transaction& t) {
    t.RecordSuccess(source, {.validators = {"\"1\"", "Mon"},
                             .next_poll_at = At("2025-07-14T10:10:00Z"),
                             .interval = std::chrono::seconds{600},
                             .format = "rss-2.0",
                             .encoding = "GB18030",
                             .items = 30,
                             .undated = 2,
                             .is_gap = true});
  });
  Write(store, "2025-07-14T10:10:00Z", [&](Transaction& t) {
    t.RecordUnchanged(source,
                      {.validators = {"\"2\"", ""}, .next_poll_at = At("2025-07-14T10:30:00Z")});
  });
  const SourceState state = store.StateOf("wire");
  CHECK(state.validators.etag == "\"2\"");
  CHECK(state.validators.last_modified == "Mon");
  CHECK(state.interval.count() == 600);
  CHECK(state.format == "rss-2.0");
  CHECK(state.encoding == "GB18030");
  CHECK(state.items == 30);
  CHECK(state.undated == 2);
  CHECK(state.last_gap_at == At("2025-07-14T10:00:00Z"));
  CHECK(state.last_change_at == At("2025-07-14T10:00:00Z"));
  CHECK(state.last_success_at == At("2025-07-14T10:10:00Z"));
}

TEST_CASE("Failures are counted from the first in a row", "[timeline][sources]") {
  auto store = Store::Open(":memory:");
  const auto source = make::Source("wire");
  const auto fail = [&](std::string_view now) {
    Write(store, now, [&](Transaction& t) {
      t.RecordFailure(source, "connect", "refused", At(now) + std::chrono::hours{1});
    });
  };
  fail("2025-07-14T10:00:00Z");
  fail("2025-07-14T11:00:00Z");
  CHECK(store.StateOf("wire").failing_since == At("2025-07-14T10:00:00Z"));
  // Our own network is down: nothing is held against the source.
  Write(store, "2025-07-14T12:00:00Z",
        [&](Transaction& t) { t.Postpone(source, At("2025-07-14T12:05:00Z")); });
  CHECK(store.StateOf("wire").failures_in_a_row == 2);
  CHECK(store.StateOf("wire").next_poll_at == At("2025-07-14T12:05:00Z"));
  Write(store, "2025-07-14T13:00:00Z", [&](Transaction& t) { t.RecordUnchanged(source, {}); });
  CHECK_FALSE(store.StateOf("wire").failing_since);
  fail("2025-07-14T14:00:00Z");
  CHECK(store.StateOf("wire").failing_since == At("2025-07-14T14:00:00Z"));
}

TEST_CASE("The rhythm of a source is the mean time between its new items", "[timeline][sources]") {
  auto store = Store::Open(":memory:");
  const auto poll = [&](std::string_view now, std::vector<timeline::ReadDocument> items) {
    make::Poll(store, "wire", items, now);
    const SourceState state = store.StateOf("wire");
    return state.rhythm ? state.rhythm->count() : -1;
  };
  CHECK(poll("2025-07-14T10:00:00Z", {}) == -1);
  // 09:00, 08:00, 06:00: three hours for two steps.
  CHECK(poll("2025-07-14T10:00:00Z",
             {News("a", "2025-07-14T09:00:00Z", {}), News("b", "2025-07-14T06:00:00Z", {}),
              News("c", "2025-07-14T08:00:00Z", {})}) == 5400);
  CHECK(store.StateOf("wire").last_item_at == At("2025-07-14T09:00:00Z"));
  // An hour later: 0.7 * 5400 + 0.3 * 3600.
  CHECK(poll("2025-07-14T11:00:00Z", {News("d", "2025-07-14T10:00:00Z", {})}) == 4860);
  // Neither an old item nor a version is a new beat.
  CHECK(poll("2025-07-14T12:00:00Z", {News("e", "2025-07-01", {})}) == 4860);
  auto edited = News("d", "2025-07-14T11:30:00Z", {});
  edited.document.text = "Edited.";
  CHECK(poll("2025-07-14T12:00:00Z", {edited}) == 4860);
  // A date in the future counts as now: two hours after the last one.
  CHECK(poll("2025-07-14T12:00:00Z", {News("f", "2031-01-01", {})}) == 5562);
  CHECK(store.StateOf("wire").last_item_at == At("2025-07-14T12:00:00Z"));
}

TEST_CASE("States gives every source in one go", "[timeline][sources]") {
  auto store = Store::Open(":memory:");
  CHECK(store.States().empty());
  Write(store, "2025-07-14", [&](Transaction& t) {
    t.RecordUnchanged(make::Source("b"), {});
    t.RecordFailure(make::Source("a"), "timeout", "", At("2025-07-15"));
  });
  const auto states = store.States();
  REQUIRE(states.size() == 2);
  CHECK(states[0].id == "a");
  CHECK(states[0].failure == "timeout");
  CHECK(states[1].id == "b");
  CHECK(states[1].last_success_at == At("2025-07-14"));
}

TEST_CASE("An alarm is open once, and what happens is over at once", "[timeline][alarms]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  const auto source = make::Source("wire");
  const auto raise = [&](std::string_view now, AlarmKind kind, std::string_view detail) {
    bool is_new = false;
    Write(store, now, [&](Transaction& t) { is_new = t.Raise(source, kind, detail); });
    return is_new;
  };
  CHECK(raise("2025-07-14T10:00:00Z", AlarmKind::kSilent, "one day"));
  CHECK_FALSE(raise("2025-07-15T10:00:00Z", AlarmKind::kSilent, "two days"));
  CHECK(raise("2025-07-15T10:00:00Z", AlarmKind::kBlocked, "no links"));
  Write(store, "2025-07-16T10:00:00Z", [&](Transaction& t) {
    CHECK(t.End(source, AlarmKind::kSilent));
    CHECK_FALSE(t.End(source, AlarmKind::kSilent));
    CHECK_FALSE(t.End(make::Source("another"), AlarmKind::kBlocked));
  });
  CHECK(raise("2025-07-17T10:00:00Z", AlarmKind::kSilent, "again"));
  CHECK(Ask(dir / "t.db", "SELECT kind, detail, raised, ended, times FROM alarms ORDER BY id") ==
        std::vector<std::string>{"silent|two days|2025-07-14T10:00:00Z|2025-07-16T10:00:00Z|2",
                                 "blocked|no links|2025-07-15T10:00:00Z|-|1",
                                 "silent|again|2025-07-17T10:00:00Z|-|1"});

  CHECK(raise("2025-07-14T10:00:00Z", AlarmKind::kWindowGap, "30 items"));
  CHECK_FALSE(raise("2025-07-15T09:59:59Z", AlarmKind::kWindowGap, "20 items"));
  CHECK(raise("2025-07-15T10:00:00Z", AlarmKind::kWindowGap, "10 items"));
  CHECK(Ask(dir / "t.db",
            "SELECT detail, ended = raised, times FROM alarms "
            "WHERE kind = 'window-gap' ORDER BY id") ==
        std::vector<std::string>{"20 items|1|2", "10 items|1|1"});
}

TEST_CASE("An answer ends the alarms that there was none", "[timeline][alarms]") {
  auto store = Store::Open(":memory:");
  const auto source = make::Source("wire");
  Write(store, "2025-07-14", [&](Transaction& t) {
    t.RecordGone(source, "HTTP 410");
    t.Raise(source, AlarmKind::kGone, "HTTP 410");
    t.Raise(source, AlarmKind::kFailing, "HTTP 410");
    t.Raise(source, AlarmKind::kSilent, "a month");
    CHECK(t.TakeAlarms().size() == 3);
    CHECK(t.TakeAlarms().empty());
  });
  Write(store, "2025-07-15", [&](Transaction& t) {
    t.RecordSuccess(source, {});
    const auto ended = t.TakeAlarms();
    REQUIRE(ended.size() == 2);
    for (const timeline::Alarm& alarm : ended)
      CHECK(alarm.ended_at == At("2025-07-15"));
  });
  CHECK_FALSE(store.StateOf("wire").gone_at);
}

TEST_CASE("Every kind of alarm has a word of its own", "[timeline][alarms]") {
  const AlarmKind kinds[] = {AlarmKind::kWindowGap,     AlarmKind::kGone,   AlarmKind::kMoved,
                             AlarmKind::kFailing,       AlarmKind::kSilent, AlarmKind::kBlocked,
                             AlarmKind::kRefusedRelease};
  for (const AlarmKind kind : kinds)
    CHECK(timeline::ParseAlarmKind(ToText(kind)) == kind);
  CHECK_FALSE(timeline::ParseAlarmKind(""));
  CHECK_FALSE(timeline::ParseAlarmKind("Gone"));
}

TEST_CASE("A part that is not kept is undone alone", "[timeline][transaction]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  const auto add = [&](Transaction& t, std::string_view source) {
    t.Add(make::Source(source), make::Page(source),
          std::vector{News("a", "2025-07-14", {make::Quantity({1, 0.5}, "2025-06")})});
    t.Raise(make::Source(source), AlarmKind::kFailing, "");
  };
  Write(store, "2025-07-14T10:00:00Z", [&](Transaction& t) {
    {
      Transaction::Part part(t);
      add(t, "one");
      CHECK(t.Judge().size() == 1);
      part.Keep();
    }
    {
      Transaction::Part part(t);
      add(t, "two");
    }
    CHECK(t.Judge().empty());
    CHECK(t.TakeAlarms().size() == 1);
    {
      Transaction::Part part(t);
      t.SetNow(At("2025-07-14T11:00:00Z"));
      t.RecordFailure(make::Source("two"), "fault", "", At("2025-07-15"));
      part.Keep();
    }
  });
  CHECK(Ask(dir / "t.db", "SELECT source FROM documents") == std::vector<std::string>{"one"});
  CHECK(Ask(dir / "t.db", "SELECT id, failure, last_failure FROM sources ORDER BY id") ==
        std::vector<std::string>{"one|-|-", "two|fault|2025-07-14T11:00:00Z"});
  CHECK(Ask(dir / "t.db", "SELECT source FROM alarms") == std::vector<std::string>{"one"});
  CHECK(Ask(dir / "t.db", "SELECT count(*) FROM document_fts WHERE document_fts MATCH 'item'") ==
        std::vector<std::string>{"1"});
}

TEST_CASE("A page prepared on another thread is written as if it had been here",
          "[timeline][prepare]") {
  auto read = News("a", "2025-07-14", {make::Quantity({7742.2, 0.05}, "2025-06")});
  const timeline::PreparedPage page = timeline::Prepare(make::Page("abc"), {read});
  // FIPS 180-2, appendix B.1.
  REQUIRE(page.body);
  CHECK(page.body->sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(page.body->size == 3);
  REQUIRE(page.documents.size() == 1);
  CHECK(page.documents[0].content_sha256 == timeline::ContentHash(read.document));
  REQUIRE(page.documents[0].mentions.size() == 1);
  CHECK(page.documents[0].mentions[0].sentence == "Here are words 0 of it.");
  auto store = Store::Open(":memory:");
  Write(store, "2025-07-14", [&](Transaction& t) {
    t.Add(make::Source("wire"), page);
    t.Add(make::Source("wire"), page);
  });
  CHECK(make::Lines(store.Timeline({}), {"value", "mentions"}) ==
        std::vector<std::string>{"7742.2|1"});
  CHECK(store.NewAmong("wire", std::vector{read.document}).fresh.empty());
}
