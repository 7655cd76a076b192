#include "daemon/timeline/books.h"
#include "daemon/timeline/connection.h"
#include "daemon/timeline/revision.h"
#include "daemon/timeline/verdict.h"

namespace timeline {
namespace {

// The other end of a range: both are told by the same words.
std::optional<rules::Amount> OtherEnd(Database& database, std::int64_t fact) {
  Query query(database,
              "SELECT o.value, o.tolerance FROM fact f JOIN entry e ON e.id = f.entry "
              "JOIN fact o ON o.document = f.document AND o.start = f.start AND "
              "o.\"end\" = f.\"end\" AND o.id <> f.id AND o.known_to IS NULL AND "
              "o.observation IS NULL AND o.correction_of IS NULL "
              "JOIN entry oe ON oe.id = o.entry AND oe.kind = e.kind AND oe.unit IS e.unit "
              "WHERE f.id = ?1 LIMIT 2",
              fact);
  if (!query.Step())
    return std::nullopt;
  const rules::Amount end{query.Real(0), query.Real(1)};
  return query.Step() ? std::nullopt : std::optional(end);
}

// What the press says in an entry: its most precise current words. nullopt: nothing any more.
std::optional<Claim> ClaimOf(Database& database, EntryId entry) {
  Query query(database,
              "SELECT e.kind, f.value, f.tolerance, e.unit, e.reporter, e.flow, e.subject, "
              "e.partner, e.period, e.measure, e.basis, f.sentence, f.quote, f.id "
              "FROM entry e JOIN fact f ON f.entry = e.id "
              "WHERE e.id = ?1 AND f.observation IS NULL AND f.known_to IS NULL "
              "ORDER BY f.tolerance, f.told_at, f.id LIMIT 1",
              entry);
  if (!query.Step())
    return std::nullopt;
  const auto kind = rules::ParseKind(query.Text(0));
  if (!kind)
    return std::nullopt;
  return Claim{.kind = *kind,
               .amount = {query.Real(1), query.Real(2)},
               .unit = query.Text(3),
               .reporter = query.Text(4),
               .flow = query.Text(5),
               .subject = query.Text(6),
               .partner = query.Text(7),
               .period = rules::ParsePeriod(query.Text(8)),
               .measure = rules::ParseMeasure(query.Text(9)),
               .basis = rules::ParseBasis(query.Text(10)),
               .bound = rules::BoundOf(query.Text(11), query.Text(12)),
               .other_end = OtherEnd(database, query.Int(13))};
}

struct StoredVerdict {
  std::int64_t id = 0;
  std::string kind;
  std::string series;
  std::optional<double> official;
  std::string working;
  std::string hint;
};

std::optional<StoredVerdict> CurrentVerdict(Database& database, EntryId entry) {
  Query query(database,
              "SELECT id, verdict, series, official, working, hint FROM verdict "
              "WHERE entry = ?1 AND known_to IS NULL",
              entry);
  if (!query.Step())
    return std::nullopt;
  return StoredVerdict{.id = query.Int(0),
                       .kind = query.Text(1),
                       .series = query.Text(2),
                       .official = query.RealOrNone(3),
                       .working = query.Text(4),
                       .hint = query.Text(5)};
}

bool IsSame(const StoredVerdict& stored, const Verdict& verdict) {
  return stored.kind == ToText(verdict.kind) && stored.series == verdict.series &&
         stored.official == verdict.official && stored.working == verdict.working &&
         stored.hint == verdict.hint;
}

// What has become of an entry's verdict.
struct Kept {
  enum class Change { kNone, kDetail, kKind };
  Change change = Change::kNone;
  std::string before;  // the verdict until now; empty: none
};

Kept Keep(const Writing& writing, EntryId entry, const std::optional<Verdict>& verdict) {
  Database& database = writing.database;
  const auto stored = CurrentVerdict(database, entry);
  const std::string before = stored ? stored->kind : std::string();
  if (stored && verdict && IsSame(*stored, *verdict))
    return {Kept::Change::kNone, before};
  if (stored) {
    Query(database, "UPDATE verdict SET known_to = max(?2, known_from) WHERE id = ?1", stored->id,
          writing.now)
        .Run();
  }
  if (!verdict)
    return {Kept::Change::kDetail, before};
  Query(database,
        "INSERT INTO verdict (entry, verdict, series, official, working, hint, known_from) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        entry, ToText(verdict->kind), OrNull(verdict->series), verdict->official,
        OrNull(verdict->working), OrNull(verdict->hint), writing.now)
      .Run();
  const bool is_kind = before != ToText(verdict->kind);
  return {is_kind ? Kept::Change::kKind : Kept::Change::kDetail, before};
}

// A figure is the month itself, the base of a change a month, quarter or year later, a part of a
// total, and a hint for the months beside it: from one month before to 13 after. One more for
// January-to-date differences. A partner is a part of the world, and either a hint for the other.
void AddClaimsOn(Database& database, const TouchedSeries& touched, std::set<EntryId>& claims) {
  for (Query query(
           database,
           "SELECT id FROM entry WHERE is_claim = 1 AND subject IS ?1 AND reporter IS ?2 "
           "AND flow IN ('export', 'import', ?3) "
           "AND (partner IS ?4 OR partner IS NULL OR ?4 IS NULL) "
           "AND period_to >= date(?5, '-1 month') AND period_from <= date(?6, '+14 months')",
           touched.subject, touched.reporter, touched.flow, OrNull(touched.partner),
           touched.days.from, touched.days.to);
       query.Step();)
    claims.insert(query.Int(0));
}

// That a figure was revised explains a difference better than a mistake does.
void PreferFormer(Database& database, const Claim& claim, Verdict& verdict) {
  if (std::string former = FormerHint(database, claim); !former.empty())
    verdict.hint = std::move(former);
}

bool IsOnTimeline(Database& database, EntryId entry) {
  return Query(database, "SELECT 1 FROM fact WHERE entry = ?1 AND known_to IS NULL LIMIT 1", entry)
      .Step();
}

}  // namespace

std::vector<EntryId> JudgeTouched(Writing& writing) {
  Database& database = writing.database;
  Touched touched;
  std::swap(touched, writing.touched);
  for (const TouchedSeries& series : touched.series)
    AddClaimsOn(database, series, touched.claims);

  std::set<EntryId> told = std::move(touched.made);
  std::vector<VerdictChange> changes;
  const Books books = BooksOf(database);
  for (const EntryId entry : touched.claims) {
    const auto claim = ClaimOf(database, entry);
    auto verdict = claim ? Check(*claim, books) : std::nullopt;
    if (verdict && verdict->kind == Verdict::Kind::kDiffers)
      PreferFormer(database, *claim, *verdict);
    const Kept kept = Keep(writing, entry, verdict);
    if (kept.change != Kept::Change::kKind)
      continue;
    told.insert(entry);
    if (!kept.before.empty())
      changes.push_back({entry, *claim, kept.before, std::string(ToText(verdict->kind))});
  }
  for (const Revision& revision : touched.revisions)
    TellRevision(database, revision, changes);
  std::erase_if(told, [&](EntryId entry) { return !IsOnTimeline(database, entry); });
  return {told.begin(), told.end()};
}

}  // namespace timeline
