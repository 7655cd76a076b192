#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "daemon/timeline/connection.h"

namespace timeline {
namespace {

// A redirect that a server gives by mistake is gone after a poll or two.
constexpr std::int64_t kEqualMoves = 3;
// Each new item moves the mean by this part of its distance: the last seven make nine tenths.
constexpr double kRhythmStep = 0.3;

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

constexpr const char* kStateColumns =
    "SELECT id, url, fetch_url, moved_to, moved_count, etag, last_modified, last_success_at, "
    "last_change_at, last_failure_at, next_poll_at, interval_s, gone_at, failing_since, "
    "last_gap_at, last_edition_at, last_item_at, rhythm_s, failures_in_a_row, failure, format, "
    "encoding, items, "
    "undated FROM source";

SourceState StateOfRow(const Query& query) {
  int column = 0;
  const auto text = [&] { return query.Text(column++); };
  const auto number = [&] { return query.Int(column++); };
  const auto time = [&] { return TimeOf(query.IntOrNone(column++)); };
  SourceState state;
  for (std::string* field : {&state.id, &state.url, &state.fetch_url, &state.moved_to})
    *field = text();
  state.moved_count = static_cast<int>(number());
  for (std::string* field : {&state.validators.etag, &state.validators.last_modified})
    *field = text();
  for (auto* field :
       {&state.last_success_at, &state.last_change_at, &state.last_failure_at, &state.next_poll_at})
    *field = time();
  state.interval = std::chrono::seconds(number());
  for (auto* field : {&state.gone_at, &state.failing_since, &state.last_gap_at,
                      &state.last_edition_at, &state.last_item_at})
    *field = time();
  if (const auto rhythm = query.IntOrNone(column++))
    state.rhythm = std::chrono::seconds(*rhythm);
  state.failures_in_a_row = static_cast<int>(number());
  for (std::string* field : {&state.failure, &state.format, &state.encoding})
    *field = text();
  state.items = static_cast<int>(number());
  state.undated = static_cast<int>(number());
  return state;
}

std::optional<std::int64_t> SecondsOrNone(std::chrono::seconds seconds) {
  return seconds.count() > 0 ? std::optional<std::int64_t>(seconds.count()) : std::nullopt;
}

// Counts equal permanent redirects in a row; after the last that is needed they are believed.
void KeepMove(Writing& writing, const feeds::Source& source, const std::string& permanent_url) {
  Database& database = writing.database;
  std::string from;
  std::int64_t count = 1;
  {
    Query query(database,
                "SELECT coalesce(fetch_url, url), iif(moved_to = ?2, moved_count, 0) "
                "FROM source WHERE id = ?1",
                source.id, permanent_url);
    if (query.Step()) {
      from = query.Text(0);
      count = query.Int(1) + 1;
    }
  }
  if (permanent_url.empty() || permanent_url == from || count >= kEqualMoves) {
    Query(database, "UPDATE source SET moved_to = NULL, moved_count = 0 WHERE id = ?1", source.id)
        .Run();
  } else {
    Query(database, "UPDATE source SET moved_to = ?2, moved_count = ?3 WHERE id = ?1", source.id,
          permanent_url, count)
        .Run();
  }
  if (permanent_url.empty() || permanent_url == from || count < kEqualMoves)
    return;
  const auto fetch_url = permanent_url == source.url ? std::nullopt : std::optional(permanent_url);
  Query(database, "UPDATE source SET fetch_url = ?2 WHERE id = ?1", source.id, fetch_url).Run();
  RaiseAlarm(
      writing, source, AlarmKind::kMoved,
      fmt::format("{} redirects for good to {}, which is polled from now on", from, permanent_url));
}

// The usual answer, of a source that is as it was: one statement, as thousands come at once.
bool KeepPlainAnswer(const Writing& writing, const feeds::Source& source,
                     const PollRecord& record) {
  if (!record.permanent_url.empty() || !record.validators.etag.empty() ||
      !record.validators.last_modified.empty())
    return false;
  Query(writing.database,
        "UPDATE source SET last_success_at = ?2, next_poll_at = ?3, "
        "interval_s = coalesce(?4, interval_s) WHERE id = ?1 AND url = ?5 AND kind = ?6 AND "
        "publisher IS ?7 AND language IS ?8 AND failure IS NULL AND failing_since IS NULL AND "
        "gone_at IS NULL AND moved_to IS NULL",
        source.id, writing.now, Seconds(record.next_poll_at), SecondsOrNone(record.interval),
        source.url, WordOf(source.kind), OrNull(source.about->publisher),
        OrNull(source.about->language))
      .Run();
  return writing.database.Changes() > 0;  // RETURNING would open a table of its own
}

void KeepAnswer(Writing& writing, const feeds::Source& source, const PollRecord& record) {
  Query(writing.database,
        "UPDATE source SET last_success_at = ?2, next_poll_at = ?3, "
        "interval_s = coalesce(?4, interval_s), failures_in_a_row = 0, failure = NULL, "
        "failing_since = NULL, gone_at = NULL, "
        "moved_to = iif(?5, NULL, moved_to), moved_count = iif(?5, 0, moved_count) WHERE id = ?1",
        source.id, writing.now, Seconds(record.next_poll_at), SecondsOrNone(record.interval),
        static_cast<int>(record.permanent_url.empty()))
      .Run();
  if (!record.permanent_url.empty())
    KeepMove(writing, source, record.permanent_url);
  EndAlarm(writing, source, AlarmKind::kFailing);
  EndAlarm(writing, source, AlarmKind::kGone);
}

}  // namespace

SourceState AsConfigured(SourceState state, const feeds::Source& source) {
  if (state.url == source.url)
    return state;
  state.url = source.url;
  state.fetch_url.clear();
  state.moved_to.clear();
  state.moved_count = 0;
  state.validators = {};
  state.gone_at.reset();
  state.next_poll_at.reset();
  return state;
}

std::string UrlToPoll(const SourceState& state, const feeds::Source& source) {
  return state.url != source.url || state.fetch_url.empty() ? source.url : state.fetch_url;
}

void KeepSource(Writing& writing, const feeds::Source& source) {
  if (!writing.kept.insert(source.id).second)
    return;
  // On the right of an assignment in DO UPDATE a bare column is that of the row as it was.
  Query(writing.database,
        "INSERT INTO source (id, url, kind, publisher, language, first_poll_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET url = excluded.url, "
        "kind = excluded.kind, publisher = excluded.publisher, language = excluded.language, "
        "etag = iif(url = excluded.url, etag, NULL), "
        "last_modified = iif(url = excluded.url, last_modified, NULL), "
        "fetch_url = iif(url = excluded.url, fetch_url, NULL), "
        "moved_to = iif(url = excluded.url, moved_to, NULL), "
        "moved_count = iif(url = excluded.url, moved_count, 0), "
        "gone_at = iif(url = excluded.url, gone_at, NULL) "
        "WHERE url <> excluded.url OR kind <> excluded.kind OR "
        "publisher IS NOT excluded.publisher OR language IS NOT excluded.language",
        source.id, source.url, WordOf(source.kind), OrNull(source.about->publisher),
        OrNull(source.about->language), writing.now)
      .Run();
}

void KeepRhythm(const Writing& writing, const std::string& source,
                const std::vector<std::int64_t>& times) {
  if (times.empty())
    return;
  std::optional<std::int64_t> last;
  std::optional<double> rhythm;
  {
    Query query(writing.database, "SELECT last_item_at, rhythm_s FROM source WHERE id = ?1",
                source);
    if (query.Step()) {
      last = query.IntOrNone(0);
      rhythm = query.RealOrNone(1);
    }
  }
  const auto [oldest, newest] = std::minmax_element(times.begin(), times.end());
  const std::int64_t end = std::min(*newest, writing.now);
  const auto count = static_cast<double>(times.size());
  if (last && end > *last) {
    const double gap = static_cast<double>(end - *last) / count;
    const double weight = rhythm ? 1 - std::pow(1 - kRhythmStep, count) : 1;
    rhythm = rhythm.value_or(0) + weight * (gap - rhythm.value_or(0));
  } else if (!last && end > *oldest) {
    rhythm = static_cast<double>(end - *oldest) / (count - 1);
  }
  const auto rhythm_s =
      rhythm ? std::optional(static_cast<std::int64_t>(std::llround(*rhythm))) : std::nullopt;
  Query(writing.database, "UPDATE source SET last_item_at = ?2, rhythm_s = ?3 WHERE id = ?1",
        source, std::max(end, last.value_or(end)), rhythm_s)
      .Run();
}

SourceState Store::StateOf(const std::string& source_id) const {
  Query query(connection_->database, std::string(kStateColumns) + " WHERE id = ?1", source_id);
  return query.Step() ? StateOfRow(query) : SourceState{.id = source_id};
}

std::vector<SourceState> Store::States() const {
  std::vector<SourceState> states;
  for (Query query(connection_->database, std::string(kStateColumns) + " ORDER BY id");
       query.Step();)
    states.push_back(StateOfRow(query));
  return states;
}

void Transaction::RecordSuccess(const feeds::Source& source, const PollRecord& record) {
  Writing& writing = state_->writing;
  KeepSource(writing, source);
  KeepAnswer(writing, source, record);
  Query(writing.database,
        "UPDATE source SET etag = ?2, last_modified = ?3, last_change_at = ?4, format = ?5, "
        "encoding = ?6, items = ?7, undated = ?8, last_gap_at = iif(?9, ?4, last_gap_at), "
        "last_edition_at = coalesce(?10, last_edition_at) WHERE id = ?1",
        source.id, OrNull(record.validators.etag), OrNull(record.validators.last_modified),
        writing.now, OrNull(record.format), OrNull(record.encoding), record.items, record.undated,
        static_cast<int>(record.is_gap), Seconds(record.edition_at))
      .Run();
}

void Transaction::RecordUnchanged(const feeds::Source& source, const PollRecord& record) {
  Writing& writing = state_->writing;
  if (!record.edition_at && KeepPlainAnswer(writing, source, record))
    return;
  KeepSource(writing, source);
  KeepAnswer(writing, source, record);
  if (record.edition_at)
    Query(writing.database, "UPDATE source SET last_edition_at = ?2 WHERE id = ?1", source.id,
          Seconds(*record.edition_at))
        .Run();
  if (record.validators.etag.empty() && record.validators.last_modified.empty())
    return;
  Query(writing.database,
        "UPDATE source SET etag = coalesce(?2, etag), last_modified = coalesce(?3, last_modified) "
        "WHERE id = ?1",
        source.id, OrNull(record.validators.etag), OrNull(record.validators.last_modified))
      .Run();
}

void Transaction::RecordFailure(const feeds::Source& source, std::string_view kind,
                                std::string_view detail, sys_seconds next_poll_at) {
  Writing& writing = state_->writing;
  KeepSource(writing, source);
  std::string failure(kind);
  if (!detail.empty())
    failure.append(": ").append(detail);
  Query(writing.database,
        "UPDATE source SET last_failure_at = ?2, next_poll_at = ?3, "
        "failures_in_a_row = failures_in_a_row + 1, failure = ?4, "
        "failing_since = coalesce(failing_since, ?2) WHERE id = ?1",
        source.id, writing.now, Seconds(next_poll_at), failure)
      .Run();
}

void Transaction::RecordGone(const feeds::Source& source, std::string_view detail) {
  RecordFailure(source, "gone", detail, {});
  const Writing& writing = state_->writing;
  Query(writing.database,
        "UPDATE source SET next_poll_at = NULL, gone_at = coalesce(gone_at, ?2) WHERE id = ?1",
        source.id, writing.now)
      .Run();
}

void Transaction::Postpone(const feeds::Source& source, sys_seconds next_poll_at) {
  Writing& writing = state_->writing;
  KeepSource(writing, source);
  Query(writing.database, "UPDATE source SET next_poll_at = ?2 WHERE id = ?1", source.id,
        Seconds(next_poll_at))
      .Run();
}

}  // namespace timeline
