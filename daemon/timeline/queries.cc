#include <fmt/format.h>

#include "daemon/timeline/condition.h"
#include "daemon/timeline/connection.h"
#include "daemon/timeline/views.h"

namespace timeline {
namespace {

constexpr std::chrono::seconds kConditionMax{5};

Table Collect(Query& query) {
  Table table{.columns = query.Columns(), .rows = {}};
  while (query.Step()) {
    std::vector<Value>& row = table.rows.emplace_back();
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      row.push_back(query.ValueOf(static_cast<int>(i)));
  }
  return table;
}

// Puts the view of that name as it was at ?1 before a query over it.
std::string WithPast(std::string_view name, const std::string& select) {
  return fmt::format("WITH {} AS ({})\n", name, select);
}

std::string JsonArray(std::span<const EntryId> ids) {
  return fmt::format("[{}]", fmt::join(ids, ","));
}

ConditionError ErrorOf(const StoreError& error, const TimeLimit& limit) {
  if (!limit.expired())
    return {error.what(), -1};
  return {fmt::format("takes longer than {} s", kConditionMax.count()), -1};
}

}  // namespace

Table Store::Timeline(const TimelineFilter& filter) const {
  Database& database = connection_->database;
  // ?1 is the moment; unused for the present.
  std::string sql = filter.as_of ? WithPast("timeline", TimelineSelect(Moment::kAsOf)) : "";
  sql +=
      "SELECT * FROM timeline WHERE (?2 = '' OR kind = ?2) AND (?3 = '' OR subject GLOB ?3) "
      "AND (?4 = '' OR first_told >= ?4)";
  if (!filter.where.empty()) {
    if (const auto checked = CheckConditionIn(database, filter.where); !checked)
      throw StoreError("condition: " + checked.error().message);
    sql += " AND (" + filter.where + "\n)";
  }
  sql += " ORDER BY period_from IS NULL, coalesce(period_from, first_told), id LIMIT ?5";
  Query query(database, sql, Seconds(filter.as_of), filter.kind, filter.subject, filter.since,
              filter.limit > 0 ? filter.limit : -1);
  return Collect(query);
}

Table Store::Series(const SeriesFilter& filter) const {
  Database& database = connection_->database;
  std::string sql =
      filter.as_of ? WithPast("series_latest", SeriesLatestSelect(Moment::kAsOf)) : "";
  if (filter.key.empty()) {
    sql +=
        "SELECT series, unit, count(*) AS observations, min(period_from) AS first_day, "
        "max(period_to) AS last_day FROM series_latest WHERE ?2 = '' GROUP BY series, unit "
        "ORDER BY series, unit";
  } else if (filter.vintages) {
    sql +=
        "SELECT series, period, value, tolerance, unit, status, vintage, source, title, url, "
        "published, known_from, known_to FROM observations WHERE series GLOB ?2 "
        "AND (?1 IS NULL OR known_from <= strftime('%Y-%m-%dT%H:%M:%SZ', ?1, 'unixepoch')) "
        "ORDER BY series, unit, period_from, period_to, vintage, id";
  } else {
    sql +=
        "SELECT series, period, value, tolerance, unit, status, vintage, source, title, url, "
        "published, known_from FROM series_latest WHERE series GLOB ?2 "
        "ORDER BY series, unit, period_from, period_to";
  }
  Query query(database, sql, Seconds(filter.as_of), filter.key);
  return Collect(query);
}

Table Store::Events(const EventsFilter& filter) const {
  // ?1 is the moment; unused for the present.
  std::string sql = filter.as_of ? WithPast("timeline", TimelineSelect(Moment::kAsOf)) : "";
  sql += "SELECT * FROM (" + EventsSelect() +
         ") WHERE (?2 = '' OR type = ?2) AND (?3 = '' OR actor GLOB ?3) "
         "AND (?4 = '' OR target GLOB ?4) AND (?5 = '' OR subject GLOB ?5) "
         "AND (?6 = '' OR first_told >= ?6) "
         "ORDER BY coalesce(period_from, first_told), id LIMIT ?7";
  Query query(connection_->database, sql, Seconds(filter.as_of), filter.type, filter.actor,
              filter.target, filter.subject, filter.since, filter.limit > 0 ? filter.limit : -1);
  return Collect(query);
}

Table Store::Claims(const ClaimsFilter& filter) const {
  Query query(connection_->database,
              "SELECT * FROM claims WHERE (?1 = '' OR subject GLOB ?1) "
              "AND (?2 = '' OR verdict = ?2) "
              "ORDER BY period_from IS NULL, period_from, id",
              filter.subject, filter.verdict);
  return Collect(query);
}

Table Store::Sources() const {
  Query query(connection_->database,
              "SELECT id, CASE WHEN gone IS NOT NULL THEN 'gone' "
              "WHEN failures_in_a_row > 0 THEN 'failing' "
              "WHEN EXISTS (SELECT 1 FROM alarms a WHERE a.source = s.id AND a.kind = 'silent' "
              "AND a.ended IS NULL) THEN 'silent' "
              "WHEN last_success IS NULL THEN 'never polled' ELSE 'ok' END AS state, s.* "
              "FROM sources s ORDER BY CASE state WHEN 'gone' THEN 1 WHEN 'failing' THEN 2 "
              "WHEN 'silent' THEN 3 WHEN 'never polled' THEN 4 ELSE 5 END, id");
  Table table = Collect(query);
  // `id` is there twice.
  table.columns.erase(table.columns.begin() + 2);
  for (std::vector<Value>& row : table.rows)
    row.erase(row.begin() + 2);
  return table;
}

tl::expected<std::vector<EntryRow>, ConditionError> Transaction::Matching(
    const std::string& where, const std::string& alert, std::span<const EntryId> candidates) const {
  Database& database = state_->writing.database;
  if (auto checked = CheckConditionIn(database, where); !checked)
    return tl::unexpected(checked.error());
  const std::string sql = fmt::format(
      "SELECT {} FROM timeline WHERE id IN (SELECT value FROM json_each(?1)) "
      "AND NOT EXISTS (SELECT 1 FROM message_entry WHERE alert = ?2 AND entry = id) AND ({}\n) "
      "ORDER BY coalesce(period_from, first_told), id",
      kEntryColumns, where);
  const TimeLimit limit(database, kConditionMax);
  try {
    std::vector<EntryRow> rows;
    for (Query query(database, sql, JsonArray(candidates), alert); query.Step();)
      rows.push_back(EntryRowOf(query));
    return rows;
  } catch (const StoreError& error) {
    return tl::unexpected(ErrorOf(error, limit));
  }
}

}  // namespace timeline
