-- A timeline of schema 1: one item of news, one cell of a release. Schema and views as SQLite
-- keeps them (sqlite_schema.sql), rows as INSERTs; the full-text index is filled by its trigger.
-- Never edited: it stands for the files that this release has left behind.
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
CREATE VIRTUAL TABLE document_fts USING fts5(
  title, text, content='document', content_rowid='id', tokenize='trigram');
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
CREATE TABLE message_entry (
  alert TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry(id),
  message INTEGER NOT NULL REFERENCES message(id),
  PRIMARY KEY (alert, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_page ON document(page);
CREATE INDEX document_release ON document(release) WHERE release IS NOT NULL;
CREATE INDEX entry_identity ON entry(identity);
CREATE INDEX entry_subject ON entry(subject, kind);
CREATE INDEX entry_claim ON entry(subject, reporter, flow, partner, period_to) WHERE is_claim = 1;
CREATE UNIQUE INDEX observation_current ON observation(series, period, unit)
  WHERE known_to IS NULL;
CREATE INDEX observation_vintages ON observation(series, period, unit, vintage);
CREATE INDEX observation_document ON observation(document);
CREATE INDEX fact_entry ON fact(entry);
CREATE INDEX fact_document ON fact(document);
CREATE INDEX fact_observation ON fact(observation) WHERE observation IS NOT NULL;
CREATE UNIQUE INDEX verdict_current ON verdict(entry) WHERE known_to IS NULL;
CREATE INDEX verdict_entry ON verdict(entry);
CREATE INDEX delivery_due ON delivery(next_attempt_at) WHERE state = 'queued';
CREATE INDEX message_entry_message ON message_entry(message);
CREATE VIEW timeline AS
SELECT
  e.id AS id,
  e.kind AS kind,
  best.value AS value,
  e.unit AS unit,
  e.subject AS subject,
  e.flow AS flow,
  e.period AS period,
  best.period_from AS period_from,
  best.period_to AS period_to,
  e.reporter AS reporter,
  e.partner AS partner,
  e.measure AS measure,
  e.basis AS basis,
  e.type AS type,
  (SELECT f.mast FROM fact f WHERE f.entry = e.id AND f.known_to IS NULL AND f.mast IS NOT NULL
    ORDER BY f.told_at, f.id LIMIT 1) AS mast,
  (SELECT f.actor FROM fact f WHERE f.entry = e.id AND f.known_to IS NULL AND f.actor IS NOT NULL
    ORDER BY length(f.actor) DESC, f.told_at, f.id LIMIT 1) AS actor,
  (SELECT f.target FROM fact f WHERE f.entry = e.id AND f.known_to IS NULL AND f.target IS NOT NULL
    ORDER BY f.told_at, f.id LIMIT 1) AS target,
  best.date AS date,
  v.verdict AS verdict,
  v.official AS official,
  v.series AS series,
  v.working AS working,
  v.hint AS hint,
  (SELECT count(DISTINCT f.document) FROM fact f WHERE f.entry = e.id AND f.known_to IS NULL) AS mentions,
  strftime('%Y-%m-%dT%H:%M:%SZ', first.told_at, 'unixepoch') AS first_told,
  strftime('%Y-%m-%dT%H:%M:%SZ', (SELECT min(f.known_from) FROM fact f WHERE f.entry = e.id), 'unixepoch') AS first_known,
  d.source AS source,
  d.title AS title,
  d.url AS url,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.published_at, 'unixepoch') AS published,
  first.sentence AS sentence,
  first.quote AS quote,
  first.rule AS rule,
  EXISTS (SELECT 1 FROM fact f WHERE f.entry = e.id AND f.known_to IS NULL AND f.observation IS NOT NULL)
    AS is_official
FROM entry e
CROSS JOIN fact best ON best.id = (
  SELECT f.id FROM fact f WHERE f.entry = e.id AND f.known_to IS NULL
  ORDER BY f.tolerance, length(f.date) DESC, f.observation IS NULL, f.told_at, f.id LIMIT 1)
CROSS JOIN fact first ON first.id = (
  SELECT f.id FROM fact f WHERE f.entry = e.id AND f.known_to IS NULL ORDER BY f.told_at, f.id LIMIT 1)
CROSS JOIN document d ON d.id = first.document
LEFT JOIN verdict v ON v.entry = e.id AND v.known_to IS NULL;
CREATE VIEW claims AS
SELECT id, kind, value, unit, subject, flow, period, period_from, period_to, reporter, partner,
  measure, basis, verdict, official, series, working, hint, mentions, first_told, first_known,
  source, title, url, published, sentence, quote, rule
FROM timeline WHERE verdict IS NOT NULL;
CREATE VIEW events AS
SELECT id, type, mast, actor, target, subject, date, period_from, period_to, mentions, first_told,
  first_known, source, title, url, published, sentence, quote, rule
FROM timeline WHERE kind = 'event';
CREATE VIEW facts AS
SELECT
  f.id AS id, f.entry AS entry, e.kind AS kind, f.value AS value, f.tolerance AS tolerance,
  e.unit AS unit, e.subject AS subject, e.flow AS flow, e.period AS period,
  f.period_from AS period_from, f.period_to AS period_to, e.reporter AS reporter,
  e.partner AS partner, e.measure AS measure, e.basis AS basis, e.type AS type, f.mast AS mast,
  f.actor AS actor, f.target AS target, f.date AS date, f.quote AS quote, f.start AS start,
  f."end" AS "end", f.sentence AS sentence, f.rule AS rule, f.steps AS steps,
  f.document AS document, d.source AS source, d.title AS title, d.url AS url,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.published_at, 'unixepoch') AS published, strftime('%Y-%m-%dT%H:%M:%SZ', f.known_from, 'unixepoch') AS known_from, strftime('%Y-%m-%dT%H:%M:%SZ', f.known_to, 'unixepoch') AS known_to
FROM fact f
JOIN entry e ON e.id = f.entry
JOIN document d ON d.id = f.document
WHERE f.observation IS NULL;
CREATE VIEW observations AS
SELECT
  o.id AS id, s.key AS series, s.reporter AS reporter, s.flow AS flow, s.subject AS subject,
  s.measure AS measure, s.partner AS partner, o.period AS period, o.period_from AS period_from,
  o.period_to AS period_to, o.value AS value, o.tolerance AS tolerance, o.unit AS unit,
  o.status AS status, o.label AS label, o.vintage AS vintage, o.entry AS entry,
  o.document AS document, d.source AS source, d.title AS title, d.url AS url,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.published_at, 'unixepoch') AS published, strftime('%Y-%m-%dT%H:%M:%SZ', o.known_from, 'unixepoch') AS known_from, strftime('%Y-%m-%dT%H:%M:%SZ', o.known_to, 'unixepoch') AS known_to
FROM observation o
JOIN series s ON s.id = o.series
JOIN document d ON d.id = o.document;
CREATE VIEW series_latest AS
SELECT
  s.key AS series, s.reporter AS reporter, s.flow AS flow, s.subject AS subject,
  s.measure AS measure, s.partner AS partner,
  o.period AS period, o.period_from AS period_from, o.period_to AS period_to,
  o.value AS value, o.tolerance AS tolerance, o.unit AS unit, o.status AS status,
  o.vintage AS vintage, o.entry AS entry,
  d.source AS source, d.title AS title, d.url AS url, strftime('%Y-%m-%dT%H:%M:%SZ', d.published_at, 'unixepoch') AS published,
  strftime('%Y-%m-%dT%H:%M:%SZ', o.known_from, 'unixepoch') AS known_from
FROM observation o
JOIN series s ON s.id = o.series
JOIN document d ON d.id = o.document
WHERE o.known_to IS NULL;
CREATE VIEW documents AS
SELECT
  d.id AS id, d.source AS source, d.guid AS guid, d.version AS version, d.url AS url,
  d.title AS title, d.text AS text, d.language AS language, d.release AS release,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.published_at, 'unixepoch') AS published, strftime('%Y-%m-%dT%H:%M:%SZ', d.updated_at, 'unixepoch') AS updated,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.first_seen_at, 'unixepoch') AS first_seen, p.url AS page_url, strftime('%Y-%m-%dT%H:%M:%SZ', p.fetched_at, 'unixepoch') AS page_fetched,
  p.body AS body_sha256,
  NOT EXISTS (SELECT 1 FROM document n WHERE n.source = d.source AND n.guid = d.guid
    AND n.version > d.version) AS is_latest
FROM document d JOIN page p ON p.id = d.page;
CREATE VIEW releases AS
SELECT
  d.id AS document, d.release AS release, d.source AS source, d.version AS version,
  d.title AS title, d.url AS url, strftime('%Y-%m-%dT%H:%M:%SZ', d.published_at, 'unixepoch') AS published,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.first_seen_at, 'unixepoch') AS first_seen,
  (SELECT count(*) FROM fact f WHERE f.document = d.id AND f.observation IS NOT NULL)
    AS observations
FROM document d WHERE d.release IS NOT NULL;
CREATE VIEW sources AS
SELECT
  s.id AS id, s.url AS url, s.kind AS kind, s.publisher AS publisher, s.language AS language,
  strftime('%Y-%m-%dT%H:%M:%SZ', s.first_poll_at, 'unixepoch') AS first_poll, strftime('%Y-%m-%dT%H:%M:%SZ', s.last_success_at, 'unixepoch') AS last_success,
  strftime('%Y-%m-%dT%H:%M:%SZ', s.last_change_at, 'unixepoch') AS last_change, strftime('%Y-%m-%dT%H:%M:%SZ', s.last_failure_at, 'unixepoch') AS last_failure,
  strftime('%Y-%m-%dT%H:%M:%SZ', s.next_poll_at, 'unixepoch') AS next_poll, s.failures_in_a_row AS failures_in_a_row,
  s.failure AS failure, s.etag AS etag, s.last_modified AS last_modified,
  (SELECT count(*) FROM document d WHERE d.source = s.id) AS documents
FROM source s;
CREATE VIEW deliveries AS
SELECT
  y.id AS id, m.alert AS alert, m.message_id AS message_id, m.subject AS subject,
  m.channel AS channel, y.recipient AS recipient, y.state AS state, y.attempts AS attempts,
  strftime('%Y-%m-%dT%H:%M:%SZ', m.queued_at, 'unixepoch') AS queued, strftime('%Y-%m-%dT%H:%M:%SZ', y.next_attempt_at, 'unixepoch') AS next_attempt,
  strftime('%Y-%m-%dT%H:%M:%SZ', y.last_attempt_at, 'unixepoch') AS last_attempt, strftime('%Y-%m-%dT%H:%M:%SZ', y.sent_at, 'unixepoch') AS sent, y.reason AS reason,
  m.id AS message
FROM delivery y JOIN message m ON m.id = y.message;
CREATE TRIGGER document_fts_insert AFTER INSERT ON document BEGIN
  INSERT INTO document_fts(rowid, title, text) VALUES (new.id, new.title, new.text);
END;
INSERT INTO source VALUES ('customs', 'https://example.org/customs', 'feed', NULL, NULL, '"etag"', NULL, 1752463800, 1752463800, 1752463800, NULL, 1752464700, 0, NULL);
INSERT INTO source VALUES ('wire', 'https://example.org/wire', 'feed', NULL, NULL, '"etag"', NULL, 1752460200, 1752460200, 1752460200, NULL, 1752461100, 0, NULL);
INSERT INTO body VALUES ('f8ad13797a92ae40da1e88f0ee0226a3b889a09861c155a2a13bb7240070241b', 40, x'28b52ffd202841010070616765206f66204974656d20610a0a486572652061726520776f7264732030206f662069742e20');
INSERT INTO body VALUES ('76d7606bae439cbac7fc20f64c6e2879f45d34d4a4bcbf8e485a745b1311ecb9', 19, x'28b52ffd201399000070616765206f66204974656d206a756e650a0a');
INSERT INTO page VALUES (1, 'wire', 'https://example.org/page', 'text/xml', 1752460200, 'f8ad13797a92ae40da1e88f0ee0226a3b889a09861c155a2a13bb7240070241b');
INSERT INTO page VALUES (2, 'customs', 'https://example.org/page', 'text/xml', 1752463800, '76d7606bae439cbac7fc20f64c6e2879f45d34d4a4bcbf8e485a745b1311ecb9');
INSERT INTO document VALUES (1, 'wire', 'a', 1, 'https://example.org/a', 'Item a', 'Here are words 0 of it. ', NULL, NULL, 1752458400, NULL, 1752460200, 1, '56fa287ebf14bc2db29ed76b0361a43a6d52e0bf4990c785adb658032e30415a');
INSERT INTO document VALUES (2, 'customs', 'june', 1, 'https://example.org/june', 'Item june', '', NULL, 'test-release', 1752462000, NULL, 1752463800, 2, '9ad7f1dbbc5de6b6c0f0718c2174bf4d57024d472b9205a221c065793a78f4b1');
INSERT INTO entry VALUES (1, replace('quantity~t~rare-earths~export~2025-06~CN~~~~~', '~', char(31)), 'quantity', 't', 'rare-earths', 'export', '2025-06', '2025-06-01', '2025-06-30', 'CN', NULL, NULL, NULL, NULL, 1752458400, 1);
INSERT INTO series VALUES (1, 'CN/export/rare-earths/quantity', 'CN', 'export', 'rare-earths', 'quantity', NULL);
INSERT INTO observation VALUES (1, 1, '2025-06', '2025-06-01', '2025-06-30', 7742.2, 0.05, 't', NULL, 'Rare earth', 1, 2, 1, 1752463800, NULL);
INSERT INTO fact VALUES (1, 1, 1, NULL, 7742.0, 0.5, '2025-06-01', '2025-06-30', NULL, NULL, NULL, NULL, 'words 0', 17, 24, 'Here are words 0 of it.', 'test/rule', '[]', 1752458400, 1752460200, NULL);
INSERT INTO fact VALUES (2, 1, 2, 1, 7742.2, 0.05, '2025-06-01', '2025-06-30', NULL, NULL, NULL, NULL, '7,742.2 t', 0, 0, 'Rare earth, 2025-06: 7,742.2 t', 'test-release', '[]', 1752462000, 1752463800, NULL);
INSERT INTO verdict VALUES (1, 1, 'unchecked', 'CN/export/rare-earths/quantity', NULL, 'no figure in t for 2025-06', NULL, 1752460200, 1752463800);
INSERT INTO verdict VALUES (2, 1, 'agrees', 'CN/export/rare-earths/quantity', 7742.2, 'the series says 7,742.2 t; the claim says 7,742 t', NULL, 1752463800, NULL);
PRAGMA application_id = 1819239525;
PRAGMA user_version = 1;
