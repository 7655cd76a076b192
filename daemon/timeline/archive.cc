#include "daemon/timeline/connection.h"

namespace timeline {
namespace {

bool HasBody(Database& database, const std::string& sha256) {
  return Query(database, "SELECT 1 FROM body WHERE sha256 = ?1", sha256).Step();
}

}  // namespace

std::int64_t ArchivePage(const Writing& writing, const std::string& source,
                         const PreparedPage& page) {
  Database& database = writing.database;
  if (!HasBody(database, page.sha256)) {
    Query(database, "INSERT INTO body (sha256, size, zstd) VALUES (?1, ?2, ?3)", page.sha256,
          page.size, Blob{page.zstd})
        .Run();
  }
  Query inserted(database,
                 "INSERT OR IGNORE INTO page (source, url, content_type, fetched_at, body) "
                 "VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
                 source, page.url, OrNull(page.content_type), writing.now, page.sha256);
  if (inserted.Step())
    return inserted.Int(0);
  Query id(database, "SELECT id FROM page WHERE source = ?1 AND url = ?2 AND body = ?3", source,
           page.url, page.sha256);
  if (!id.Step())
    database.Fail("the page just archived is not there");
  return id.Int(0);
}

}  // namespace timeline
