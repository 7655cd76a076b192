#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::At;
using timeline::Store;
using timeline::Transaction;

constexpr int kSteps = 7;

[[noreturn]] void Die() {
  kill(getpid(), SIGKILL);
  _exit(1);
}

// One poll from opening to commit; the process is killed after step `last` of it.
void PollAndDieAfter(int last, const std::filesystem::path& path) {
  int step = 0;
  const auto done = [&] {
    if (++step == last)
      Die();
  };
  Store store = Store::Open(path);
  Transaction transaction(store, At("2025-07-14T10:00:00Z"));
  const std::vector<timeline::ReadDocument> news{
      make::News("a", "2025-07-14", {make::Quantity({7742, 0.5}, "2025-06")})};
  const std::vector<timeline::ReadDocument> release{make::JuneRelease()};
  done();
  transaction.Add(make::Source("wire"), make::Page("news"), news);
  done();
  transaction.Add(make::Source("wire"), make::Page("release"), release);
  done();
  const auto touched = transaction.Judge();
  done();
  timeline::Message message;
  message.alert = "swing";
  message.message_id = "one@example.org";
  message.channel = "maildir";
  message.recipients = {"desk@example.org"};
  message.entries = touched;
  transaction.Queue(message);
  done();
  transaction.RecordSuccess(make::Source("wire"), {.validators = {"\"etag\"", ""},
                                                   .next_poll_at = At("2025-07-14T10:15:00Z")});
  done();
  transaction.Commit();
  done();
}

void RunAndKill(int last, const std::filesystem::path& path) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    PollAndDieAfter(last, path);
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(WTERMSIG(status) == SIGKILL);
}

std::vector<std::string> StateOf(const std::filesystem::path& path) {
  return make::Ask(path,
                   "SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM document), "
                   "(SELECT count(*) FROM timeline), (SELECT count(*) FROM observations), "
                   "(SELECT count(*) FROM claims), (SELECT count(*) FROM deliveries), "
                   "(SELECT count(*) FROM message_entry), (SELECT count(*) FROM sources)");
}

constexpr const char* kAll = "2|2|6|6|1|1|6|1";
constexpr const char* kNothing = "0|0|0|0|0|0|0|0";

void CheckAfterKill(int last, const std::filesystem::path& path) {
  CAPTURE(last);
  const bool is_committed = last == kSteps;
  const Store store = Store::Open(path);
  CHECK(make::Ask(path, "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
  CHECK(StateOf(path) == std::vector<std::string>{is_committed ? kAll : kNothing});
  CHECK(store.StateOf("wire").validators.etag == (is_committed ? "\"etag\"" : ""));
  CHECK(store.DueDeliveries(At("2025-07-15"), 9).size() == (is_committed ? 1 : 0));
}

}  // namespace

TEST_CASE("A poll that is killed after any step is on the timeline whole or not at all",
          "[timeline][crash]") {
  for (int last = 1; last <= kSteps; ++last) {
    make::TempDir dir;
    { const Store store = Store::Open(dir / "t.db"); }
    RunAndKill(last, dir / "t.db");
    CheckAfterKill(last, dir / "t.db");
    // The fetch is made again, and then all is there once.
    RunAndKill(kSteps, dir / "t.db");
    CHECK(StateOf(dir / "t.db") == std::vector<std::string>{kAll});
  }
}

TEST_CASE("A file that was being made when the process was killed is made again",
          "[timeline][crash]") {
  make::TempDir dir;
  RunAndKill(1, dir / "t.db");
  CHECK(Store::Open(dir / "t.db").Timeline({}).rows.empty());
}
