#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::At;
using timeline::Store;
using timeline::Transaction;

timeline::Message MessageFor(std::string_view id, std::vector<std::string> recipients) {
  timeline::Message message;
  message.alert = "swing";
  message.message_id = id;
  message.subject = "Rare earths: +60.3 %";
  message.mime = "Subject: x\r\n\r\nbody with a zero byte\r\n";
  message.mime[14] = '\0';
  message.channel = "smtp";
  message.recipients = std::move(recipients);
  return message;
}

void Queue(Store& store, const timeline::Message& message, std::string_view now) {
  Transaction transaction(store, At(now));
  transaction.Queue(message);
  transaction.Commit();
}

}  // namespace

TEST_CASE("A queued message is due once for each recipient", "[timeline][outbox]") {
  auto store = Store::Open(":memory:");
  CHECK_FALSE(store.NextDeliveryAt());
  const auto message = MessageFor("a@example.org", {"one@example.org", "two@example.org"});
  Queue(store, message, "2025-07-14T04:00:00Z");
  CHECK(store.NextDeliveryAt() == At("2025-07-14T04:00:00Z"));
  CHECK(store.DueDeliveries(At("2025-07-14T03:59:59Z"), 10).empty());
  const auto due = store.DueDeliveries(At("2025-07-14T04:00:00Z"), 10);
  REQUIRE(due.size() == 2);
  CHECK(due[0].recipient == "one@example.org");
  CHECK(due[1].recipient == "two@example.org");
  CHECK(due[0].message == due[1].message);
  CHECK(due[0].message_id == "a@example.org");
  CHECK(due[0].mime == message.mime);
  CHECK(due[0].channel == "smtp");
  CHECK(due[0].attempts == 0);
  CHECK(store.DueDeliveries(At("2025-07-14T04:00:00Z"), 1).size() == 1);
}

TEST_CASE("A Message-ID is queued once", "[timeline][outbox]") {
  auto store = Store::Open(":memory:");
  Queue(store, MessageFor("a@example.org", {"one@example.org", "one@example.org"}),
        "2025-07-14T04:00:00Z");
  Queue(store, MessageFor("a@example.org", {"two@example.org"}), "2025-07-14T05:00:00Z");
  CHECK(store.DueDeliveries(At("2025-07-15"), 10).size() == 1);
}

TEST_CASE("Sent, failed and given up hold up no other recipient", "[timeline][outbox]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  Queue(store, MessageFor("a@example.org", {"sent@x", "later@x", "never@x"}),
        "2025-07-14T04:00:00Z");
  const auto due = store.DueDeliveries(At("2025-07-14T04:00:00Z"), 10);
  REQUIRE(due.size() == 3);
  {
    Transaction transaction(store, At("2025-07-14T04:00:05Z"));
    transaction.RecordSent(due[0].id);
    transaction.RecordUndelivered(due[1].id, "452 mailbox full", At("2025-07-14T04:01:05Z"));
    transaction.RecordUndelivered(due[2].id, "550 no such user", std::nullopt);
    transaction.Commit();
  }
  CHECK(store.NextDeliveryAt() == At("2025-07-14T04:01:05Z"));
  CHECK(store.DueDeliveries(At("2025-07-14T04:01:00Z"), 10).empty());
  const auto again = store.DueDeliveries(At("2025-07-14T04:02:00Z"), 10);
  REQUIRE(again.size() == 1);
  CHECK(again[0].recipient == "later@x");
  CHECK(again[0].attempts == 1);
  CHECK(make::Ask(dir / "t.db",
                  "SELECT recipient, state, attempts, sent, next_attempt, reason "
                  "FROM deliveries ORDER BY id") ==
        std::vector<std::string>{"sent@x|sent|1|2025-07-14T04:00:05Z|-|-",
                                 "later@x|queued|1|-|2025-07-14T04:01:05Z|452 mailbox full",
                                 "never@x|given-up|1|-|-|550 no such user"});
  // A late word about what is sent already changes nothing.
  Transaction transaction(store, At("2025-07-14T04:03:00Z"));
  transaction.RecordUndelivered(due[0].id, "late", At("2025-07-14T05:00:00Z"));
  transaction.Commit();
  CHECK(store.DueDeliveries(At("2025-07-15"), 10).size() == 1);
}

TEST_CASE("A message can tell only entries that exist", "[timeline][outbox]") {
  auto store = Store::Open(":memory:");
  auto message = MessageFor("a@example.org", {"one@example.org"});
  message.entries = {4711};
  Transaction transaction(store, At("2025-07-14"));
  CHECK_THROWS_AS(transaction.Queue(message), timeline::StoreError);
}
