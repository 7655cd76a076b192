#include "daemon/alerts/smtp.h"

#include "tests/alerts/partner.h"
#include "tests/alerts/samples.h"
#include "tests/support/catch.h"

using alerts::Outcome;
using alerts::Tls;
using alerts_test::DueFor;
using alerts_test::SmtpPartner;
using Kind = alerts::Outcome::Kind;

namespace {

alerts::MailSettings SettingsFor(int port) {
  alerts::MailSettings mail = alerts_test::MaildirSettings();
  mail.host = "127.0.0.1";
  mail.port = port;
  mail.tls = Tls::kNone;
  mail.timeout = std::chrono::seconds(20);
  return mail;
}

std::vector<Outcome> SendTo(const alerts::MailSettings& mail,
                            const std::vector<std::string>& recipients) {
  std::vector<timeline::Due> due;
  for (const std::string& recipient : recipients) {
    due.push_back(DueFor(static_cast<timeline::DeliveryId>(due.size()) + 1, recipient, "smtp"));
  }
  std::vector<const timeline::Due*> pointers;
  for (const timeline::Due& delivery : due) {
    pointers.push_back(&delivery);
  }
  std::vector<Outcome> outcomes = alerts::SendBySmtp(mail, pointers);
  REQUIRE(outcomes.size() == due.size());
  for (std::size_t i = 0; i < due.size(); ++i) {
    CHECK(outcomes[i].delivery == due[i].id);
  }
  return outcomes;
}

// A port on which nobody listens: it was free a moment ago.
int ClosedPort() {
  return SmtpPartner().port();
}

}  // namespace

TEST_CASE("A server gets the message as it is, one transaction each over one connection",
          "[alerts][smtp]") {
  const SmtpPartner partner;
  const auto outcomes =
      SendTo(SettingsFor(partner.port()), {"a@example.org", "b@example.org", "c@example.org"});
  for (const Outcome& outcome : outcomes) {
    CHECK(outcome.kind == Kind::kSent);
    CHECK(outcome.reason.empty());
  }
  REQUIRE(partner.TakenCount() == 3);
  CHECK(partner.Taken(1) ==
        "sender: lodewatch@example.org\nrecipient: a@example.org\n\n" + DueFor(1, "", "").mime);
  CHECK(partner.Taken(3) ==
        "sender: lodewatch@example.org\nrecipient: c@example.org\n\n" + DueFor(3, "", "").mime);
  CHECK(partner.Logged("connection") == 1);
}

TEST_CASE("A refused recipient holds up no other", "[alerts][smtp]") {
  const SmtpPartner partner;
  struct Case {
    std::string recipient;
    Kind kind;
    std::string reason;
  };
  const std::string server = " (127.0.0.1:" + std::to_string(partner.port()) + ")";
  const Case cases[] = {
      {"a@example.org", Kind::kSent, ""},
      {"refused@example.org", Kind::kRefused, "550 5.1.1 no such user"},
      {"full@example.org", Kind::kTryAgain, "452 4.2.2 mailbox full"},
      {"b@example.org", Kind::kSent, ""},
      {"busy@example.org", Kind::kTryAgain, "451 4.3.2 come back 4.3.2 later"},
      {"badmail@example.org", Kind::kRefused, "554 5.6.0 this message is not wanted"},
      {"stop@example.org", Kind::kTryAgain, "421 4.3.0 going down"},
      {"no address", Kind::kRefused, "not an address: no address"},
      {"x@example.org>\r\nRCPT TO:<spy@example.org", Kind::kRefused,
       "not an address: x@example.org> RCPT TO:<spy@example.org"},
      {"c@example.org", Kind::kSent, ""},
  };
  std::vector<std::string> recipients;
  for (const Case& c : cases) {
    recipients.push_back(c.recipient);
  }
  const auto outcomes = SendTo(SettingsFor(partner.port()), recipients);
  for (std::size_t i = 0; i < recipients.size(); ++i) {
    CAPTURE(recipients[i]);
    CHECK(outcomes[i].kind == cases[i].kind);
    CHECK(outcomes[i].reason == cases[i].reason);
  }
  CHECK(partner.TakenCount() == 3);
}

TEST_CASE("A server that hangs up within a transaction holds up no other", "[alerts][smtp]") {
  const SmtpPartner partner;
  const auto outcomes =
      SendTo(SettingsFor(partner.port()), {"a@example.org", "hangup@example.org", "b@example.org"});
  CHECK(outcomes[0].kind == Kind::kSent);
  CHECK(outcomes[1].kind == Kind::kTryAgain);
  CHECK_FALSE(outcomes[1].reason.empty());
  CHECK(outcomes[2].kind == Kind::kSent);
  CHECK(partner.TakenCount() == 2);
}

TEST_CASE("A server that ends a connection after each message gets a new one", "[alerts][smtp]") {
  const SmtpPartner partner({"--messages-a-connection", "1"});
  for (const Outcome& outcome :
       SendTo(SettingsFor(partner.port()), {"a@example.org", "b@example.org", "c@example.org"})) {
    CHECK(outcome.kind == Kind::kSent);
    CHECK(outcome.reason.empty());
  }
  CHECK(partner.TakenCount() == 3);
  CHECK(partner.Logged("connection") == 3);
}

TEST_CASE("One slow recipient holds up no other, two end the batch", "[alerts][smtp]") {
  const SmtpPartner partner;
  alerts::MailSettings mail = SettingsFor(partner.port());
  mail.timeout = std::chrono::seconds(3);
  const auto outcomes =
      SendTo(mail, {"slow@example.org", "a@example.org", "slow@example.net", "b@example.org"});
  CHECK(outcomes[0].kind == Kind::kTryAgain);
  CHECK(outcomes[1].kind == Kind::kSent);
  CHECK(outcomes[2].kind == Kind::kTryAgain);
  CHECK(outcomes[3].kind == Kind::kTryAgain);
  CHECK(outcomes[3].reason == outcomes[2].reason);
  CHECK(partner.TakenCount() == 1);
}

TEST_CASE("A server that cannot be reached is asked once and the rest is tried again",
          "[alerts][smtp]") {
  const int port = ClosedPort();
  const std::string server = "(127.0.0.1:" + std::to_string(port) + ")";
  for (const Outcome& outcome : SendTo(SettingsFor(port), {"a@example.org", "b@example.org"})) {
    CHECK(outcome.kind == Kind::kTryAgain);
    CHECK(outcome.reason == "Connection refused " + server);
  }
}

TEST_CASE("What the server says to us all is no refusal of a recipient", "[alerts][smtp]") {
  SECTION("it wants nobody") {
    const SmtpPartner partner({"--behaviour", "refuse"});
    for (const Outcome& outcome :
         SendTo(SettingsFor(partner.port()), {"a@example.org", "b@example.org"})) {
      CHECK(outcome.kind == Kind::kTryAgain);
      CHECK(outcome.reason ==
            "554 5.3.2 not today (127.0.0.1:" + std::to_string(partner.port()) + ")");
    }
  }
  SECTION("it hangs up before the greeting") {
    const SmtpPartner partner({"--behaviour", "hang-up"});
    for (const Outcome& outcome :
         SendTo(SettingsFor(partner.port()), {"a@example.org", "b@example.org"})) {
      CHECK(outcome.kind == Kind::kTryAgain);
      CHECK(outcome.reason.ends_with(")"));
    }
  }
  SECTION("it does not like the sender") {
    const SmtpPartner partner;
    alerts::MailSettings mail = SettingsFor(partner.port());
    mail.from = "nobody@example.org";
    const auto outcomes = SendTo(mail, {"a@example.org"});
    CHECK(outcomes[0].kind == Kind::kTryAgain);
    CHECK(outcomes[0].reason == "553 5.1.8 sender not accepted");
  }
  SECTION("there is no usable sender or server") {
    alerts::MailSettings mail = SettingsFor(1);
    mail.from = "lodewatch";
    CHECK(SendTo(mail, {"a@example.org"})[0].reason == "not a sender's address: lodewatch");
    mail.host.clear();
    CHECK(SendTo(mail, {"a@example.org"})[0].reason == "no SMTP server is configured");
  }
}

TEST_CASE("TLS is required where it is asked for, and so is a trusted certificate",
          "[alerts][smtp][tls]") {
  const alerts_test::TemporaryFolder folder;
  const alerts_test::Certificate own = alerts_test::MakeCertificate(folder.path());
  const std::vector<std::string> with_key = {"--certificate", own.certificate.string(), "--key",
                                             own.key.string()};
  SECTION("STARTTLS") {
    const SmtpPartner partner(with_key);
    alerts::MailSettings mail = SettingsFor(partner.port());
    mail.tls = Tls::kStarttls;
    mail.ca_file = own.certificate;
    const auto outcomes = SendTo(mail, {"a@example.org", "b@example.org"});
    CHECK(outcomes[0].reason.empty());
    CHECK(outcomes[0].kind == Kind::kSent);
    CHECK(outcomes[1].kind == Kind::kSent);
    CHECK(partner.TakenCount() == 2);
    CHECK(partner.Logged("connection") == 1);
    CHECK(partner.Logged("EHLO under TLS") == 1);
  }
  SECTION("TLS from the first byte") {
    std::vector<std::string> options = with_key;
    options.emplace_back("--implicit");
    const SmtpPartner partner(options);
    alerts::MailSettings mail = SettingsFor(partner.port());
    mail.tls = Tls::kTls;
    mail.ca_file = own.certificate;
    CHECK(SendTo(mail, {"a@example.org"})[0].reason.empty());
    CHECK(partner.TakenCount() == 1);
    CHECK(partner.Logged("EHLO in clear") == 0);
  }
  SECTION("a certificate that nobody vouches for") {
    const SmtpPartner partner(with_key);
    alerts::MailSettings mail = SettingsFor(partner.port());
    mail.tls = Tls::kStarttls;
    const auto outcomes = SendTo(mail, {"a@example.org", "b@example.org"});
    CHECK(outcomes[0].kind == Kind::kTryAgain);
    CHECK(outcomes[0].reason.find("certificate") != std::string::npos);
    CHECK(outcomes[1].kind == Kind::kTryAgain);
    CHECK(partner.TakenCount() == 0);
  }
  SECTION("a server without STARTTLS gets nothing") {
    const SmtpPartner partner;
    alerts::MailSettings mail = SettingsFor(partner.port());
    mail.tls = Tls::kStarttls;
    mail.user = "lodewatch";
    mail.password = "secret";
    const auto outcomes = SendTo(mail, {"a@example.org"});
    CHECK(outcomes[0].kind == Kind::kTryAgain);
    CHECK(outcomes[0].reason.find("STARTTLS") != std::string::npos);
    CHECK(partner.TakenCount() == 0);
  }
  SECTION("a ca_file that is not there") {
    const SmtpPartner partner(with_key);
    alerts::MailSettings mail = SettingsFor(partner.port());
    mail.tls = Tls::kStarttls;
    mail.ca_file = folder.path() / "missing.pem";
    const auto outcomes = SendTo(mail, {"a@example.org"});
    CHECK(outcomes[0].kind == Kind::kTryAgain);
    CHECK(outcomes[0].reason.find(mail.ca_file.string()) != std::string::npos);
  }
}

TEST_CASE("A login is used where it is configured", "[alerts][smtp][tls]") {
  const alerts_test::TemporaryFolder folder;
  const alerts_test::Certificate own = alerts_test::MakeCertificate(folder.path());
  const SmtpPartner partner({"--certificate", own.certificate.string(), "--key", own.key.string(),
                             "--user", "lodewatch", "--password", "s3cret pass"});
  alerts::MailSettings mail = SettingsFor(partner.port());
  mail.tls = Tls::kStarttls;
  mail.ca_file = own.certificate;
  SECTION("right") {
    mail.user = "lodewatch";
    mail.password = "s3cret pass";
    CHECK(SendTo(mail, {"a@example.org"})[0].reason.empty());
    CHECK(partner.TakenCount() == 1);
    CHECK(partner.Logged("login accepted") == 1);
  }
  SECTION("wrong: the set-up is at fault, not the recipient; and it is tried once only") {
    mail.user = "lodewatch";
    mail.password = "guess";
    const auto outcomes = SendTo(mail, {"a@example.org", "b@example.org"});
    CHECK(outcomes[0].kind == Kind::kTryAgain);
    CAPTURE(outcomes[0].reason);
    CHECK(outcomes[0].reason.starts_with("535 "));
    CHECK(outcomes[1].kind == Kind::kTryAgain);
    CHECK(partner.TakenCount() == 0);
    CHECK(partner.Logged("connection") == 1);
  }
  SECTION("missing") {
    const auto outcomes = SendTo(mail, {"a@example.org"});
    CHECK(outcomes[0].kind == Kind::kTryAgain);
    CHECK(outcomes[0].reason.starts_with("530 "));
  }
}
