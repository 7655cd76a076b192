#include "daemon/alerts/mime.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

TEST_CASE("OneLine leaves nothing that ends a line or misleads the eye", "[alerts][mime]") {
  struct Case {
    std::string text;
    std::string line;
  };
  const Case cases[] = {
      {"plain", "plain"},
      {"", ""},
      {"  two\t words \n", "two words"},
      {"Subject\r\nBcc: spy@example.org", "Subject Bcc: spy@example.org"},
      {std::string("nul\0byte", 8), "nul byte"},
      {"next\xC2\x85line", "next line"},
      {"line\xE2\x80\xA8separator", "line separator"},
      {"no\xC2\xA0"
       "break",
       "no break"},
      {"稀土 出口", "稀土 出口"},
      {"right\xE2\x80\xAEtfel", "righttfel"},
      {"broken \xFF byte", "broken \xEF\xBF\xBD byte"},
      {"cut \xE7\xA8", "cut \xEF\xBF\xBD\xEF\xBF\xBD"},
      {"overlong \xC0\xAF", "overlong \xEF\xBF\xBD\xEF\xBF\xBD"},
      {"surrogate \xED\xA0\x80", "surrogate \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"🧲", "🧲"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(alerts::OneLine(c.text) == c.line);
  }
}

TEST_CASE("Clipped cuts between characters and says so", "[alerts][mime]") {
  CHECK(alerts::Clipped("short", 5) == "short");
  CHECK(alerts::Clipped("longer", 5) == "longe…");
  CHECK(alerts::Clipped("稀土出口", 7) == "稀土…");
  CHECK(alerts::Clipped("稀", 1) == "…");
}

TEST_CASE("ParseMailbox takes an address with and without a name", "[alerts][mime]") {
  struct Case {
    std::string text;
    std::string name;
    std::string address;
  };
  const Case cases[] = {
      {"desk@example.org", "", "desk@example.org"},
      {"<desk@example.org>", "", "desk@example.org"},
      {"Metals Desk <desk@example.org>", "Metals Desk", "desk@example.org"},
      {"\"Desk, Metals\" <desk@example.org>", "Desk, Metals", "desk@example.org"},
      {"desk@example.org\r\nBcc: spy@example.org", "", "desk@example.org Bcc: spy@example.org"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const alerts::Mailbox mailbox = alerts::ParseMailbox(c.text);
    CHECK(mailbox.name == c.name);
    CHECK(mailbox.address == c.address);
  }
}

TEST_CASE("IsMailable lets only addresses into SMTP commands", "[alerts][mime]") {
  for (const char* good : {"a@b", "desk@example.org", "first.last+tag@mail.example.org"}) {
    CAPTURE(good);
    CHECK(alerts::IsMailable(good));
  }
  for (const char* bad : {"", "desk", "@example.org", "desk@", "two words@example.org",
                          "desk@example.org>\r\nRCPT TO:<spy@example.org", "<desk@example.org>",
                          "稀土@example.org"}) {
    CAPTURE(bad);
    CHECK_FALSE(alerts::IsMailable(bad));
  }
}

TEST_CASE("TextField folds and encodes what a header cannot hold", "[alerts][mime]") {
  struct Case {
    std::string text;
    std::string field;
  };
  const Case cases[] = {
      {"export swing", "X: export swing\r\n"},
      {"", "X:\r\n"},
      {"a\r\nBcc: spy@example.org", "X: a Bcc: spy@example.org\r\n"},
      {"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
       "X: one two three four five six seven eight nine ten eleven twelve thirteen\r\n"
       " fourteen fifteen\r\n"},
      {"CN 稀土 exports", "X: CN =?UTF-8?B?56iA5Zyf?= exports\r\n"},
      {"出口 of 稀土", "X: =?UTF-8?B?5Ye65Y+jIG9mIOeogOWcnw==?=\r\n"},
      {"looks =?like?= one", "X: looks =?UTF-8?B?PT9saWtlPz0=?= one\r\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(alerts::TextField("X", c.text) == c.field);
  }
}

TEST_CASE("No header line is longer than 76 bytes, whatever the text", "[alerts][mime]") {
  for (const std::string& text :
       {std::string(3000, 'x'), std::string("稀土出口量") + std::string(500, 'y'),
        "长" + std::string(200, ' ') + "标题"}) {
    std::string field = alerts::TextField("Subject", text);
    while (!field.empty()) {
      const std::size_t end = field.find("\r\n");
      REQUIRE(end != std::string::npos);
      CHECK(end <= 76);
      field.erase(0, end + 2);
    }
  }
}

TEST_CASE("MailboxField quotes names and lists every recipient", "[alerts][mime]") {
  struct Case {
    std::vector<std::string> mailboxes;
    std::string field;
  };
  const Case cases[] = {
      {{"a@example.org"}, "To: a@example.org\r\n"},
      {{"a@example.org", "b@example.org"}, "To: a@example.org, b@example.org\r\n"},
      {{"Desk, Metals <a@example.org>"}, "To: \"Desk, Metals\" <a@example.org>\r\n"},
      {{"The \"desk\" <a@example.org>"}, "To: \"The \\\"desk\\\"\" <a@example.org>\r\n"},
      {{"金属组 <a@example.org>"}, "To: =?UTF-8?B?6YeR5bGe57uE?= <a@example.org>\r\n"},
      {{"a@example.org\r\nBcc: spy@example.org"}, "To: a@example.org Bcc: spy@example.org\r\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.field);
    CHECK(alerts::MailboxField("To", c.mailboxes) == c.field);
  }
}

TEST_CASE("DateField is RFC 5322 in UTC", "[alerts][mime]") {
  const std::chrono::seconds clock(9 * 3600 + 5 * 60 + 3);
  CHECK(alerts::DateField(std::chrono::sys_days(std::chrono::year(2025) / 7 / 18) + clock) ==
        "Date: Fri, 18 Jul 2025 09:05:03 +0000\r\n");
  CHECK(alerts::DateField(std::chrono::sys_seconds()) ==
        "Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n");
}

TEST_CASE("TextPart takes the shorter encoding", "[alerts][mime]") {
  struct Case {
    std::string text;
    std::string part;
  };
  const std::string quoted = "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
  const std::string base64 = "Content-Transfer-Encoding: base64\r\n\r\n";
  const Case cases[] = {
      {"one\ntwo\n", quoted + "one\r\ntwo\r\n"},
      {"a=b, »x« and some plain words\n", quoted + "a=3Db, =C2=BBx=C2=AB and some plain words\r\n"},
      {"trailing \nFrom here\n", quoted + "trailing=20\r\n=46rom here\r\n"},
      {"bare\rreturn\n", quoted + "bare=0Dreturn\r\n"},
      {std::string(80, 'a') + "\n",
       quoted + std::string(75, 'a') + "=\r\n" + std::string(5, 'a') + "\r\n"},
      {"出口稀土\n", base64 + "5Ye65Y+j56iA5ZyfDQo=\r\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(alerts::TextPart("text/plain", c.text) ==
          "Content-Type: text/plain; charset=utf-8\r\n" + c.part);
  }
}

TEST_CASE("Fingerprint is FNV-1a", "[alerts][mime]") {
  // From the authors' table of test vectors (http://www.isthe.com/chongo/tech/comp/fnv/).
  CHECK(alerts::Fingerprint("") == "cbf29ce484222325");
  CHECK(alerts::Fingerprint("a") == "af63dc4c8601ec8c");
  CHECK(alerts::Fingerprint("foobar") == "85944171f73967e8");
}
