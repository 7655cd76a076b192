#include "daemon/timeline/edition.h"

#include <fmt/format.h>

#include "daemon/timeline/working.h"

namespace timeline {
namespace {

// Fiscal years begin in other months: what counts is that both totals begin in the same one.
constexpr const char* kTotals = R"sql(
SELECT s.key, t.unit, t.period, t.value, t.tolerance, b.period, m.period,
  b.value + m.value, b.tolerance + m.tolerance,
  abs(t.value - b.value - m.value) >
    (t.tolerance + b.tolerance + m.tolerance) * 1.000001 + 1e-9 * abs(t.value)
FROM observation t
JOIN series s ON s.id = t.series
JOIN observation b ON b.series = t.series AND b.unit = t.unit AND b.period_from = t.period_from
  AND b.period_to = date(t.period_to, 'start of month', '-1 day') AND b.known_to IS NULL
JOIN observation m ON m.series = t.series AND m.unit = t.unit
  AND m.period = substr(t.period_to, 1, 7) AND m.known_to IS NULL
WHERE t.document > ?1 AND t.known_to IS NULL
ORDER BY 10 DESC, t.id
)sql";

// Editions are of one month when their newest figures are; a document tells money in one currency.
// An edition is all versions of a document, and what it tells is in its facts: a version has those
// that it changes, and a figure that another edition told before has no row of its own. Bare
// columns beside max() are those of its row (SQLite); CROSS JOIN keeps the order of the joins.
constexpr const char* kEditions = R"sql(
WITH told AS (
  SELECT o.id AS fresh, p.value AS value, p.tolerance AS tolerance,
    d.source AS source, d.guid AS guid, max(d.version)
  FROM document n
  CROSS JOIN observation o ON o.document = n.id
  CROSS JOIN observation p ON p.series = o.series AND p.period = o.period AND p.unit = o.unit
  CROSS JOIN fact f ON f.observation = p.id AND f.document <= o.document
  JOIN document d ON d.id = f.document
  WHERE n.id > ?1
  GROUP BY o.id, d.source, d.guid),
edition AS (
  SELECT d.source AS source, d.guid AS guid, max(o.period_to) AS newest,
    min(iif(s.measure = 'money', o.unit, NULL)) AS currency
  FROM (SELECT DISTINCT source, guid FROM told) t
  CROSS JOIN document d ON d.source = t.source AND d.guid = t.guid
  JOIN fact f ON f.document = d.id
  JOIN observation o ON o.id = f.observation JOIN series s ON s.id = o.series
  GROUP BY d.source, d.guid)
SELECT s.key, o.unit, o.period, o.value, o.tolerance, n.currency, t.value, t.tolerance, e.currency
FROM told t
JOIN observation o ON o.id = t.fresh
JOIN series s ON s.id = o.series AND s.measure = 'quantity'
JOIN document d ON d.id = o.document
JOIN edition n ON n.source = d.source AND n.guid = d.guid AND n.newest = o.period_to
JOIN edition e ON e.source = t.source AND e.guid = t.guid AND e.newest = n.newest
  AND e.currency <> n.currency
WHERE abs(o.value - t.value) > max(o.tolerance, t.tolerance) * 1.000001 + 1e-9 * abs(o.value)
ORDER BY o.id
)sql";

// Months of one series against those of the three years before. Trade with one partner may begin
// and end, so there the months before must be many; ?2 is how far off, ?3 how even they must be.
constexpr const char* kJumps = R"sql(
SELECT s.key, n.period, n.value, n.tolerance, n.unit, min(e.value), max(e.value), count(*)
FROM observation n
JOIN series s ON s.id = n.series
JOIN observation e ON e.series = n.series AND e.unit = n.unit AND e.known_to IS NULL
  AND length(e.period) = 7 AND e.period_from < n.period_from
  AND e.period_from >= date(n.period_from, '-36 months')
WHERE n.document > ?1 AND n.known_to IS NULL AND length(n.period) = 7 AND n.value > 0
GROUP BY n.id
HAVING min(e.value) > 10 * max(e.tolerance) AND max(e.value) <= ?3 * min(e.value)
  AND count(*) >= iif(s.partner IS NULL, 1, 6)
  AND (n.value >= ?2 * max(e.value) OR n.value * ?2 <= min(e.value))
ORDER BY n.id
)sql";

void WatchJumps(Writing& writing, const feeds::Source& source, std::int64_t last_document) {
  constexpr double kTimesMost = 500;
  constexpr double kSpreadMost = 50;
  std::string detail;
  int unlikely = 0;
  for (Query query(writing.database, kJumps, last_document, kTimesMost, kSpreadMost); query.Step();
       ++unlikely) {
    if (unlikely > 0)
      continue;
    const std::string unit = query.Text(4);
    const std::string least = rules::Grouped(rules::NumberText(query.Real(5)));
    const std::string most = rules::Grouped(rules::NumberText(query.Real(6)));
    detail = fmt::format("{} {} is {}, the months before were {}{} {}", query.Text(0),
                         query.Text(1), AmountText({query.Real(2), query.Real(3)}, unit),
                         least == most ? "" : least + " to ", most, unit);
  }
  if (unlikely > 0)
    RaiseAlarm(writing, source, AlarmKind::kUnlikelyFigure,
               unlikely == 1 ? detail : fmt::format("{} (and {} more)", detail, unlikely - 1));
}

void WatchTotals(Writing& writing, const feeds::Source& source, std::int64_t last_document) {
  std::string detail;
  int wrong = 0;
  int all = 0;
  for (Query query(writing.database, kTotals, last_document); query.Step(); ++all) {
    wrong += query.Int(9) != 0 ? 1 : 0;
    if (!detail.empty() || query.Int(9) == 0)
      continue;
    const std::string unit = query.Text(1);
    detail = fmt::format("{}: {} is {}, but {} and {} make {}", query.Text(0), query.Text(2),
                         AmountText({query.Real(3), query.Real(4)}, unit), query.Text(5),
                         query.Text(6), AmountText({query.Real(7), query.Real(8)}, unit));
  }
  if (wrong > 0)
    RaiseAlarm(writing, source, AlarmKind::kTotalsDiffer,
               fmt::format("{} ({} of {} totals)", detail, wrong, all));
}

void WatchCurrencies(Writing& writing, const feeds::Source& source, std::int64_t last_document) {
  std::string detail;
  int wrong = 0;
  for (Query query(writing.database, kEditions, last_document); query.Step(); ++wrong) {
    if (wrong > 0)
      continue;
    const std::string unit = query.Text(1);
    detail =
        fmt::format("{} {}: {} in the edition in {}, {} in that in {}", query.Text(0),
                    query.Text(2), AmountText({query.Real(3), query.Real(4)}, unit), query.Text(5),
                    AmountText({query.Real(6), query.Real(7)}, unit), query.Text(8));
  }
  if (wrong > 0)
    RaiseAlarm(writing, source, AlarmKind::kEditionsDiffer,
               wrong == 1 ? detail : fmt::format("{} (and {} more)", detail, wrong - 1));
}

}  // namespace

void WatchEdition(Writing& writing, const feeds::Source& source, std::int64_t last_document) {
  WatchTotals(writing, source, last_document);
  WatchCurrencies(writing, source, last_document);
  WatchJumps(writing, source, last_document);
}

}  // namespace timeline
