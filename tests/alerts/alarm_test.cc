#include "daemon/alerts/alarm.h"

#include "tests/alerts/samples.h"
#include "tests/support/catch.h"
#include "tests/timeline/make.h"

using alerts_test::MaildirSettings;
using make::At;
using timeline::Alarm;
using timeline::AlarmKind;
using timeline::Store;
using timeline::Transaction;

namespace {

const std::vector<std::string> kKeepers{"Keeper <keeper@example.org>"};

Alarm AlarmOf(AlarmKind kind, std::optional<std::string> ended) {
  Alarm alarm{.id = 7,
              .source = "customs-en",
              .url = "https://example.org/feed",
              .kind = kind,
              .detail = "HTTP 503",
              .raised_at = At("2025-07-14T10:00:00Z")};
  if (ended)
    alarm.ended_at = At(*ended);
  return alarm;
}

bool Contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

timeline::Message Composed(const std::vector<Alarm>& alarms) {
  return alerts::ComposeAlarms(alarms, MaildirSettings(), kKeepers, At("2025-07-14T10:00:00Z"));
}

std::vector<std::string> SubjectsIn(const Store& store) {
  std::vector<std::string> subjects;
  for (const timeline::Due& due : store.DueDeliveries(At("2026-01-01"), 100)) {
    const auto at = due.mime.find("Subject: ") + 9;
    subjects.push_back(due.mime.substr(at, due.mime.find("\r\n", at) - at));
  }
  return subjects;
}

}  // namespace

TEST_CASE("The subject of an alarm says which source and what of it", "[alerts][alarm]") {
  struct Case {
    AlarmKind kind;
    std::optional<std::string> ended;
    std::string subject;
  };
  const std::string soon = "2025-07-14T12:00:00Z";
  const std::string at_once = "2025-07-14T10:00:00Z";
  const Case cases[] = {
      {AlarmKind::kGone, {}, "lodewatch: source customs-en has gone (HTTP 410)"},
      {AlarmKind::kGone, soon, "lodewatch: source customs-en is back"},
      {AlarmKind::kFailing, {}, "lodewatch: source customs-en does not answer"},
      {AlarmKind::kFailing, soon, "lodewatch: source customs-en answers again"},
      {AlarmKind::kSilent, {}, "lodewatch: source customs-en has fallen silent"},
      {AlarmKind::kSilent, soon, "lodewatch: source customs-en has news again"},
      {AlarmKind::kBlocked, {}, "lodewatch: source customs-en shows nothing to read"},
      {AlarmKind::kRefusedRelease,
       {},
       "lodewatch: source customs-en published a release that was refused"},
      {AlarmKind::kMoved, at_once, "lodewatch: source customs-en has moved"},
      {AlarmKind::kWindowGap, at_once,
       "lodewatch: source customs-en may have lost items between two polls"}};
  for (const Case& c : cases)
    CHECK(Composed({AlarmOf(c.kind, c.ended)}).subject == c.subject);
}

TEST_CASE("The mail of an alarm has the reason, the address and the times", "[alerts][alarm]") {
  const auto message = Composed({AlarmOf(AlarmKind::kFailing, "2025-07-14T12:30:00Z")});
  CHECK(message.recipients == std::vector<std::string>{"keeper@example.org"});
  CHECK(message.channel == "maildir");
  CHECK(message.entries.empty());
  for (const std::string_view part :
       {"Subject: lodewatch: source customs-en answers again\r\n", "List-Id: <sources.lodewatch.",
        "X-Lodewatch-Alarm: failing\r\n", "Auto-Submitted: auto-generated\r\n", "HTTP 503",
        "https://example.org/feed", "2025-07-14 10:00 UTC", "2025-07-14 12:30 UTC", "text/html"}) {
    CAPTURE(part);
    CHECK(Contains(message.mime, part));
  }
}

TEST_CASE("An alarm's messages have a Message-ID for the alarm and one for its end",
          "[alerts][alarm]") {
  const auto raised = Composed({AlarmOf(AlarmKind::kFailing, {})});
  const auto ended = Composed({AlarmOf(AlarmKind::kFailing, "2025-07-14T12:30:00Z")});
  CHECK(raised.message_id == Composed({AlarmOf(AlarmKind::kFailing, {})}).message_id);
  CHECK(raised.message_id != ended.message_id);
  auto another = AlarmOf(AlarmKind::kFailing, {});
  another.raised_at += std::chrono::hours{24};
  CHECK(Composed({another}).message_id != raised.message_id);
}

TEST_CASE("Nothing that a server says can add a header or a tag", "[alerts][alarm]") {
  auto evil = AlarmOf(AlarmKind::kFailing, {});
  evil.detail = evil.url = evil.source = "x\r\nBcc: <all@example.org>\r\n<script>\xE2\x80\xAE";
  const auto message = Composed({evil});
  CHECK_FALSE(Contains(message.mime, "\nBcc:"));
  const std::string html = message.mime.substr(message.mime.find("text/html"));
  CHECK(Contains(html, "&lt;script&gt;"));
  CHECK_FALSE(Contains(html, "<script>"));
}

TEST_CASE("An alarm is mailed when it is raised and when it ends, and not in between",
          "[alerts][alarm]") {
  auto store = Store::Open(":memory:");
  const auto source = make::Source("wire");
  const auto poll = [&](std::string_view now, auto&& what) {
    Transaction transaction(store, At(now));
    what(transaction);
    alerts::EnqueueAlarms(transaction, MaildirSettings(), kKeepers, At(now));
    transaction.Commit();
    return SubjectsIn(store).size();
  };
  const auto fail = [&](Transaction& t) {
    t.RecordFailure(source, "timeout", "", At("2025-07-15"));
    t.Raise(source, AlarmKind::kFailing, "timeout");
  };
  CHECK(poll("2025-07-14T10:00:00Z", fail) == 1);
  CHECK(poll("2025-07-14T11:00:00Z", fail) == 1);
  CHECK(poll("2025-07-14T12:00:00Z", [&](Transaction& t) { t.RecordUnchanged(source, {}); }) == 2);
  CHECK(poll("2025-07-14T13:00:00Z", [&](Transaction& t) { t.RecordUnchanged(source, {}); }) == 2);
  CHECK(SubjectsIn(store) == std::vector<std::string>{"lodewatch: source wire does not answer",
                                                      "lodewatch: source wire answers again"});
}

TEST_CASE("Many alarms at once are one message, and none without recipients", "[alerts][alarm]") {
  auto store = Store::Open(":memory:");
  const auto raise = [&](int count, const std::vector<std::string>& recipients) {
    Transaction transaction(store, At("2025-07-14"));
    for (int i = 0; i < count; ++i)
      transaction.Raise(make::Source("s" + std::to_string(i)), AlarmKind::kFailing, "no route");
    alerts::EnqueueAlarms(transaction, MaildirSettings(), recipients, At("2025-07-14"));
    transaction.Commit();
  };
  raise(11, kKeepers);
  CHECK(SubjectsIn(store) ==
        std::vector<std::string>{"lodewatch: source s0 does not answer (and 10 more)"});
  const auto due = store.DueDeliveries(At("2026-01-01"), 1).at(0);
  CHECK(Contains(due.mime, "source s10 does not answer: no route"));
  raise(13, {});
  CHECK(SubjectsIn(store).size() == 1);
}
