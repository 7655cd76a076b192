#include "daemon/timeline/rows.h"

#include "daemon/timeline/connection.h"

namespace timeline {

const char* const kEntryColumns =
    "id, kind, value, unit, subject, flow, period, reporter, partner, measure, basis, type, mast, "
    "actor, target, date, verdict, official, series, working, hint, mentions, source, title, url, "
    "published, sentence, quote, rule, was";

EntryRow EntryRowOf(const Query& query) {
  int column = 0;
  const auto text = [&] { return query.Text(column++); };
  EntryRow row;
  row.id = query.Int(column++);
  row.kind = text();
  row.value = query.RealOrNone(column++);
  for (std::string* field :
       {&row.unit, &row.subject, &row.flow, &row.period, &row.reporter, &row.partner, &row.measure,
        &row.basis, &row.type, &row.mast, &row.actor, &row.target, &row.date, &row.verdict})
    *field = text();
  row.official = query.RealOrNone(column++);
  for (std::string* field : {&row.series, &row.working, &row.hint})
    *field = text();
  row.mentions = query.Int(column++);
  for (std::string* field :
       {&row.source, &row.title, &row.url, &row.published, &row.sentence, &row.quote, &row.rule})
    *field = text();
  row.was = query.RealOrNone(column++);
  return row;
}

}  // namespace timeline
