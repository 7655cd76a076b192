#include "daemon/writer_lock.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "daemon/timeline/store.h"
#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace {

std::string ReasonOf(const std::filesystem::path& database) {
  try {
    const lodewatch::WriterLock lock(database);
    return "";
  } catch (const timeline::StoreError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("One process writes a timeline at a time", "[daemon][writer_lock]") {
  const TemporaryFolder folder;
  const std::filesystem::path database = folder.path() / "new" / "lodewatch.db";
  {
    const lodewatch::WriterLock held(database);
    CHECK(ReasonOf(database) == database.string() + ": another lodewatch is polling into it");
    CHECK(ReasonOf(folder.path() / "other.db").empty());
  }
  CHECK(ReasonOf(database).empty());
}

TEST_CASE("A lock that cannot be made is named with its reason", "[daemon][writer_lock]") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "no folder";
  CHECK(ReasonOf(folder.path() / "file" / "lodewatch.db") ==
        (folder.path() / "file" / "lodewatch.db").string() +
            ": cannot make its lock: Not a directory");
}
