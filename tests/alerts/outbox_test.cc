#include "daemon/alerts/alert.h"
#include "tests/alerts/partner.h"
#include "tests/alerts/samples.h"
#include "tests/support/catch.h"

using alerts::NextAttemptAt;
using alerts_test::DueFor;
using alerts_test::MondayMorning;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("The delay doubles from a minute to an hour, and a tenth is jitter", "[alerts][outbox]") {
  struct Case {
    int attempts;
    std::chrono::seconds delay;
  };
  const Case cases[] = {{1, minutes(1)},  {2, minutes(2)},  {3, minutes(4)}, {4, minutes(8)},
                        {5, minutes(16)}, {6, minutes(32)}, {7, hours(1)},   {8, hours(1)},
                        {50, hours(1)},   {120, hours(1)}};
  for (const Case& c : cases) {
    for (timeline::DeliveryId delivery = 1; delivery < 50; ++delivery) {
      CAPTURE(c.attempts, delivery);
      const auto delay =
          NextAttemptAt(delivery, c.attempts, MondayMorning()).value() - MondayMorning();
      CHECK((delay >= c.delay && delay <= c.delay + c.delay / 10));
    }
  }
  CHECK(NextAttemptAt(1, 7, MondayMorning()) != NextAttemptAt(2, 7, MondayMorning()));
  CHECK(NextAttemptAt(1, 7, MondayMorning()) == NextAttemptAt(1, 7, MondayMorning()));
}

TEST_CASE("A delivery is given up after five days of trying", "[alerts][outbox]") {
  alerts::sys_seconds now = MondayMorning();
  int attempts = 1;
  for (auto next = NextAttemptAt(9, attempts, now); next; next = NextAttemptAt(9, attempts, now)) {
    now = *next;
    ++attempts;
    REQUIRE(attempts < 1000);
  }
  CHECK(now - MondayMorning() >= hours(120));
  CHECK(now - MondayMorning() <= hours(134));  // the last delay and every tenth of jitter included
  CHECK_FALSE(NextAttemptAt(9, 1'000'000'000, now));
}

TEST_CASE("Deliver hands each message to its own channel and keeps the order", "[alerts][outbox]") {
  const alerts_test::TemporaryFolder folder;
  const alerts_test::SmtpPartner partner;
  alerts::MailSettings mail = alerts_test::MaildirSettings();
  mail.maildir = folder.path();
  mail.host = "127.0.0.1";
  mail.port = partner.port();
  mail.tls = alerts::Tls::kNone;
  const std::vector<timeline::Due> due = {
      DueFor(1, "a@example.org", "smtp"), DueFor(2, "b@example.org", "maildir"),
      DueFor(3, "c@example.org", "pigeon"), DueFor(4, "refused@example.org", "smtp"),
      DueFor(5, "e@example.org", "maildir")};
  const std::vector<std::string> expected = {"1 sent", "2 sent", "3 again: unknown channel: pigeon",
                                             "4 refused: 550 5.1.1 no such user", "5 sent"};
  CHECK(alerts_test::TextsOf(alerts::Deliver(mail, due)) == expected);
  CHECK(alerts_test::FilesIn(folder.path() / "new").size() == 2);
  CHECK(partner.TakenCount() == 1);
  CHECK(alerts::Deliver(mail, {}).empty());
}
