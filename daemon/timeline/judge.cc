#include "daemon/timeline/connection.h"
#include "daemon/timeline/verdict.h"

namespace timeline {
namespace {

Books BooksOf(Database& database) {
  return {
      .figure = [&database](const std::string& series, const std::string& unit,
                            const rules::Period& period) -> std::optional<rules::Amount> {
        Query query(database,
                    "SELECT o.value, o.tolerance FROM observation o WHERE o.series = "
                    "(SELECT id FROM series WHERE key = ?1) AND o.period = ?2 AND o.unit = ?3 AND "
                    "o.known_to IS NULL",
                    series, ToText(period), unit);
        if (!query.Step())
          return std::nullopt;
        return rules::Amount{query.Real(0), query.Real(1)};
      },
      .units =
          [&database](const std::string& series) {
            std::vector<std::string> units;
            for (Query query(
                     database,
                     "SELECT DISTINCT unit FROM observation WHERE series = "
                     "(SELECT id FROM series WHERE key = ?1) AND known_to IS NULL ORDER BY unit",
                     series);
                 query.Step();)
              units.push_back(query.Text(0));
            return units;
          }};
}

// What the press says in an entry: its most precise current words. nullopt: nothing any more.
std::optional<Claim> ClaimOf(Database& database, EntryId entry) {
  Query query(database,
              "SELECT e.kind, f.value, f.tolerance, e.unit, e.reporter, e.flow, e.subject, "
              "e.partner, e.period, e.measure, e.basis FROM entry e JOIN fact f ON f.entry = e.id "
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
               .basis = rules::ParseBasis(query.Text(10))};
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

enum class Change { kNone, kDetail, kKind };

Change Keep(const Writing& writing, EntryId entry, const std::optional<Verdict>& verdict) {
  Database& database = writing.database;
  const auto stored = CurrentVerdict(database, entry);
  if (stored && verdict && IsSame(*stored, *verdict))
    return Change::kNone;
  if (stored) {
    Query(database, "UPDATE verdict SET known_to = max(?2, known_from) WHERE id = ?1", stored->id,
          writing.now)
        .Run();
  }
  if (!verdict)
    return Change::kDetail;
  Query(database,
        "INSERT INTO verdict (entry, verdict, series, official, working, hint, known_from) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        entry, ToText(verdict->kind), OrNull(verdict->series), verdict->official,
        OrNull(verdict->working), OrNull(verdict->hint), writing.now)
      .Run();
  return !stored || stored->kind != ToText(verdict->kind) ? Change::kKind : Change::kDetail;
}

// A figure is the month itself, the base of a change a month, quarter or year later, a part of a
// total, and a hint for the months beside it: from one month before to 13 after. One more for
// January-to-date differences.
void AddClaimsOn(Database& database, const TouchedSeries& touched, std::set<EntryId>& claims) {
  for (Query query(
           database,
           "SELECT id FROM entry WHERE is_claim = 1 AND subject IS ?1 AND reporter IS ?2 "
           "AND flow IN ('export', 'import', ?3) AND partner IS ?4 "
           "AND period_to >= date(?5, '-1 month') AND period_from <= date(?6, '+14 months')",
           touched.subject, touched.reporter, touched.flow, OrNull(touched.partner),
           touched.days.from, touched.days.to);
       query.Step();)
    claims.insert(query.Int(0));
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
  const Books books = BooksOf(database);
  for (const EntryId entry : touched.claims) {
    const auto claim = ClaimOf(database, entry);
    const auto verdict = claim ? Check(*claim, books) : std::nullopt;
    if (Keep(writing, entry, verdict) == Change::kKind)
      told.insert(entry);
  }
  std::erase_if(told, [&](EntryId entry) { return !IsOnTimeline(database, entry); });
  return {told.begin(), told.end()};
}

}  // namespace timeline
