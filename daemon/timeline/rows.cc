#include "daemon/timeline/rows.h"

#include <algorithm>

#include "daemon/timeline/connection.h"

namespace timeline {

const char* const kEntryColumns =
    "id, kind, value, unit, subject, flow, period, reporter, partner, measure, basis, type, mast, "
    "plover, actor, target, date, verdict, official, series, working, hint, mentions, source, "
    "title, url, "
    "published, sentence, quote, rule, was, story, story_working, cited, verdicts_changed, "
    "effective, until";

EntryRow EntryRowOf(const Query& query) {
  int column = 0;
  const auto text = [&] { return query.Text(column++); };
  EntryRow row;
  row.id = query.Int(column++);
  row.kind = text();
  row.value = query.RealOrNone(column++);
  for (std::string* field : {&row.unit, &row.subject, &row.flow, &row.period, &row.reporter,
                             &row.partner, &row.measure, &row.basis, &row.type, &row.mast,
                             &row.plover, &row.actor, &row.target, &row.date, &row.verdict})
    *field = text();
  row.official = query.RealOrNone(column++);
  for (std::string* field : {&row.series, &row.working, &row.hint})
    *field = text();
  row.mentions = query.Int(column++);
  for (std::string* field :
       {&row.source, &row.title, &row.url, &row.published, &row.sentence, &row.quote, &row.rule})
    *field = text();
  row.was = query.RealOrNone(column++);
  for (std::string* field : {&row.story, &row.story_working, &row.cited, &row.verdicts_changed,
                             &row.effective, &row.until})
    *field = text();
  return row;
}

std::size_t ColumnOf(const Table& table, std::string_view name) {
  const auto at = std::find(table.columns.begin(), table.columns.end(), name);
  return static_cast<std::size_t>(at - table.columns.begin());
}

double NumberOf(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return static_cast<double>(*integer);
  const auto* real = std::get_if<double>(&value);
  return real != nullptr ? *real : 0;
}

std::string TextOf(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : std::string();
}

}  // namespace timeline
