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
// What an edition tells is in its facts: a figure that another told before has no row of its own.
constexpr const char* kEditions = R"sql(
WITH pair AS (
  SELECT o.id AS fresh, p.id AS other, f.document AS document
  FROM observation o
  JOIN observation p ON p.series = o.series AND p.period = o.period AND p.unit = o.unit
  JOIN fact f ON f.observation = p.id AND f.document <= o.document
  JOIN document d ON d.id = f.document
  WHERE o.document > ?1 AND NOT EXISTS (
    SELECT 1 FROM document l
    WHERE l.source = d.source AND l.guid = d.guid AND l.version > d.version)),
edition AS (
  SELECT f.document AS document, max(o.period_to) AS newest,
    min(iif(s.measure = 'money', o.unit, NULL)) AS currency
  FROM fact f JOIN observation o ON o.id = f.observation JOIN series s ON s.id = o.series
  WHERE f.document IN (SELECT document FROM pair)
  GROUP BY f.document)
SELECT s.key, o.unit, o.period, o.value, o.tolerance, n.currency, p.value, p.tolerance, e.currency
FROM pair
JOIN observation o ON o.id = pair.fresh
JOIN series s ON s.id = o.series AND s.measure = 'quantity'
JOIN observation p ON p.id = pair.other
JOIN edition n ON n.document = o.document
JOIN edition e ON e.document = pair.document AND e.newest = n.newest AND e.currency <> n.currency
WHERE abs(o.value - p.value) > max(o.tolerance, p.tolerance) * 1.000001 + 1e-9 * abs(o.value)
ORDER BY o.id
)sql";

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
}

}  // namespace timeline
