#include <algorithm>
#include <map>
#include <utility>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/correction.h"

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

// Entries that have lost mentions.
void Refresh(Writing& writing, const std::vector<EntryId>& entries) {
  for (const EntryId entry : entries) {
    RefreshEntry(writing.database, entry);
    writing.touched.claims.insert(entry);
  }
}

// The words of the version before are no longer said. Cells stay: a page that stops printing a
// month has not taken the month back. So do corrections: they have happened.
void CloseFacts(Writing& writing, const Place& place) {
  std::vector<EntryId> entries;
  for (Query query(writing.database,
                   "UPDATE fact SET known_to = max(?3, known_from) WHERE known_to IS NULL AND "
                   "observation IS NULL AND correction_of IS NULL AND document IN "
                   "(SELECT id FROM document WHERE source = ?1 AND guid = ?2) RETURNING entry",
                   place.source, place.guid, writing.now);
       query.Step();)
    entries.push_back(query.Int(0));
  Refresh(writing, entries);
}

// The same of one version: its article tells it all anew.
void CloseFactsOf(Writing& writing, DocumentId document) {
  std::vector<EntryId> entries;
  for (Query query(writing.database,
                   "UPDATE fact SET known_to = max(?2, known_from) WHERE document = ?1 AND "
                   "known_to IS NULL AND observation IS NULL AND correction_of IS NULL "
                   "RETURNING entry",
                   document, writing.now);
       query.Step();)
    entries.push_back(query.Int(0));
  Refresh(writing, entries);
}

// What the versions before tell in words.
std::vector<OldFact> OldFacts(Database& database, const Place& place) {
  std::vector<OldFact> facts;
  for (Query query(database,
                   "SELECT f.id, e.kind, e.unit, e.subject, e.flow, e.period, e.reporter, "
                   "e.partner, e.measure, e.basis, e.type, f.mast, f.plover, f.target, f.quote, "
                   "f.sentence, "
                   "f.rule, f.period_from, f.period_to, f.actor, f.date, f.value, f.tolerance, "
                   "f.told_at FROM document d JOIN fact f ON f.document = d.id "
                   "JOIN entry e ON e.id = f.entry WHERE d.source = ?1 AND d.guid = ?2 AND "
                   "f.known_to IS NULL AND f.observation IS NULL AND f.correction_of IS NULL "
                   "ORDER BY f.id",
                   place.source, place.guid);
       query.Step();) {
    int column = 0;
    OldFact& fact = facts.emplace_back();
    fact.id = query.Int(column++);
    EntryKeys& keys = fact.keys;
    for (std::string* field :
         {&keys.kind,     &keys.unit,      &keys.subject, &keys.flow,          &keys.period,
          &keys.reporter, &keys.partner,   &keys.measure, &keys.basis,         &keys.type,
          &fact.mast,     &fact.plover,    &fact.target,  &fact.quote,         &fact.sentence,
          &fact.rule,     &fact.days.from, &fact.days.to, &fact.telling.actor, &fact.telling.date})
      *field = query.Text(column++);
    if (keys.kind == "event")
      keys.country = CountryOf(fact.telling.actor);
    fact.telling.value = query.RealOrNone(column++);
    fact.telling.tolerance = query.Real(column++);
    fact.telling.told_at = query.Int(column++);
  }
  return facts;
}

std::string TextOfVersion(Database& database, const Place& place, std::int64_t version) {
  Query query(database,
              "SELECT title || char(10, 10) || text FROM document WHERE source = ?1 AND "
              "guid = ?2 AND version = ?3",
              place.source, place.guid, version);
  return query.Step() ? query.Text(0) : std::string();
}

void AddFact(Writing& writing, const StoredDocument& document, Mention mention) {
  mention.document = document.id;
  mention.telling.told_at = document.told_at;
  const FoundEntry entry = FindOrMakeEntry(writing.database, mention);
  InsertFact(writing.database, entry.id, mention, writing.now);
  if (entry.is_new || mention.story == "differs")
    writing.touched.made.insert(entry.id);
  if (!IsClaim(mention))
    return;
  writing.touched.claims.insert(entry.id);
  if (entry.is_new)
    return;
  Query(writing.database, "UPDATE entry SET is_claim = 1 WHERE id = ?1 AND is_claim = 0", entry.id)
      .Run();
}

StoredDocument AddVersion(Writing& writing, std::int64_t page, const PreparedDocument& prepared,
                          const Place& place, std::int64_t version) {
  const auto published_at = Seconds(prepared.document.published_at);
  StoredDocument stored{.id = InsertDocument(writing, page, prepared, place, version),
                        .source = place.source,
                        .guid = place.guid,
                        .published_at = published_at,
                        .told_at = published_at.value_or(writing.now)};
  for (const Mention& mention : prepared.mentions)
    AddFact(writing, stored, mention);
  return stored;
}

// What an edit of a known item changes: told as corrections of the new version.
struct Edited {
  std::vector<OldFact> facts;
  std::string text;
};

void AddCorrections(Writing& writing, const StoredDocument& document,
                    const PreparedDocument& prepared, const Edited& before) {
  const std::string after = FullText(prepared.document);
  for (const Correction& correction :
       Corrections(before.facts, prepared.mentions, {before.text, after})) {
    Mention mention = MentionOf(correction);
    mention.document = document.id;
    mention.telling.told_at = writing.now;
    const EntryId entry = MakeEntry(writing.database, mention);
    InsertFact(writing.database, entry, mention, writing.now);
    writing.touched.made.insert(entry);
  }
}

void AddObservations(Writing& writing, StoredDocument document, const PreparedDocument& prepared) {
  for (const rules::Observation& observation : prepared.observations)
    document.newest_day = std::max(document.newest_day, DaysOf(observation.period).to);
  for (const rules::Observation& observation : prepared.observations)
    AddObservation(writing, document, prepared.release, observation);
}

// The vintage of most of its figures: that of its link, where the page has its own marks on some.
std::string StatusOf(const PreparedDocument& prepared) {
  std::map<std::string, int> times;
  std::string most;
  for (const rules::Observation& observation : prepared.observations) {
    if (++times[observation.status] > times[most])
      most = observation.status;
  }
  return most;
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
  Edited before;
  if (latest.number > 0 && !is_beside) {
    before.facts = OldFacts(writing.database, place);
    if (!before.facts.empty())
      before.text = TextOfVersion(writing.database, place, latest.number);
    CloseFacts(writing, place);
  }
  if (latest.number > 0 && !is_beside)
    ForgetArticles(writing, source, place.guid);
  StoredDocument stored = AddVersion(writing, page, prepared, place, latest.number + 1);
  if (prepared.article_owed)
    OweArticle(writing, source,
               {stored.id, prepared.article_owed->tries, prepared.article_owed->status});
  if (!before.facts.empty())
    AddCorrections(writing, stored, prepared, before);
  AddObservations(writing, std::move(stored), prepared);
  return latest.number == 0;
}

// No correction: the source has edited nothing.
void CompleteDocument(Writing& writing, const std::string& source, std::int64_t page,
                      const PreparedDocument& prepared) {
  const Place place{source, prepared.document.guid};
  const bool is_waiting =
      Query(writing.database, "DELETE FROM article_owed WHERE document = ?1 RETURNING document",
            prepared.completes)
          .Step();
  if (!is_waiting)
    return;
  CloseFactsOf(writing, prepared.completes);
  const std::int64_t version = LatestVersion(writing.database, place).number + 1;
  AddObservations(writing, AddVersion(writing, page, prepared, place, version), prepared);
}

void OweEdition(Writing& writing, const std::string& source, std::int64_t page,
                const PreparedDocument& prepared) {
  if (prepared.completes != 0)
    return OweArticleAgain(writing, prepared.completes);
  PreparedDocument owed;
  owed.document = prepared.document;
  owed.document.text.clear();
  owed.content_sha256 = prepared.content_sha256;
  owed.seen = prepared.seen;
  owed.article_owed = OwedArticle{.document = 0, .tries = 1, .status = StatusOf(prepared)};
  AddDocument(writing, source, page, owed);
}

}  // namespace timeline
