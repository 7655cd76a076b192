#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/working.h"

namespace timeline {
namespace {

// The figure that a series shows for a period now.
struct Current {
  std::int64_t id = 0;
  std::int64_t entry = 0;
  std::int64_t vintage = 0;
  rules::Amount amount;
  std::string status;
  std::int64_t document = 0;                 // the one that brought it
  std::optional<std::int64_t> published_at;  // of that
};

// Where a figure belongs.
struct Place {
  std::int64_t series = 0;
  std::string period;
  std::string unit;
};

std::int64_t SeriesId(Database& database, const rules::Observation& observation) {
  const std::string key = SeriesKey(observation);
  if (Query query(database, "SELECT id FROM series WHERE key = ?1", key); query.Step())
    return query.Int(0);
  Query(database,
        "INSERT INTO series (key, reporter, flow, subject, measure, partner) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        key, observation.reporter, ToText(observation.flow), observation.subject,
        ToText(observation.measure), OrNull(observation.partner))
      .Run();
  return database.LastInsertId();
}

std::optional<Current> CurrentAt(Database& database, const Place& place) {
  Query query(database,
              "SELECT o.id, o.vintage, o.value, o.tolerance, o.status, d.published_at, o.entry, "
              "o.document "
              "FROM observation o JOIN document d ON d.id = o.document "
              "WHERE o.series = ?1 AND o.period = ?2 AND o.unit = ?3 AND o.known_to IS NULL",
              place.series, place.period, place.unit);
  if (!query.Step())
    return std::nullopt;
  return Current{.id = query.Int(0),
                 .entry = query.Int(6),
                 .vintage = query.Int(1),
                 .amount = {query.Real(2), query.Real(3)},
                 .status = query.Text(4),
                 .document = query.Int(7),
                 .published_at = query.IntOrNone(5)};
}

// Did this document come out before the one that brought the figure? Of two editions of one source
// that do not both say when, the one whose newest period is earlier did.
bool IsOlder(Database& database, const StoredDocument& document, const Current& current) {
  if (document.published_at && current.published_at)
    return *document.published_at < *current.published_at;
  Query query(database,
              "SELECT max(f.period_to) FROM fact f JOIN document d ON d.id = f.document "
              "WHERE d.id = ?1 AND d.source = ?2 AND d.guid <> ?3 AND f.observation IS NOT NULL",
              current.document, document.source, document.guid);
  return query.Step() && document.newest_day < query.Text(0);
}

std::int64_t LastVintage(Database& database, const Place& place) {
  Query query(
      database,
      "SELECT max(vintage) FROM observation WHERE series = ?1 AND period = ?2 AND unit = ?3",
      place.series, place.period, place.unit);
  return query.Step() ? query.Int(0) : 0;
}

// Editions print the same figure with more or fewer decimals: it is the same when it rounds to the
// coarser one.
bool SameFigure(const rules::Amount& one, const rules::Amount& other) {
  const double slack = 1e-9 * std::max(std::abs(one.value), std::abs(other.value));
  return std::abs(one.value - other.value) <= std::max(one.tolerance, other.tolerance) + slack;
}

Mention MentionOf(const rules::Observation& observation, const StoredDocument& document,
                  const std::string& release) {
  Mention mention;
  mention.is_official = true;
  mention.keys = KeysOf(observation);
  mention.days = DaysOf(observation.period);
  mention.document = document.id;
  mention.rule = release;
  mention.steps = JsonOf(observation.steps);
  mention.telling.value = observation.amount.value;
  mention.telling.tolerance = observation.amount.tolerance;
  mention.telling.told_at = document.told_at;
  const std::string& label = observation.label.empty() ? observation.subject : observation.label;
  mention.quote = AmountText(observation.amount, observation.unit);
  mention.sentence = fmt::format("{}, {}: {}", label, ToText(observation.period), mention.quote);
  return mention;
}

void Close(const Writing& writing, const Current& current) {
  Query(writing.database, "UPDATE observation SET known_to = max(?2, known_from) WHERE id = ?1",
        current.id, writing.now)
      .Run();
}

// Every telling of a figure that was revised, also those of other pages and fewer decimals.
void CloseMentions(const Writing& writing, const Place& place, std::int64_t vintage) {
  std::set<EntryId> entries;
  for (Query query(writing.database,
                   "UPDATE fact SET known_to = max(?5, known_from) WHERE known_to IS NULL AND "
                   "observation IN (SELECT id FROM observation WHERE series = ?1 AND period = ?2 "
                   "AND unit = ?3 AND vintage = ?4) RETURNING entry",
                   place.series, place.period, place.unit, vintage, writing.now);
       query.Step();)
    entries.insert(query.Int(0));
  for (const EntryId entry : entries)
    RefreshEntry(writing.database, entry);
}

void CloseMentionsBy(const Writing& writing, const StoredDocument& document,
                     std::int64_t observation) {
  Query(writing.database,
        "UPDATE fact SET known_to = max(?4, known_from) WHERE known_to IS NULL AND "
        "observation = ?1 AND document IN (SELECT id FROM document WHERE source = ?2 AND "
        "guid = ?3)",
        observation, document.source, document.guid, writing.now)
      .Run();
}

bool IsToldBy(Database& database, const StoredDocument& document, std::int64_t observation) {
  return Query(database,
               "SELECT 1 FROM fact f JOIN document d ON d.id = f.document "
               "WHERE f.observation = ?1 AND d.source = ?2 AND d.guid = ?3 AND f.known_to IS NULL",
               observation, document.source, document.guid)
      .Step();
}

struct NewRow {
  std::int64_t vintage = 0;
  bool is_current = true;
};

void Insert(Writing& writing, const Place& place, const rules::Observation& observation,
            Mention mention, const NewRow& row) {
  Database& database = writing.database;
  const auto known_to = row.is_current ? std::nullopt : std::optional(writing.now);
  const FoundEntry entry = FindOrMakeEntry(database, mention);
  Query(database,
        "INSERT INTO observation (series, period, period_from, period_to, value, tolerance, unit, "
        "status, label, vintage, document, entry, known_from, known_to) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        place.series, place.period, mention.days.from, mention.days.to, observation.amount.value,
        observation.amount.tolerance, place.unit, OrNull(observation.status),
        OrNull(observation.label), row.vintage, mention.document, entry.id, writing.now, known_to)
      .Run();
  mention.observation = database.LastInsertId();
  const std::int64_t fact = InsertFact(database, entry.id, mention, writing.now);
  if (!row.is_current) {
    Query(database, "UPDATE fact SET known_to = known_from WHERE id = ?1", fact).Run();
    return;
  }
  if (entry.is_new)
    writing.touched.made.insert(entry.id);
  writing.touched.series.insert({.reporter = observation.reporter,
                                 .flow = std::string(ToText(observation.flow)),
                                 .subject = observation.subject,
                                 .partner = observation.partner,
                                 .days = mention.days});
}

// The revision of a cell whose figure was `current`, as an entry of its own.
void AddRevision(Writing& writing, const Current& current, const rules::Observation& observation,
                 Mention figure) {
  Database& database = writing.database;
  Mention mention = RevisionOf(std::move(figure), ToText(observation.measure), current.amount);
  Query query(database, "SELECT min(id) FROM fact WHERE observation = ?1", current.id);
  if (query.Step())
    mention.correction_of = query.IntOrNone(0);
  const EntryId entry = MakeEntry(database, mention);
  const std::int64_t fact = InsertFact(database, entry, mention, writing.now);
  writing.touched.made.insert(entry);
  writing.touched.revisions.push_back(
      {.fact = fact,
       .old_entry = current.entry,
       .cell = {SeriesKey(observation), observation.unit, ToText(observation.period)},
       .was = current.amount});
}

}  // namespace

void AddObservation(Writing& writing, const StoredDocument& document, const std::string& release,
                    const rules::Observation& observation) {
  Database& database = writing.database;
  const Place place{SeriesId(database, observation), ToText(observation.period), observation.unit};
  Mention mention = MentionOf(observation, document, release);
  const auto current = CurrentAt(database, place);
  if (!current) {
    Insert(writing, place, observation, std::move(mention), {.vintage = 1});
    return;
  }
  const bool is_older = IsOlder(database, document, *current);
  if (!SameFigure(current->amount, observation.amount)) {
    const std::int64_t vintage = LastVintage(database, place) + 1;
    // A page from before the one that is believed tells what was once said, no revision.
    if (!is_older) {
      Close(writing, *current);
      CloseMentions(writing, place, current->vintage);
      AddRevision(writing, *current, observation, mention);
    }
    Insert(writing, place, observation, std::move(mention),
           {.vintage = vintage, .is_current = !is_older});
    return;
  }
  const bool is_finer = observation.amount.tolerance < current->amount.tolerance * 0.999;
  const bool is_coarser = observation.amount.tolerance > current->amount.tolerance * 1.001;
  const bool has_status = !observation.status.empty() && observation.status != current->status;
  if (is_finer || (has_status && !is_older && !is_coarser)) {
    Close(writing, *current);
    CloseMentionsBy(writing, document, current->id);
    Insert(writing, place, observation, std::move(mention), {.vintage = current->vintage});
    return;
  }
  if (IsToldBy(database, document, current->id))
    return;
  mention.observation = current->id;
  InsertFact(database, current->entry, mention, writing.now);
}

std::string Transaction::LastPeriodOf(const std::string& source_id) const {
  Query query(state_->writing.database,
              "SELECT max(o.period_to) FROM document d JOIN observation o ON o.document = d.id "
              "WHERE d.source = ?1",
              source_id);
  return query.Step() ? query.Text(0) : std::string();
}

bool Transaction::RepeatsMonthBefore(const std::string& source_id) const {
  constexpr int kRepeatedLeast = 5;
  Query query(state_->writing.database,
              "SELECT count(*), sum(o.value = p.value) FROM observation o "
              "JOIN observation p ON p.series = o.series AND p.unit = o.unit "
              "AND p.period_from = date(o.period_from, '-1 month') "
              "AND p.period_to = date(o.period_from, '-1 day') AND p.known_to IS NULL "
              "WHERE o.document = (SELECT max(id) FROM document WHERE source = ?1) "
              "AND o.period_to = date(o.period_from, '+1 month', '-1 day')",
              source_id);
  return query.Step() && query.Int(0) >= kRepeatedLeast && query.Int(0) == query.Int(1);
}

}  // namespace timeline
