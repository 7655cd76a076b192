#include <cstdlib>
#include <fstream>
#include <set>

#include "daemon/alerts/alert.h"
#include "tests/alerts/partner.h"
#include "tests/alerts/samples.h"
#include "tests/support/catch.h"

using alerts_test::AlertNamed;
using alerts_test::ChineseTonnage;
using alerts_test::Crackdown;
using alerts_test::DifferingClaim;
using alerts_test::MaildirSettings;
using alerts_test::MondayMorning;
using alerts_test::Swing;
using timeline::EntryRow;

namespace {

timeline::Message ComposeOf(const std::string& alert, const std::vector<EntryRow>& entries) {
  return alerts::Compose(AlertNamed(alert), entries, MaildirSettings(), MondayMorning());
}

void CheckGolden(const std::string& name, const std::string& mime) {
  const std::filesystem::path file = std::filesystem::path(TEST_DATA_DIR) / "alerts" / name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(file, std::ios::binary) << mime;
  }
  CAPTURE(name);
  CHECK(mime == alerts_test::ReadFile(file));
}

std::string HeaderOf(const timeline::Message& message) {
  return message.mime.substr(0, message.mime.find("\r\n\r\n") + 2);
}

std::vector<std::string> LinesOf(std::string text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find("\r\n");
    lines.push_back(text.substr(0, end));
    text.erase(0, end == std::string::npos ? text.size() : end + 2);
  }
  return lines;
}

}  // namespace

TEST_CASE("Compose writes the mails of the story", "[alerts][digest][golden]") {
  CheckGolden("swing.eml", ComposeOf("export swing", {Swing()}).mime);
  CheckGolden("claim-differs.eml", ComposeOf("claim differs", {DifferingClaim()}).mime);
  CheckGolden("crackdown.eml", ComposeOf("crackdown", {Crackdown()}).mime);
  CheckGolden("chinese.eml", ComposeOf("稀土出口", {ChineseTonnage()}).mime);
  CheckGolden("several.eml",
              ComposeOf("rare earths", {ChineseTonnage(), Swing(), DifferingClaim()}).mime);
}

TEST_CASE("Compose says the news first in the subject", "[alerts][digest]") {
  CHECK(ComposeOf("export swing", {Swing()}).subject ==
        "CN export rare-earths 2025-06: +60.3 % yoy [export swing]");
  CHECK(ComposeOf("claim differs", {DifferingClaim()}).subject ==
        "CN export rare-earths 2025-06: +30.8 % mom claimed, series says +32.0 % [claim differs]");
  CHECK(
      ComposeOf("crackdown", {Crackdown(), Swing(), ChineseTonnage(), DifferingClaim()}).subject ==
      "CN.MSS crackdown 2025-07-18, rare-earths (and 3 more) [crackdown]");
}

TEST_CASE("Compose fills in the message for the outbox", "[alerts][digest]") {
  const timeline::Message message = ComposeOf("export swing", {Swing(), Crackdown()});
  CHECK(message.alert == "export swing");
  CHECK(message.channel == "maildir");
  CHECK(message.recipients == AlertNamed("export swing").to);
  CHECK(message.entries == std::vector<timeline::EntryId>{7, 21});
  CHECK(HeaderOf(message).find("Message-ID: <" + message.message_id + ">\r\n") !=
        std::string::npos);

  alerts::MailSettings smtp = MaildirSettings();
  smtp.host = "mail.example.org";
  const std::vector<EntryRow> entries = {Swing()};
  CHECK(alerts::Compose(AlertNamed("a"), entries, smtp, MondayMorning()).channel == "smtp");
}

TEST_CASE("A recipient's name stands in the header and not in the envelope", "[alerts][digest]") {
  alerts::Alert alert = AlertNamed("export swing");
  alert.to = {"Metals Desk <metals-desk@example.org>", "ana@example.net"};
  const std::vector<EntryRow> entries = {Swing()};
  const timeline::Message message =
      alerts::Compose(alert, entries, MaildirSettings(), MondayMorning());
  CHECK(message.recipients ==
        std::vector<std::string>{"metals-desk@example.org", "ana@example.net"});
  CHECK(HeaderOf(message).find(
            "To: \"Metals Desk\" <metals-desk@example.org>, ana@example.net\r\n") !=
        std::string::npos);
}

TEST_CASE("A message is named by its alert and entries and by nothing else", "[alerts][digest]") {
  const std::vector<EntryRow> entries = {Swing()};
  const alerts::Alert alert = AlertNamed("export swing");
  const std::string id = ComposeOf("export swing", entries).message_id;
  CHECK(alerts::Compose(alert, entries, MaildirSettings(), MondayMorning() + std::chrono::hours(48))
            .message_id == id);
  CHECK(id.starts_with("lodewatch."));
  CHECK(id.ends_with("@example.org"));

  EntryRow same_id_in_another_database = Swing();
  same_id_in_another_database.value = 61.5;
  const std::set<std::string> ids = {
      id,
      ComposeOf("export swing 2", {Swing()}).message_id,
      ComposeOf("export-swing", {Swing()}).message_id,
      ComposeOf("稀土", {Swing()}).message_id,
      ComposeOf("出口", {Swing()}).message_id,
      ComposeOf("export swing", {DifferingClaim()}).message_id,
      ComposeOf("export swing", {Swing(), DifferingClaim()}).message_id,
      ComposeOf("export swing", {same_id_in_another_database}).message_id,
  };
  CHECK(ids.size() == 8);
}

namespace {

bool IsHarmlessLine(const std::string& line) {
  return !line.starts_with("Bcc") && line.size() <= 998 &&
         line.find_first_of("\r\n") == std::string::npos;
}

void CheckHarmless(const timeline::Message& message) {
  for (const std::string& line : LinesOf(message.mime)) {
    CAPTURE(line);
    CHECK(IsHarmlessLine(line));
  }
  const std::size_t html = message.mime.find("Content-Type: text/html");
  REQUIRE(html != std::string::npos);
  CHECK(message.mime.find("<script", html) == std::string::npos);
  CHECK(message.subject.find('\n') == std::string::npos);
}

}  // namespace

TEST_CASE("Nothing that a source or a config says can add a header", "[alerts][digest]") {
  const std::string attack = "x\r\nBcc: spy@example.org\r\n\r\n<script>alert(1)</script>";
  EntryRow entry = Swing();
  for (std::string* text :
       {&entry.subject, &entry.period, &entry.reporter, &entry.partner, &entry.basis, &entry.unit,
        &entry.source, &entry.title, &entry.url, &entry.published, &entry.sentence, &entry.quote,
        &entry.rule, &entry.flow, &entry.verdict, &entry.working, &entry.hint, &entry.series}) {
    *text = attack;
  }
  EntryRow event = entry;
  event.kind = "event";
  event.type = event.actor = event.target = event.date = event.mast = attack;
  alerts::Alert alert = AlertNamed(attack);
  alert.where = attack;
  alert.to = {attack, "a@example.org\nBcc: spy@example.org"};
  alerts::MailSettings mail = MaildirSettings();
  mail.from = "lodewatch@example.org\r\nBcc: spy@example.org";
  for (const EntryRow& row : {entry, event}) {
    const std::vector<EntryRow> rows = {row};
    CheckHarmless(alerts::Compose(alert, rows, mail, MondayMorning()));
  }
}

TEST_CASE("Only web addresses become links", "[alerts][digest]") {
  for (const char* good : {"http://a.example/", "HTTPS://a.example/?x=1"}) {
    EntryRow entry = Swing();
    entry.url = good;
    CAPTURE(good);
    CHECK(ComposeOf("a", {entry}).mime.find("<a href") != std::string::npos);
  }
  for (const char* bad : {"javascript:alert(1)", "file:///etc/passwd", "data:text/html,x",
                          "http:a.example", "https://a.example/two words", "a.example", ""}) {
    EntryRow entry = Swing();
    entry.url = bad;
    CAPTURE(bad);
    CHECK(ComposeOf("a", {entry}).mime.find("<a href") == std::string::npos);
  }
}

TEST_CASE("A message with very many entries stays readable", "[alerts][digest]") {
  std::vector<EntryRow> entries(5000, Swing());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    entries[i].id = static_cast<std::int64_t>(i + 1);
  }
  const timeline::Message message = ComposeOf("export swing", entries);
  CHECK(message.entries.size() == 5000);
  CHECK(message.mime.size() < 200'000);
  CHECK(message.mime.find("lodewatch explain 220)") != std::string::npos);
  CHECK(message.mime.find("lodewatch explain 221)") == std::string::npos);
  CHECK(message.mime.find("And 4780 more: see lodewatch timeline.") != std::string::npos);
}
