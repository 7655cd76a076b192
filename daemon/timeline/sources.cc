#include "daemon/timeline/connection.h"

namespace timeline {
namespace {

// The stored words of feeds::SourceKind.
std::string_view WordOf(feeds::SourceKind kind) {
  switch (kind) {
    case feeds::SourceKind::kFeed:
      return "feed";
    case feeds::SourceKind::kRelease:
      return "release";
    case feeds::SourceKind::kPage:
      return "page";
  }
  return "feed";
}

}  // namespace

void KeepSource(const Writing& writing, const feeds::Source& source) {
  Query(writing.database,
        "INSERT INTO source (id, url, kind, publisher, language, first_poll_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET url = excluded.url, "
        "kind = excluded.kind, publisher = excluded.publisher, language = excluded.language",
        source.id, source.url, WordOf(source.kind), OrNull(source.publisher),
        OrNull(source.language), writing.now)
      .Run();
}

SourceState Store::StateOf(const std::string& source_id) const {
  SourceState state;
  state.id = source_id;
  Query query(connection_->database,
              "SELECT etag, last_modified, last_success_at, last_failure_at, next_poll_at, "
              "failures_in_a_row, failure FROM source WHERE id = ?1",
              source_id);
  if (!query.Step())
    return state;
  state.validators = {.etag = query.Text(0), .last_modified = query.Text(1)};
  state.last_success_at = TimeOf(query.IntOrNone(2));
  state.last_failure_at = TimeOf(query.IntOrNone(3));
  state.next_poll_at = TimeOf(query.IntOrNone(4));
  state.failures_in_a_row = static_cast<int>(query.Int(5));
  state.failure = query.Text(6);
  return state;
}

void Transaction::RecordSuccess(const feeds::Source& source, const feeds::Validators& validators,
                                sys_seconds next_poll_at) {
  const Writing& writing = state_->writing;
  KeepSource(writing, source);
  Query(writing.database,
        "UPDATE source SET etag = ?2, last_modified = ?3, last_success_at = ?4, "
        "last_change_at = ?4, next_poll_at = ?5, failures_in_a_row = 0, failure = NULL "
        "WHERE id = ?1",
        source.id, OrNull(validators.etag), OrNull(validators.last_modified), writing.now,
        Seconds(next_poll_at))
      .Run();
}

void Transaction::RecordUnchanged(const feeds::Source& source, sys_seconds next_poll_at) {
  const Writing& writing = state_->writing;
  KeepSource(writing, source);
  Query(writing.database,
        "UPDATE source SET last_success_at = ?2, next_poll_at = ?3, failures_in_a_row = 0, "
        "failure = NULL WHERE id = ?1",
        source.id, writing.now, Seconds(next_poll_at))
      .Run();
}

void Transaction::RecordFailure(const feeds::Source& source, std::string_view kind,
                                std::string_view detail, sys_seconds next_poll_at) {
  const Writing& writing = state_->writing;
  KeepSource(writing, source);
  std::string failure(kind);
  if (!detail.empty())
    failure.append(": ").append(detail);
  Query(writing.database,
        "UPDATE source SET last_failure_at = ?2, next_poll_at = ?3, "
        "failures_in_a_row = failures_in_a_row + 1, failure = ?4 WHERE id = ?1",
        source.id, writing.now, Seconds(next_poll_at), failure)
      .Run();
}

}  // namespace timeline
