#include "daemon/timeline/connection.h"
#include "daemon/timeline/store.h"

namespace timeline {

std::vector<KeptDocument> Store::DocumentsAfter(DocumentId after, int limit) const {
  std::vector<KeptDocument> out;
  for (Query query(connection_->database,
                   "SELECT id, source, guid, coalesce(url, ''), title, text, "
                   "coalesce(language, ''), published_at FROM document d "
                   "WHERE id > ?1 AND release IS NULL AND NOT EXISTS (SELECT 1 FROM document n "
                   "WHERE n.source = d.source AND n.guid = d.guid AND n.version > d.version) "
                   "ORDER BY id LIMIT ?2",
                   after, limit);
       query.Step();) {
    KeptDocument& stored = out.emplace_back();
    stored.id = query.Int(0);
    stored.source = query.Text(1);
    stored.document.guid = query.Text(2);
    stored.document.url = query.Text(3);
    stored.document.title = query.Text(4);
    stored.document.text = query.Text(5);
    stored.document.language = query.Text(6);
    stored.document.published_at = TimeOf(query.IntOrNone(7));
  }
  return out;
}

std::int64_t Store::DocumentCount() const {
  Query query(connection_->database, "SELECT count(*) FROM document WHERE release IS NULL");
  return query.Step() ? query.Int(0) : 0;
}

Standing Store::Stands() const {
  Standing out;
  Query query(connection_->database,
              "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM entry), "
              "(SELECT count(*) FROM delivery WHERE state = 'queued'), "
              "(SELECT min(next_attempt_at) FROM delivery WHERE state = 'queued'), "
              "(SELECT page_count FROM pragma_page_count()) * "
              "(SELECT page_size FROM pragma_page_size())");
  if (!query.Step())
    return out;
  out.documents = query.Int(0);
  out.entries = query.Int(1);
  out.deliveries_waiting = query.Int(2);
  out.next_delivery_at = TimeOf(query.IntOrNone(3));
  out.bytes = query.Int(4);
  return out;
}

}  // namespace timeline
