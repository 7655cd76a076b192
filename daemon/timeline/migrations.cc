#include "daemon/timeline/migrations.h"

#include <fmt/format.h>

#include <array>
#include <system_error>

#include "daemon/timeline/store.h"
#include "daemon/timeline/views.h"

namespace timeline {
namespace {

// Times are Unix seconds, UTC. Words are those of the vocabulary ("quantity", "export", "yoy").
// known_from/known_to: since when the row was taken for true, and until when; NULL: still.
constexpr const char* kFirst = R"sql(
CREATE TABLE source (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  publisher TEXT,
  language TEXT,
  etag TEXT,
  last_modified TEXT,
  first_poll_at INTEGER NOT NULL,
  last_success_at INTEGER,
  last_change_at INTEGER,
  last_failure_at INTEGER,
  next_poll_at INTEGER,
  failures_in_a_row INTEGER NOT NULL DEFAULT 0,
  failure TEXT
) STRICT, WITHOUT ROWID;

-- The archive: bytes as fetched, by their SHA-256.
CREATE TABLE body (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  zstd BLOB NOT NULL
) STRICT;

CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source(id),
  url TEXT NOT NULL,
  content_type TEXT,
  fetched_at INTEGER NOT NULL,
  body TEXT NOT NULL REFERENCES body(sha256),
  UNIQUE (source, url, body)
) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source(id),
  guid TEXT NOT NULL,
  version INTEGER NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  language TEXT,
  release TEXT,
  published_at INTEGER,
  updated_at INTEGER,
  first_seen_at INTEGER NOT NULL,
  page INTEGER NOT NULL REFERENCES page(id),
  content_sha256 TEXT NOT NULL,
  UNIQUE (source, guid, version)
) STRICT;
CREATE INDEX document_page ON document(page);
CREATE INDEX document_release ON document(release) WHERE release IS NOT NULL;

-- Chinese has no spaces, so a tokenizer that splits at them makes one word of a whole clause.
-- Trigrams find any run of three or more characters, in every script alike.
CREATE VIRTUAL TABLE document_fts USING fts5(
  title, text, content='document', content_rowid='id', tokenize='trigram');
CREATE TRIGGER document_fts_insert AFTER INSERT ON document BEGIN
  INSERT INTO document_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
END;

-- What is said, whoever says it: the keys that make two mentions the same. `identity` is those keys
-- as one text. period_from/period_to of an event are those of its date.
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT,
  subject TEXT,
  flow TEXT,
  period TEXT,
  period_from TEXT,
  period_to TEXT,
  reporter TEXT,
  partner TEXT,
  measure TEXT,
  basis TEXT,
  type TEXT,
  told_at INTEGER NOT NULL,
  is_claim INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX entry_identity ON entry(identity);
CREATE INDEX entry_subject ON entry(subject, kind);
CREATE INDEX entry_claim ON entry(subject, reporter, flow, partner, period_to) WHERE is_claim = 1;

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  reporter TEXT NOT NULL,
  flow TEXT NOT NULL,
  subject TEXT NOT NULL,
  measure TEXT NOT NULL,
  partner TEXT
) STRICT;

CREATE TABLE observation (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES series(id),
  period TEXT NOT NULL,
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  value REAL NOT NULL,
  tolerance REAL NOT NULL,
  unit TEXT NOT NULL,
  status TEXT,
  label TEXT,
  vintage INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document(id),
  entry INTEGER NOT NULL REFERENCES entry(id),
  known_from INTEGER NOT NULL,
  known_to INTEGER
) STRICT;
CREATE UNIQUE INDEX observation_current ON observation(series, period, unit)
  WHERE known_to IS NULL;
CREATE INDEX observation_vintages ON observation(series, period, unit, vintage);
CREATE INDEX observation_document ON observation(document);

-- One document's telling of an entry: in words (observation is NULL) or in a cell.
CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entry(id),
  document INTEGER NOT NULL REFERENCES document(id),
  observation INTEGER REFERENCES observation(id),
  value REAL,
  tolerance REAL,
  period_from TEXT,
  period_to TEXT,
  mast TEXT,
  actor TEXT,
  target TEXT,
  date TEXT,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  sentence TEXT NOT NULL,
  rule TEXT NOT NULL,
  steps TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  known_from INTEGER NOT NULL,
  known_to INTEGER
) STRICT;
CREATE INDEX fact_entry ON fact(entry);
CREATE INDEX fact_document ON fact(document);
CREATE INDEX fact_observation ON fact(observation) WHERE observation IS NOT NULL;

CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entry(id),
  verdict TEXT NOT NULL,
  series TEXT,
  official REAL,
  working TEXT,
  hint TEXT,
  known_from INTEGER NOT NULL,
  known_to INTEGER
) STRICT;
CREATE UNIQUE INDEX verdict_current ON verdict(entry) WHERE known_to IS NULL;
CREATE INDEX verdict_entry ON verdict(entry);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  alert TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  mime BLOB NOT NULL,
  channel TEXT NOT NULL,
  queued_at INTEGER NOT NULL
) STRICT;

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES message(id),
  recipient TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'given-up')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  last_attempt_at INTEGER,
  sent_at INTEGER,
  reason TEXT,
  UNIQUE (message, recipient)
) STRICT;
CREATE INDEX delivery_due ON delivery(next_attempt_at) WHERE state = 'queued';

-- An alert tells an entry once.
CREATE TABLE message_entry (
  alert TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry(id),
  message INTEGER NOT NULL REFERENCES message(id),
  PRIMARY KEY (alert, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_entry_message ON message_entry(message);
)sql";

// What a source is like, alarms, corrections, and finding an item by its link or words.
constexpr const char* kSecond = R"sql(
ALTER TABLE source ADD COLUMN fetch_url TEXT;
ALTER TABLE source ADD COLUMN moved_to TEXT;
ALTER TABLE source ADD COLUMN moved_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN gone_at INTEGER;
ALTER TABLE source ADD COLUMN failing_since INTEGER;
ALTER TABLE source ADD COLUMN format TEXT;
ALTER TABLE source ADD COLUMN encoding TEXT;
ALTER TABLE source ADD COLUMN items INTEGER;
ALTER TABLE source ADD COLUMN undated INTEGER;
ALTER TABLE source ADD COLUMN interval_s INTEGER;
ALTER TABLE source ADD COLUMN rhythm_s INTEGER;
ALTER TABLE source ADD COLUMN last_item_at INTEGER;
ALTER TABLE source ADD COLUMN last_gap_at INTEGER;
UPDATE source SET
  failing_since = iif(failures_in_a_row > 0, last_failure_at, NULL),
  last_item_at = (SELECT max(published_at) FROM document WHERE source = source.id);

CREATE INDEX document_url ON document(source, url, guid) WHERE url IS NOT NULL;
CREATE INDEX document_content ON document(source, content_sha256);

CREATE TABLE alarm (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source(id),
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  last_raised_at INTEGER NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  ended_at INTEGER
) STRICT;
CREATE INDEX alarm_source ON alarm(source, kind, raised_at);
CREATE UNIQUE INDEX alarm_open ON alarm(source, kind)
  WHERE ended_at IS NULL;

-- Of a correction: the fact that an edit changed, and its value.
ALTER TABLE fact ADD COLUMN correction_of INTEGER REFERENCES fact(id);
ALTER TABLE fact ADD COLUMN was REAL;

-- Documents are indexed at the end of each transaction (transaction.cc), many at once: gathered in up
-- to 16 MiB of memory and merged by eights.
DROP TRIGGER document_fts_insert;
INSERT INTO document_fts(document_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO document_fts(document_fts, rank) VALUES ('automerge', 8);

-- What a mention is compared with: value and tolerance of the most precise one; of an event its day
-- since 1970, most specific actor and date.
ALTER TABLE entry ADD COLUMN place REAL;
ALTER TABLE entry ADD COLUMN tolerance REAL;
ALTER TABLE entry ADD COLUMN actor TEXT;
ALTER TABLE entry ADD COLUMN date TEXT;
UPDATE entry SET (place, tolerance, date, actor) = (SELECT
  iif(entry.kind = 'event', coalesce(unixepoch(f.period_from), f.told_at) / 86400.0, f.value),
  f.tolerance, f.date,
  (SELECT actor FROM fact WHERE entry = entry.id
    ORDER BY known_to IS NOT NULL, length(actor) DESC, id LIMIT 1)
  FROM fact f WHERE f.entry = entry.id
  ORDER BY f.known_to IS NOT NULL, f.tolerance, length(f.date) DESC, f.id LIMIT 1);
DROP INDEX entry_identity;
CREATE INDEX entry_place ON entry(identity, place);
CREATE INDEX entry_tolerance ON entry(identity, tolerance);
)sql";

// Articles that could not be read yet, by the version of the document that waits for its own.
constexpr const char* kThird = R"sql(
CREATE TABLE article_owed (
  document INTEGER PRIMARY KEY REFERENCES document(id),
  source TEXT NOT NULL REFERENCES source(id),
  tries INTEGER NOT NULL,
  next_try_at INTEGER NOT NULL
) STRICT;
CREATE INDEX article_owed_source ON article_owed(source, next_try_at);
)sql";

// When the source last brought observations of a period that it had not told before.
constexpr const char* kFourth = R"sql(
ALTER TABLE source ADD COLUMN last_edition_at INTEGER;
)sql";

// What a number's own document makes of it; of a revision, who cited the old figure and which
// verdicts it changed.
constexpr const char* kFifth = R"sql(
ALTER TABLE fact ADD COLUMN story TEXT;
ALTER TABLE fact ADD COLUMN story_working TEXT;
ALTER TABLE fact ADD COLUMN cited TEXT;
ALTER TABLE fact ADD COLUMN verdicts_changed TEXT;
)sql";

// What waits may be a release edition, whose link told its vintage. What an announcement orders
// holds from a day and until one.
constexpr const char* kSixth = R"sql(
ALTER TABLE article_owed ADD COLUMN status TEXT;
ALTER TABLE fact ADD COLUMN effective TEXT;
ALTER TABLE fact ADD COLUMN until TEXT;
)sql";

// Events have their class in PLOVER.
constexpr const char* kSeventh = R"sql(
ALTER TABLE fact ADD COLUMN plover TEXT;
)sql";

constexpr std::array<const char*, 7> kMigrations{kFirst, kSecond, kThird,  kFourth,
                                                 kFifth, kSixth,  kSeventh};

std::int64_t Pragma(Database& database, const char* sql) {
  Query query(database, sql);
  return query.Step() ? query.Int(0) : 0;
}

std::int64_t VersionOf(Database& database) {
  return Pragma(database, "PRAGMA user_version");
}

bool IsEmpty(Database& database) {
  return Pragma(database, "SELECT count(*) FROM sqlite_schema") == 0;
}

// Throws unless the file is empty or a timeline of at most `newest`.
void RequireOurs(Database& database, std::int64_t newest) {
  if (IsEmpty(database))
    return;
  if (Pragma(database, "PRAGMA application_id") != kApplicationId)
    throw StoreError(database.name() + ": is an SQLite file, but not a lodewatch timeline");
  const std::int64_t version = VersionOf(database);
  if (version > newest) {
    throw StoreError(fmt::format("{}: was made by a newer lodewatch (schema {}, this one knows {})",
                                 database.name(), version, newest));
  }
}

// The copy appears under its name only when it is whole.
void CopyBefore(Database& database, const std::filesystem::path& path, std::size_t version) {
  const std::filesystem::path copy = path.string() + fmt::format(".before-v{}", version);
  const std::filesystem::path partial = copy.string() + ".partial";
  std::error_code error;
  std::filesystem::remove(partial, error);
  Query(database, "VACUUM INTO ?1", partial.string()).Run();
  std::filesystem::rename(partial, copy, error);
  if (error)
    throw StoreError(copy.string() + ": cannot keep a copy before migrating: " + error.message());
}

void TakeSteps(Database& database, std::span<const char* const> steps) {
  // Asked again inside the transaction: another process may have been quicker.
  for (auto at = static_cast<std::size_t>(VersionOf(database)); at < steps.size(); ++at)
    database.Execute(steps[at]);
  database.Execute(PublicViews());
  database.Execute(fmt::format("PRAGMA application_id = {}", kApplicationId));
  database.Execute(fmt::format("PRAGMA user_version = {}", steps.size()));
}

}  // namespace

std::span<const char* const> Migrations() {
  return kMigrations;
}

void Migrate(Database& database, const std::filesystem::path& path,
             std::span<const char* const> steps) {
  const auto newest = static_cast<std::int64_t>(steps.size());
  RequireOurs(database, newest);
  if (VersionOf(database) == newest)
    return;
  if (!IsEmpty(database))
    CopyBefore(database, path, steps.size());
  database.Execute("BEGIN IMMEDIATE");
  try {
    RequireOurs(database, newest);
    TakeSteps(database, steps);
    database.Execute("COMMIT");
  } catch (const StoreError&) {
    if (database.InTransaction())
      database.Execute("ROLLBACK");
    throw;
  }
}

void RequireCurrent(Database& database) {
  const auto newest = static_cast<std::int64_t>(Migrations().size());
  RequireOurs(database, newest);
  const std::int64_t version = VersionOf(database);
  if (version == newest)
    return;
  throw StoreError(fmt::format(
      "{}: has schema {}, this lodewatch reads {}: `lodewatch poll` or `run` brings it up to date",
      database.name(), version, newest));
}

}  // namespace timeline
