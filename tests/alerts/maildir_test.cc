#include "daemon/alerts/maildir.h"

#include <unistd.h>

#include "tests/alerts/partner.h"
#include "tests/alerts/samples.h"
#include "tests/support/catch.h"

using alerts::Outcome;
using alerts_test::DueFor;
using alerts_test::FilesIn;
using alerts_test::ReadFile;
using alerts_test::TemporaryFolder;
using alerts_test::TextsOf;
using Texts = std::vector<std::string>;

namespace {

std::vector<Outcome> Store(const std::filesystem::path& maildir,
                           const std::vector<timeline::Due>& due) {
  std::vector<const timeline::Due*> pointers;
  pointers.reserve(due.size());
  for (const timeline::Due& delivery : due) {
    pointers.push_back(&delivery);
  }
  return alerts::StoreInMaildir(maildir, pointers);
}

}  // namespace

TEST_CASE("A Maildir is made and gets a file for each recipient", "[alerts][maildir]") {
  const TemporaryFolder folder;
  const auto maildir = folder.path() / "state" / "mail";
  timeline::Due second = DueFor(1, "ana@example.net", "maildir");
  second.id = 2;  // the same message to somebody else
  const auto outcomes = Store(maildir, {DueFor(1, "desk@example.org", "maildir"), second});
  CHECK(TextsOf(outcomes) == Texts{"1 sent", "2 sent"});

  const auto files = FilesIn(maildir / "new");
  REQUIRE(files.size() == 2);
  CHECK(ReadFile(files[0]) ==
        "Delivered-To: desk@example.org\nSubject: message 1\n"
        "Message-ID: <lodewatch.test.1@example.org>\n\nfirst line\n.a line with a dot\n");
  CHECK(ReadFile(files[1]).starts_with("Delivered-To: ana@example.net\nSubject: message 1\n"));
  CHECK(FilesIn(maildir / "tmp").empty());
  CHECK(std::filesystem::is_directory(maildir / "cur"));
  CHECK(files[0].filename().string().find(':') == std::string::npos);
}

TEST_CASE("A delivery repeated after a crash is stored once", "[alerts][maildir]") {
  const TemporaryFolder folder;
  const std::vector<timeline::Due> due = {DueFor(1, "desk@example.org", "maildir")};
  REQUIRE(Store(folder.path(), due)[0].kind == Outcome::Kind::kSent);

  SECTION("still unread in new/") {
    CHECK(Store(folder.path(), due)[0].kind == Outcome::Kind::kSent);
    CHECK(FilesIn(folder.path() / "new").size() == 1);
  }
  SECTION("read and flagged in cur/") {
    const auto unread = FilesIn(folder.path() / "new").at(0);
    std::filesystem::rename(unread, folder.path() / "cur" / (unread.filename().string() + ":2,S"));
    CHECK(Store(folder.path(), due)[0].kind == Outcome::Kind::kSent);
    CHECK(FilesIn(folder.path() / "new").empty());
    CHECK(FilesIn(folder.path() / "cur").size() == 1);
  }
  SECTION("another message with the same delivery id, from a new database, is stored") {
    timeline::Due other = due[0];
    other.message_id = "lodewatch.other@example.org";
    CHECK(Store(folder.path(), {other})[0].kind == Outcome::Kind::kSent);
    CHECK(FilesIn(folder.path() / "new").size() == 2);
  }
}

TEST_CASE("A recipient cannot add a header to the stored file", "[alerts][maildir]") {
  const TemporaryFolder folder;
  Store(folder.path(), {DueFor(1, "desk@example.org\r\nX-Evil: yes", "maildir")});
  CHECK(ReadFile(FilesIn(folder.path() / "new").at(0))
            .starts_with("Delivered-To: desk@example.org X-Evil: yes\nSubject: message 1\n"));
}

TEST_CASE("What the disk refuses is tried again and says where", "[alerts][maildir]") {
  const TemporaryFolder folder;
  const std::vector<timeline::Due> due = {DueFor(1, "a@example.org", "maildir"),
                                          DueFor(2, "b@example.org", "maildir")};
  SECTION("a file stands where the Maildir should be") {
    REQUIRE(alerts_test::Run({"touch", (folder.path() / "mail").string()}) == 0);
    const std::string reason = (folder.path() / "mail" / "cur").string() + ": Not a directory";
    CHECK(TextsOf(Store(folder.path() / "mail", due)) ==
          Texts{"1 again: " + reason, "2 again: " + reason});
  }
  SECTION("tmp/ has gone bad") {
    Store(folder.path(), {});
    std::filesystem::remove(folder.path() / "tmp");
    std::filesystem::create_symlink("/nowhere/at/all", folder.path() / "tmp");
    const auto outcomes = Store(folder.path(), due);
    CHECK(outcomes.at(0).kind == Outcome::Kind::kTryAgain);
    CHECK(outcomes.at(0).reason.starts_with((folder.path() / "tmp").string()));
    CHECK(outcomes.at(1).kind == Outcome::Kind::kTryAgain);
  }
  SECTION("no Maildir is configured") {
    CHECK(TextsOf(Store("", due)) ==
          Texts{"1 again: no Maildir is configured", "2 again: no Maildir is configured"});
  }
}

TEST_CASE("A full disk leaves no half message behind", "[alerts][maildir]") {
  // /dev/full answers every write with "No space left on device".
  const TemporaryFolder folder;
  Store(folder.path(), {});
  timeline::Due due = DueFor(1, "a@example.org", "maildir");
  Store(folder.path(), {due});
  const auto stored = FilesIn(folder.path() / "new").at(0);
  const auto temporary =
      folder.path() / "tmp" / (stored.filename().string() + "." + std::to_string(getpid()));
  std::filesystem::remove(stored);
  std::filesystem::create_symlink("/dev/full", temporary);
  CHECK(TextsOf(Store(folder.path(), {due})) ==
        Texts{"1 again: " + temporary.string() + ": No space left on device"});
  CHECK(FilesIn(folder.path() / "new").empty());
  CHECK(FilesIn(folder.path() / "tmp").empty());
}
