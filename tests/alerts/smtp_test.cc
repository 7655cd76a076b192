#include "daemon/alerts/smtp.h"

#include "tests/alerts/partner.h"
#include "tests/alerts/samples.h"
#include "tests/support/catch.h"

using alerts::Tls;
using alerts_test::Certificate;
using alerts_test::DueFor;
using alerts_test::SmtpPartner;
using alerts_test::TemporaryFolder;
using alerts_test::TextsOf;
using Texts = std::vector<std::string>;

namespace {

alerts::MailSettings SettingsFor(int port) {
  alerts::MailSettings mail = alerts_test::MaildirSettings();
  mail.host = "127.0.0.1";
  mail.port = port;
  mail.tls = Tls::kNone;
  mail.timeout = std::chrono::seconds(20);
  return mail;
}

// A server with STARTTLS and a certificate of its own that the settings trust.
alerts::MailSettings TrustingSettingsFor(int port, const Certificate& certificate) {
  alerts::MailSettings mail = SettingsFor(port);
  mail.tls = Tls::kStarttls;
  mail.ca_file = certificate.certificate;
  return mail;
}

std::vector<std::string> TlsOptions(const Certificate& certificate,
                                    const std::vector<std::string>& more = {}) {
  std::vector<std::string> options = {"--certificate", certificate.certificate.string(), "--key",
                                      certificate.key.string()};
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

// Sends message N to the N-th recipient; the outcomes as text.
Texts SendTo(const alerts::MailSettings& mail, const std::vector<std::string>& recipients) {
  std::vector<timeline::Due> due;
  due.reserve(recipients.size());
  std::vector<const timeline::Due*> pointers;
  pointers.reserve(recipients.size());
  for (const std::string& recipient : recipients) {
    due.push_back(DueFor(static_cast<timeline::DeliveryId>(due.size()) + 1, recipient, "smtp"));
    pointers.push_back(&due.back());
  }
  return TextsOf(alerts::SendBySmtp(mail, pointers));
}

std::string At(int port) {
  return " (127.0.0.1:" + std::to_string(port) + ")";
}

bool Says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("A server gets the message as it is, one transaction each over one connection",
          "[alerts][smtp]") {
  const SmtpPartner partner;
  CHECK(SendTo(SettingsFor(partner.port()), {"a@example.org", "b@example.org", "c@example.org"}) ==
        Texts{"1 sent", "2 sent", "3 sent"});
  CHECK(partner.TakenCount() == 3);
  CHECK(partner.Taken(1) ==
        "sender: lodewatch@example.org\nrecipient: a@example.org\n\n" + DueFor(1, "", "").mime);
  CHECK(partner.Taken(3) ==
        "sender: lodewatch@example.org\nrecipient: c@example.org\n\n" + DueFor(3, "", "").mime);
  CHECK(partner.Logged("connection") == 1);
}

TEST_CASE("A refused recipient holds up no other", "[alerts][smtp]") {
  const SmtpPartner partner;
  CHECK(SendTo(SettingsFor(partner.port()),
               {"a@example.org", "refused@example.org", "full@example.org", "b@example.org",
                "busy@example.org", "badmail@example.org", "stop@example.org", "no address",
                "x@example.org>\r\nRCPT TO:<spy@example.org", "c@example.org"}) ==
        Texts{"1 sent", "2 refused: 550 5.1.1 no such user", "3 again: 452 4.2.2 mailbox full",
              "4 sent", "5 again: 451 4.3.2 come back 4.3.2 later",
              "6 refused: 554 5.6.0 this message is not wanted", "7 again: 421 4.3.0 going down",
              "8 refused: not an address: no address",
              "9 refused: not an address: x@example.org> RCPT TO:<spy@example.org", "10 sent"});
  CHECK(partner.TakenCount() == 3);
}

TEST_CASE("A server that hangs up within a transaction holds up no other", "[alerts][smtp]") {
  const SmtpPartner partner;
  const Texts outcomes =
      SendTo(SettingsFor(partner.port()), {"a@example.org", "hangup@example.org", "b@example.org"});
  CHECK(outcomes.at(0) == "1 sent");
  CHECK(outcomes.at(1).starts_with("2 again: "));
  CHECK(outcomes.at(1).ends_with(At(partner.port())));
  CHECK(outcomes.at(2) == "3 sent");
  CHECK(partner.TakenCount() == 2);
}

TEST_CASE("A server that ends a connection after each message gets a new one", "[alerts][smtp]") {
  const SmtpPartner partner({"--messages-a-connection", "1"});
  CHECK(SendTo(SettingsFor(partner.port()), {"a@example.org", "b@example.org", "c@example.org"}) ==
        Texts{"1 sent", "2 sent", "3 sent"});
  CHECK(partner.TakenCount() == 3);
  CHECK(partner.Logged("connection") == 3);
}

TEST_CASE("One slow recipient holds up no other, two end the batch", "[alerts][smtp]") {
  const SmtpPartner partner;
  alerts::MailSettings mail = SettingsFor(partner.port());
  mail.timeout = std::chrono::seconds(3);
  const Texts outcomes =
      SendTo(mail, {"slow@example.org", "a@example.org", "slow@example.net", "b@example.org"});
  CHECK(outcomes.at(0).starts_with("1 again: "));
  CHECK(outcomes.at(1) == "2 sent");
  CHECK(outcomes.at(2).starts_with("3 again: "));
  CHECK(outcomes.at(3) == "4" + outcomes.at(2).substr(1));
  CHECK(partner.TakenCount() == 1);
}

TEST_CASE("A server that cannot be reached is asked once and the rest is tried again",
          "[alerts][smtp]") {
  const int port = SmtpPartner().port();  // free again: nobody listens
  CHECK(SendTo(SettingsFor(port), {"a@example.org", "b@example.org"}) ==
        Texts{"1 again: Connection refused" + At(port), "2 again: Connection refused" + At(port)});
}

TEST_CASE("What the server says to us all is no refusal of a recipient", "[alerts][smtp]") {
  SECTION("it wants nobody") {
    const SmtpPartner partner({"--behaviour", "refuse"});
    const std::string reason = " again: 554 5.3.2 not today" + At(partner.port());
    CHECK(SendTo(SettingsFor(partner.port()), {"a@example.org", "b@example.org"}) ==
          Texts{"1" + reason, "2" + reason});
  }
  SECTION("it hangs up before the greeting") {
    const SmtpPartner partner({"--behaviour", "hang-up"});
    const Texts outcomes = SendTo(SettingsFor(partner.port()), {"a@example.org", "b@example.org"});
    CHECK(outcomes.at(0).starts_with("1 again: "));
    CHECK(outcomes.at(0).ends_with(At(partner.port())));
    CHECK(outcomes.at(1) == "2" + outcomes.at(0).substr(1));
  }
  SECTION("it does not like the sender") {
    const SmtpPartner partner;
    alerts::MailSettings mail = SettingsFor(partner.port());
    mail.from = "nobody@example.org";
    CHECK(SendTo(mail, {"a@example.org"}) == Texts{"1 again: 553 5.1.8 sender not accepted"});
  }
}

TEST_CASE("Without a sender or a server nothing is tried", "[alerts][smtp]") {
  alerts::MailSettings mail = SettingsFor(1);
  mail.from = "lodewatch";
  CHECK(SendTo(mail, {"a@example.org"}) == Texts{"1 again: not a sender's address: lodewatch"});
  mail.host.clear();
  CHECK(SendTo(mail, {"a@example.org"}) == Texts{"1 again: no SMTP server is configured"});
}

TEST_CASE("Mail goes under STARTTLS, over one connection", "[alerts][smtp][tls]") {
  const TemporaryFolder folder;
  const Certificate own = alerts_test::MakeCertificate(folder.path());
  const SmtpPartner partner(TlsOptions(own));
  CHECK(SendTo(TrustingSettingsFor(partner.port(), own), {"a@example.org", "b@example.org"}) ==
        Texts{"1 sent", "2 sent"});
  CHECK(partner.TakenCount() == 2);
  CHECK(partner.Logged("connection") == 1);
  CHECK(partner.Logged("EHLO under TLS") == 1);
}

TEST_CASE("Mail goes under TLS from the first byte", "[alerts][smtp][tls]") {
  const TemporaryFolder folder;
  const Certificate own = alerts_test::MakeCertificate(folder.path());
  const SmtpPartner partner(TlsOptions(own, {"--implicit"}));
  alerts::MailSettings mail = TrustingSettingsFor(partner.port(), own);
  mail.tls = Tls::kTls;
  CHECK(SendTo(mail, {"a@example.org"}) == Texts{"1 sent"});
  CHECK(partner.TakenCount() == 1);
  CHECK(partner.Logged("EHLO in clear") == 0);
}

TEST_CASE("A server whose certificate nobody vouches for gets nothing", "[alerts][smtp][tls]") {
  const TemporaryFolder folder;
  const Certificate own = alerts_test::MakeCertificate(folder.path());
  const SmtpPartner partner(TlsOptions(own));
  alerts::MailSettings mail = TrustingSettingsFor(partner.port(), own);
  SECTION("the system's authorities do not know it") {
    mail.ca_file.clear();
    const Texts outcomes = SendTo(mail, {"a@example.org", "b@example.org"});
    CHECK(outcomes.at(0).starts_with("1 again: "));
    CHECK(Says(outcomes.at(0), "certificate"));
    CHECK(outcomes.at(1) == "2" + outcomes.at(0).substr(1));
  }
  SECTION("the ca_file is not there") {
    mail.ca_file = folder.path() / "missing.pem";
    const Texts outcomes = SendTo(mail, {"a@example.org"});
    CHECK(outcomes.at(0).starts_with("1 again: "));
    CHECK(Says(outcomes.at(0), mail.ca_file.string()));
  }
  CHECK(partner.TakenCount() == 0);
}

TEST_CASE("A server without STARTTLS gets neither mail nor password", "[alerts][smtp][tls]") {
  const SmtpPartner partner({"--user", "lodewatch", "--password", "secret"});
  alerts::MailSettings mail = SettingsFor(partner.port());
  mail.tls = Tls::kStarttls;
  mail.user = "lodewatch";
  mail.password = "secret";
  const Texts outcomes = SendTo(mail, {"a@example.org"});
  CHECK(outcomes.at(0).starts_with("1 again: "));
  CHECK(Says(outcomes.at(0), "STARTTLS"));
  CHECK(partner.TakenCount() == 0);
  CHECK(partner.Logged("login accepted") == 0);
}

TEST_CASE("A login is used where it is configured", "[alerts][smtp][tls]") {
  const TemporaryFolder folder;
  const Certificate own = alerts_test::MakeCertificate(folder.path());
  const SmtpPartner partner(TlsOptions(own, {"--user", "lodewatch", "--password", "s3cret pass"}));
  alerts::MailSettings mail = TrustingSettingsFor(partner.port(), own);
  SECTION("right") {
    mail.user = "lodewatch";
    mail.password = "s3cret pass";
    CHECK(SendTo(mail, {"a@example.org"}) == Texts{"1 sent"});
    CHECK(partner.Logged("login accepted") == 1);
  }
  SECTION("wrong: the set-up is at fault, not the recipient; and it is tried once only") {
    mail.user = "lodewatch";
    mail.password = "guess";
    const Texts outcomes = SendTo(mail, {"a@example.org", "b@example.org"});
    CHECK(outcomes.at(0).starts_with("1 again: 535 "));
    CHECK(outcomes.at(1) == "2" + outcomes.at(0).substr(1));
    CHECK(partner.Logged("connection") == 1);
  }
  SECTION("missing") {
    CHECK(SendTo(mail, {"a@example.org"}).at(0).starts_with("1 again: 530 "));
    CHECK(partner.TakenCount() == 0);
  }
}
