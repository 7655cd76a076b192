#include "daemon/timeline/connection.h"

namespace timeline {
namespace {

// Where the versions of an item are.
struct Place {
  const std::string& source;
  const std::string& guid;
};

struct Version {
  std::int64_t number = 0;
  std::string content;
};

Version LatestVersion(Database& database, const Place& place) {
  Query query(database,
              "SELECT version, content_sha256 FROM document WHERE source = ?1 AND guid = ?2 "
              "ORDER BY version DESC LIMIT 1",
              place.source, place.guid);
  return query.Step() ? Version{query.Int(0), query.Text(1)} : Version{};
}

bool HasVersion(Database& database, const Place& place, const std::string& content) {
  return Query(database,
               "SELECT 1 FROM document WHERE source = ?1 AND guid = ?2 AND content_sha256 = ?3",
               place.source, place.guid, content)
      .Step();
}

std::int64_t InsertDocument(const Writing& writing, std::int64_t page,
                            const PreparedDocument& prepared, const Place& place,
                            std::int64_t version) {
  const feeds::Document& document = prepared.document;
  Query(writing.database,
        "INSERT INTO document (source, guid, version, url, title, text, language, release, "
        "published_at, updated_at, first_seen_at, page, content_sha256) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        place.source, place.guid, version, OrNull(document.url), document.title, document.text,
        OrNull(document.language), OrNull(prepared.release), Seconds(document.published_at),
        Seconds(document.updated_at), writing.now, page, prepared.content_sha256)
      .Run();
  return writing.database.LastInsertId();
}

// The words of the version before are no longer said. Cells stay: a page that stops printing a
// month has not taken the month back.
void CloseFacts(Writing& writing, const Place& place) {
  for (Query query(writing.database,
                   "UPDATE fact SET known_to = max(?3, known_from) WHERE known_to IS NULL AND "
                   "observation IS NULL AND document IN (SELECT id FROM document WHERE "
                   "source = ?1 AND guid = ?2) RETURNING entry",
                   place.source, place.guid, writing.now);
       query.Step();)
    writing.touched.claims.insert(query.Int(0));
}

void AddFact(Writing& writing, const StoredDocument& document, Mention mention) {
  mention.document = document.id;
  mention.telling.told_at = document.told_at;
  const FoundEntry entry = FindOrMakeEntry(writing.database, mention);
  InsertFact(writing.database, entry.id, mention, writing.now);
  if (entry.is_new)
    writing.touched.made.insert(entry.id);
  const std::string& kind = mention.keys.kind;
  if (kind != "quantity" && kind != "money" && kind != "change")
    return;
  writing.touched.claims.insert(entry.id);
  Query(writing.database, "UPDATE entry SET is_claim = 1 WHERE id = ?1 AND is_claim = 0", entry.id)
      .Run();
}

}  // namespace

bool AddDocument(Writing& writing, const std::string& source, std::int64_t page,
                 const PreparedDocument& prepared) {
  const Place place{source,
                    prepared.seen.item.empty() ? prepared.document.guid : prepared.seen.item};
  const bool is_beside = prepared.seen.identity == Identity::kNewBeside;
  const Version latest = LatestVersion(writing.database, place);
  if (latest.number > 0 && latest.content == prepared.content_sha256)
    return false;
  if (is_beside && HasVersion(writing.database, place, prepared.content_sha256))
    return false;
  if (latest.number > 0 && !is_beside)
    CloseFacts(writing, place);
  const auto published_at = Seconds(prepared.document.published_at);
  const StoredDocument stored{
      .id = InsertDocument(writing, page, prepared, place, latest.number + 1),
      .source = source,
      .guid = place.guid,
      .published_at = published_at,
      .told_at = published_at.value_or(writing.now)};
  for (const Mention& mention : prepared.mentions)
    AddFact(writing, stored, mention);
  for (const rules::Observation& observation : prepared.observations)
    AddObservation(writing, stored, prepared.release, observation);
  return latest.number == 0;
}

}  // namespace timeline
