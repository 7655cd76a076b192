#include "daemon/timeline/store.h"

#include <sqlite3.h>

#include <utility>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/migrations.h"

namespace timeline {

Store::Store(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::Open(const std::filesystem::path& path) {
  auto connection = std::make_unique<Connection>(Connection{Database(path, OpenMode::kCreate)});
  Database& database = connection->database;
  Migrate(database, path);
  // A mail that was sent and an ETag that was used must survive a loss of power.
  database.UseDurableLog();
  database.Execute("PRAGMA foreign_keys = ON");
  database.Execute("PRAGMA temp_store = MEMORY");
  // KiB. A transaction whose pages do not fit is written twice.
  database.Execute("PRAGMA cache_size = -20480");
  return Store(std::move(connection));
}

Store Store::OpenReadOnly(const std::filesystem::path& path) {
  auto connection = std::make_unique<Connection>(Connection{Database(path, OpenMode::kReadOnly)});
  RequireCurrent(connection->database);
  return Store(std::move(connection));
}

void Store::Ping() const {
  Query(connection_->database, "SELECT count(*) FROM (SELECT 1 FROM entry LIMIT 1)").Run();
}

void Store::FreeMemory() {
  sqlite3_db_release_memory(connection_->database.handle());
}

}  // namespace timeline
