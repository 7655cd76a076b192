#include "daemon/alerts/alert.h"
#include "tests/alerts/partner.h"
#include "tests/alerts/samples.h"
#include "tests/support/catch.h"
#include "tests/timeline/make.h"

using alerts::Outcome;
using alerts_test::MaildirSettings;
using make::At;
using timeline::Store;
using timeline::Transaction;
using Kind = alerts::Outcome::Kind;

namespace {

alerts::Alert Telling(const std::string& name, const std::string& where) {
  return {.name = name, .where = where, .to = {"desk@example.org", "ana@example.net"}};
}

timeline::ReadDocument SwingNews(std::string_view guid) {
  return make::News(guid, "2025-07-14T03:20:00Z",
                    {make::Change({60.3, 0.05}, rules::Basis::kYoy, "2025-06")});
}

struct Poll {
  std::string now;
  std::vector<timeline::ReadDocument> documents;
  std::vector<alerts::Alert> alerts;
};

enum class End { kCommit = 1, kRollBack };

// One poll as the daemon does it: entries, messages and the commit in one transaction.
std::vector<alerts::ConditionFailure> Run(Store& store, const Poll& poll, End end) {
  Transaction transaction(store, At(poll.now));
  transaction.Add(make::Source("ore-wire"), make::Page("a page of " + poll.now), poll.documents);
  const auto touched = transaction.Judge();
  auto failures =
      alerts::Enqueue(transaction, poll.alerts, touched, MaildirSettings(), At(poll.now));
  if (end == End::kCommit) {
    transaction.Commit();
  }
  return failures;
}

std::vector<timeline::Due> DueIn(const Store& store) {
  return store.DueDeliveries(At("2026-01-01"), 100);
}

}  // namespace

TEST_CASE("An entry that an alert asks for is mailed to each recipient once",
          "[alerts][outbox][enqueue]") {
  Store store = Store::Open(":memory:");
  const std::vector<alerts::Alert> asked = {
      Telling("export swing", "kind = 'change' and abs(value) >= 20"),
      Telling("small swing", "kind = 'change' and abs(value) < 20")};
  CHECK(Run(store, {"2025-07-14T04:00:00Z", {SwingNews("a")}, asked}, End::kCommit).empty());
  const auto due = DueIn(store);
  REQUIRE(due.size() == 2);
  CHECK(due[0].recipient == "desk@example.org");
  CHECK(due[1].recipient == "ana@example.net");
  CHECK(due[0].channel == "maildir");
  CHECK(due[0].mime == due[1].mime);
  CHECK(
      due[0].mime.find("Subject: CN export rare-earths 2025-06: +60.3 % yoy [export swing]\r\n") !=
      std::string::npos);

  SECTION("told again by another document it is the same entry, and no news") {
    Run(store, {"2025-07-15T04:00:00Z", {SwingNews("b")}, asked}, End::kCommit);
    CHECK(DueIn(store).size() == 2);
  }
  SECTION("another alert that asks for it at the same time tells it, too") {
    Store other = Store::Open(":memory:");
    const std::vector<alerts::Alert> two = {asked[0], Telling("all changes", "kind = 'change'")};
    Run(other, {"2025-07-14T04:00:00Z", {SwingNews("a")}, two}, End::kCommit);
    CHECK(DueIn(other).size() == 4);
  }
}

TEST_CASE("A poll that is rolled back leaves no message, and the next one sends it",
          "[alerts][outbox][enqueue]") {
  Store store = Store::Open(":memory:");
  const Poll poll = {"2025-07-14T04:00:00Z", {SwingNews("a")}, {Telling("any", "1")}};
  Run(store, poll, End::kRollBack);
  CHECK(DueIn(store).empty());
  Run(store, poll, End::kCommit);
  CHECK(DueIn(store).size() == 2);
}

TEST_CASE("A condition that fails is reported and holds up no other", "[alerts][outbox][enqueue]") {
  Store store = Store::Open(":memory:");
  const std::vector<alerts::Alert> asked = {
      Telling("overflow", "abs(-9223372036854775807 - 1) > value"),
      Telling("typo", "knid = 'change'"), Telling("export swing", "kind = 'change'")};
  const auto failures = Run(store, {"2025-07-14T04:00:00Z", {SwingNews("a")}, asked}, End::kCommit);
  REQUIRE(failures.size() == 2);
  CHECK(failures[0].alert == "overflow");
  CHECK(failures[0].reason.find("integer overflow") != std::string::npos);
  CHECK(failures[1].alert == "typo");
  CHECK(failures[1].reason.find("knid") != std::string::npos);
  CHECK(DueIn(store).size() == 2);
}

TEST_CASE("A claim that the series contradicts is told with the check",
          "[alerts][outbox][enqueue]") {
  Store store = Store::Open(":memory:");
  const auto claim = make::News("a", "2025-07-14T03:20:00Z",
                                {make::Change({30.8, 0.05}, rules::Basis::kMom, "2025-06")});
  const std::vector<alerts::Alert> asked = {Telling("claim differs", "verdict = 'differs'")};
  Run(store, {"2025-07-14T04:00:00Z", {claim}, asked}, End::kCommit);
  CHECK(DueIn(store).empty());
  Run(store, {"2025-07-20T04:00:00Z", {make::MayRelease(), make::JuneRelease()}, asked},
      End::kCommit);
  const auto due = DueIn(store);
  REQUIRE(due.size() == 2);
  CHECK(due[0].mime.find("Subject: CN export rare-earths 2025-06: +30.8 % mom claimed, series "
                         "says\r\n +32.0 % [claim differs]\r\n") != std::string::npos);
  CHECK(due[0].mime.find("Working: 7,742.2 t / 5,864.6 t ") != std::string::npos);
  CHECK(due[0].mime.find("Verdict: differs") != std::string::npos);
}

TEST_CASE("Record keeps what became of each delivery", "[alerts][outbox]") {
  Store store = Store::Open(":memory:");
  alerts::Alert alert = Telling("any", "1");
  alert.to = {"sent@example.org", "later@example.org", "refused@example.org", "old@example.org"};
  Run(store, {"2025-07-14T04:00:00Z", {SwingNews("a")}, {alert}}, End::kCommit);
  auto due = DueIn(store);
  REQUIRE(due.size() == 4);
  due[3].attempts = 1000;
  const std::vector<Outcome> outcomes = {{due[0].id, Kind::kSent, ""},
                                         {due[1].id, Kind::kTryAgain, "452 4.2.2 mailbox full"},
                                         {due[2].id, Kind::kRefused, "550 5.1.1 no such user"},
                                         {due[3].id, Kind::kTryAgain, "452 4.2.2 mailbox full"}};
  const auto now = At("2025-07-14T05:00:00Z");
  Transaction transaction(store, now);
  alerts::Record(transaction, due, outcomes, now);
  transaction.Commit();

  CHECK(store.DueDeliveries(now, 10).empty());
  const auto left = DueIn(store);
  REQUIRE(left.size() == 1);
  CHECK(left[0].recipient == "later@example.org");
  CHECK(left[0].attempts == 1);
  CHECK(store.NextDeliveryAt() == alerts::NextAttemptAt(due[1].id, 1, now));
}

TEST_CASE("From the outbox to the Maildir and back: each mail is there once",
          "[alerts][outbox][maildir]") {
  const alerts_test::TemporaryFolder folder;
  alerts::MailSettings mail = MaildirSettings();
  mail.maildir = folder.path() / "mail";
  Store store = Store::Open(":memory:");
  Run(store, {"2025-07-14T04:00:00Z", {SwingNews("a")}, {Telling("any", "1")}}, End::kCommit);
  const auto now = At("2025-07-14T05:00:00Z");

  const auto due = store.DueDeliveries(now, 10);
  alerts::Deliver(mail, due);  // and a crash before Record
  const auto outcomes = alerts::Deliver(mail, store.DueDeliveries(now, 10));
  Transaction transaction(store, now);
  alerts::Record(transaction, due, outcomes, now);
  transaction.Commit();
  CHECK_FALSE(store.NextDeliveryAt());
  CHECK(alerts_test::FilesIn(mail.maildir / "new").size() == 2);
}
