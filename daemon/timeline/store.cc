#include "daemon/timeline/store.h"

#include <map>
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
  return Store(std::move(connection));
}

Store Store::OpenReadOnly(const std::filesystem::path& path) {
  auto connection = std::make_unique<Connection>(Connection{Database(path, OpenMode::kReadOnly)});
  RequireCurrent(connection->database);
  return Store(std::move(connection));
}

std::vector<std::size_t> Store::NewAmong(const std::string& source_id,
                                         std::span<const feeds::Document> documents) const {
  std::map<std::string, int> times;
  for (const feeds::Document& document : documents)
    ++times[document.guid];
  std::vector<std::size_t> fresh;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const auto among = times[documents[i].guid] > 1 ? Versions::kAny : Versions::kLatest;
    if (!IsKnown(connection_->database, source_id, documents[i], among))
      fresh.push_back(i);
  }
  return fresh;
}

void Store::Ping() const {
  Query(connection_->database, "SELECT count(*) FROM (SELECT 1 FROM entry LIMIT 1)").Run();
}

}  // namespace timeline
