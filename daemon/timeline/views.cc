#include "daemon/timeline/views.h"

#include <string_view>

namespace timeline {
namespace {

// KNOWN(x) stands for "row x is known at the moment asked for"; TIME(x) for a stored second as
// text.

// An entry has no values of its own: it shows its most precise mention, so that the past can be
// asked for and an edited document takes its words back. A tie goes to the customs.
// The CROSS JOINs keep SQLite on the way entry -> facts, which an IN-list of ids makes cheap.
constexpr std::string_view kTimeline = R"sql(
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
  (SELECT f.mast FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.mast IS NOT NULL
    ORDER BY f.told_at, f.id LIMIT 1) AS mast,
  (SELECT f.plover FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.plover IS NOT NULL
    ORDER BY f.told_at, f.id LIMIT 1) AS plover,
  (SELECT f.actor FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.actor IS NOT NULL
    ORDER BY length(f.actor) DESC, f.told_at, f.id LIMIT 1) AS actor,
  (SELECT f.target FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.target IS NOT NULL
    ORDER BY f.told_at, f.id LIMIT 1) AS target,
  best.date AS date,
  v.verdict AS verdict,
  v.official AS official,
  v.series AS series,
  v.working AS working,
  v.hint AS hint,
  (SELECT count(DISTINCT f.document) FROM fact f WHERE f.entry = e.id AND KNOWN(f)) AS mentions,
  TIME(first.told_at) AS first_told,
  TIME((SELECT min(f.known_from) FROM fact f WHERE f.entry = e.id)) AS first_known,
  d.source AS source,
  d.title AS title,
  d.url AS url,
  TIME(d.published_at) AS published,
  first.sentence AS sentence,
  first.quote AS quote,
  first.rule AS rule,
  EXISTS (SELECT 1 FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.observation IS NOT NULL)
    OR e.kind = 'revision' AS is_official,
  best.was AS was,
  (SELECT f.story FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.story IS NOT NULL
    ORDER BY f.story DESC, f.told_at, f.id LIMIT 1) AS story,
  (SELECT f.story_working FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.story IS NOT NULL
    ORDER BY f.story DESC, f.told_at, f.id LIMIT 1) AS story_working,
  best.cited AS cited,
  best.verdicts_changed AS verdicts_changed,
  (SELECT f.effective FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.effective IS NOT NULL
    ORDER BY f.told_at, f.id LIMIT 1) AS effective,
  (SELECT f.until FROM fact f WHERE f.entry = e.id AND KNOWN(f) AND f.until IS NOT NULL
    ORDER BY f.told_at, f.id LIMIT 1) AS until
FROM entry e
CROSS JOIN fact best ON best.id = (
  SELECT f.id FROM fact f WHERE f.entry = e.id AND KNOWN(f)
  ORDER BY f.tolerance, length(f.date) DESC, f.observation IS NULL, f.told_at, f.id LIMIT 1)
CROSS JOIN fact first ON first.id = (
  SELECT f.id FROM fact f WHERE f.entry = e.id AND KNOWN(f) ORDER BY f.told_at, f.id LIMIT 1)
CROSS JOIN document d ON d.id = first.document
LEFT JOIN verdict v ON v.entry = e.id AND KNOWN(v)
)sql";

constexpr std::string_view kSeriesLatest = R"sql(
SELECT
  s.key AS series, s.reporter AS reporter, s.flow AS flow, s.subject AS subject,
  s.measure AS measure, s.partner AS partner,
  o.period AS period, o.period_from AS period_from, o.period_to AS period_to,
  o.value AS value, o.tolerance AS tolerance, o.unit AS unit, o.status AS status,
  o.vintage AS vintage, o.entry AS entry,
  d.source AS source, d.title AS title, d.url AS url, TIME(d.published_at) AS published,
  TIME(o.known_from) AS known_from
FROM observation o
JOIN series s ON s.id = o.series
JOIN document d ON d.id = o.document
WHERE KNOWN(o)
)sql";

constexpr std::string_view kClaims = R"sql(
SELECT id, kind, value, unit, subject, flow, period, period_from, period_to, reporter, partner,
  measure, basis, verdict, official, series, working, hint, mentions, first_told, first_known,
  source, title, url, published, sentence, quote, rule, story, story_working
FROM timeline WHERE verdict IS NOT NULL OR story IS NOT NULL
)sql";

constexpr std::string_view kEvents = R"sql(
SELECT id, type, mast, plover, actor, target, subject, date, period_from, period_to, mentions, first_told,
  first_known, source, title, url, published, sentence, quote, rule, effective, until
FROM timeline WHERE kind = 'event'
)sql";

constexpr std::string_view kFacts = R"sql(
SELECT
  f.id AS id, f.entry AS entry, e.kind AS kind, f.value AS value, f.tolerance AS tolerance,
  e.unit AS unit, e.subject AS subject, e.flow AS flow, e.period AS period,
  f.period_from AS period_from, f.period_to AS period_to, e.reporter AS reporter,
  e.partner AS partner, e.measure AS measure, e.basis AS basis, e.type AS type, f.mast AS mast,
  f.plover AS plover,
  f.actor AS actor, f.target AS target, f.date AS date, f.quote AS quote, f.start AS start,
  f."end" AS "end", f.sentence AS sentence, f.rule AS rule, f.steps AS steps,
  f.document AS document, d.source AS source, d.title AS title, d.url AS url,
  TIME(d.published_at) AS published, TIME(f.known_from) AS known_from, TIME(f.known_to) AS known_to,
  f.story AS story, f.story_working AS story_working, f.effective AS effective,
  f.until AS until
FROM fact f
JOIN entry e ON e.id = f.entry
JOIN document d ON d.id = f.document
WHERE f.observation IS NULL AND f.correction_of IS NULL
)sql";

constexpr std::string_view kObservations = R"sql(
SELECT
  o.id AS id, s.key AS series, s.reporter AS reporter, s.flow AS flow, s.subject AS subject,
  s.measure AS measure, s.partner AS partner, o.period AS period, o.period_from AS period_from,
  o.period_to AS period_to, o.value AS value, o.tolerance AS tolerance, o.unit AS unit,
  o.status AS status, o.label AS label, o.vintage AS vintage, o.entry AS entry,
  o.document AS document, d.source AS source, d.title AS title, d.url AS url,
  TIME(d.published_at) AS published, TIME(o.known_from) AS known_from, TIME(o.known_to) AS known_to
FROM observation o
JOIN series s ON s.id = o.series
JOIN document d ON d.id = o.document
)sql";

// A month that only totals from the same month on give is the total to it minus the total to the
// month before; January and February stay one where they were published as one.
constexpr std::string_view kSeriesMonths = R"sql(
SELECT
  s.key AS series, s.reporter AS reporter, s.flow AS flow, s.subject AS subject,
  s.measure AS measure, s.partner AS partner, o.period AS period, o.period_from AS period_from,
  o.period_to AS period_to, o.value AS value, o.tolerance AS tolerance, o.unit AS unit,
  o.status AS status, 0 AS is_derived, NULL AS working, TIME(o.known_from) AS known_from
FROM observation o
JOIN series s ON s.id = o.series
WHERE KNOWN(o) AND o.period_to = date(o.period_from, '+1 month', '-1 day')
  AND o.period_from LIKE '%-01'
UNION ALL
SELECT
  s.key, s.reporter, s.flow, s.subject, s.measure, s.partner, substr(t.period_to, 1, 7),
  date(t.period_to, 'start of month'), t.period_to, round(t.value - b.value, 6),
  t.tolerance + b.tolerance, t.unit, 'derived', 1,
  printf('%s: %.15g, minus %s: %.15g', t.period, t.value, b.period, b.value),
  TIME(max(t.known_from, b.known_from))
FROM observation t
JOIN observation b ON b.series = t.series AND b.unit = t.unit AND b.period_from = t.period_from
  AND b.period_to = date(t.period_to, 'start of month', '-1 day') AND KNOWN(b)
JOIN series s ON s.id = t.series
WHERE KNOWN(t) AND t.period_from LIKE '%-01' AND NOT EXISTS (
  SELECT 1 FROM observation m WHERE m.series = t.series AND m.unit = t.unit AND KNOWN(m)
    AND m.period = substr(t.period_to, 1, 7))
)sql";

constexpr std::string_view kDocuments = R"sql(
SELECT
  d.id AS id, d.source AS source, d.guid AS guid, d.version AS version, d.url AS url,
  d.title AS title, d.text AS text, d.language AS language, d.release AS release,
  TIME(d.published_at) AS published, TIME(d.updated_at) AS updated,
  TIME(d.first_seen_at) AS first_seen, p.url AS page_url, TIME(p.fetched_at) AS page_fetched,
  p.body AS body_sha256,
  NOT EXISTS (SELECT 1 FROM document n WHERE n.source = d.source AND n.guid = d.guid
    AND n.version > d.version) AS is_latest
FROM document d JOIN page p ON p.id = d.page
)sql";

constexpr std::string_view kReleases = R"sql(
SELECT
  d.id AS document, d.release AS release, d.source AS source, d.version AS version,
  d.title AS title, d.url AS url, TIME(d.published_at) AS published,
  TIME(d.first_seen_at) AS first_seen,
  (SELECT count(*) FROM fact f WHERE f.document = d.id AND f.observation IS NOT NULL)
    AS observations
FROM document d WHERE d.release IS NOT NULL
)sql";

constexpr std::string_view kSources = R"sql(
SELECT
  s.id AS id, s.url AS url, s.kind AS kind, s.publisher AS publisher, s.language AS language,
  TIME(s.first_poll_at) AS first_poll, TIME(s.last_success_at) AS last_success,
  TIME(s.last_change_at) AS last_change, TIME(s.last_failure_at) AS last_failure,
  TIME(s.next_poll_at) AS next_poll, s.failures_in_a_row AS failures_in_a_row,
  s.failure AS failure, s.etag AS etag, s.last_modified AS last_modified,
  (SELECT count(*) FROM document d WHERE d.source = s.id) AS documents,
  s.fetch_url AS fetch_url, s.moved_to AS moved_to, s.moved_count AS moved_count,
  TIME(s.gone_at) AS gone, TIME(s.failing_since) AS failing_since, s.format AS format,
  s.encoding AS encoding, s.items AS items, s.undated AS undated, s.interval_s AS interval_s,
  s.rhythm_s AS rhythm_s, TIME(s.last_item_at) AS last_item, TIME(s.last_gap_at) AS last_gap, TIME(s.last_edition_at) AS last_edition,
  (SELECT count(*) FROM article_owed o WHERE o.source = s.id) AS articles_owed
FROM source s
)sql";

constexpr std::string_view kAlarms = R"sql(
SELECT
  a.id AS id, a.source AS source, a.kind AS kind, a.detail AS detail,
  TIME(a.raised_at) AS raised, TIME(a.ended_at) AS ended, TIME(a.last_raised_at) AS last_raised,
  a.times AS times
FROM alarm a
)sql";

constexpr std::string_view kDeliveries = R"sql(
SELECT
  y.id AS id, m.alert AS alert, m.message_id AS message_id, m.subject AS subject,
  m.channel AS channel, y.recipient AS recipient, y.state AS state, y.attempts AS attempts,
  TIME(m.queued_at) AS queued, TIME(y.next_attempt_at) AS next_attempt,
  TIME(y.last_attempt_at) AS last_attempt, TIME(y.sent_at) AS sent, y.reason AS reason,
  m.id AS message
FROM delivery y JOIN message m ON m.id = y.message
)sql";

// The text between the bracket at `open` and the one that closes it.
std::string_view Bracketed(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '(')
      ++depth;
    if (text[i] == ')' && --depth == 0)
      return text.substr(open + 1, i - open - 1);
  }
  return {};
}

std::string Known(std::string_view row, Moment moment) {
  const std::string name(row);
  switch (moment) {
    case Moment::kNow:
      return name + ".known_to IS NULL";
    case Moment::kAsOf:
      return '(' + name + ".known_from <= ?1 AND (" + name + ".known_to IS NULL OR " + name +
             ".known_to > ?1))";
    case Moment::kEver:
      return "1";
  }
  return {};
}

std::string Expand(std::string_view sql, Moment moment) {
  constexpr std::string_view kKnown = "KNOWN(";
  constexpr std::string_view kTime = "TIME(";
  std::string out;
  while (!sql.empty()) {
    if (sql.starts_with(kKnown)) {
      const std::string_view row = Bracketed(sql, kKnown.size() - 1);
      out += Known(row, moment);
      sql.remove_prefix(kKnown.size() + row.size() + 1);
    } else if (sql.starts_with(kTime)) {
      const std::string_view second = Bracketed(sql, kTime.size() - 1);
      out += "strftime('%Y-%m-%dT%H:%M:%SZ', " + Expand(second, moment) + ", 'unixepoch')";
      sql.remove_prefix(kTime.size() + second.size() + 1);
    } else {
      out += sql.front();
      sql.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

std::string TimelineSelect(Moment moment) {
  return Expand(kTimeline, moment);
}

std::string SeriesLatestSelect(Moment moment) {
  return Expand(kSeriesLatest, moment);
}

std::string ClaimsSelect() {
  return std::string(kClaims);
}

std::string EventsSelect() {
  return std::string(kEvents);
}

std::string PublicViews() {
  struct View {
    std::string_view name;
    std::string_view sql;
  };
  constexpr View kViews[] = {{"timeline", kTimeline},
                             {"claims", kClaims},
                             {"events", kEvents},
                             {"facts", kFacts},
                             {"observations", kObservations},
                             {"series_latest", kSeriesLatest},
                             {"series_months", kSeriesMonths},
                             {"documents", kDocuments},
                             {"releases", kReleases},
                             {"sources", kSources},
                             {"deliveries", kDeliveries},
                             {"alarms", kAlarms}};
  std::string out;
  for (const View& view : kViews) {
    out += "DROP VIEW IF EXISTS " + std::string(view.name) + ";\nCREATE VIEW " +
           std::string(view.name) + " AS" + Expand(view.sql, Moment::kNow) + ";\n";
  }
  return out;
}

}  // namespace timeline
